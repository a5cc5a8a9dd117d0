/**
 * Boxes on the road that are no router: they forget connections, refuse them, or end them in another's name.
 */
import { ACK, RST, SYN } from "../../../src/packet/packet.ts";
import { seqAdd } from "../../../src/packet/sequence.ts";
import type { Random } from "../../random.ts";
import type { EventQueue } from "./event_queue.ts";
import { type End, otherEnd, type Sent, type TruthLog } from "./truth_log.ts";

export type BoxKind =
  /** After `idle` ns without a packet it drops what comes, or answers with RST. */
  | { readonly kind: "forgets"; readonly idle: number; readonly refuses: boolean }
  /** Drops or refuses SYNs. */
  | { readonly kind: "filter"; readonly refuses: boolean }
  /** Ends a connection at the `at`th data packet of the client, with RSTs to both ends, or to the client alone. */
  | { readonly kind: "injects"; readonly at: number; readonly both: boolean; readonly count: number };

export interface BoxOptions {
  readonly box: BoxKind;
  readonly side: End;
  /** TTL with which its own packets leave, and whether they carry an identification of 0. */
  readonly ttl: number;
  readonly zeroId: boolean;
  readonly queue: EventQueue;
  readonly random: Random;
  readonly log: TruthLog;
  inject(sent: Sent, side: End): void;
}

export class Box {
  readonly side: End;
  readonly #heard = new Map<number, number>();
  readonly #forgotten = new Set<number>();
  #data = 0;

  constructor(readonly options: BoxOptions) {
    this.side = options.side;
  }

  /** A packet comes by; false where it does not let it go on. */
  meets(sent: Sent): boolean {
    const { box } = this.options;
    if (box.kind === "filter") {
      if ((sent.segment.flags & (SYN | ACK)) !== SYN) return true;
      if (box.refuses) this.#answer(sent, "refuses");
      return false;
    }
    if (box.kind === "injects") {
      this.#inject(sent, box);
      return true;
    }
    return this.#remembers(sent, box);
  }

  #remembers(sent: Sent, box: Extract<BoxKind, { kind: "forgets" }>): boolean {
    const { now } = this.options.queue;
    const { connection } = sent;
    const last = this.#heard.get(connection);
    this.#heard.set(connection, now);
    if (sent.segment.flags & SYN) {
      this.#forgotten.delete(connection);
      return true;
    }
    if (last !== undefined && now - last > box.idle) this.#forgotten.add(connection);
    if (!this.#forgotten.has(connection)) return true;
    if (box.refuses && (sent.segment.flags & RST) === 0) this.#answer(sent, "knows-none");
    return false;
  }

  #inject(sent: Sent, { at, both, count }: Extract<BoxKind, { kind: "injects" }>): void {
    if (sent.end !== "client" || sent.segment.length === 0 || ++this.#data !== at) return;
    const { segment } = sent;
    const next = seqAdd(segment.seq, segment.length);
    for (let i = 0; i < count; i++) {
      this.#send(sent, { end: "server", seq: segment.ack, ack: next, flags: RST | ACK });
      if (both) this.#send(sent, { end: "client", seq: next, ack: segment.ack, flags: RST | ACK });
    }
  }

  /** A RST in the name of whoever `sent` was for. */
  #answer(sent: Sent, how: "refuses" | "knows-none"): void {
    const { segment } = sent;
    const end = otherEnd(sent.end);
    if (how === "refuses" || (segment.flags & ACK) === 0) {
      this.#send(sent, { end, seq: 0, ack: seqAdd(segment.seq, 1), flags: RST | ACK });
    } else this.#send(sent, { end, seq: segment.ack, ack: 0, flags: RST });
  }

  #send(about: Sent, { end, seq, ack, flags }: { end: End; seq: number; ack: number; flags: number }): void {
    const { log, queue, random, ttl, zeroId } = this.options;
    const { segment } = about;
    const back = end !== about.end;
    const sent: Sent = {
      id: log.sent.length,
      connection: about.connection,
      end,
      time: queue.now,
      reason: "box",
      from: -1,
      to: -1,
      answers: about.id,
      segment: {
        srcPort: back ? segment.dstPort : segment.srcPort,
        dstPort: back ? segment.srcPort : segment.dstPort,
        seq,
        ack,
        flags,
        window: random.pick([0, 0, segment.window]),
        length: 0,
        ttl,
        ipId: zeroId ? 0 : random.int(1, 0xffff),
        sack: [],
        stamp: null,
        offer: null,
      },
      standing: {
        unread: 0,
        waiting: 0,
        expected: -1,
        wroteAt: -1,
        nagle: false,
        congestion: false,
        window: false,
        closed: false,
        bufferGrew: false,
      },
    };
    log.sent.push(sent);
    queue.after(random.int(10_000, 400_000), () => this.options.inject(sent, this.side));
  }
}
