/**
 * The fields of what is known of one end (host_memory.ts): small values in rows.
 */
import { double, flag, int, numberRows, thing } from "../../base/number_rows.ts";
import type { Bursts } from "../clues/bursts.ts";
import type { Climb } from "../clues/climb.ts";
import type { Jump } from "../clues/clues.ts";
import type { Occurrences } from "../clues/occurrences.ts";
import type { Stalls } from "../clues/stalls.ts";
import type { GapReport, Holes, Reneged, Resent } from "./holes.ts";
import type { SentRanges } from "./sent_ranges.ts";

/** Shared by all who have sent nothing again. */
const NONE_RESENT: readonly Resent[] = [];

export const HostFields = numberRows({
  // Of its SYN.
  /** Its packet, time, and how often it was sent. */
  synNumber: int(),
  synTime: double(-1),
  synCount: int(),
  /** Its latest one: packet and time. */
  latestSyn: int(),
  latestSynTime: double(-1),
  /** Its raw first number, -1 before one. */
  synRaw: double(-1),
  /** The same where its SYN was not captured, as the answer to it tells; -1 without one. */
  answeredRaw: double(-1),
  /** Its TSval there, -1 without one. */
  synStamp: double(-1),
  /** It has answered the other end's SYN. */
  sentSynAck: flag(),
  /** The options that it offered; -1 where it did not. */
  maximumSegment: int(-1),
  windowScale: int(-1),
  selectiveAcks: flag(),
  timestamps: flag(),
  /** The number its next new byte will have; -1 before its first packet. */
  next: double(-1),
  /** The highest acknowledgment it has got; -1 before the first. */
  acked: double(-1),
  /** The packet that brought that acknowledgment, and when. */
  ackedBy: int(),
  ackedTime: double(-1),
  /** Its oldest packet that was unacknowledged when it was sent and may still be; 0 where nothing is out. */
  waitingNumber: int(),
  /** The acknowledgment it sent last, -1 before one, and its first packet with it. */
  sentAck: double(-1),
  sentAckSince: int(),
  /** Its first packet that confirms something of the other end. */
  ackNumber: int(),
  /** The window it advertised last, in bytes, and the largest so far; -1 before one. */
  window: double(-1),
  largestWindow: double(),
  /** Its latest packet of any kind. */
  lastNumber: int(),
  lastTime: double(-1),
  lastIpId: int(-1),
  /** The pause before its latest packet, ns. */
  pause: double(),
  /** TTL or hop limit of its first packet, and of its ordinary packets; -1 before one, and -2 where they differ: then it proves nothing. */
  firstTtl: int(-1),
  ttl: int(-1),
  /** How many of them had it. */
  ttlSeen: int(),
  /** How many of its packets in a row stepped a little way up in the IP identification: a count of its host. */
  idSteps: int(),
  /** The highest number of that count, and how many packets went up to it in small steps: late ones step back, and do not count. */
  highId: int(-1),
  idCount: int(),
  /** Its packets whose checksum is right, and those whose is wrong, as far as they were verified. */
  rightSums: int(),
  wrongSums: int(),
  /** Its latest timestamp. */
  stamp: double(-1),
  /** Its latest new data. */
  dataNumber: int(),
  dataTime: double(-1),
  dataLength: int(),
  dataSeq: double(),
  dataId: int(),
  /** A few of its bytes as a number, and its TTL; -1 where it is too short or was cut off. */
  dataMark: double(-1),
  dataTtl: int(-1),
  /** The acknowledgment in it. */
  dataAck: double(-1),
  /** Bytes of its stream and the segments that brought them, as analysis counts them, up to its latest packet. */
  bytes: double(),
  segments: int(),
  /** How many of its bytes had come when the other end last sent data of its own. */
  bytesWhenAnswered: double(),
  /** How long its first segment was, -1 before one, and the longest. */
  firstLength: double(-1),
  largest: int(),
  /** The number of its latest segment that was shorter than a full one; -1 before one. */
  smallSeq: double(-1),
  /** The longest of its segments that fit the link and do not end a write, and how many had that length. */
  full: int(),
  fullCount: int(),
  /** Bytes of TCP options in its latest data packet. */
  optionBytes: int(),
  /** Shortest time seen between a packet to it and its answer: the round trip from the capture point to it. */
  distance: double(Infinity),
  /** How many round trips were measured; a single one may be chance. */
  trips: int(),
  /** Enough of them are known to follow their rise. */
  climbs: flag(),
  /** The round trips' running mean and how far they scatter (RFC 6298 2), delayed ACKs apart. */
  usualTrip: double(),
  tripVariation: double(),
  /** The latest round trip, and the packet that ended it. */
  lastTrip: double(),
  lastTripNumber: int(),
}, {
  // What only some ends come to: a close, a reset, losses, closed windows, long transfers.
  /** Its latest packet whose record holds less than its IP header tells of, and the number behind all that it told of; -1 before one. */
  shornNumber: int(),
  shornTo: double(-1),
  /** What was passed over of it and has neither come nor been confirmed; made with the first gap. */
  holes: thing<Holes | null>(null),
  /** Segments it sent again since duplicate ACKs asked for them, while a gap is open: few, and usually none. */
  resent: thing(NONE_RESENT),
  /** The packets of its latest bytes, once it has sent several. */
  sent: thing<SentRanges | null>(null),
  /** The rounds in which it sends, once it has sent several segments. */
  bursts: thing<Bursts | null>(null),
  /** Its first large segment's number, -1 before one; and whether such a segment is known to have arrived. */
  largeSeq: double(-1),
  largeArrived: flag(),
  /** It has sent a small segment while one was under way: Nagle's algorithm is off. */
  noNagle: flag(),
  /** Its latest ACK that was delayed. */
  delayedNumber: int(),
  /** The highest number that the other end has told it holds behind a hole; -1 before one. */
  sackedTo: double(-1),
  /** What it had sent when its timer ran out: until all that is confirmed, whatever it sends again is due to that; and since when. */
  timerTo: double(-1),
  timerNumber: int(),
  /** Its latest ACK that told of bytes behind a hole; null before one. */
  gapReport: thing<GapReport | null>(null),
  /** The first time that it gave up what it had named so. */
  reneged: thing<Reneged | null>(null),
  /** Its FIN's own number; -1 before one. */
  finSeq: double(-1),
  finNumber: int(),
  finTime: double(-1),
  finAck: double(-1),
  finAcked: flag(),
  /** Bytes it sent when the other end had already closed. */
  bytesAfterPeerFin: double(),
  /** Its first RST, its IP identification, and whether something in between sent it in its name. */
  rstNumber: int(),
  rstTime: double(-1),
  rstId: int(),
  rstForged: flag(),
  /** Its first packet after the other end's first RST. */
  sinceReset: int(),
  /** The timestamp of the other end that it has echoed latest, and the one that it had before that end's first RST. */
  echo: double(-1),
  echoAtReset: double(-1),
  /** Its latest packet is a RST. */
  lastWasReset: flag(),
  /** Its latest RST did not have the number that the other end expects. */
  rstOff: flag(),
  /** All its RSTs so far lay below what it had sent before, its FIN too: whoever got that threw them away. */
  rstLow: flag(),
  /** Its first packet without the timestamp that both ends had agreed on. */
  bareNumber: int(),
  /** The packet in which it took back room that it had announced, when, and up to which number there was room still. */
  edgeBackNumber: int(),
  edgeBackTime: double(-1),
  edgeBackTo: double(-1),
  /** Its latest packet whose timestamp was below one before it. */
  oldStamp: int(),
  /** Bytes of it that arrived, as the other end confirmed, but were not captured. */
  missed: double(),
  /** Numbers of it that were confirmed while nothing of it had been captured: at least so much was sent. */
  proven: double(),
  /** How the round trips to it rise; made with the first that is followed. */
  climb: thing<Climb | null>(null),
  /** D-SACKs that it sent, bytes that came to it twice: such as the other end had sent again, and such as it had not. */
  reported: thing<Occurrences | null>(null),
  unasked: thing<Occurrences | null>(null),
  /** Its bytes that came behind later ones without being lost, and its segments that a Nagle and delayed ACK held. */
  overtaken: thing<Occurrences | null>(null),
  stalls: thing<Stalls | null>(null),
  /** Its segments that used up the other end's window, with no hole in between. */
  fullWindows: thing<Occurrences | null>(null),
  /** Its segments that waited because the window had less room than a full one. */
  smallWindows: thing<Occurrences | null>(null),
  /** Its answer that came late, and before which its host had sent what the capture has not. */
  jump: thing<Jump | null>(null),
  /** All that it sent to an end that had closed is one TLS alert: its leave. */
  tookLeave: flag(),
  /** Its latest packet that was a copy of an earlier one. */
  copyNumber: int(),
  /** Its first packet that told of a full buffer. */
  zeroNumber: int(),
  /** Since when its window is 0, -1 while it is not; and how long it was before, ns. */
  zeroSince: double(-1),
  zeroTime: double(),
  /** Its latest question whether a zero window has opened, and how many keep-alives it has sent. */
  probeNumber: int(),
  keepAlives: int(),
  /** Keep-alives since the other end was last heard, and the first of them. */
  unanswered: int(),
  unansweredFirst: int(),
  /** The byte its latest probe carried, -1 before one, and that probe. */
  probedSeq: double(-1),
  probedNumber: int(),
  /** Packets it sent in a row that only repeat an acknowledgment, and when the first of them came. */
  duplicates: int(),
  duplicatesSince: double(-1),
  /**
   * The same segment sent again: how often in a row, its number, the first packet and the length, when last, and the wait
   * before that (-1: unknown).
   */
  resends: int(),
  resendSeq: double(-1),
  resendFirst: int(),
  resendLength: double(),
  resendTime: double(-1),
  /** When the segment was sent before its first repetition; -1 where that is unknown. */
  resendSince: double(-1),
  resendWait: double(-1),
  /** Its latest IP identification. */
  resendId: int(),
  /** All it had sent when it last answered duplicate ACKs: up to there recovery goes (RFC 6582); -1 before. */
  recoverUntil: double(-1),
  /** Its latest data that came by damaged: packet and number. */
  damagedNumber: int(),
  damagedSeq: double(-1),
  /** Its latest packet with ECE. */
  echoNumber: int(),
  /** Retransmissions by reason; and the first of its data or FIN for a loss. */
  repairNumber: int(),
  timeouts: int(),
  early: int(),
  copied: int(),
  fast: int(),
  /** Those that surely came again, and the first of them. */
  spurious: int(),
  spuriousNumber: int(),
  /** Segments it sent again though an earlier sending had arrived: their ACK came too soon to be the answer to that. */
  needless: thing<Occurrences | null>(null),
  /** Segments that filled a gap, and those among them that were sent later than what lies behind it. */
  filled: int(),
  filledAgain: int(),
  /** Its packets that stand behind the ACK of their bytes, and were sent once. */
  behind: int(),
  filledNumber: int(),
});
