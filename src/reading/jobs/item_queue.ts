/** What a job has made and nobody has taken yet. */
export class ItemQueue<Item> {
  readonly #items: Item[] = [];
  readonly #taken: () => void;
  readonly #interrupted: AbortSignal;
  #error: Error | null = null;
  #wake: (() => void) | null = null;

  /** `taken` is called for each item that is taken. */
  constructor(taken: () => void, interrupted: AbortSignal) {
    this.#taken = taken;
    this.#interrupted = interrupted;
  }

  push(item: Item): void {
    this.#items.push(item);
    this.#wake?.();
  }

  /** Nothing comes any more but what is there; whoever asks for more gets the error. */
  fail(error: Error): void {
    this.#error = error;
    this.#wake?.();
  }

  /** Asking for the next item needs no waiting. */
  get ready(): boolean {
    return this.#items.length > 0 || this.#error !== null;
  }

  /** Waits for the next item; null once the user interrupts. Throws what the job failed by. */
  async next(): Promise<Item | null> {
    while (!this.ready && !this.#interrupted.aborted) await this.#arrival();
    if (this.#interrupted.aborted) return null;
    const item = this.#items.shift();
    if (item === undefined) throw this.#error!;
    this.#taken();
    return item;
  }

  async #arrival(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    this.#interrupted.addEventListener("abort", resolve as () => void);
    await promise;
    this.#interrupted.removeEventListener("abort", resolve as () => void);
    this.#wake = null;
  }
}
