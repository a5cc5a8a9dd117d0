/**
 * Every word a report prints around the explanations, in one table a language: a format holds no text of its own.
 * Numbers come in already formatted, so that a language only decides order and grammar.
 */

/** The labels of reports in one language. */
export interface Words {
  readonly packets: string;
  readonly explanations: string;
  readonly stories: string;
  readonly capture: string;
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
  duplicateAckOf(count: number, packet: number): string;
  cutShort(offset: number, reason: string): string;
  damaged(offset: string, reason: string): string;
  onlyRead: string;
  noTcp: string;
  nothingShown: string;
  shown(selected: string): string;
  silence(duration: string): string;
  certainty: Readonly<Record<"certain" | "likely" | "possible", string>>;
  /** Verdicts in words; keys are Wireshark's names. */
  readonly verdicts: Readonly<Record<string, string>>;
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
  readonly completeness: string;
  handshake(duration: string): string;
  readonly unanswered: string;
  readonly refused: string;
  readonly answeredOnly: string;
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
  nothingUnusual: string;
  endings(reset: string, open: string): string;
  at(moment: string): string;
  largest(bytes: string): string;
  initial(duration: string): string;
  further(count: string): string;
  beyond(count: string): string;
}

/** English. */
export const ENGLISH_WORDS: Words = {
  packets: "Packets",
  explanations: "Explanations",
  stories: "Conversations",
  capture: "Capture",
  client: "client",
  server: "server",
  clientLetter: "C",
  serverLetter: "S",
  columns: {
    number: "No.",
    seconds: "Seconds",
    utc: "Time (UTC)",
    stream: "Str",
    direction: "From, to",
    source: "Source",
    destination: "Destination",
    flags: "Flags",
    seq: "Seq",
    ack: "Ack",
    length: "Len",
    window: "Window",
    inFlight: "InFlight",
    roundTrip: "RTT",
    acks: "Acks",
    notes: "Notes",
    analysis: "Analysis",
    codes: "Explained as",
  },
  packetCount: (count, one) => `${count} ${one ? "packet" : "packets"}`,
  conversationCount: (count, one) => `${count} TCP ${one ? "conversation" : "conversations"}`,
  segmentCount: (count, one) => `${count} ${one ? "segment" : "segments"}`,
  byteCount: (count, one) => `${count} ${one ? "byte" : "bytes"}`,
  over: (duration) => `over ${duration}`,
  from: (moment) => `from ${moment} UTC`,
  conversation: (stream) => `Conversation ${stream}`,
  stream: (stream) => `stream ${stream}`,
  packet: (number) => `Packet ${number}`,
  acknowledges: (packet, after) => `acks ${packet} after ${after}`,
  duplicateAckOf: (count, packet) => `duplicate ACK #${count} of ${packet}`,
  cutShort: (offset, reason) => `byte ${offset}: ${reason}`,
  damaged: (offset, reason) => `The file is damaged at byte ${offset}: ${reason}. What stands before it is reported.`,
  onlyRead: "read up to there",
  noTcp: "This capture holds no TCP: there is nothing to explain.",
  nothingShown: "No packet matches what was asked for.",
  shown: (selected) => `Shown: ${selected}`,
  silence: (duration) => `${duration} of silence`,
  certainty: { certain: "", likely: "likely", possible: "possible" },
  verdicts: {
    retransmission: "retransmission",
    fast_retransmission: "fast retransmission",
    spurious_retransmission: "spurious retransmission",
    out_of_order: "out of order",
    lost_segment: "a segment before it is missing",
    ack_lost_segment: "acknowledges a segment not captured",
    duplicate_ack: "duplicate ACK",
    window_update: "window update",
    window_full: "window full",
    zero_window: "zero window",
    zero_window_probe: "zero-window probe",
    zero_window_probe_ack: "answer to a zero-window probe",
    keep_alive: "keep-alive",
    keep_alive_ack: "answer to a keep-alive",
    reused_ports: "ports used again",
    partial_ack: "partial ACK",
    tfo_syn: "Fast Open SYN",
    tfo_ack: "Fast Open ACK",
  },
  summary: {
    opened: "opened",
    sent: (end) => `${end} sent`,
    roundTrip: "round trip",
    losses: "sent again",
    closed: "closed",
    unusual: "unusual",
    time: "time",
    completeness: "seen",
    handshake: (duration) => `three-way handshake, complete after ${duration}`,
    unanswered: "SYN without an answer",
    refused: "refused: the SYN was answered by RST",
    answeredOnly: "handshake only partly captured",
    midStream: "before the capture began",
    rolesBy: {
      "syn": "",
      "syn-ack": "client and server told apart by the SYN,ACK",
      "lower-port": "server guessed: the lower port",
      "first-packet": "client guessed: the sender of the first packet",
    },
    nothingSent: "nothing",
    inSegments: (bytes, segments, largest) => `${bytes} in ${segments}${largest}`,
    roundTrips: (mean, least, most, count) => `mean ${mean}, least ${least}, most ${most} (${count} measured)`,
    noRoundTrip: "no data was acknowledged",
    nothingLost: "nothing",
    retransmitted: (count, fromClient, fromServer) => `${count} (client ${fromClient}, server ${fromServer})`,
    finBy: (end, packet) => `FIN from the ${end} (packet ${packet})`,
    resetBy: (end, packet) => `RST from the ${end} (packet ${packet})`,
    then: ", then ",
    stillOpen: "not within the capture",
    times: (name, count) => `${name} (${count})`,
    nothingUnusual: "nothing",
    endings: (reset, open) => `${reset} by reset, ${open} not within the capture, the others in order`,
    at: (moment) => `from ${moment}`,
    largest: (bytes) => `, the largest ${bytes}`,
    initial: (duration) => `handshake ${duration}`,
    beyond: (count) => `and ${count} conversations more; --stream N shows one of them`,
    further: (count) => `${count} further conversations, added up`,
  },
};
