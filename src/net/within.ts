/**
 * Bounds on how long an operation may be waited for. A read or a write on a socket cannot be taken back once it is
 * asked for, so the waiting ends and the operation goes on by itself until its connection is closed: whoever gets one
 * of the two errors of this file closes the connection.
 */

/** The time allowed for an operation is over. */
export class DeadlineExceeded extends Error {
  override name = "DeadlineExceeded";
}

/** The user, or whoever runs the operation, no longer wants it. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

export interface Limits {
  /** Ends the waiting with `Interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** Longest wait in milliseconds, then `DeadlineExceeded`; no limit where it is absent. */
  readonly timeout?: number | undefined;
}

/** Waits for `operation` within `limits`; gives its result, or rejects with its error or with one of the two above. */
export function within<T>(operation: Promise<T>, { signal, timeout }: Limits): Promise<T> {
  if (signal === undefined && timeout === undefined) return operation;
  return new Promise<T>((resolve, reject) => {
    const interrupt = () => settle(() => reject(new Interrupted("The operation was interrupted")));
    const timer = timeout === undefined ? undefined : setTimeout(
      () => settle(() => reject(new DeadlineExceeded(`The operation took longer than ${timeout} ms`))),
      timeout,
    );
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", interrupt);
      act();
    };
    signal?.addEventListener("abort", interrupt, { once: true });
    operation.then((value) => settle(() => resolve(value)), (error) => settle(() => reject(error)));
    if (signal?.aborted) interrupt();
  });
}

/** Waits for `milliseconds`; rejects with `Interrupted` as soon as `signal` is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const interrupt = () => {
      clearTimeout(timer);
      reject(new Interrupted("The pause was interrupted"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", interrupt);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", interrupt, { once: true });
    if (signal?.aborted) interrupt();
  });
}
