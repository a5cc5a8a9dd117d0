/** Names what conversations wait for: reads what their applications say in the clear, beside the diagnosis. */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ApplicationReader } from "../../application/application_reader.ts";
import type { AddressName, ApplicationFacts, Place } from "../../application/facts.ts";
import { type Moment, nanosecondsBetween } from "../../base/moment.ts";
import { looksLikeHttp } from "../../explain/http/http_exchange.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import type { NamedWaits, SetUp } from "../terms/named_waits.ts";
import { ExchangeLog } from "./exchange_log.ts";

/** Who does not speak HTTP in the first packets with data does not speak it later. */
const LOOKED_AT = 8;
/** A name that was answered so long before the connection was not waited for, ns. */
const JUST_BEFORE = 500e6;

interface Followed {
  readonly start: Place;
  looked: number;
  log: ExchangeLog | null;
}

export class Namer {
  readonly #applications = new ApplicationReader();
  readonly #followed = new Map<number, Followed>();

  /** Takes a packet that is no TCP segment. */
  take(packet: ReadonlyPacket): void {
    this.#applications.take(packet);
  }

  takeSegment(analysed: AnalysedPacket): void {
    this.#applications.takeSegment(analysed);
    const { packet, conversation: { index } } = analysed;
    let followed = this.#followed.get(index);
    if (followed === undefined) {
      const { number, seconds, nanoseconds } = packet;
      followed = { start: { number, seconds, nanoseconds }, looked: 0, log: null };
      this.#followed.set(index, followed);
    }
    if (packet.payloadLength === 0) return;
    if (followed.log === null) {
      if (followed.looked >= LOOKED_AT) return;
      followed.looked++;
      if (!looksLikeHttp(analysed)) return;
      followed.log = new ExchangeLog();
    }
    followed.log.take(analysed, since(followed.start, packet));
  }

  /** What is known of a conversation that has ended; it is forgotten. Round trips from the capture to either end are in ns. */
  end(index: number, trips: { readonly toClient: number; readonly toServer: number }): NamedWaits {
    const facts = this.#applications.end(index);
    const followed = this.#followed.get(index);
    this.#followed.delete(index);
    const waits = followed?.log?.waits(trips) ??
      { answers: [], pauses: [], unfinished: 0, cut: false, upgraded: false };
    return { setUp: setUpOf(facts, followed?.start ?? null), ...waits };
  }
}

function setUpOf({ names, tls }: ApplicationFacts, start: Place | null): SetUp {
  const name = start === null ? null : nameBefore(names, start);
  if (tls === null || tls.finished === null) return { name, tls: null };
  const { hello, finished, serverName, roundTrips } = tls;
  return { name, tls: { ...spanOf(hello, finished), serverName, roundTrips } };
}

function nameBefore(names: readonly AddressName[], start: Place): SetUp["name"] {
  for (const { name, asked, answered } of names) {
    if (asked === null || since(answered, start) > JUST_BEFORE) continue;
    return { ...spanOf(asked, answered), name };
  }
  return null;
}

function spanOf(from: Place, to: Place): { from: number; to: number; nanoseconds: number } {
  return { from: from.number, to: to.number, nanoseconds: since(from, to) };
}

/** ns from one moment to a later one; captures may go back in time. */
function since(from: Moment, to: Moment): number {
  return Math.max(0, nanosecondsBetween(from, to));
}
