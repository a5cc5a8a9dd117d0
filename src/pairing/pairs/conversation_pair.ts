/** A conversation that both captures hold, while its packets come. */
import type { Endpoint } from "../../analysis/conversation.ts";
import { ACK } from "../../packet/packet.ts";
import { signedAdd } from "../../packet/sequence.ts";
import { ChangeLog } from "../changes/change_log.ts";
import type { DirectionPair } from "../match/direction_pair.ts";
import { DirectionRecord } from "./direction_record.ts";
import type { Journeys } from "./journeys.ts";
import { mix } from "../survey/hash.ts";
import type { Likeness } from "../survey/likeness.ts";
import type { Partners } from "../survey/partners.ts";
import type { Sighting } from "../terms/sighting.ts";
import { otherSide, type Side } from "../terms/side.ts";
import type { Protocol, Talk } from "../terms/talk.ts";

/** The ends of a conversation as one capture has them. */
export interface Ends {
  readonly client: Endpoint;
  readonly server: Endpoint;
}

/** So many datagrams of different content are no chance. */
const DISTINCT = 3;

/** A packet of a talk, before its direction is known. */
export interface Held {
  /** As that file's own reading has it. */
  readonly fromClient: boolean;
  readonly sighting: Sighting;
}

export class ConversationPair {
  readonly changes: ChangeLog = new ChangeLog();
  readonly fromClient: DirectionRecord;
  readonly fromServer: DirectionRecord;
  /** Where somebody wants to see them. */
  journeys: Journeys | null = null;
  /** The client's and the server's end in each capture; A says who is who. */
  readonly ends: Readonly<Record<Side, Ends>>;

  /** Further ends of the client: a box that translates addresses gave it others on the way. */
  readonly further: Readonly<Record<Side, Endpoint[]>> = { a: [], b: [] };

  /** `near` is the capture that was taken nearer to the client. */
  constructor(
    readonly protocol: Protocol,
    readonly partners: Partners,
    readonly likeness: Likeness,
    readonly near: Side,
  ) {
    const [a, b] = [partners.a.talk, partners.b.talk];
    this.ends = {
      a: { client: a.client, server: a.server },
      b: likeness.flipped ? { client: b.server, server: b.client } : { client: b.client, server: b.server },
    };
    this.fromClient = new DirectionRecord(near);
    this.fromServer = new DirectionRecord(otherSide(near));
  }

  /** Takes a sighting of one of the two directions with the numbers of its file. */
  take(side: Side, direction: DirectionRecord, sighting: Sighting): void {
    if (side === "b") this.#renumber(sighting, direction === this.fromClient, -1);
    direction.pair.take(side, sighting);
  }

  /** Whether these packets, to the same server as this talk's, are some of it that the other capture holds and this one seemed to miss. */
  goesOn(side: Side, { server }: Talk, held: readonly Held[]): boolean {
    const known = this.ends[side].server;
    if (held.length < DISTINCT || this.likeness.flipped) return false;
    if (server.address !== known.address || server.port !== known.port) return false;
    const lacking = new Set(
      this.directions.flatMap(({ record: { pair } }) =>
        pair.of(otherSide(side)).filter(({ matched }) => !matched).map((sighting) => this.#keyOf(sighting))
      ),
    );
    const found = held.filter(({ sighting }) => lacking.has(this.#keyOf(sighting)));
    return new Set(found.map(({ sighting }) => sighting.seq)).size >= DISTINCT;
  }

  /** Takes the packets of a talk with which this one goes on, among those that came meanwhile. */
  goOn(side: Side, { client }: Talk, held: readonly Held[]): void {
    this.further[side].push(client);
    for (const { fromClient, sighting } of held) this.take(side, this.directionFrom(side, fromClient), sighting);
    for (const { record } of this.directions) record.pair.sort(side);
  }

  #keyOf({ seq, ack, length, ipId }: Sighting): number {
    return mix(mix(mix(this.likeness.ipIds ? ipId : 0, seq), ack), length);
  }

  /** The direction of a packet whose sender its file takes for the client, or not. */
  directionFrom(side: Side, fromClient: boolean): DirectionRecord {
    const ofClient = side === "b" && this.likeness.flipped ? !fromClient : fromClient;
    return ofClient ? this.fromClient : this.fromServer;
  }

  /** The other one of the two directions. */
  reverseOf(direction: DirectionRecord): DirectionRecord {
    return direction === this.fromClient ? this.fromServer : this.fromClient;
  }

  /** Gives a sighting of this conversation the numbers of its own file again. */
  restoreNumbers(side: Side, ofClient: boolean, sighting: Sighting): void {
    if (side === "b") this.#renumber(sighting, ofClient, 1);
  }

  /** Both directions, each with the other one. */
  get directions(): readonly { ofClient: boolean; record: DirectionRecord; reverse: DirectionPair }[] {
    return [
      { ofClient: true, record: this.fromClient, reverse: this.fromServer.pair },
      { ofClient: false, record: this.fromServer, reverse: this.fromClient.pair },
    ];
  }

  /** What B's numbers of this direction are more than A's: sequence numbers, and acknowledgments of the other direction's. */
  shiftsOf(ofClient: boolean): { readonly seq: number; readonly ack: number } {
    const { clientShift, serverShift } = this.likeness;
    return ofClient ? { seq: clientShift, ack: serverShift } : { seq: serverShift, ack: clientShift };
  }

  #renumber(sighting: Sighting, ofClient: boolean, sign: 1 | -1): void {
    const { seq, ack } = this.shiftsOf(ofClient);
    if (seq !== 0) sighting.seq = signedAdd(sighting.seq, sign * seq);
    if (ack === 0 || (sighting.flags & ACK) === 0) return;
    sighting.ack = signedAdd(sighting.ack, sign * ack);
    sighting.blocks = sighting.blocks.map((number) => signedAdd(number, sign * ack));
  }
}
