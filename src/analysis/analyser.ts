/**
 * The analysis of a capture, packet by packet, as ANALYSIS describes it: state per direction, verdicts per packet.
 */
import { ACK, FIN, type Packet, SYN } from "../packet/packet.ts";
import { judgeAcknowledgment } from "./ack_verdicts.ts";
import type { AnalysedPacket } from "./analysed_packet.ts";
import { remember } from "./record_segment.ts";
import { ConversationTable, DEFAULT_LIMITS, type TableLimits } from "./conversation_table.ts";
import type { Conversation } from "./conversation.ts";
import { judgeData } from "./data_verdicts.ts";
import type { Direction } from "./direction.ts";
import { judgeFastOpen } from "./fast_open.ts";
import { Findings, type Foresight } from "./first_pass.ts";
import { follow, shiftInForce, streamOf } from "./opening.ts";
import { PacketAnalysis } from "./packet_analysis.ts";
import { SegmentContext } from "./segment_context.ts";
import type { Stream } from "./tracked_conversation.ts";
import * as verdict from "./verdict_bits.ts";

/** What an analyser can be told. */
export interface AnalyserOptions {
  /** Called with each conversation that ends or is let go, and at `finish` with the rest. */
  readonly onConversationEnd?: (conversation: Conversation) => void;
  readonly limits?: TableLimits;
  /** A first reading of the same capture, for values that only its end decides. */
  readonly firstPass?: Foresight;
}

/** Follows every TCP conversation of a capture. */
export class Analyser {
  /** What this reading has found out of conversations that ended: after `finish`, foresight for another reading. */
  readonly findings: Findings = new Findings();
  private readonly table: ConversationTable;
  private readonly segment = new SegmentContext();
  private readonly answer = new PacketAnalysis(this.segment.stream);
  private readonly firstPass: Foresight | null;
  /** The capture's first whole second, from which times are counted; NaN until then. */
  private firstSeconds = NaN;

  constructor(options: AnalyserOptions = {}) {
    const { onConversationEnd, limits = DEFAULT_LIMITS, firstPass = null } = options;
    this.firstPass = firstPass;
    this.table = new ConversationTable((stream) => {
      this.findings.note(stream);
      onConversationEnd?.(stream);
    }, limits);
  }

  /** Conversations seen so far. */
  get conversationCount(): number {
    return this.table.made;
  }

  /** Conversations let go while still open, because there were too many at a time. */
  get abandoned(): number {
    return this.table.abandoned;
  }

  /**
   * Analyses the next packet of the capture; null where it is not TCP. The answer is the same object each time: read it
   * before the next packet, or keep it with `copyAnalysedPacket`.
   */
  analyse(packet: Packet): AnalysedPacket | null {
    if (packet.tcpStart < 0) return null;
    const stream = streamOf(packet, this.table);
    const opens = stream.firstPacket === 0;
    this.begin(packet, stream);
    if (opens) this.open(stream);
    follow(packet, stream, this.table);
    this.judge();
    this.count(stream);
    return this.conclude(stream);
  }

  /** Ends every conversation that is still followed. */
  finish(): void {
    this.table.finish();
  }

  private begin(packet: Packet, stream: Stream): void {
    if (Number.isNaN(this.firstSeconds)) this.firstSeconds = packet.seconds;
    const { segment } = this;
    segment.packet = packet;
    segment.stream = stream;
    const { forward } = this.table;
    segment.from = forward ? stream.from0 : stream.from1;
    segment.reverse = forward ? stream.from1 : stream.from0;
    segment.now = (packet.seconds - this.firstSeconds) * 1e9 + packet.nanoseconds;
    segment.seq = packet.seq | 0;
    segment.ack = packet.ack | 0;
    segment.length = packet.payloadLength;
    segment.flags = packet.flags;
    segment.end = (packet.seq + packet.payloadLength + (packet.flags & (SYN | FIN) ? 1 : 0)) | 0;
    segment.verdicts = 0;
    segment.duplicateAck = 0;
    segment.duplicateOf = 0;
    segment.acks = null;
    segment.rtt = null;
    segment.bytesInFlight = null;
    segment.retransmissionTimeout = null;
  }

  private open(stream: Stream): void {
    const { packet, now } = this.segment;
    stream.firstSeconds = packet.seconds;
    stream.firstNanoseconds = packet.nanoseconds;
    stream.firstTime = now;
    const { flags, srcPort, dstPort } = packet;
    if (flags & SYN) {
      stream.roles = flags & ACK ? "syn-ack" : "syn";
      stream.clientIs0 = (flags & ACK) === 0;
    } else if (srcPort !== dstPort) {
      stream.roles = "lower-port";
      stream.clientIs0 = srcPort > dstPort;
    }
    if (this.firstPass !== null) this.foresee(stream, this.firstPass);
    if (stream.reusedPorts) this.segment.verdicts |= verdict.REUSED_PORTS;
  }

  private foresee(stream: Stream, firstPass: Foresight): void {
    stream.finalCompleteness = firstPass.completeness(stream.stream);
    stream.finalShift0 = firstPass.windowShift(stream.stream, 0);
    stream.finalShift1 = firstPass.windowShift(stream.stream, 1);
  }

  private judge(): void {
    const { segment } = this;
    const { flags, stream, from, now } = segment;
    if (flags & SYN) {
      judgeFastOpen(segment);
      if (!(flags & ACK)) {
        stream.hasSyn = true;
        stream.synTime = now;
        // A repeated SYN makes tshark go back to what can have arrived without a hole.
        from.next = from.dataEnd = from.maxAckable;
      }
    }
    judgeAcknowledgment(segment);
    judgeData(segment);
    remember(segment);
    if (flags & SYN) from.scaleInForce = 0;
    else if (flags & ACK) this.afterAck(stream, from);
  }

  /** The handshake is over for this end: what it agreed on holds from the next packet on. */
  private afterAck(stream: Stream, from: Direction): void {
    from.scaleInForce = shiftInForce(from);
    if (stream.initialRtt === null && stream.hasSyn) stream.initialRtt = this.segment.now - stream.synTime;
  }

  private count(stream: Stream): void {
    const { segment } = this;
    const { verdicts, length } = segment;
    const { counts } = segment.from;
    stream.lastTime = segment.now;
    counts.packets++;
    counts.bytes += length;
    if (length > counts.largestSegment) counts.largestSegment = length;
    if (segment.rtt !== null) addRoundTrip(counts, segment.rtt);
    if (verdicts !== 0) countVerdicts(counts, verdicts);
  }

  private conclude(stream: Stream): AnalysedPacket {
    const { segment, answer } = this;
    const { packet, from, reverse, flags } = segment;
    answer.packet = packet;
    answer.conversation = stream;
    const { forward } = this.table;
    answer.fromClient = forward === stream.clientIs0;
    answer.seq = (segment.seq - from.base) >>> 0;
    // Without the flag the field means nothing and is shown as it stands.
    answer.ack = flags & ACK ? (segment.ack - reverse.base) >>> 0 : packet.ack;
    answer.window = flags & SYN ? packet.window : packet.window * 2 ** this.shift(stream, forward);
    if (packet.payloadStart > packet.capturedLength) this.answerNothing();
    else this.answerAll();
    return answer;
  }

  private answerAll(): void {
    const { segment, answer } = this;
    answer.verdicts = segment.verdicts;
    answer.duplicateAck = segment.duplicateAck;
    answer.duplicateOf = segment.duplicateOf;
    answer.acks = segment.acks;
    answer.rtt = segment.rtt;
    answer.bytesInFlight = segment.bytesInFlight;
    answer.retransmissionTimeout = segment.retransmissionTimeout;
  }

  /** Where the capture was cut inside the options, tshark gives no verdict; what the segment changed is remembered. */
  private answerNothing(): void {
    const { answer } = this;
    answer.verdicts = answer.duplicateAck = answer.duplicateOf = 0;
    answer.acks =
      answer.rtt =
      answer.bytesInFlight =
      answer.retransmissionTimeout =
        null;
  }

  private shift(stream: Stream, forward: boolean): number {
    const known = forward ? stream.finalShift0 : stream.finalShift1;
    return known >= 0 ? known : shiftInForce(this.segment.from);
  }
}

function addRoundTrip(counts: Direction["counts"], rtt: number): void {
  if (counts.rttSamples === 0 || rtt < counts.rttMinimum) counts.rttMinimum = rtt;
  if (rtt > counts.rttMaximum) counts.rttMaximum = rtt;
  counts.rttSamples++;
  counts.rttTotal += rtt;
}

function countVerdicts(counts: Direction["counts"], verdicts: number): void {
  if (verdicts & verdict.RETRANSMISSION) counts.retransmissions++;
  if (verdicts & verdict.OUT_OF_ORDER) counts.outOfOrder++;
  if (verdicts & verdict.DUPLICATE_ACK) counts.duplicateAcks++;
  if (verdicts & verdict.LOST_SEGMENT) counts.lostSegments++;
  if (verdicts & verdict.ZERO_WINDOW) counts.zeroWindows++;
}
