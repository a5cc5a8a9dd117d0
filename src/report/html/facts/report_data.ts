/**
 * What the page is made from: plain values, gathered by `ReportCollector` from a capture, the lab's included.
 * Times are nanoseconds since the first packet of the report, byte counts are bytes, and nothing here is markup: the
 * page escapes every text it is given.
 */
import type { Diagnosis } from "../../../diagnosis/terms/diagnosis.ts";
import type { Explanation, Story } from "../../../explain/words/explanation.ts";
import type { Finding } from "../../../explain/words/finding.ts";
import type { Language } from "../../../language/language.ts";
import type { Verdict } from "../../../analysis/analysed_packet.ts";

/** A vertical line of the ladder: a host, or one end of a host that talks to itself. */
export interface HostLine {
  /** `client`, `server`, or empty where the address says it all; a word of the reader's language. */
  readonly name: string;
  /** Address, with the port where only that tells two lines apart. */
  readonly address: string;
}

/** What a program printed, as it printed it. */
export interface Transcript {
  readonly name: string;
  /** The command the host ran, empty where it is not known. */
  readonly command: string;
  readonly lines: readonly TranscriptLine[];
}

export interface TranscriptLine {
  /** When it was printed, ns since the first packet (negative before it); null where nobody measured it. */
  readonly time: number | null;
  readonly text: string;
}

/** A run of captured bytes with a name: what the hex view lights up. Fields do not overlap and come in order. */
export interface ByteField {
  readonly start: number;
  readonly end: number;
  /** The layer that it is listed under: the same object for all fields of one. */
  readonly layer: ByteLayer;
  /** The field's name in the RFCs, English in every language: `acknowledgment number`. */
  readonly name: string;
  /** Its value, read: `21 (raw 103915629)`. */
  readonly value: string;
}

/** A header's bytes, or what lies behind the headers. */
export interface ByteLayer {
  /** What colours its bytes. */
  readonly kind: "link" | "ip" | "tcp" | "data";
  /** `802.1Q`: as packet/layer.ts names it, the same in every language; empty for data and padding. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A TCP state that begins at one end with this packet. */
export interface StateChange {
  /** Index in `ReportData.hosts`. */
  readonly host: number;
  /** As RFC 9293 3.3.2 writes it: `SYN-SENT`, `FIN-WAIT-1`. */
  readonly state: string;
  /** The end changes as it sends the packet, or as it receives it, or was in the state before. */
  readonly on: "before" | "sent" | "received";
}

/** How the arrow's slope is known. */
export type DelaySource = "measured" | "estimated" | "unknown";

/** What became of the packet on the way, as far as anyone knows. */
export type Fate =
  | "delivered"
  | "dropped"
  | "corrupted"
  | "duplicated"
  /** Dropped, or marked with congestion experienced, by the queue in front of a slow line. */
  | "overflowed"
  | "marked"
  /** Stopped, or made, by a box in the middle. */
  | "blocked"
  | "injected";

/** Whether the packet never reached its receiver. */
export function isLost(fate: Fate): boolean {
  return fate === "dropped" || fate === "overflowed" || fate === "blocked";
}

/** The numbers of a TCP packet that the list, the ladder and the charts print. */
export interface TcpView {
  readonly stream: number;
  readonly fromClient: boolean;
  readonly srcPort: number;
  readonly dstPort: number;
  /** `FIN SYN RST PSH ACK URG ECE CWR AE`, those that are set, in this order. */
  readonly flags: readonly string[];
  /** Relative to the base of its direction. */
  readonly seq: number;
  readonly ack: number;
  readonly seqRaw: number;
  readonly ackRaw: number;
  readonly length: number;
  /** Bytes, scaled; and as it stands in the header. */
  readonly window: number;
  readonly windowRaw: number;
  /** The shift that makes one of the other; null where scaling is unknown or does not apply. */
  readonly windowScale: number | null;
  readonly verdicts: readonly Verdict[];
  readonly duplicateAck: number;
  /** Number of the packet it acknowledges, and how long that took, ns. */
  readonly acks: number | null;
  readonly rtt: number | null;
  readonly bytesInFlight: number | null;
}

/** One packet: an arrow, a row, an article. */
export interface PacketView {
  /** Number in the capture. */
  readonly number: number;
  /** Capture time. */
  readonly time: number;
  /** Indexes in `ReportData.hosts`; -1 where the packet has no address. */
  readonly from: number;
  readonly to: number;
  readonly src: string;
  readonly dst: string;
  /** When it left its sender and reached its receiver; `arrived` is null when it never did. */
  readonly sent: number;
  readonly arrived: number | null;
  readonly delay: DelaySource;
  readonly fate: Fate;
  /** Null for a packet that is not TCP; `protocol` then names it. */
  readonly tcp: TcpView | null;
  readonly protocol: string;
  /** Length on the wire, and how much of it was captured; `bytes` may hold fewer. */
  readonly length: number;
  readonly capturedLength: number;
  readonly bytes: Uint8Array;
  readonly fields: readonly ByteField[];
  /** Why dissection stopped; empty where it did not. */
  readonly problem: string;
  readonly explanations: readonly Explanation[];
  readonly states: readonly StateChange[];
}

/** A conversation, its numbers and its story. */
export interface ConversationView {
  readonly stream: number;
  readonly client: string;
  readonly server: string;
  /** Packets, and bytes of data of each direction: those sent again are counted once, as the story counts them. */
  readonly packets: number;
  readonly bytesFromClient: number;
  readonly bytesFromServer: number;
  readonly initialRtt: number | null;
  readonly story: Story;
  /** What was found of it, the most important first; left out where nobody looked. */
  readonly findings?: readonly Finding[];
  /** Where its time went; left out where nobody asked. */
  readonly diagnosis?: Diagnosis | null;
}

/** Something a reader should notice, with the packets that show it. */
export interface Remark {
  readonly text: string;
  readonly packets: readonly number[];
}

/** Something to try next; `command` is empty where none is needed. */
export interface Suggestion {
  readonly text: string;
  readonly command: string;
}

/** What the sender's kernel held of one connection, where it could be asked. */
export interface KernelCurve {
  readonly localPort: number;
  readonly remotePort: number;
  readonly points: readonly KernelPoint[];
}

/** Bytes; the threshold is null before it is first set. */
export interface KernelPoint {
  /** Number of the latest packet that the sender had sent or been given. */
  readonly packet: number;
  readonly time: number;
  readonly congestionWindow: number;
  readonly slowStartThreshold: number | null;
}

export interface ReportData {
  /** Of the labels; the texts are expected in it too. */
  readonly language: Language;
  readonly title: string;
  /** What was done, in paragraphs. */
  readonly done: readonly string[];
  /** The command line that makes this report again. */
  readonly command: string;
  /** The command line that shows one packet, `{number}` in the place of its number; left out where there is no capture. */
  readonly showCommand?: string;
  /** `tcplab 0.1.0`. */
  readonly program: string;
  /** When the capture began, as text in UTC; empty to leave it out. */
  readonly began: string;
  readonly transcripts: readonly Transcript[];
  readonly hosts: readonly HostLine[];
  readonly packets: readonly PacketView[];
  readonly conversations: readonly ConversationView[];
  /** Conversations that there are, also beyond the packets that the page shows; left out where these are all. */
  readonly conversationsInAll?: number;
  /** Of the capture as a whole; null where one conversation says it all. */
  readonly summary: Story | null;
  /** What was found of the capture; left out where nobody looked. */
  readonly captureFindings?: readonly Finding[];
  readonly unusual: readonly Remark[];
  readonly next: readonly Suggestion[];
  /** Left out where nobody could ask the kernels. */
  readonly kernel?: readonly KernelCurve[];
  /** False for a page to hand out: nothing is explained, and there is room to write; left out where everything is told. */
  readonly answers?: boolean;
  /** Packets the capture holds beyond those shown, 0 when it is whole. */
  readonly leftOut: number;
}

/** Packets a page shows at most; a longer capture is cut, and the page says how to select. */
export const PACKET_LIMIT = 5000;

/** Bytes shown of one packet: what follows is data, and more of it teaches nothing. */
export const MOST_BYTES = 320;
