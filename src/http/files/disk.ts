/**
 * Which calls of the file system are made at once and which are left to another thread. What the kernel has in memory is
 * got at once: handing a call of some microseconds to another thread takes ten times as long, and that thread takes the
 * processor from the requests that wait meanwhile. What has to come from a disk must not keep those waiting.
 */

/** A call that takes longer has waited for a disk, ms. */
const QUICK = 2;
/** Calls left to another thread after a slow one: at first, and at most. */
const LEAVE = [8, 512] as const;

/**
 * Decides by how long the calls before took. After a slow one other threads do the waiting for a while, twice as long
 * each time. Only calls made here tell how long the disk took: the outcome of another thread's also waits for its turn.
 */
export class DiskPace {
  /** Nothing is known of a disk before the first call. */
  #left = 1;
  #leave: number = LEAVE[0];

  /** The next call is another thread's. */
  get elsewhere(): boolean {
    return this.#left > 0;
  }

  /** Makes one call in one of its two forms. Throws or rejects as it does; one that fails has taken its time too. */
  call<T>(here: () => T, elsewhere: () => Promise<T>): T | Promise<T> {
    if (this.elsewhere) {
      this.left();
      return elsewhere();
    }
    const begin = performance.now();
    try {
      return here();
    } finally {
      this.made(performance.now() - begin);
    }
  }

  /** Another thread has been given a call. */
  left(): void {
    this.#left--;
  }

  /** A call was made here. @param time What it took, ms. */
  made(time: number): void {
    if (time < QUICK) {
      this.#leave = LEAVE[0];
    } else {
      this.#left = this.#leave;
      this.#leave = Math.min(2 * this.#leave, LEAVE[1]);
    }
  }
}

/** Looks at paths: `Deno.stat` and `Deno.realPath`, here or elsewhere. */
export class Disk {
  readonly #pace = new DiskPace();

  stat(path: string): Deno.FileInfo | Promise<Deno.FileInfo> {
    return this.#pace.call(() => Deno.statSync(path), () => Deno.stat(path));
  }

  realPath(path: string): string | Promise<string> {
    return this.#pace.call(() => Deno.realPathSync(path), () => Deno.realPath(path));
  }
}
