/** What a conversation's packets say of it as they come: who, when, how much, how it went. It costs little, and it is there at any time. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import {
  type Conversation,
  type DirectionCounts,
  type Endpoint,
  type RoleEvidence,
  roundTripsOf,
} from "../analysis/conversation.ts";
import { ConnectionHistory } from "./connection_history.ts";
import type { ConnectionState } from "./endpoint_state.ts";

/** What one end sent. */
export interface FlowDirection {
  readonly packets: number;
  /** Of data, each byte of the stream once. */
  readonly bytes: number;
  /** Of data that had come before. */
  readonly bytesSentAgain: number;
  /** Of whole IP packets, headers included. */
  readonly ipBytes: number;
  readonly retransmissions: number;
}

/** A conversation without a judgement of its time. Times in nanoseconds but for `seconds`. */
export interface FlowOutline {
  /** The capture's name. */
  readonly capture: string;
  /** The conversation's index in its capture. */
  readonly stream: number;
  readonly client: Endpoint;
  readonly server: Endpoint;
  readonly roles: RoleEvidence;
  /** Time of the first packet. */
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly duration: number;
  /** Until both ends had closed, as Zeek counts: what comes after is no part of it. */
  readonly durationOpen: number;
  readonly fromClient: FlowDirection;
  readonly fromServer: FlowDirection;
  /** Round trip of the handshake; null where it was not seen. */
  readonly initialRtt: number | null;
  /** Mean and least of all round trips that were measured; null where none was. */
  readonly rtt: number | null;
  readonly leastRtt: number | null;
  readonly history: string;
  readonly state: ConnectionState;
}

/** What is followed of a conversation until it ends. */
interface Open {
  readonly history: ConnectionHistory;
  clientIpBytes: number;
  serverIpBytes: number;
}

/** Follows every conversation of a capture. */
export class FlowOutlines {
  readonly #open = new Map<number, Open>();
  readonly #capture: string;

  /** `capture` is the name that the outlines carry. */
  constructor(capture: string) {
    this.#capture = capture;
  }

  /** Takes the next TCP packet of the capture. */
  take(analysed: AnalysedPacket): void {
    const { packet, conversation, fromClient } = analysed;
    let open = this.#open.get(conversation.index);
    if (open === undefined) {
      open = { history: new ConnectionHistory(), clientIpBytes: 0, serverIpBytes: 0 };
      this.#open.set(conversation.index, open);
    }
    open.history.take(analysed);
    const ipBytes = packet.ipEnd - packet.ipStart;
    if (fromClient) open.clientIpBytes += ipBytes;
    else open.serverIpBytes += ipBytes;
  }

  /** The conversation as far as it has come; null where none of its packets were taken. */
  outline(conversation: Conversation): FlowOutline | null {
    const open = this.#open.get(conversation.index);
    if (open === undefined) return null;
    const { client, server, fromClient, fromServer } = conversation;
    const { history } = open;
    const roundTrips = roundTripsOf(fromClient, fromServer);
    return {
      capture: this.#capture,
      stream: conversation.index,
      client,
      server,
      roles: conversation.roles,
      seconds: conversation.firstSeconds,
      nanoseconds: conversation.firstNanoseconds,
      duration: conversation.duration,
      durationOpen: (history.lastSeconds - conversation.firstSeconds) * 1e9 + history.lastNanoseconds -
        conversation.firstNanoseconds,
      fromClient: direction(fromClient, open.clientIpBytes),
      fromServer: direction(fromServer, open.serverIpBytes),
      initialRtt: conversation.initialRtt,
      rtt: roundTrips.count === 0 ? null : roundTrips.total / roundTrips.count,
      leastRtt: roundTrips.count === 0 ? null : roundTrips.least,
      history: history.letters,
      state: history.state(fromClient.bytes + fromServer.bytes),
    };
  }

  /** The conversation has ended: its outline, once. */
  end(conversation: Conversation): FlowOutline | null {
    const outline = this.outline(conversation);
    this.#open.delete(conversation.index);
    return outline;
  }
}

function direction(counts: DirectionCounts, ipBytes: number): FlowDirection {
  const { packets, bytes, bytesSentAgain, retransmissions } = counts;
  return { packets, bytes, bytesSentAgain, ipBytes, retransmissions };
}
