/**
 * The analysis of a capture, packet by packet, as docs/analysis.md states it: state per direction, verdicts per packet.
 */
import { invariant } from "../base/invariant.ts";
import { ACK, FIN, type ReadonlyPacket, RST, SYN } from "../packet/packet.ts";
import { seqAfter, seqRelative, signedAdd, signedSeq } from "../packet/sequence.ts";
import { judgeAcknowledgment } from "./ack_verdicts.ts";
import type { AnalysedPacket } from "./analysed_packet.ts";
import { recordSegment } from "./record_segment.ts";
import { ConversationTable, DEFAULT_LIMITS, type TableLimits } from "./conversation_table.ts";
import { countBytes } from "./count_bytes.ts";
import type { Conversation, DirectionCounts } from "./conversation.ts";
import { judgeData } from "./data_verdicts.ts";
import type { Direction } from "./direction.ts";
import { judgeFastOpen } from "./fast_open.ts";
import { type Foresight, GatheredForesight } from "./foresight.ts";
import { findCopy, findReplay, findWhole, keepPacket, keptNumber, keptTime } from "./recent_packets.ts";
import { conversationOf, follow, shiftInForce } from "./opening.ts";
import { PacketAnalysis } from "./packet_analysis.ts";
import { type RelatedPacket, relatePacket } from "./related_packet.ts";
import { SegmentContext } from "./segment_context.ts";
import type { TrackedConversation } from "./tracked_conversation.ts";
import * as verdict from "./verdict_bits.ts";

/** What an analyser can be told. */
export interface AnalyserOptions {
  /** Called with each conversation that ends or is let go, and at `finish` with the rest. */
  readonly onConversationEnd?: (conversation: Conversation) => void;
  readonly limits?: TableLimits;
  /** A first reading of the same capture, for values that only its end decides. */
  readonly foresight?: Foresight;
  /** False where only whose packets are whose is asked for: then there are no verdicts, round trips and counts. */
  readonly verdicts?: boolean;
}

/** Follows every TCP conversation of a capture. */
export class Analyser {
  /** What this reading has found out of conversations that ended: after `finish`, foresight for another reading. */
  readonly gathered: GatheredForesight = new GatheredForesight();
  readonly #table: ConversationTable;
  readonly #segment = new SegmentContext();
  readonly #answer = new PacketAnalysis(this.#segment.conversation);
  readonly #foresight: Foresight | null;
  readonly #verdicts: boolean;
  /** The capture's first whole second, from which times are counted; NaN until then. */
  #firstSeconds = NaN;

  constructor(options: AnalyserOptions = {}) {
    const { onConversationEnd, limits = DEFAULT_LIMITS, foresight = null, verdicts = true } = options;
    this.#foresight = foresight;
    this.#verdicts = verdicts;
    this.#table = new ConversationTable((conversation) => {
      this.gathered.note(conversation);
      onConversationEnd?.(conversation);
    }, limits);
  }

  /** Conversations seen so far. */
  get conversationCount(): number {
    return this.#table.made;
  }

  /** Conversations let go while still open, because there were too many at a time. */
  get abandoned(): number {
    return this.#table.abandoned;
  }

  /**
   * Analyses the next packet of the capture; null where it is not TCP. The answer is the same object each time: read it
   * before the next packet.
   */
  analyse(packet: ReadonlyPacket): AnalysedPacket | null {
    if (packet.tcpStart < 0) return null;
    const conversation = conversationOf(packet, this.#table);
    const opens = conversation.firstPacket === 0;
    this.#begin(packet, conversation);
    this.#findCopy(packet, conversation);
    if (opens) this.#open(conversation);
    follow(packet, conversation, this.#table);
    if (this.#verdicts) {
      if (!this.#segment.stray) this.#judge();
      this.#count(conversation);
    } else if (this.#segment.copyOf !== 0) this.#segment.from.copies++;
    if (this.#segment.copyOf === 0) keepPacket(conversation, packet, this.#segment.now);
    return this.#conclude(conversation);
  }

  /**
   * What a packet that `analyse` gave null for has to do with the conversations of the capture so far; null where it has
   * nothing. The answer is valid until the next packet.
   */
  relate(packet: ReadonlyPacket): RelatedPacket | null {
    return packet.tcpStart >= 0 ? null : relatePacket(packet, this.#table);
  }

  /** Ends every conversation that is still followed. */
  finish(): void {
    this.#table.finish();
  }

  #begin(packet: ReadonlyPacket, conversation: TrackedConversation): void {
    if (Number.isNaN(this.#firstSeconds)) this.#firstSeconds = packet.seconds;
    const segment = this.#segment;
    segment.packet = packet;
    segment.conversation = conversation;
    const { forward } = this.#table;
    segment.from = forward ? conversation.from0 : conversation.from1;
    segment.reverse = forward ? conversation.from1 : conversation.from0;
    segment.now = (packet.seconds - this.#firstSeconds) * 1e9 + packet.nanoseconds;
    segment.seq = signedSeq(packet.seq);
    segment.ack = signedSeq(packet.ack);
    segment.length = packet.payloadLength;
    segment.flags = packet.flags;
    segment.end = signedAdd(packet.seq, packet.payloadLength + (packet.flags & (SYN | FIN) ? 1 : 0));
    segment.verdicts = 0;
    segment.duplicateAck = 0;
    segment.duplicateOf = 0;
    segment.acks = null;
    segment.rtt = null;
    segment.bytesInFlight = null;
    segment.retransmissionTimeout = null;
    segment.newBytes = 0;
    segment.stray = conversation.beginsAstray && conversation.firstPacket === 0;
  }

  #findCopy(packet: ReadonlyPacket, conversation: TrackedConversation): void {
    const segment = this.#segment;
    const { from, end, now } = segment;
    let place = findCopy(conversation, packet, now);
    segment.isPiece = false;
    if (place < 0 && from.next !== 0 && !seqAfter(end, from.next)) {
      place = findWhole(conversation, packet, now);
      segment.isPiece = place >= 0;
    }
    segment.copyOf = place < 0 ? 0 : keptNumber(conversation, place);
    segment.copyGap = place < 0 ? 0 : now - keptTime(conversation, place);
    this.#findReplay(packet, conversation);
  }

  /** What brings nothing new, at a time that had passed already. */
  #findReplay(packet: ReadonlyPacket, conversation: TrackedConversation): void {
    const segment = this.#segment;
    const { from, flags, seq, end, now, copyOf, copyGap } = segment;
    segment.isReplay = false;
    if (conversation.firstPacket === 0 || conversation.replay === null && now >= conversation.lastTime) return;
    if (!from.hasBase || seqAfter(end, from.next)) return;
    const asFirst = (flags & (SYN | ACK)) === SYN && seq === from.base;
    const replay = findReplay(conversation, packet, { now, copyOf, copyGap, asFirst });
    conversation.replay = replay;
    if (replay === null) return;
    segment.isReplay = true;
    segment.copyOf = packet.number - replay.behind;
    segment.copyGap = 0;
  }

  #open(conversation: TrackedConversation): void {
    const { packet, now } = this.#segment;
    conversation.firstSeconds = packet.seconds;
    conversation.firstNanoseconds = packet.nanoseconds;
    conversation.firstTime = conversation.lastTime = now;
    const { flags, srcPort, dstPort } = packet;
    // With FIN or RST beside it no TCP sends a SYN: the packet is damaged or made up, and tells no roles.
    if (flags & SYN && (flags & (FIN | RST)) === 0) {
      conversation.roles = flags & ACK ? "syn-ack" : "syn";
      conversation.clientIs0 = (flags & ACK) === 0;
    } else if (srcPort !== dstPort) {
      conversation.roles = "lower-port";
      conversation.clientIs0 = srcPort > dstPort;
    }
    if (this.#foresight !== null) this.#foresee(conversation, this.#foresight);
    if (conversation.reusedPorts) this.#segment.verdicts |= verdict.REUSED_PORTS;
  }

  #foresee(conversation: TrackedConversation, foresight: Foresight): void {
    conversation.finalCompleteness = foresight.completeness(conversation.index);
    conversation.finalShift0 = foresight.windowShift(conversation.index, 0);
    conversation.finalShift1 = foresight.windowShift(conversation.index, 1);
  }

  #judge(): void {
    const segment = this.#segment;
    const { flags, conversation, from, now } = segment;
    if (flags & SYN) {
      judgeFastOpen(segment);
      if (!(flags & ACK)) {
        conversation.hasSyn = true;
        conversation.synTime = now;
        // A repeated SYN makes tshark go back to what can have arrived without a hole.
        from.next = from.dataEnd = from.maxAckable;
      }
    }
    judgeAcknowledgment(segment);
    judgeData(segment);
    recordSegment(segment);
    if (flags & SYN) from.scaleInForce = 0;
    else if (flags & ACK) this.#afterAck(conversation, from);
  }

  /** The handshake is over for this end: what it agreed on holds from the next packet on. */
  #afterAck(conversation: TrackedConversation, from: Direction): void {
    from.scaleInForce = shiftInForce(from);
    if (conversation.handshakeTime < 0 && conversation.hasSyn && this.#segment.now >= conversation.synTime) {
      conversation.handshakeTime = this.#segment.now - conversation.synTime;
    }
  }

  #count(conversation: TrackedConversation): void {
    const segment = this.#segment;
    const { verdicts, length, from } = segment;
    // A clock that goes back makes no conversation shorter.
    if (segment.now > conversation.lastTime) conversation.lastTime = segment.now;
    from.packets++;
    if (segment.stray) return;
    countBytes(segment);
    if (segment.copyOf !== 0) {
      from.copies++;
      return;
    }
    if (length > from.largestSegment) from.largestSegment = length;
    if (segment.rtt !== null) addRoundTrip(from, segment.rtt);
    if (verdicts !== 0) countVerdicts(from, verdicts);
  }

  #conclude(conversation: TrackedConversation): AnalysedPacket {
    const segment = this.#segment;
    const answer = this.#answer;
    const { packet, from, reverse, flags } = segment;
    answer.packet = packet;
    answer.conversation = conversation;
    const { forward } = this.#table;
    answer.fromClient = forward === conversation.clientIs0;
    // What goes astray counts from itself, as a SYN does; the direction goes on from where it was.
    answer.seq = segment.stray ? 0 : seqRelative(segment.seq, from.base);
    // Without the flag the field means nothing and is shown as it stands.
    answer.ack = flags & ACK ? seqRelative(segment.ack, reverse.base) : packet.ack;
    answer.copyOf = segment.copyOf;
    answer.copyGap = segment.copyGap;
    answer.isPiece = segment.isPiece;
    answer.isReplay = segment.isReplay;
    answer.newBytes = segment.newBytes;
    answer.stray = segment.stray;
    answer.window = flags & SYN ? packet.window : packet.window << this.#shift(conversation, forward);
    if (packet.payloadStart > packet.capturedLength) this.#answerNothing();
    else this.#answerAll();
    return answer;
  }

  #answerAll(): void {
    const segment = this.#segment;
    const answer = this.#answer;
    answer.verdicts = segment.verdicts;
    answer.duplicateAck = segment.duplicateAck;
    answer.duplicateOf = segment.duplicateOf;
    answer.acks = segment.acks;
    answer.rtt = segment.rtt;
    answer.bytesInFlight = segment.bytesInFlight;
    invariant(segment.bytesInFlight === null || segment.bytesInFlight > 0, "bytes in flight are some");
    answer.retransmissionTimeout = segment.retransmissionTimeout;
  }

  /** Where the capture was cut inside the options, tshark gives no verdict; what the segment changed is remembered. */
  #answerNothing(): void {
    const answer = this.#answer;
    answer.verdicts = answer.duplicateAck = answer.duplicateOf = 0;
    answer.acks =
      answer.rtt =
      answer.bytesInFlight =
      answer.retransmissionTimeout =
        null;
  }

  #shift(conversation: TrackedConversation, forward: boolean): number {
    const known = forward ? conversation.finalShift0 : conversation.finalShift1;
    return known >= 0 ? known : shiftInForce(this.#segment.from);
  }
}

function addRoundTrip(counts: DirectionCounts, rtt: number): void {
  if (counts.rttSamples === 0 || rtt < counts.rttMinimum) counts.rttMinimum = rtt;
  if (rtt > counts.rttMaximum) counts.rttMaximum = rtt;
  counts.rttSamples++;
  counts.rttTotal += rtt;
}

function countVerdicts(counts: DirectionCounts, verdicts: number): void {
  if (verdicts & verdict.RETRANSMISSION) counts.retransmissions++;
  if (verdicts & verdict.OUT_OF_ORDER) counts.outOfOrder++;
  if (verdicts & verdict.DUPLICATE_ACK) counts.duplicateAcks++;
  if (verdicts & verdict.LOST_SEGMENT) counts.lostSegments++;
  if (verdicts & verdict.ZERO_WINDOW) counts.zeroWindows++;
}
