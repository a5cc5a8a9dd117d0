/**
 * A packet as one of the two captures saw it, with what matching and judging find out about it. A packet that both saw has
 * two sightings. Numbers of sequence space are signed (packet/sequence.ts) and, once its conversation has a partner, those of
 * capture A: what a box added to them on the way is taken off again. A datagram has hashes of its content in the place of numbers.
 */
import { seqDiff, signedAdd } from "../../packet/sequence.ts";
import { ACK, FIN, RST, SYN } from "../../packet/packet.ts";
import type { SynOffer } from "./syn_offer.ts";

/** Flags that a packet is known by; boxes leave them alone. */
export const TELLING_FLAGS = SYN | FIN | RST | ACK;

/** What the TCP checksum says (packet/checksum.ts); not asked at the sender's side. */
export type Sum = "unchecked" | "correct" | "wrong" | "offload" | "unknown";

const NO_BLOCKS: readonly number[] = [];

/** Moments of the receiver's clock, ns. */
export interface Due {
  readonly from: number;
  readonly until: number;
}

export class Sighting {
  /** Number in its file. */
  readonly number: number = 0;
  /** Capture time, ns since the origin of its file; as a fraction from the beginning, the engine keeps it inside. */
  readonly time: number = NaN;
  seq = 0;
  length = 0;
  ack = 0;
  flags = 0;
  window = 0;
  /** Source and destination port in one number. */
  ports = 0;
  /** RFC 7323, where the packet carries them. */
  hasTimestamps = false;
  timestamp = 0;
  echo = 0;
  /** SACK blocks in pairs, left and right (RFC 2018); the first may tell of a duplicate (RFC 2883). */
  blocks: readonly number[] = NO_BLOCKS;
  /** A number for all other options together, 0 for none. */
  otherOptions = 0;
  /** Of a SYN only. */
  offer: SynOffer | null = null;
  /** IPv4 identification; -1 for IPv6. */
  ipId = -1;
  ttl = 0;
  /** Type of service or traffic class: six bits of DSCP, two of ECN. */
  trafficClass = 0;
  /** VLAN number, -1 without a tag. */
  vlan = -1;
  /** The capture ends inside the options. */
  cut = false;
  /** Of a datagram: a number that a question and its answer share, positive in the question, negative in the answer; else 0. */
  exchange = 0;
  /** A first fragment: it carries less than its packet did. */
  fragment = false;
  /** Bytes of the IP packet from the TCP header on. */
  segmentLength = 0;
  sum: Sum = "unchecked";

  /** The same packet in the other capture. */
  partner: Sighting | null = null;
  /** No other packet could have been the partner: its times tell of the clocks. */
  sure = false;
  /** Where segments were cut anew: the pieces, or the wholes, in the other capture. */
  parts: Sighting[] | null = null;
  /** At the receiver: one more copy of a packet that came already. */
  copyOf: Sighting | null = null;
  /** At the sender, for a packet that did not come: when it was due; null until that is known. */
  due: Due | null = null;
  /** Its fate is decided. */
  judged = false;

  constructor(number: number, time: number) {
    this.number = number;
    this.time = time;
  }

  /** Sequence number behind the packet. */
  get end(): number {
    return signedAdd(this.seq, this.length + this.phantoms);
  }

  /** SYN and FIN take a number each. */
  get phantoms(): number {
    return ((this.flags & SYN) !== 0 ? 1 : 0) + ((this.flags & FIN) !== 0 ? 1 : 0);
  }

  /** It takes up sequence space, so its arrival is acknowledged. */
  get occupies(): boolean {
    return this.length > 0 || (this.flags & (SYN | FIN)) !== 0;
  }

  get isReset(): boolean {
    return (this.flags & RST) !== 0;
  }

  get dueFrom(): number {
    return this.due?.from ?? 0;
  }

  get dueUntil(): number {
    return this.due?.until ?? 0;
  }

  /** Both captures hold it, whole or in pieces. */
  get matched(): boolean {
    return this.partner !== null || this.copyOf !== null || (this.parts !== null && coveredBy(this, this.parts));
  }
}

/** A range of sequence space, without its end. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

/** Whether pieces together hold all data of a whole. */
export function coveredBy(whole: Sighting, pieces: readonly Sighting[]): boolean {
  return gapsIn(whole, pieces).length === 0;
}

/** What of a packet did not come as far as its receiver's capture shows: all of it, or what its pieces leave out. */
export function missingOf(sent: Sighting): Range {
  const gaps = sent.parts === null ? [] : gapsIn(sent, sent.parts);
  const [first, last] = [gaps[0], gaps[gaps.length - 1]];
  if (first === undefined || last === undefined) return { from: sent.seq, until: sent.end };
  return { from: signedAdd(sent.seq, first[0]), until: signedAdd(sent.seq, last[1]) };
}

/** The stretches of a packet's data that pieces do not hold, as offsets in it. */
function gapsIn(whole: Sighting, pieces: readonly Sighting[]): [from: number, until: number][] {
  const ranges = pieces.map((piece) =>
    [
      Math.max(0, seqDiff(piece.seq, whole.seq)),
      Math.min(whole.length, seqDiff(piece.seq, whole.seq) + piece.length),
    ] as const
  ).sort((one, other) => one[0] - other[0]);
  const gaps: [number, number][] = [];
  let reached = 0;
  for (const [from, until] of ranges) {
    if (from > reached) gaps.push([reached, from]);
    reached = Math.max(reached, until);
  }
  if (reached < whole.length) gaps.push([reached, whole.length]);
  return gaps;
}
