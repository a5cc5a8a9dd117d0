/**
 * A host: its ends of connections, whoever listens, and what its kernel answers where there is neither.
 */
import { ACK, FIN, RST, SYN } from "../../../src/packet/packet.ts";
import { seqAdd, seqDiff } from "../../../src/packet/sequence.ts";
import { type Emitted, Endpoint } from "./endpoint.ts";
import type { EventQueue } from "./event_queue.ts";
import type { Program } from "./program.ts";
import { Identifications, type Stack } from "./stack.ts";
import { type End, otherEnd, type Reason, type Segment, type Sent, type TruthLog } from "./truth_log.ts";
import type { Random } from "../../random.ts";

/** A connection that is to be tried. */
export interface Attempt {
  readonly at: number;
  readonly clientPort: number;
  readonly serverPort: number;
  readonly client: Program;
  readonly server: Program;
}

export interface World {
  readonly queue: EventQueue;
  readonly log: TruthLog;
  readonly random: Random;
  readonly attempts: readonly Attempt[];
  /** Takes a packet from a host to the road. */
  enter(sent: Sent): void;
}

export interface HostOptions {
  readonly end: End;
  readonly stack: Stack;
  readonly listens: boolean;
  /** Its queue of new connections is full until then, ns: SYNs are dropped, or refused. */
  readonly fullUntil: number;
  readonly refusesWhenFull: boolean;
  /** Its program does not accept() until then, ns. */
  readonly acceptsFrom: number;
  readonly down: boolean;
}

export class Host {
  readonly end: End;
  readonly stack: Stack;
  readonly #ids: Identifications;
  readonly #endpoints = new Map<number, Endpoint>();
  readonly #started = new Map<Endpoint, number>();
  #latestStart: number;

  constructor(readonly world: World, readonly options: HostOptions) {
    this.end = options.end;
    this.stack = options.stack;
    this.#ids = new Identifications(options.stack.ids, world.random);
    this.#latestStart = world.random.int(200_000, 0xffffffff);
  }

  get acceptsNot(): boolean {
    return this.end === "server" && this.world.queue.now < this.options.acceptsFrom;
  }

  startedAt(endpoint: Endpoint): number {
    return this.#started.get(endpoint) ?? 0;
  }

  connect(connection: number): void {
    const { clientPort, serverPort } = this.world.attempts[connection]!;
    // A kernel gives no port away that it still uses for the same server.
    const older = this.#endpoints.get(clientPort);
    if (older !== undefined && older.state !== "dead" && older.state !== "time-wait") return;
    this.#open(connection, { port: clientPort, peerPort: serverPort, client: true }).connect();
  }

  #open(connection: number, { port, peerPort, client }: { port: number; peerPort: number; client: boolean }): Endpoint {
    const attempt = this.world.attempts[connection]!;
    this.#latestStart = seqAdd(this.#latestStart, this.world.random.int(100_000, 50_000_000));
    const program = client ? attempt.client : attempt.server;
    const start = this.#latestStart;
    const endpoint = new Endpoint(this, { connection, port, peerPort, start, program }, client);
    this.#endpoints.set(client ? port : peerPort, endpoint);
    this.#started.set(endpoint, this.world.queue.now);
    return endpoint;
  }

  receive(sent: Sent): void {
    const { segment } = sent;
    if (this.options.down) return;
    const key = this.end === "client" ? segment.dstPort : segment.srcPort;
    const endpoint = this.#endpoints.get(key);
    const asks = this.end === "server" && (segment.flags & (SYN | ACK | RST)) === SYN;
    if (asks && (endpoint === undefined || endpoint.state === "dead" || this.#mayFollow(endpoint, segment))) {
      return this.#asked(sent);
    }
    if (endpoint !== undefined) endpoint.receive(segment, sent.id);
    else this.refuse(null, segment, "no-connection", sent);
  }

  /** A SYN for a connection in TIME-WAIT, with a number beyond the old ones (RFC 6191). */
  #mayFollow(endpoint: Endpoint, { seq }: Segment): boolean {
    return endpoint.state === "time-wait" && seqDiff(seq, endpoint.peerStart) > endpoint.incoming.expected;
  }

  #asked(sent: Sent): void {
    const { listens, fullUntil, refusesWhenFull } = this.options;
    if (!listens) return this.refuse(null, sent.segment, "refused", sent);
    if (this.world.queue.now < fullUntil) {
      if (refusesWhenFull) this.refuse(null, sent.segment, "queue-full", sent);
      return;
    }
    const { srcPort, dstPort } = sent.segment;
    const endpoint = this.#open(sent.connection, { port: dstPort, peerPort: srcPort, client: false });
    endpoint.cause = sent.id;
    endpoint.agree(sent.segment);
    endpoint.cause = -1;
  }

  /** Answers with RST what no end here can take (RFC 9293 3.10.7). */
  refuse(endpoint: Endpoint | null, segment: Segment, reason: Reason, answered?: Sent): void {
    if (segment.flags & RST) return;
    const withAck = (segment.flags & ACK) !== 0;
    const covers = segment.length + (segment.flags & SYN ? 1 : 0) + (segment.flags & FIN ? 1 : 0);
    const raw = withAck ? segment.ack : 0;
    const connection = endpoint?.options.connection ?? answered!.connection;
    this.#leave({
      connection,
      endpoint,
      answers: endpoint === null ? answered!.id : endpoint.cause,
      emitted: { reason, flags: withAck ? RST : RST | ACK, from: -1, raw },
      segment: {
        ...this.#header(connection),
        srcPort: segment.dstPort,
        dstPort: segment.srcPort,
        seq: raw,
        ack: withAck ? 0 : seqAdd(segment.seq, covers),
        flags: withAck ? RST : RST | ACK,
        window: 0,
        length: 0,
        sack: [],
        stamp: null,
        offer: null,
      },
    });
  }

  #header(connection: number): { ttl: number; ipId: number } {
    return { ttl: this.stack.ttl, ipId: this.#ids.next(connection) };
  }

  /** Sends a segment of an end. */
  send(endpoint: Endpoint, emitted: Emitted): void {
    const { options, peer } = endpoint;
    const { flags, from, length = 0 } = emitted;
    const syn = (flags & SYN) !== 0;
    const window = endpoint.answering.window();
    const { stack } = this;
    const answered = (flags & ACK) !== 0 && syn;
    this.#leave({
      connection: options.connection,
      endpoint,
      answers: endpoint.cause,
      emitted,
      segment: {
        ...this.#header(options.connection),
        srcPort: options.port,
        dstPort: options.peerPort,
        seq: emitted.raw ?? endpoint.rawOf(from),
        ack: flags & ACK ? seqAdd(endpoint.peerStart, endpoint.incoming.expected) : 0,
        flags,
        window: syn ? Math.min(window, 0xffff) : window >> endpoint.ownScale,
        length,
        sack: syn || flags & RST ? [] : blocksOf(endpoint),
        stamp: endpoint.usesStamps && !syn || syn && stack.stamps && (!answered || (peer?.stamps ?? false))
          ? this.#stamp()
          : null,
        offer: syn
          ? {
            mss: stack.mss,
            scale: answered && (peer?.scale ?? -1) < 0 ? -1 : stack.scale,
            sack: stack.sack && (!answered || (peer?.sack ?? false)),
            stamps: stack.stamps && (!answered || (peer?.stamps ?? false)),
          }
          : null,
      },
    });
  }

  #stamp(): { value: number; echo: number } {
    return { value: Math.floor(this.world.queue.now / 1e6) + 1000, echo: 0 };
  }

  #leave(
    { connection, endpoint, answers, emitted, segment }: {
      connection: number;
      endpoint: Endpoint | null;
      answers: number;
      emitted: Emitted;
      segment: Segment;
    },
  ): void {
    const { log, queue } = this.world;
    const { from, flags, length = 0, reason } = emitted;
    const to = from + length + (flags & (SYN | FIN) ? 1 : 0);
    const sending = endpoint?.sending;
    const sent: Sent = {
      id: log.sent.length,
      connection,
      end: this.end,
      time: queue.now,
      reason,
      segment,
      from,
      to,
      answers,
      standing: {
        unread: endpoint?.incoming.unread ?? 0,
        waiting: endpoint?.incoming.waiting ?? 0,
        expected: endpoint?.incoming.expected ?? -1,
        wroteAt: sending !== undefined && length > 0 ? sending.wroteAt(from + length) : -1,
        nagle: sending !== undefined && length > 0 && from < sending.heldByNagle,
        congestion: sending !== undefined && length > 0 && from < sending.heldByCongestion,
        window: sending !== undefined && length > 0 && from < sending.heldByWindow,
        closed: (endpoint?.closed ?? false) || (sending?.closing ?? false),
        bufferGrew: endpoint?.incoming.grew ?? false,
      },
    };
    if (endpoint !== null) endpoint.incoming.grew = false;
    log.sent.push(sent);
    this.world.enter(sent);
  }

  get peerEnd(): End {
    return otherEnd(this.end);
  }
}

function blocksOf({ usesSack, incoming, peerStart, usesStamps }: Endpoint): { left: number; right: number }[] {
  if (!usesSack) return [];
  const { twice, ranges } = incoming;
  incoming.twice = null;
  const blocks = [...(twice === null ? [] : [twice]), ...ranges].slice(0, usesStamps ? 3 : 4);
  return blocks.map(({ from, to }) => ({ left: seqAdd(peerStart, from), right: seqAdd(peerStart, to) }));
}
