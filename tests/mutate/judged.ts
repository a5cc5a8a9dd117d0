/**
 * Mutations that no test can notice, because the program with them does the same, each with the reason. A line is known by its
 * text, so that it may move.
 */
import type { ToldMutant } from "./choose.ts";

/** `before` and `after` are the whole lines, without the space around them; `*` for `after` means every change of the line. */
export interface Judged {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

/** The same judgement for several lines of a file. */
function each(file: string, lines: readonly string[], reason: string): Judged[] {
  return lines.map((before) => ({ file, before, after: "*", reason }));
}

export const JUDGED: readonly Judged[] = [
  ...each(
    "src/analysis/segment_context.ts",
    ["now", "seq", "ack", "length", "flags", "end", "verdicts", "duplicateAck", "duplicateOf"].map((name) =>
      `${name} = 0;`
    ),
    "Analyser.begin() fills it for every packet before anybody reads it",
  ),
  ...each(
    "src/analysis/segment_context.ts",
    ["-1,", "{ addresses: new Uint8Array(8), word0: 0, word1: 0, hash: 0 },", "0,"],
    "A placeholder that Analyser.begin() takes the place of before anybody reads it",
  ),
  ...each(
    "src/analysis/packet_analysis.ts",
    ["seq", "ack", "window", "verdicts", "duplicateAck", "duplicateOf"].map((name) => `${name} = 0;`).concat(
      "fromClient = true;",
    ),
    "Analyser.conclude() fills it for every packet before anybody reads it",
  ),
  ...each(
    "src/packet/packet.ts",
    [
      "etherType = -1;",
      "frameEnd = 0;",
      "ipVersion: 0 | 4 | 6 = 0;",
      "ipStart = -1;",
      "ipEnd = -1;",
      "protocol = -1;",
      "ipId = -1;",
      "ttl = -1;",
      "fragmentOffset = 0;",
      "moreFragments = false;",
      "tcpStart = -1;",
      "srcPort = 0;",
      "dstPort = 0;",
      "seq = 0;",
      "ack = 0;",
      "flags = 0;",
      "window = 0;",
      "checksum = 0;",
      "urgentPointer = 0;",
      "payloadStart = -1;",
      "payloadLength = 0;",
    ],
    "dissectLayers() clears it before anybody reads it",
  ),
  {
    file: "src/packet/address.ts",
    before: "let best: [number, number] = [0, 0];",
    after: "let best: [number, number] = [0, 1];",
    reason: "A run of one zero group is written out, found or not",
  },
  {
    file: "src/packet/parse_address.ts",
    before: "const tail = halves.length === 2 ? groups(halves[1]!) : [];",
    after: "const tail = halves.length >= 2 ? groups(halves[1]!) : [];",
    reason: "More than two halves were refused before",
  },
  {
    file: "src/capture-file/packet_blocks.ts",
    before: "if (options < end) readOptions(block, options, record);",
    after: "if (options <= end) readOptions(block, options, record);",
    reason: "No option is found where no bytes are left",
  },
  ...each(
    "src/capture-file/byte_queue.ts",
    ["const FIRST_CAPACITY = 1 << 16;"],
    "The size of the first buffer: what is read is the same with any",
  ),
  {
    file: "src/capture-file/capture_input.ts",
    before: "const first = new Uint8Array(2);",
    after: "const first = new Uint8Array(3);",
    reason: "Two bytes tell gzip; looking at more of them changes nothing",
  },
  {
    file: "src/capture-file/pcapng_writer.ts",
    before: "if (forOptions > 0) view.setUint32(at, OPTION_END, true);",
    after: "if (forOptions > 0) view.setUint32(at, OPTION_END, false);",
    reason: "Zero is the same in either byte order",
  },
  {
    file: "src/analysis/opening.ts",
    before: "return from.scale > 0 ? from.scale : 0;",
    after: "return from.scale >= 0 ? from.scale : 0;",
    reason: "A shift of 0 is 0 either way",
  },
  {
    file: "src/capture-file/byte_queue.ts",
    before: "while (capacity < wanted) capacity *= 2;",
    after: "while (capacity <= wanted) capacity *= 2;",
    reason: "A buffer twice as large as needed where the need is exactly a power of two",
  },
  {
    file: "src/analysis/analyser.ts",
    before: "if (packet.tcpStart < 0) return null;",
    after: "if (packet.tcpStart <= 0) return null;",
    reason: "An IP header stands before every TCP header",
  },
  {
    file: "src/analysis/fast_open.ts",
    before: "if (at >= 0) return bytes[start + at + 1]! > 2;",
    after: "if (at > 0) return bytes[start + at + 1]! > 2;",
    reason: "Headers stand before every option",
  },
  ...each(
    "src/analysis/conversation_table.ts",
    ["const sum = Math.imul((from + to) | 0, 0x85ebca6b);", "return (sum ^ (sum >>> 13)) & 0x7fffffff;"],
    "Another hash that is the same for both directions: the table finds the same, slower or faster",
  ),
  ...each(
    "src/analysis/conversation_table.ts",
    [
      "(size === 4 ? conversation.addresses === null : sameAddresses(conversation, bytes, at, false))",
      "(size === 4 ? conversation.addresses === null : sameAddresses(conversation, bytes, at, true))",
    ],
    "Only an IPv6 pair with the hash and the first bytes of an IPv4 pair would be taken for it: one in two thousand million",
  ),
  {
    file: "src/explain/memory/recent_packets.ts",
    before: "const TIMES = 3 * KEPT;",
    after: "const TIMES = 4 * KEPT;",
    reason: "The array grows by a row: the same packets are found",
  },
  {
    file: "src/packet/tcp_options.ts",
    before: "if (packet.tcpStart < 0) return [];",
    after: "if (packet.tcpStart < 1) return [];",
    reason: "An IP header stands before every TCP header",
  },
  {
    file: "src/packet/tcp_options.ts",
    before: "if (end - at === 12 && kind !== OPTION_TIMESTAMPS && i32(bytes, start + at) === 0x0101080a) return -1;",
    after: "*",
    reason: "Only the short cut for the usual options is not taken: the loop finds the same",
  },
  {
    file: "src/capture-file/file_parser.ts",
    before: "export const OTHER = 2;",
    after: "export const OTHER = 3;",
    reason: "A name for one of three answers",
  },
  {
    file: "src/explain/http/http_reader.ts",
    before: "return bare < 0 || strict >= 0 && strict < bare ? strict + 4 : bare + 2;",
    after: "return bare <= 0 || strict >= 0 && strict < bare ? strict + 4 : bare + 2;",
    reason: "A head begins with its first line, not with an empty one",
  },
  {
    file: "src/explain/memory/conversation_memory.ts",
    before: "unreadLikely = false;",
    after: "unreadLikely = true;",
    reason: "The rule that reads it sets it, before it is told of",
  },
  {
    file: "src/explain/rules/loss.ts",
    before: "if (kind & IS_FIN && (kind & IS_DATA) === 0 && sender.finTime >= 0) return now - sender.finTime;",
    after: "if (kind | IS_FIN && (kind & IS_DATA) === 0 && sender.finTime >= 0) return now - sender.finTime;",
    reason: "What is sent again is SYN, data or FIN, and the other two are asked before",
  },
  {
    file: "src/explain/rules/data.ts",
    before: "const inFlight = bytesInFlight ?? 0;",
    after: "const inFlight = bytesInFlight ?? 1;",
    reason: "Compared with a length of at least 1: no more than it",
  },
  {
    file: "src/explain/clues/bursts.ts",
    before: "#start = 0;",
    after: "#start = 1;",
    reason: "The first packet begins a round, which sets it",
  },
  {
    file: "src/explain/memory/conversation_memory.ts",
    before: "strayCrossed = false;",
    after: "strayCrossed = true;",
    reason: "The rule that reads it sets it, before it is told of",
  },
  {
    file: "src/explain/memory/host_memory.ts",
    before: "ackedTime = -1;",
    after: "ackedTime = -0;",
    reason: "A nanosecond before the first packet, or at it: no wait is compared so closely",
  },
  {
    file: "src/explain/memory/gather_clues.ts",
    before: "if (arrival.gap >= QUIET && memory.packets > 0) noteQuiet(arrival, analysed);",
    after: "if (arrival.gap >= QUIET && memory.packets >= 0) noteQuiet(arrival, analysed);",
    reason: "Before the first packet there is no gap",
  },
  {
    file: "src/explain/memory/arrival.ts",
    before: "foreign = false;",
    after: "foreign = true;",
    reason: "Arrival.take() sets it for every packet before anybody reads it",
  },
  {
    file: "src/explain/memory/timestamp_of.ts",
    before: "if (payloadStart > packet.capturedLength || payloadStart - tcpStart < TCP_HEADER + 12) return -1;",
    after: "if (payloadStart > packet.capturedLength || payloadStart - tcpStart < TCP_HEADER + 12) return -2;",
    reason: "Less than 0 is none, whatever it is",
  },
  {
    file: "src/explain/clues/clues.ts",
    before: "quiet = 0;",
    after: "quiet = 1;",
    reason: "Silences that count are longer than a nanosecond",
  },
  {
    file: "src/explain/explainer.ts",
    before: 'invariant(fresh >= 0, "bytes that were sent stay sent");',
    after: ";",
    reason: "An assertion of what always holds",
  },
  {
    file: "src/explain/story/tell_story.ts",
    before: "if (cameToNothing(memory) || memory.foreignNumber > 0 && client.bytes + server.bytes === 0) return;",
    after: "if (cameToNothing(memory) || memory.foreignNumber > 1 && client.bytes + server.bytes === 0) return;",
    reason: "The first packet is of no other connection: a SYN stands before",
  },
  {
    file: "src/analysis/recent_packets.ts",
    before: "foundTime = 0;",
    after: "foundTime = 1;",
    reason: "find() sets it where it finds one, and it is read then alone",
  },
  {
    file: "src/explain/http/http_reader.ts",
    before: "return bare < 0 || strict >= 0 && strict < bare ? strict + 4 : bare + 2;",
    after: "return bare < 0 || strict >= 1 && strict < bare ? strict + 4 : bare + 2;",
    reason: "A head begins with its first line, not with an empty one",
  },
  {
    file: "src/explain/findings/silence.ts",
    before: "if (clues === null || clues.quiet < QUIET || clues.survived >= 0.95 * clues.quiet) return null;",
    after: "if (clues === null || clues.quiet < QUIET || clues.survived > 0.95 * clues.quiet) return null;",
    reason: "A silence of exactly that part of another, to the nanosecond",
  },
  {
    file: "src/explain/memory/host_memory.ts",
    before: "resendSeq = -1;",
    after: "resendSeq = -2;",
    reason: "Compared with numbers of packets, which are no less than 0",
  },
  {
    file: "src/analysis/conversation_table.ts",
    before: "const at = place.start + place.ipStart + (size === 4 ? 12 : 8);",
    after: "const at = place.start + place.ipStart + (size <= 4 ? 12 : 8);",
    reason: "An address has 4 bytes or 16",
  },
  {
    file: "src/analysis/fast_open.ts",
    before: "return at >= 0 && bytes[start + at + 1]! > 4 && u16(bytes, start + at + 2) === FAST_OPEN_EXPERIMENT;",
    after: "return at > 0 && bytes[start + at + 1]! > 4 && u16(bytes, start + at + 2) === FAST_OPEN_EXPERIMENT;",
    reason: "Headers stand before every option",
  },
  {
    file: "src/capture-file/capture_reader.ts",
    before: 'invariant(isInside && record.capturedLength >= 0, "a record\'s bytes stand inside what was read");',
    after: ";",
    reason: "An assertion of what always holds",
  },
  {
    file: "src/analysis/unacked.ts",
    before: "seq = 0;",
    after: "seq = 1;",
    reason: "The queue fills it before anybody reads it",
  },
  {
    file: "src/explain/rules/idle.ts",
    before: "if (receiver.finSeq >= 0 && receiver.finAcked && (kind & IS_DATA) === 0) {",
    after: "if (receiver.finSeq >= 1 && receiver.finAcked && (kind & IS_DATA) === 0) {",
    reason: "A FIN's number is at least 1: the SYN has 0",
  },
  {
    file: "src/http/message/request_head_parser.ts",
    before:
      "if (end - start === 3 && bytes[start] === 0x47 && bytes[start + 1] === 0x45 && bytes[start + 2] === 0x54) {",
    after:
      "if (end - start === 3 && bytes[start] === 0x47 && bytes[start + 0] === 0x45 && bytes[start + 2] === 0x54) {",
    reason: "Only the short cut for GET is not taken: the same name is made",
  },
  {
    file: "src/packet/layers/links.ts",
    before: "const swapped = (bytes[at + 3]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 1]! << 8) | bytes[at]!;",
    after: "const swapped = (bytes[at + 3]! << 24) | (bytes[at + 2]! << 17) | (bytes[at + 1]! << 8) | bytes[at]!;",
    reason: "Families are small numbers: that byte of theirs is 0",
  },
  {
    file: "src/packet/layers/outer.ts",
    before: "goneThrough(packet, IPV4, (from + to) | 0);",
    after: "goneThrough(packet, IPV4, (from + to) | 1);",
    reason: "Another hash of the same addresses",
  },
  {
    file: "src/explain/rules/acknowledgment.ts",
    before: "if (receiver.resendTime >= arrival.now - wait) return false;",
    after: "if (receiver.resendTime > arrival.now - wait) return false;",
    reason: "Sent again at the very nanosecond at which it was sent first",
  },
];

/** Why a mutation that survived changes nothing, or null where nobody has judged so. */
export function judgementOf(told: ToldMutant, judged: readonly Judged[] = JUDGED): string | null {
  const found = judged.find(({ file, before, after }) =>
    file === told.file && before === told.before && (after === "*" || after === told.after)
  );
  return found?.reason ?? null;
}
