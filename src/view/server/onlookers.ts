/** Who is looking: each open page holds one answer open. When the last has gone for a while, the view is over. */

const GRACE_MS = 10_000;
const HEARTBEAT_MS = 15_000;

export class Onlookers {
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #gone: () => void;
  readonly #grace: number;

  /** `gone` is called once nobody has looked for `grace` ms after somebody did. */
  constructor(gone: () => void, grace = GRACE_MS) {
    this.#gone = gone;
    this.#grace = grace;
  }

  /** An answer that lasts as long as the page. */
  welcome(): Response {
    let heartbeat: ReturnType<typeof setInterval> | undefined;
    const leave = (): void => {
      if (heartbeat === undefined) return;
      clearInterval(heartbeat);
      heartbeat = undefined;
      if (--this.#count === 0) this.#timer = setTimeout(this.#gone, this.#grace);
    };
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        clearTimeout(this.#timer);
        this.#count++;
        const beat = new TextEncoder().encode(": here\n\n");
        controller.enqueue(beat);
        heartbeat = setInterval(() => controller.enqueue(beat), HEARTBEAT_MS);
      },
      cancel: leave,
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  /** Forgets the timer. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
