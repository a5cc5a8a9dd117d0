/**
 * How jobs share the packets of one capture. What is said of a packet depends on the packets before it, so each job reads and
 * analyses all of them; but it puts into words only its own, which is where most of the time goes. Packets are shared in
 * blocks, in turns, so that all jobs are done at the same time and none is far ahead. Pure.
 */

/** Packets of a block: long enough to be written at once, short enough for several of them to wait in memory. */
export const BLOCK = 2048;

export interface Share {
  /** Which of the jobs this is, from 0. */
  readonly job: number;
  readonly jobs: number;
  /** Packets of a block. */
  readonly block: number;
}

/** Index of the block that a packet belongs to, by its number in the capture. */
export function blockOf(number: number, { block }: Share): number {
  return Math.floor((number - 1) / block);
}

/** How many blocks so many packets are; an empty capture has one, for what is printed before its packets. */
export function blockCount(packets: number, { block }: Share): number {
  return Math.max(1, Math.ceil(packets / block));
}

/** Which job puts a block into words. */
export function jobOf(block: number, { jobs }: Share): number {
  return block % jobs;
}
