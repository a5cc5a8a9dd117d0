/**
 * Gathers a report's data while packets pass: what the page needs of each packet is copied, so the reader's buffers may be
 * used again. At most `PACKET_LIMIT` packets are kept; of the others, only their number.
 *
 * ```ts ignore
 * const collector = new ReportCollector(explainer, "en");
 * for (const packet of packets) {
 *   const analysed = analyser.analyse(packet);
 *   collector.add({ packet, analysed, explanations: analysed ? explainer.explain(analysed) : [] });
 * }
 * const page = await renderPage(collector.finish({ title, done, command, program }));
 * ```
 */
import type { AnalysedPacket } from "../../../analysis/analysed_packet.ts";
import { VERDICTS } from "../../../analysis/analysed_packet.ts";
import type { Conversation } from "../../../analysis/conversation.ts";
import type { Diagnosis } from "../../../diagnosis/terms/diagnosis.ts";
import type { Explainer } from "../../../explain/explainer.ts";
import type { Explanation } from "../../../explain/words/explanation.ts";
import type { Finding } from "../../../explain/words/finding.ts";
import type { Language } from "../../../language/language.ts";
import { destinationAddress, endpointText, sourceAddress } from "../../../packet/address.ts";
import { flagNames } from "../../../packet/flags.ts";
import { ACK, type ReadonlyPacket, SYN } from "../../../packet/packet.ts";
import { protocolName } from "../../words/protocol_name.ts";
import type { Moment } from "../../../base/moment.ts";
import { nanosecondsBetween } from "../../../base/moment.ts";
import { utcTime } from "../../words/times.ts";
import { byteFields } from "./byte_fields.ts";
import { DelayEstimate } from "./delay_estimate.ts";
import { hostLines } from "./host_lines.ts";
import { beyondThePage, Remarks } from "./remarks.ts";
import {
  type ConversationView,
  type Fate,
  isLost,
  type KernelCurve,
  MOST_BYTES,
  PACKET_LIMIT,
  type PacketView,
  type Remark,
  type ReportData,
  type Suggestion,
  type TcpView,
  type Transcript,
} from "./report_data.ts";
import { inOwnOrder, type RoleChange, StateHistory } from "./state_history.ts";
import { wordsOf } from "../text/page_words.ts";

/** One packet, as `ReportedPacket` has it, and what the wire knows of it where the wire is ours. */
export interface CollectedPacket {
  readonly packet: ReadonlyPacket;
  readonly analysed: AnalysedPacket | null;
  readonly explanations: readonly Explanation[];
  readonly wire?: OnTheWire;
}

/** What the lab's wire did with a packet that passed it at its capture time. */
export interface OnTheWire {
  readonly fate: Fate;
  /** From the sender to the receiver, ns. */
  readonly delay: number;
}

/** What stands around the packets. */
export interface Surroundings {
  /** What was found of the capture as a whole. */
  readonly captureFindings?: readonly Finding[];
  readonly title: string;
  readonly done: readonly string[];
  readonly command: string;
  /** Shows one packet, `{number}` in the place of its number. */
  readonly showCommand?: string;
  /** The capture as a command line names it, to see what the page leaves out; without it nothing is said of how. */
  readonly capture?: string;
  readonly program: string;
  readonly transcripts?: readonly Transcript[];
  /** What to try next; without it, the lab's scenarios that show the same. */
  readonly next?: readonly Suggestion[];
  /** What the kernels of both hosts had, where it was read. */
  readonly kernel?: readonly KernelCurve[];
  /** What a reader should notice beside what the explanations show. */
  readonly remarks?: readonly Remark[];
}

/** A packet without what is known only at the end. */
type Kept = Omit<PacketView, "from" | "to" | "sent" | "arrived" | "delay" | "states"> & {
  readonly conversation: Conversation | null;
  readonly fromClient: boolean;
  readonly changes: readonly RoleChange[];
  readonly wireDelay: number | null;
};

const DELIVERED: Fate = "delivered";

export class ReportCollector {
  readonly #kept: Kept[] = [];
  readonly #delays = new DelayEstimate();
  readonly #states = new StateHistory();
  readonly #remarks = new Remarks();
  readonly #counts = new Map<Conversation, number>();
  /** Conversations of which a packet was added, kept or not. */
  readonly #offered = new Set<Conversation>();
  #first: Moment | null = null;
  #leftOut = 0;

  readonly #diagnoses: ReadonlyMap<number, Diagnosis>;
  readonly #explainer: Explainer;
  readonly #language: Language;

  /** `diagnoses`: where the time went, by the conversation's index. */
  constructor(explainer: Explainer, language: Language, diagnoses: ReadonlyMap<number, Diagnosis> = new Map()) {
    this.#diagnoses = diagnoses;
    this.#explainer = explainer;
    this.#language = language;
  }

  /** Takes a packet in, right after the explainer has explained it; its objects may be filled again afterwards. */
  add({ packet, analysed, explanations, wire }: CollectedPacket): void {
    const fate = wire?.fate ?? DELIVERED;
    if (analysed !== null) {
      this.#delays.learn(analysed);
      this.#offered.add(analysed.conversation);
    }
    const changes = analysed === null ? [] : this.#changesOf(analysed, isLost(fate));
    if (this.#kept.length >= PACKET_LIMIT) {
      this.#leftOut++;
      return;
    }
    this.#first ??= { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
    this.#remarks.add(packet.number, explanations);
    this.#kept.push({
      number: packet.number,
      time: nanosecondsBetween(this.#first, packet),
      src: sourceAddress(packet),
      dst: destinationAddress(packet),
      fate,
      tcp: analysed === null ? null : tcpView(analysed),
      protocol: analysed === null ? protocolName(packet) : "TCP",
      length: packet.length,
      capturedLength: packet.capturedLength,
      bytes: packet.data.slice(0, MOST_BYTES),
      fields: byteFields(packet, analysed),
      problem: packet.problem?.reason ?? "",
      explanations: [...explanations],
      conversation: analysed?.conversation ?? null,
      fromClient: analysed?.fromClient ?? true,
      changes,
      wireDelay: wire === undefined ? null : wire.delay,
    });
  }

  /** Takes in a packet that is not shown, so that states and delays stay right. */
  follow(analysed: AnalysedPacket): void {
    this.#delays.learn(analysed);
    this.#changesOf(analysed, false);
  }

  /** The report's data, once every packet has been added. */
  finish(
    {
      captureFindings = [],
      title,
      done,
      command,
      showCommand = "",
      capture = "",
      program,
      transcripts = [],
      next,
      kernel = [],
      remarks = [],
    }: Surroundings,
  ): ReportData {
    const words = wordsOf(this.#language);
    const lines = hostLines(this.#kept, words);
    const conversations = this.#conversations();
    return {
      language: this.#language,
      title,
      done,
      command,
      showCommand,
      program,
      began: this.#first === null ? "" : utcTime(this.#first).slice(0, 19),
      transcripts,
      hosts: lines.hosts,
      packets: inOwnOrder(this.#kept.map((kept) => this.#view(kept, lines.place(kept)))),
      conversations,
      conversationsInAll: this.#offered.size,
      captureFindings,
      summary: conversations.length === 1 ? null : this.#explainer.summary({
        found: captureFindings.length > 0 || conversations.some(({ findings = [] }) => findings.length > 0),
      }),
      unusual: [...this.#remarks.remarks(), ...remarks],
      kernel,
      next: [
        ...this.#leftOut > 0 && capture !== "" ? beyondThePage(capture, this.#offered.size, words) : [],
        ...next ?? this.#remarks.suggestions(words),
      ],
      leftOut: this.#leftOut,
    };
  }

  #changesOf(analysed: AnalysedPacket, lost: boolean): RoleChange[] {
    const { conversation, fromClient, packet } = analysed;
    this.#counts.set(conversation, (this.#counts.get(conversation) ?? 0) + 1);
    const opens = fromClient && (packet.flags & (SYN | ACK)) === SYN;
    return this.#states.changes(conversation, this.#explainer.states(conversation), { fromClient, opens, lost });
  }

  #view(kept: Kept, { from, to }: { from: number; to: number }): PacketView {
    const { conversation, fromClient, changes, wireDelay, ...packet } = kept;
    const travel = wireDelay === null
      ? this.#delays.travel(conversation, fromClient, kept.time)
      : { sent: kept.time, arrived: kept.time + wireDelay, delay: "measured" as const };
    const [client, server] = fromClient ? [from, to] : [to, from];
    return {
      ...packet,
      ...travel,
      from,
      to,
      arrived: isLost(kept.fate) ? null : travel.arrived,
      states: changes.map(({ role, state, on }) => ({ host: role === "client" ? client : server, state, on })),
    };
  }

  #conversations(): ConversationView[] {
    const shown = new Set(this.#kept.flatMap(({ conversation }) => conversation ?? []));
    const bytes = (conversation: Conversation) => this.#explainer.bytes(conversation);
    return [...shown].map((conversation) => ({
      stream: conversation.index,
      client: endpointText(conversation.client.address, conversation.client.port),
      server: endpointText(conversation.server.address, conversation.server.port),
      packets: this.#counts.get(conversation) ?? 0,
      bytesFromClient: bytes(conversation).client,
      bytesFromServer: bytes(conversation).server,
      initialRtt: conversation.initialRtt,
      story: this.#explainer.story(conversation),
      findings: this.#explainer.findings(conversation),
      diagnosis: this.#diagnoses.get(conversation.index) ?? null,
    }));
  }
}

function tcpView(analysed: AnalysedPacket): TcpView {
  const { packet, conversation, fromClient } = analysed;
  return {
    stream: conversation.index,
    fromClient,
    srcPort: packet.srcPort,
    dstPort: packet.dstPort,
    flags: flagNames(packet.flags),
    seq: analysed.seq,
    ack: analysed.ack,
    seqRaw: packet.seq,
    ackRaw: packet.ack,
    length: packet.payloadLength,
    window: analysed.window,
    windowRaw: packet.window,
    windowScale: fromClient ? conversation.clientScale : conversation.serverScale,
    verdicts: VERDICTS.filter((_, i) => (analysed.verdicts & (1 << i)) !== 0),
    duplicateAck: analysed.duplicateAck,
    acks: analysed.acks,
    rtt: analysed.rtt,
    bytesInFlight: analysed.bytesInFlight,
  };
}
