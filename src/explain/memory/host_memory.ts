/**
 * What is known of one end of a conversation: what it has sent, what the other has confirmed, and the state RFC 9293
 * gives it. Sequence numbers are relative, as analysis counts them; times are nanoseconds since the conversation's first
 * packet. All of it is a fixed number of small values, however long the conversation lasts; most ends need the first part of them alone.
 */
import { ipIdStep, seqDiff } from "../../packet/sequence.ts";
import { Climb } from "../clues/climb.ts";
import { HostFields } from "./host_fields.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { nextState, type TcpEvent, type TcpState } from "./tcp_states.ts";

/** How many of the first segments' lengths are kept for the story. */
export const KEPT_LENGTHS = 8;

/** Packets of one host that follow each other step less than this in their IP identification, where it counts. */
export const NEAR_ID = 256;

/** Further from its host's last identification than this, either way, is out of the line. */
export const OUT_OF_LINE = 4096;

/** A segment of this part of what the other end takes may be as long as a path allows. */
export const NEARLY_FULL = 0.75;

/** Round trips before their rise is followed. */
const SEVERAL = 2;

/** Assumed where no SYN was seen: Ethernet's 1500 bytes less 40 of headers. */
const ETHERNET_SEGMENT = 1460;

/** Shared by all who have sent no more than one segment. */
const NO_LENGTHS: readonly number[] = [];

export class HostMemory extends HostFields {
  state: TcpState = "CLOSED";
  /** Lengths of its first segments but the very first. */
  #furtherLengths = NO_LENGTHS;

  /** A measured time from a packet to it until its answer in packet `number`, ns. */
  measure(trip: number, number: number): void {
    // Of two clocks, or of one that was set back.
    if (trip < 0) return;
    this.lastTrip = trip;
    this.lastTripNumber = number;
    if (this.trips++ === 0) this.usualTrip = trip;
    else if (number !== this.delayedNumber) {
      this.tripVariation += (Math.abs(trip - this.usualTrip) - this.tripVariation) / 4;
      this.usualTrip += (trip - this.usualTrip) / 8;
    }
    if (trip < this.distance) this.distance = trip;
    if (number === this.delayedNumber) return;
    if (this.climbs) (this.climb ??= new Climb()).take(trip, number);
    else if (this.trips >= SEVERAL) this.climbs = true;
  }

  /** What an ordinary packet of it, not a RST, tells of its host. */
  learn({ ttl, ipId }: ReadonlyPacket): void {
    if (this.ttl === -1) this.ttl = this.firstTtl = ttl;
    else if (this.ttl !== ttl) this.ttl = -2;
    this.ttlSeen++;
    const step = ipIdStep(this.lastIpId, ipId);
    this.idSteps = ipId > 0 && this.lastIpId > 0 && step > 0 && step < NEAR_ID ? this.idSteps + 1 : 0;
    if (ipId > 0) this.#count(ipId);
  }

  #count(ipId: number): void {
    const step = ipIdStep(this.highId, ipId);
    if (this.highId > 0 && step <= 0 && step > -NEAR_ID) return;
    this.idCount = this.highId > 0 && step > 0 && step < NEAR_ID ? this.idCount + 1 : 0;
    this.highId = ipId;
  }

  /** Lengths of its first segments, for the story. */
  get firstLengths(): readonly number[] {
    return this.firstLength < 0 ? NO_LENGTHS : [this.firstLength, ...this.#furtherLengths];
  }

  /** Takes the length of one of them. */
  keepLength(length: number): void {
    if (this.firstLength < 0) this.firstLength = length;
    else this.#furtherLengths = [...this.#furtherLengths, length];
  }

  /** Something happened that may change its state. */
  happens(event: TcpEvent): void {
    this.state = nextState(this.state, event);
  }

  /** Data bytes that fit in one of its segments: what the other end's SYN announced, less the options (RFC 6691). */
  segmentLimit(other: HostMemory): number {
    return (other.maximumSegment > 0 ? other.maximumSegment : ETHERNET_SEGMENT) - this.optionBytes;
  }

  /** Takes the length of a segment that fits the link and ends no write. */
  seeFull(length: number): void {
    if (length > this.full) this.fullCount = 0;
    if (length < this.full) return;
    this.full = length;
    this.fullCount++;
  }

  /**
   * Bytes of its full segments on the wire, as it sends them or as both SYNs have it; 0 where these do not agree or say too
   * little.
   */
  fullSegment(other: HostMemory): number {
    const announced = Math.min(this.maximumSegment, other.maximumSegment);
    const agreed = announced > 0 ? announced - this.optionBytes : 0;
    // Much shorter ones are not what its link takes.
    if (this.full < NEARLY_FULL * this.segmentLimit(other)) return Math.max(0, agreed);
    return this.fullCount > 1 || this.full === agreed ? this.full : 0;
  }

  /** Something of it is missing that may still come. */
  get hasHole(): boolean {
    return this.holes !== null && !this.holes.isEmpty;
  }

  /** Bytes (and SYN, FIN) it has sent that are not yet acknowledged. */
  get outstanding(): number {
    return this.next < 0 || this.acked < 0 ? 0 : Math.max(0, seqDiff(this.next, this.acked));
  }
}
