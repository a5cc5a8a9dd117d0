/**
 * The Date field as bytes, made once a second and not once an answer.
 */

export class DateLine {
  /** `Date: ...` with its CR LF. Never changed once given: an answer on its way may still hold it. */
  bytes: Uint8Array = new Uint8Array(0);
  /** The second it tells, since the epoch. */
  second = -1;

  /** Brings it up to date. @param now Milliseconds since the epoch. */
  update(now: number): void {
    const second = Math.floor(now / 1000);
    if (second === this.second) return;
    this.second = second;
    this.bytes = new TextEncoder().encode(`Date: ${new Date(second * 1000).toUTCString()}\r\n`);
  }
}
