/**
 * Every word a report prints around the explanations, in one table a language: a format holds no text of its own.
 * Numbers come in already formatted, so that a language only decides order and grammar.
 */

import type { ApplicationWords } from "./application_words.ts";

/** The labels of reports in one language. */
export interface ReportWords {
  /** Which way its sentences run. */
  readonly direction: "ltr" | "rtl";
  /** Code, an address or a row of numbers, kept from left to right inside a sentence. */
  code(text: string): string;
  readonly packets: string;
  readonly explanations: string;
  readonly stories: string;
  readonly capture: string;
  /** Head of what was found, and what stands before advice. */
  readonly findings: string;
  readonly advice: string;
  /** Said of findings only: of explanations it goes without saying. */
  readonly certain: string;
  /** So many conversations are told as a group. */
  grouped(count: string): string;
  /** Conversations by their numbers of which the same is to be said as of the one before. */
  likewise(conversations: string): string;
  /** The packets that show something. */
  packetList(packets: string, one: boolean): string;
  readonly client: string;
  readonly server: string;
  /** One letter for each end, for the arrows. */
  readonly clientLetter: string;
  readonly serverLetter: string;
  /** Column heads. */
  readonly columns: {
    readonly number: string;
    readonly seconds: string;
    readonly utc: string;
    readonly stream: string;
    readonly direction: string;
    readonly source: string;
    readonly destination: string;
    readonly flags: string;
    readonly seq: string;
    readonly ack: string;
    readonly length: string;
    readonly window: string;
    readonly inFlight: string;
    readonly roundTrip: string;
    readonly acks: string;
    readonly notes: string;
    readonly analysis: string;
    readonly codes: string;
  };
  packetCount(count: string, one: boolean): string;
  conversationCount(count: string, one: boolean): string;
  segmentCount(count: string, one: boolean): string;
  byteCount(count: string, one: boolean): string;
  over(duration: string): string;
  from(moment: string): string;
  conversation(stream: number): string;
  stream(stream: number): string;
  packet(number: number): string;
  acknowledges(packet: number, after: string): string;
  /** Only some of the packet's bytes. */
  acknowledgesPart(packet: number, after: string): string;
  duplicateAckOf(count: number, packet: number): string;
  cutShort(offset: number, reason: string): string;
  damaged(offset: string, reason: string): string;
  /** Packets that are not TCP: what they are, and how many. */
  readonly otherTraffic: {
    list(items: string): string;
    item(name: string, packets: string): string;
    probably(name: string, packets: string): string;
    others(packets: string): string;
  };
  noTcp: string;
  nothingShown: string;
  /** Columns that a narrow terminal has no room for, and how to see them. */
  columnsLeftOut(heads: string): string;
  noPackets: string;
  shown(selected: string): string;
  silence(duration: string): string;
  certainty: Readonly<Record<"certain" | "likely" | "possible", string>>;
  /** Verdicts in words; keys are Wireshark's names. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** What the lab's wire did to a packet, by the words of patterns. */
  readonly wire: Readonly<Record<string, string>>;
  /** Names and TLS in a conversation's summary. */
  readonly application: ApplicationWords;
  /** Labels and sentences of a conversation's summary. */
  readonly summary: SummaryWords;
}

/** The summary's labels, and what stands beside them. */
export interface SummaryWords {
  readonly opened: string;
  readonly sent: (end: string) => string;
  readonly roundTrip: string;
  readonly losses: string;
  readonly closed: string;
  readonly unusual: string;
  readonly time: string;
  handshake(duration: string): string;
  readonly unanswered: string;
  readonly refused: string;
  readonly answeredOnly: string;
  /** The client acknowledges an answer of the server, of which the capture holds nothing. */
  readonly otherHalfUnseen: string;
  readonly midStream: string;
  readonly rolesBy: Readonly<Record<"syn" | "syn-ack" | "lower-port" | "first-packet", string>>;
  nothingSent: string;
  inSegments(bytes: string, segments: string, largest: string): string;
  roundTrips(mean: string, least: string, most: string, count: string): string;
  noRoundTrip: string;
  nothingLost: string;
  retransmitted(count: string, fromClient: string, fromServer: string): string;
  finBy(end: string, packet: number): string;
  resetBy(end: string, packet: number): string;
  then: string;
  readonly stillOpen: string;
  times(name: string, count: string): string;
  inOrder(count: string): string;
  byReset(count: string): string;
  notCaptured(count: string): string;
  at(moment: string): string;
  largest(bytes: string): string;
  initial(duration: string): string;
  further(count: string): string;
  beyond(count: string): string;
  all(count: string): string;
}
