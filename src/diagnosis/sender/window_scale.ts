/**
 * By how much a receiver's windows are scaled (RFC 7323 2), where its SYN was not captured: what comes while its program does not read
 * takes as many bytes from its window, so two ACKs tell. A program that reads meanwhile lets the shift look larger, never smaller.
 */
import { LARGEST_WINDOW_SHIFT } from "../../packet/tcp_options.ts";

/** A smaller step of the window, as it stands in the header, is lost in its rounding. */
const LEAST_STEP = 4;
/** Pairs of ACKs that agree. */
const AGREED = 3;

export class WindowScale {
  /** -1 until it is known. */
  shift = -1;
  readonly #votes = new Uint8Array(LARGEST_WINDOW_SHIFT + 1);
  #ack = -1;
  #window = 0;

  /** Takes an ACK and its window as it stands in the header. */
  take(ack: number, window: number): void {
    const [bytes, step] = [ack - this.#ack, this.#window - window];
    const first = this.#ack < 0;
    if (bytes < 0) return;
    this.#ack = ack;
    this.#window = window;
    if (first || bytes === 0 || step < LEAST_STEP) return;
    const shift = Math.round(Math.log2(bytes / step));
    if (shift < 0 || shift > LARGEST_WINDOW_SHIFT || Math.abs(bytes - step * 2 ** shift) > 2 ** shift) return;
    if (this.#votes[shift]! < AGREED) this.#votes[shift]!++;
    if (this.#votes[shift] === AGREED && (this.shift < 0 || shift < this.shift)) this.shift = shift;
  }
}
