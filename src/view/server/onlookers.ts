/**
 * Who is looking: each open page holds one answer open, in which it is told how things stand (server-sent events, HTML standard
 * 9.2). When the last has gone for a while, the view is over.
 */

const GRACE_MS = 10_000;
const HEARTBEAT_MS = 15_000;
/** How often a page is told, where anything has changed, ms. */
const NEWS_MS = 400;

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

  /** An answer that lasts as long as the page, and tells it each new value of `state`. */
  welcome(state: () => string): Response {
    let timer: ReturnType<typeof setInterval> | undefined;
    const leave = (): void => {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      if (--this.#count === 0) this.#timer = setTimeout(this.#gone, this.#grace);
    };
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        clearTimeout(this.#timer);
        this.#count++;
        const news = new News(state, (text) => controller.enqueue(new TextEncoder().encode(text)));
        news.tell();
        timer = setInterval(() => news.tell(), NEWS_MS);
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

/** What one page has been told. */
class News {
  #told = "";
  #at = 0;
  readonly #state: () => string;
  readonly #send: (text: string) => void;

  constructor(state: () => string, send: (text: string) => void) {
    this.#state = state;
    this.#send = send;
  }

  /** Sends what is new, or a sign of life now and then, by which a page that has gone is noticed. */
  tell(): void {
    const state = this.#state();
    const now = performance.now();
    if (state !== this.#told) this.#send(`data: ${state}\n\n`);
    else if (now - this.#at > HEARTBEAT_MS) this.#send(": here\n\n");
    else return;
    this.#told = state;
    this.#at = now;
  }
}
