/** Names what conversations wait for: reads what their applications say in the clear, beside the diagnosis. */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ApplicationReader } from "../../application/application_reader.ts";
import type { AddressName, ApplicationFacts, Place } from "../../application/facts.ts";
import { type Moment, nanosecondsBetween } from "../../base/moment.ts";
import { looksLikeHttp } from "../../explain/http/http_exchange.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { type NamedWaits, NO_NAMED_WAITS, type SetUp } from "../terms/named_waits.ts";
import { ExchangeLog } from "./exchange_log.ts";

/** Who does not speak HTTP in the first packets with data does not speak it later. */
const LOOKED_AT = 8;
/** A name that was answered so long before the connection was not waited for, ns. */
const JUST_BEFORE = 500e6;

/** What a conversation's application says, as far as it has been read. */
export interface Followed {
  readonly start: Place;
  looked: number;
  log: ExchangeLog | null;
  /** Nothing more will be learnt from it. */
  silent: boolean;
}

export class Namer {
  readonly #applications = new ApplicationReader();

  /** Takes a packet that is no TCP segment. */
  take(packet: ReadonlyPacket): void {
    this.#applications.take(packet);
  }

  /** A conversation begins with this segment, which is to be taken next. */
  follow({ packet: { number, seconds, nanoseconds } }: AnalysedPacket): Followed {
    return { start: { number, seconds, nanoseconds }, looked: 0, log: null, silent: false };
  }

  /** Takes the next segment of a conversation that is not silent. */
  takeSegment(analysed: AnalysedPacket, followed: Followed): void {
    const isSilent = !this.#applications.takeSegment(analysed);
    const { packet } = analysed;
    if (packet.payloadLength === 0) return;
    if (followed.log === null && followed.looked < LOOKED_AT) {
      followed.looked++;
      if (looksLikeHttp(analysed)) followed.log = new ExchangeLog();
    }
    if (followed.log === null) followed.silent = isSilent && followed.looked >= LOOKED_AT;
    else followed.log.take(analysed, since(followed.start, packet));
  }

  /** What is known of a conversation that has ended; it is forgotten. Round trips from the capture to either end are in ns. */
  end(
    index: number,
    { log, start }: Followed,
    trips: { readonly toClient: number; readonly toServer: number },
  ): NamedWaits {
    return { ...NO_NAMED_WAITS, ...log?.waits(trips), setUp: setUpOf(this.#applications.end(index), start) };
  }
}

function setUpOf({ names, tls }: ApplicationFacts, start: Place): SetUp {
  const name = nameBefore(names, start);
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
