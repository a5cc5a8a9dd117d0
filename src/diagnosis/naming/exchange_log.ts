/** The requests of an HTTP/1.x conversation with the time that the server took to answer, and the client took before the next one. */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { HttpExchange } from "../../explain/http/http_exchange.ts";
import type { NamedWait, NamedWaits } from "../terms/named_waits.ts";

/** The connection is another protocol's from here on (RFC 9110 15.2.2). */
const SWITCHING = 101;
/** The server was not sent a whole request in time (RFC 9110 15.5.9). */
const TIMED_OUT = 408;
/** The longest ones are kept. */
const KEPT = 3;

/** When the last data of an end was captured, ns since the conversation's start, and in which packet. */
interface Last {
  at: number;
  packet: number;
}

export class ExchangeLog {
  readonly #http = new HttpExchange();
  readonly #answers: NamedWait[] = [];
  readonly #pauses: NamedWait[] = [];
  readonly #client: Last = { at: 0, packet: 0 };
  readonly #server: Last = { at: 0, packet: 0 };
  /** Where the request that is being answered ended. */
  #asked: Last = { at: 0, packet: 0 };
  /** The packet of the request that was answered last. */
  #answered = 0;
  /** How long the server waited for the rest of requests before it answered them all the same, ns. */
  #unfinished = 0;
  #upgraded = false;

  /** Takes a packet with data; `now` is ns since the conversation's start. */
  take(analysed: AnalysedPacket, now: number): void {
    const http = this.#http;
    http.take(analysed, now);
    const { part: { line }, answered } = http;
    const { number } = analysed.packet;
    if (line !== null && line.status === SWITCHING) this.#upgraded = true;
    if (line !== null && line.status === TIMED_OUT && answered === null) this.#unfinished += now - this.#asked.at;
    if (line !== null && !line.isRequest && answered !== null && answered.number !== this.#answered) {
      this.#answered = answered.number;
      if (http.isAsking) this.#unfinished += now - this.#asked.at;
      else {
        // A request that was sent before the answer to another one waited for that one, too.
        const from = Math.max(answered.time, Math.min(this.#asked.at, now));
        const packet = this.#asked.packet > answered.number ? this.#asked.packet : answered.number;
        const nanoseconds = now - from;
        keep(this.#answers, { request: answered.short, status: line.short, from: packet, to: number, nanoseconds });
      }
    }
    if (line !== null && line.isRequest && this.#server.packet > this.#client.packet) {
      const { at, packet } = this.#server;
      keep(this.#pauses, { request: line.short, status: "", from: packet, to: number, nanoseconds: now - at });
    }
    const last = analysed.fromClient ? this.#client : this.#server;
    [last.at, last.packet] = [now, number];
    if (analysed.fromClient) this.#asked = { at: now, packet: number };
  }

  /** The longest waits; `toClient` and `toServer` are the round trips from the capture to either end, ns: no end took these. */
  waits({ toClient, toServer }: { readonly toClient: number; readonly toServer: number }): Omit<NamedWaits, "setUp"> {
    return {
      answers: without(this.#answers, toServer),
      pauses: without(this.#pauses, toClient),
      unfinished: this.#unfinished,
      cut: this.#http.isAnswering,
      upgraded: this.#upgraded,
    };
  }
}

function keep(waits: NamedWait[], wait: NamedWait): void {
  waits.push(wait);
  waits.sort((one, other) => other.nanoseconds - one.nanoseconds);
  if (waits.length > KEPT) waits.pop();
}

function without(waits: readonly NamedWait[], trip: number): NamedWait[] {
  return waits.map((wait) => ({ ...wait, nanoseconds: Math.max(0, wait.nanoseconds - trip) }));
}
