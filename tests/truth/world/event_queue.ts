/**
 * The clock of a simulated world: what is due next happens next, and time stands still in between.
 */

/** Something that is due, unless it is cancelled before. */
export class Due {
  cancelled = false;

  constructor(readonly time: number, readonly order: number, readonly happen: () => void) {}

  cancel(): void {
    this.cancelled = true;
  }
}

/** A binary heap of what is due, by time and, at one time, in the order in which it was planned. Times are nanoseconds. */
export class EventQueue {
  now = 0;
  #planned = 0;
  readonly #heap: Due[] = [];

  /** Plans something `delay` nanoseconds from now. */
  after(delay: number, happen: () => void): Due {
    return this.at(this.now + Math.max(0, Math.round(delay)), happen);
  }

  /** Plans something for a time, which is not in the past. */
  at(time: number, happen: () => void): Due {
    const due = new Due(Math.max(time, this.now), this.#planned++, happen);
    this.#heap.push(due);
    this.#rise(this.#heap.length - 1);
    return due;
  }

  /** Lets everything happen until `end`, at most `limit` events. */
  run(end: number, limit: number): void {
    for (let count = 0; count < limit; count++) {
      const due = this.#take();
      if (due === null || due.time > end) return;
      this.now = due.time;
      if (!due.cancelled) due.happen();
    }
  }

  #take(): Due | null {
    const first = this.#heap[0];
    if (first === undefined) return null;
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #rise(at: number): void {
    const heap = this.#heap;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    let at = 0;
    while (true) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child;
      }
      if (least === at) return;
      [heap[at], heap[least]] = [heap[least]!, heap[at]!];
      at = least;
    }
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.time < b.time || a.time === b.time && a.order < b.order;
}
