/**
 * The analysis of a capture, packet by packet, as ANALYSIS describes it: state per direction, verdicts per packet.
 */
import { ACK, FIN, type Packet, RST, SYN } from "../packet/packet.ts";
import { judgeAcknowledgment } from "./ack_verdicts.ts";
import type { AnalysedPacket } from "./analysed_packet.ts";
import { remember } from "./bookkeeping.ts";
import { ConversationTable, DEFAULT_LIMITS, type TableLimits } from "./conversation_table.ts";
import type { Conversation } from "./conversation.ts";
import { judgeData } from "./data_verdicts.ts";
import { type Direction, SCALE_UNUSED } from "./direction.ts";
import { completenessOf, readOffer, setBases, streamOf } from "./opening.ts";
import { PacketAnalysis } from "./packet_analysis.ts";
import { SegmentContext } from "./segment_context.ts";
import type { Stream } from "./stream.ts";
import * as verdict from "./verdict_bits.ts";

/** What an analyser can be told. */
export interface AnalyserOptions {
  /** Called with each conversation that ends or is let go, and at `finish` with the rest. */
  readonly onConversationEnd?: (conversation: Conversation) => void;
  readonly limits?: TableLimits;
}

/** Follows every TCP conversation of a capture. */
export class Analyser {
  private readonly table: ConversationTable;
  private readonly segment = new SegmentContext();
  private readonly answer = new PacketAnalysis(this.segment.stream);
  private firstSeconds = -1;

  constructor(options: AnalyserOptions = {}) {
    const { onConversationEnd, limits = DEFAULT_LIMITS } = options;
    this.table = new ConversationTable((stream) => onConversationEnd?.(stream), limits);
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
    const forward = this.table.forward;
    this.begin(packet, stream, forward);
    if (opens) this.open(stream);
    this.judge(opens);
    this.count(stream);
    return this.conclude(stream, forward);
  }

  /** Ends every conversation that is still followed. */
  finish(): void {
    this.table.finish();
  }

  private begin(packet: Packet, stream: Stream, forward: boolean): void {
    if (this.firstSeconds < 0) this.firstSeconds = packet.seconds;
    const { segment } = this;
    segment.packet = packet;
    segment.stream = stream;
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
    stream.firstPacket = packet.number;
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
    if (stream.reusedPorts) this.segment.verdicts |= verdict.REUSED_PORTS;
  }

  private judge(opens: boolean): void {
    const { segment } = this;
    const { flags, packet, stream, from, now } = segment;
    segment.verdicts |= setBases(segment);
    stream.completeness |= completenessOf(packet, opens);
    if (flags & SYN) {
      readOffer(segment);
      if (!(flags & ACK)) {
        stream.hasSyn = true;
        stream.synTime = now;
      }
    } else if (flags & ACK) {
      if (stream.initialRtt === null && stream.hasSyn) stream.initialRtt = now - stream.synTime;
    }
    judgeAcknowledgment(segment);
    judgeData(segment);
    remember(segment);
    if (flags & ACK && !(flags & SYN) && from.scale >= 0 && segment.reverse.scale !== SCALE_UNUSED) from.scaleInForce = from.scale;
  }

  private count(stream: Stream): void {
    const { segment } = this;
    const { packet, verdicts, length, flags } = segment;
    const { counts } = segment.from;
    stream.lastPacket = packet.number;
    stream.lastTime = segment.now;
    counts.packets++;
    counts.bytes += length;
    if (length > counts.largestSegment) counts.largestSegment = length;
    if (segment.rtt !== null) addRoundTrip(counts, segment.rtt);
    if (verdicts !== 0) countVerdicts(counts, verdicts);
    if (flags & (SYN | FIN | RST)) this.countFlags(stream, counts);
  }

  private countFlags(stream: Stream, counts: Direction["counts"]): void {
    const { packet, flags } = this.segment;
    if (flags & SYN && counts.synPacket === 0) counts.synPacket = packet.number;
    if (flags & FIN && counts.finPacket === 0) counts.finPacket = packet.number;
    if (flags & RST && counts.rstPacket === 0) counts.rstPacket = packet.number;
    const closed = flags & RST || (stream.from0.counts.finPacket !== 0 && stream.from1.counts.finPacket !== 0);
    if (!closed || stream.closed) return;
    stream.closed = true;
    this.table.closed++;
  }

  private conclude(stream: Stream, forward: boolean): AnalysedPacket {
    const { segment, answer } = this;
    const { packet, from, reverse, flags } = segment;
    answer.packet = packet;
    answer.conversation = stream;
    answer.fromClient = forward === stream.clientIs0;
    answer.seq = (segment.seq - from.base) >>> 0;
    answer.ack = flags & ACK ? (segment.ack - reverse.base) >>> 0 : 0;
    const scaled = !(flags & SYN) && from.scale > 0 && reverse.scale !== SCALE_UNUSED;
    answer.window = scaled ? packet.window * 2 ** from.scale : packet.window;
    answer.verdicts = segment.verdicts;
    answer.duplicateAck = segment.duplicateAck;
    answer.duplicateOf = segment.duplicateOf;
    answer.acks = segment.acks;
    answer.rtt = segment.rtt;
    answer.bytesInFlight = segment.bytesInFlight;
    answer.retransmissionTimeout = segment.retransmissionTimeout;
    return answer;
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
