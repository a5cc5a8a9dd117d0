/** Going through many records without keeping signals from being heard. */
import { pause } from "../../../net/within.ts";

/** Records between two moments in which signals are heard. */
const STRIDE = 500;

/** The items in order. Rejects with `Interrupted` once `signal` is aborted. */
export async function* unhurried<T>(items: Iterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  let left = 0;
  for (const item of items) {
    if (left-- === 0) {
      left = STRIDE;
      await pause(0, signal);
    }
    yield item;
  }
}
