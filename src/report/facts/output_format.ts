/**
 * What an output format is: values in, text out. A format says how often it wants to see the packets and what it must
 * know beforehand; the road (src/reading) reads the capture as often as that takes and writes what comes back. So
 * a capture of any size is printed in the memory of its open conversations.
 */
import type { ApplicationFacts } from "../../application/facts.ts";
import type { TrafficCount } from "../../application/traffic/traffic.ts";
import type { Conversation } from "../../analysis/conversation.ts";
import type { CaptureEvidence } from "../../explain/findings/capture_evidence.ts";
import type { Diagnosis } from "../../diagnosis/terms/diagnosis.ts";
import type { Story } from "../../explain/words/explanation.ts";
import type { ConversationFindings, Finding } from "../../explain/words/finding.ts";
import type { ConversationsTogether, ConversationTally } from "./conversation_tally.ts";
import type { Palette } from "../../output/palette.ts";
import type { ReportedPacket } from "./reported_packet.ts";
import type { Moment } from "../../base/moment.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import type { ReportWords } from "../../language/kinds/report_words.ts";

/** What the user chose. */
export interface ReportOptions {
  readonly words: ReportWords;
  readonly palette: Palette;
  /** Columns to lay text out in. */
  readonly width: number;
  /** Lines of a table are cut at `width`: on a terminal, which would fold them. */
  readonly cuts?: boolean;
  /** Sequence numbers, acknowledgments and windows as they stand in the header. */
  readonly raw: boolean;
  /** Times of day in UTC instead of seconds since the first packet. */
  readonly utc: boolean;
  /** The only conversation that is shown; left out or null for all of them. */
  readonly stream?: number | null;
  /** Words for where the time went; left out where that is not told. */
  readonly why?: WhyWords;
  /** What the user selected, as it was typed; left out where everything is shown. */
  readonly selected?: string;
}

/** What is known of a capture once it has been read to its end. */
export interface CaptureFacts {
  /** As the user named it; `standard input` for `-`. */
  readonly name: string;
  /** The file's format in words: `pcapng, gzip`. */
  readonly fileFormat: string;
  /** Link types in words, in order of appearance. */
  readonly linkTypes: readonly string[];
  readonly packets: number;
  readonly tcpPackets: number;
  /** The others by what they are, most packets first. */
  readonly otherTraffic: readonly TrafficCount[];
  /** Bytes on the wire of all packets. */
  readonly bytes: number;
  /** Times of the earliest and the latest packet; null for a capture without packets. */
  readonly first: Moment | null;
  readonly last: Moment | null;
  /** Why reading stopped before the end; null where it did not. */
  readonly problem: { readonly offset: number; readonly reason: string } | null;
}

/** A conversation's final state and what was counted of it. */
export interface ConversationFacts {
  readonly conversation: Conversation;
  readonly tally: ConversationTally;
  /** Where its time went; null where nobody asked, or the capture is too large to tell it on the way. */
  readonly diagnosis: Diagnosis | null;
  /** Names of its server's address, and TLS in it. */
  readonly application: ApplicationFacts;
}

/** A capture after the first pass. */
export interface Overview {
  readonly facts: CaptureFacts;
  /** By stream index: all of them, or the first ones where there are very many. */
  readonly conversations: readonly ConversationFacts[];
  /** How many there are altogether. */
  readonly conversationCount: number;
  /** What findings about the capture as a whole are drawn from. */
  readonly evidence: CaptureEvidence;
  /** What all conversations beyond those listed add up to; null where all are listed. */
  readonly further: ConversationsTogether | null;
}

/** What the last pass found out. */
export interface Ending {
  /** Stories by stream index, for the conversations shown. */
  readonly stories: readonly { readonly stream: number; readonly story: Story }[];
  /** Of the capture as a whole; null where nothing was explained. */
  readonly summary: Story | null;
  /** What was found of the conversations shown, by stream index; of those in which something was. */
  readonly findings: readonly ConversationFindings[];
  /** Indexes of conversations that a finding of the capture tells as a group, in place of a story each. */
  readonly grouped: ReadonlySet<number>;
  /** What was found of the capture as a whole. */
  readonly captureFindings: readonly Finding[];
  /** Packets shown. */
  readonly shown: number;
}

/** One reading of the packets. */
export interface Pass {
  /** Whether packets need their explanations. */
  readonly explains: boolean;
  /** Of explanations only the codes are printed: they need no text. */
  readonly codesOnly?: boolean;
  /** Printed before the first packet. */
  readonly begin: string;
  /** What to print for one packet. */
  packet(reported: ReportedPacket): string;
  /** What to remember of a packet that another job prints; left out where that is to print it and throw the text away. */
  passOver?(reported: ReportedPacket): void;
}

/** A format at work on one capture. */
export interface Report {
  readonly passes: readonly Pass[];
  /** Whether `end` prints stories or findings, so that packets that are not shown are followed too. */
  readonly tells: boolean;
  /** Printed after the last pass. */
  end(ending: Ending): string;
}

/** An output format. */
export interface OutputFormat {
  /** Whether it tells where the time of a conversation went. */
  readonly tellsTime?: boolean;
  /** Most of the work is to print packet after packet: jobs may share it. */
  readonly isShared?: boolean;
  /** Gives the report of one capture. */
  open(overview: Overview, options: ReportOptions): Report;
}
