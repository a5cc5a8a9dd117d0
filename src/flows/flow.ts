/**
 * One TCP conversation as one record: who, when, how much, how it went, and where its time went. This is what leaves a capture for
 * tools that join the conversations of many.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import {
  type Conversation,
  type DirectionCounts,
  type Endpoint,
  type RoleEvidence,
  roundTripsOf,
} from "../analysis/conversation.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import { Explainer } from "../explain/explainer.ts";
import type { Finding } from "../explain/words/finding.ts";
import type { Language } from "../language/language.ts";
import { Diagnoser } from "../diagnosis/diagnoser.ts";
import type { BudgetItem, Cause } from "../diagnosis/terms/cause.ts";
import type { Verdict } from "../diagnosis/terms/diagnosis.ts";
import { parseAddress } from "../packet/parse_address.ts";
import { communityId } from "./community_id.ts";
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

/** A conversation that has ended, or that the capture left open. Times in nanoseconds but for `seconds`. */
export interface Flow {
  /** The capture's name. */
  readonly capture: string;
  /** The conversation's index in its capture. */
  readonly stream: number;
  readonly client: Endpoint;
  readonly server: Endpoint;
  readonly roles: RoleEvidence;
  readonly communityId: string;
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
  /** Sum of each cause's time, the largest first. */
  readonly budget: readonly BudgetItem[];
  readonly verdict: Verdict;
  /** Time that a change could win. */
  readonly lost: number;
  /** What was found of it, the most important first. */
  readonly findings: readonly FlowFinding[];
}

/** A finding without its sentences. */
export type FlowFinding = Pick<Finding, "code" | "certainty" | "title">;

/** What is followed of a conversation until it ends. */
interface Open {
  readonly history: ConnectionHistory;
  clientIpBytes: number;
  serverIpBytes: number;
}

/** Makes a flow of every conversation, in one pass and in constant memory for each that is open. */
export class FlowBuilder {
  readonly #open = new Map<number, Open>();
  readonly #diagnoser = new Diagnoser();
  readonly #explainer: Explainer;
  readonly #capture: string;

  /** `capture` is the name that the flows carry; titles of findings are in `language`. */
  constructor(capture: string, language: Language = "en") {
    this.#capture = capture;
    this.#explainer = new Explainer({ language });
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
    this.#diagnoser.take(analysed);
    this.#explainer.observe(analysed);
  }

  /** Takes a packet that is no TCP segment but has to do with one. */
  takeRelated(related: RelatedPacket): void {
    this.#explainer.observeRelated(related);
  }

  /** The conversation has ended; null where none of its packets were taken. */
  end(conversation: Conversation): Flow | null {
    const open = this.#open.get(conversation.index);
    const diagnosis = this.#diagnoser.end(conversation);
    if (open === undefined || diagnosis === null) return null;
    this.#open.delete(conversation.index);
    const { client, server, fromClient, fromServer } = conversation;
    const roundTrips = roundTripsOf(fromClient, fromServer);
    return {
      capture: this.#capture,
      stream: conversation.index,
      client,
      server,
      roles: conversation.roles,
      communityId: communityId(flowEnd(client), flowEnd(server)),
      seconds: conversation.firstSeconds,
      nanoseconds: conversation.firstNanoseconds,
      duration: conversation.duration,
      durationOpen: (open.history.lastSeconds - conversation.firstSeconds) * 1e9 + open.history.lastNanoseconds -
        conversation.firstNanoseconds,
      fromClient: direction(fromClient, open.clientIpBytes),
      fromServer: direction(fromServer, open.serverIpBytes),
      initialRtt: conversation.initialRtt,
      rtt: roundTrips.count === 0 ? null : roundTrips.total / roundTrips.count,
      leastRtt: roundTrips.count === 0 ? null : roundTrips.least,
      history: open.history.letters,
      state: open.history.state(fromClient.bytes + fromServer.bytes),
      budget: diagnosis.budget,
      verdict: diagnosis.verdict,
      lost: diagnosis.lost,
      findings: this.#explainer.findings(conversation).map(({ code, certainty, title }) => ({
        code,
        certainty,
        title,
      })),
    };
  }
}

/** Seconds by cause, of all ends or of one. */
export function secondsByCause(
  budget: readonly BudgetItem[],
  end?: "client" | "server",
): Readonly<Partial<Record<Cause, number>>> {
  const seconds: Partial<Record<Cause, number>> = {};
  for (const item of budget) {
    if (end !== undefined && item.end !== end) continue;
    seconds[item.cause] = (seconds[item.cause] ?? 0) + item.nanoseconds / 1e9;
  }
  return seconds;
}

function direction(counts: DirectionCounts, ipBytes: number): FlowDirection {
  const { packets, bytes, bytesSentAgain, retransmissions } = counts;
  return { packets, bytes, bytesSentAgain, ipBytes, retransmissions };
}

function flowEnd({ address, port }: Endpoint): { address: Uint8Array; port: number } {
  return { address: parseAddress(address)!, port };
}
