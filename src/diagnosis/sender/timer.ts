/**
 * A sender's timer: from the last progress until what it resent is acknowledged. Where nothing had been lost it ran out too early,
 * and what was waited for was an ACK on its way: what it echoes tells (RFC 3522), when it comes, or the receiver's reports of bytes
 * that came twice (RFC 2883).
 */
import type { Arrival } from "../terms/events.ts";
import { type Piece, type PieceKind, QUIET, TIMER, TOO_LARGE } from "../terms/piece.ts";

/** A smaller segment passes every path in use, bytes: IPv6 asks for packets of 1280 (RFC 8200 5), and tunnels over IPv4 leave as much. */
const PASSES = 1200;
/** No ACK of what was resent comes within this part of the shortest round trip. */
const TOO_SOON = 0.5;
/** So long reports of copies are waited for at least, ns. */
const LEAST_DOUBT = 50e6;
/** Part of a whole segment that counts as one. */
const WHOLE = 0.9;

/**
 * When the first resent segment left, ns, and its TSval: -1 without one, and where it had been repaired before, in vain: then something
 * was lost, whatever an ACK echoes.
 */
export interface Resent {
  readonly time: number;
  readonly stamp: number;
  /** The number behind its last byte. */
  readonly end: number;
}

/** It was not seen. */
export const NOT_RESENT: Resent = { time: -Infinity, stamp: -1, end: Infinity };

export class Timer {
  /** The oldest number that was not acknowledged when it ran out; -1 while none has. */
  una = -1;
  /** The other end does not take the opening for complete: it drops whatever comes, however small. */
  refused = false;
  /** The capture holds something of the other end: what was small enough has arrived there. */
  heard = false;
  /** How long it had been running without an ACK when the conversation ended, ns. */
  unacknowledged = 0;
  /** How long it ran although nothing had been lost, and how long although bytes behind what was lost had arrived, ns. */
  needless = 0;
  gapped = 0;
  /** ICMP has said of the segments up to here that they are too large for the path; -1 where it said nothing. */
  toldTo = -1;
  #size = 0;
  #end = Infinity;
  #count = 0;
  /** TSval of what it resent first, -1 where that is not known; when it last resent, ns. */
  #stamp = -1;
  #resentAt = -Infinity;
  /** What its time was cut to, while reports of so many copies of what begins here would show that nothing had been lost; until when, ns. */
  #piece: Piece | null = null;
  #copies = 0;
  #resent = 0;
  #until = 0;

  get open(): boolean {
    return this.una >= 0;
  }

  /** It ran out for a segment of so many bytes, which was then resent. */
  begin(una: number, size: number, { time, stamp, end }: Resent): void {
    this.una = this.#resent = una;
    this.#size = size;
    this.#end = end;
    this.#count = 1;
    this.#resentAt = time;
    this.#stamp = stamp;
    this.#piece = null;
  }

  /** It ran out again for what begins at `seq`. */
  again(seq: number, time: number): void {
    if (seq > this.una) return;
    this.#count++;
    this.#resentAt = time;
  }

  /** Whether anything had been lost is not known yet. */
  get inDoubt(): boolean {
    return this.#piece !== null;
  }

  /**
   * This ACK ended it, and its time was cut to `piece`. The ACK may be that of the first sending: nothing had been lost. One that
   * reports a copy answers what was resent: an ACK had been lost. The shortest round trip (0 where nobody knows) and a usual one: ns.
   */
  judge(piece: Piece | null, arrival: Arrival, { shortest, usual }: { shortest: number; usual: number }): void {
    const { time, echo, copy } = arrival;
    if (copy === this.#resent || piece?.kind !== TIMER || this.#resentAt === -Infinity) return;
    const echoesFirst = echo >= 0 && this.#stamp >= 0 && ((echo - this.#stamp) | 0) < 0;
    if (echoesFirst || time - this.#resentAt < TOO_SOON * shortest) return this.#wasNeedless(piece);
    this.#piece = piece;
    this.#copies = this.#count;
    this.#until = time + Math.max(LEAST_DOUBT, 2 * usual);
  }

  /** An ACK came after its end. */
  hear({ time, copy }: Pick<Arrival, "time" | "copy">): void {
    const piece = this.#piece;
    if (piece === null) return;
    if (copy === this.#resent && --this.#copies === 0) this.#wasNeedless(piece);
    else if (time <= this.#until) return;
    this.#piece = null;
  }

  /** Its time was that of an ACK on its way. */
  #wasNeedless(piece: Piece): void {
    piece.kind = QUIET;
    piece.prompt = piece.to;
    this.needless += piece.to - piece.from;
  }

  /**
   * It ends after `took` ns, with all up to `ack` acknowledged; `gapped`: bytes behind what was lost had arrived. An ACK beyond the one
   * segment that was resent, and a FIN, tells that as well.
   */
  end(took = 0, ack = -1, gapped = false): void {
    if (gapped || (this.#count === 1 && ack > this.#end + 1)) this.gapped += took;
    this.una = -1;
  }

  /** What its time was spent on: only full segments die where smaller ones arrive. */
  kind({ segment, delivered }: { readonly segment: number; readonly delivered: number }): PieceKind {
    if (this.una < this.toldTo) return TOO_LARGE;
    const whole = this.#size >= WHOLE * segment || this.#size > PASSES;
    return whole && this.heard && !this.refused && this.#count >= 2 && delivered < WHOLE * this.#size
      ? TOO_LARGE
      : TIMER;
  }
}
