/**
 * Waiting for descriptors: on this thread for a moment, or on another one for longer.
 */
import { EFD_CLOEXEC, EFD_NONBLOCK, POLLIN } from "./calls/constants.ts";
import { Descriptor } from "./calls/descriptor.ts";
import { check } from "./calls/errors.ts";
import { blockingLibc, libc } from "./calls/libc.ts";
import { POLLFD, TIMESPEC } from "./calls/structs.ts";

/** A set of descriptors to wait for. Only one wait at a time. */
export class PollSet {
  readonly #descriptors: number[];
  readonly #fds: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #count: bigint;
  readonly #timeout = new Uint8Array(TIMESPEC.size);
  readonly #timeoutView = new DataView(this.#timeout.buffer);

  constructor(descriptors: readonly Descriptor[], events: number = POLLIN) {
    this.#descriptors = descriptors.map((descriptor) => descriptor.fd);
    this.#count = BigInt(descriptors.length);
    this.#fds = new Uint8Array(descriptors.length * POLLFD.size);
    this.#view = new DataView(this.#fds.buffer);
    descriptors.forEach((_, index) => {
      this.watch(index, true);
      this.#view.setInt16(index * POLLFD.size + POLLFD.events, events, true);
    });
  }

  /** Whether the descriptor at `index` is waited for. */
  watch(index: number, on: boolean): void {
    // A negative descriptor is one that poll leaves out.
    this.#view.setInt32(index * POLLFD.size + POLLFD.fd, on ? this.#descriptors[index] ?? -1 : -1, true);
  }

  /** What the latest wait found of the descriptor at `index`: bits of `POLLIN` and its kin. */
  found(index: number): number {
    return this.#view.getInt16(index * POLLFD.size + POLLFD.revents, true);
  }

  /** Waits on this thread for at most `nanoseconds`, nothing else of it runs meanwhile. Gives whether anything was found. */
  waitHere(nanoseconds: number): boolean {
    this.#prepare(nanoseconds);
    return libc().ppoll(this.#fds, this.#count, this.#timeout, null) > 0;
  }

  /** Waits on another thread for at most `nanoseconds`. */
  async wait(nanoseconds: number): Promise<void> {
    this.#prepare(nanoseconds);
    await blockingLibc().ppoll(this.#fds, this.#count, this.#timeout, null);
  }

  #prepare(nanoseconds: number): void {
    const whole = Math.max(0, Math.round(nanoseconds));
    // The upper halves stay zero.
    this.#timeoutView.setUint32(TIMESPEC.seconds, Math.floor(whole / 1e9), true);
    this.#timeoutView.setUint32(TIMESPEC.nanoseconds, whole % 1e9, true);
    // An interrupted wait writes no result: what an earlier one found must not be taken for it.
    for (let index = 0; index < this.#descriptors.length; index++) {
      this.#view.setInt16(index * POLLFD.size + POLLFD.revents, 0, true);
    }
  }
}

/** A descriptor whose only use is to end a wait. */
export class WakeUp implements Disposable {
  readonly descriptor = new Descriptor(check(libc().eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd"));
  readonly #one = new Uint8Array(new BigUint64Array([1n]).buffer);
  readonly #drain = new Uint8Array(8);

  /** Makes the descriptor readable: a wait that includes it ends. */
  ring(): void {
    this.descriptor.write(this.#one);
  }

  clear(): void {
    this.descriptor.read(this.#drain);
  }

  [Symbol.dispose](): void {
    this.descriptor.close();
  }
}
