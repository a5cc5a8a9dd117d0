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
    return this.#call(Deno.statSync, Deno.stat, path);
  }

  realPath(path: string): string | Promise<string> {
    return this.#call(Deno.realPathSync, Deno.realPath, path);
  }

  #call<T>(here: (path: string) => T, elsewhere: (path: string) => Promise<T>, path: string): T | Promise<T> {
    if (this.#pace.elsewhere) {
      this.#pace.left();
      return elsewhere(path);
    }
    const begin = performance.now();
    try {
      return here(path);
    } finally {
      this.#pace.made(performance.now() - begin);
    }
  }
}
