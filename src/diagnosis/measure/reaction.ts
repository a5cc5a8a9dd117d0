/** How soon a host reacts to what reaches it. Times are ns. */

/** A segment that leaves within this of an ACK was released by it; and the part of a round trip that is granted. */
const REACTION = 0.8e6;
const REACTION_SHARE = 0.08;
const LONGEST_REACTION = 10e6;
/** A busy host reacts later; what it then took is a small part of the wait. */
const LATEST = 5e6;
const LATE_SHARE = 0.04;

/** Silence that a timer needs at least, and as a part of the round trip. */
const LEAST_TIMER = 8e6;
const TIMER_SHARE = 0.7;

/** Longest reaction over a round trip of `smooth`, times being exact to `slack`; longer behind a `wait`. */
export function longestReaction(smooth: number, slack: number, wait = 0): number {
  const usual = Math.max(REACTION, Math.min(LONGEST_REACTION, REACTION_SHARE * smooth), slack);
  return Math.max(usual, Math.min(LATEST, LATE_SHARE * wait));
}

/** No timer runs out sooner over a round trip of `smooth`. */
export function shortestTimer(smooth: number): number {
  return Math.max(LEAST_TIMER, TIMER_SHARE * smooth);
}
