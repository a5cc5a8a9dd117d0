/**
 * Pages that load themselves again when a file of the site changes, for whoever writes them. Each page gets a script
 * that listens to an endless answer of server-sent events (WHATWG HTML 9.2); a change is one event on it.
 */
import { Failure } from "../../base/failure.ts";
import { Answer } from "../message/answer.ts";
import { errorAnswer } from "../message/error_page.ts";
import type { Fields } from "../message/fields.ts";

/** Below the site's base; its first name begins with a dot, so no file of the site is hidden by it. */
const EVENTS_PATH = "/.tcplab/live";
const SCRIPT_PATH = "/.tcplab/live.js";
/** Pages that listen at a time. */
const MOST_LISTENERS = 64;
/** A page that has gone is noticed by the next word to it, ms. */
const HEARTBEAT = 10_000;
/** One save changes several files, and each of them several times, ms. */
const SETTLING = 60;

const ENCODER = new TextEncoder();
const HELLO = ENCODER.encode("retry: 500\n\n");
const CHANGED = ENCODER.encode("event: change\ndata:\n\n");
const STILL_HERE = ENCODER.encode(":\n\n");

/** A page that listens. */
interface Listener {
  say(bytes: Uint8Array): void;
  end(): void;
}

export class LiveReload {
  readonly #base: string;
  readonly #listeners = new Set<Listener>();
  readonly #watcher: Deno.FsWatcher;
  readonly #changed: () => void;
  #settling: ReturnType<typeof setTimeout> | undefined;

  /**
   * Watches a folder. @param base Path of the site, encoded. @param changed Called before pages are told.
   * Throws `Failure` where the system cannot watch it.
   */
  constructor(folder: string, base: string, changed: () => void) {
    this.#base = base;
    this.#changed = changed;
    try {
      this.#watcher = Deno.watchFs(folder, { recursive: true });
    } catch (error) {
      throw new Failure(`Cannot watch ${folder} for --live: ${error instanceof Error ? error.message : error}`);
    }
    this.#watch();
  }

  /** The script, or the events, where the target asks for them. @param path As sent. @param fields For the answer. */
  answer(path: string, fields: Fields): Answer | null {
    if (path === this.#base + SCRIPT_PATH) {
      const body = ENCODER.encode(script(this.#base + EVENTS_PATH));
      fields.set("Content-Type", "text/javascript; charset=utf-8").set("Content-Length", String(body.length));
      return new Answer(200, fields.set("Cache-Control", "no-store").toString(), { body });
    }
    if (path !== this.#base + EVENTS_PATH) return null;
    if (this.#listeners.size >= MOST_LISTENERS) {
      return errorAnswer(503, { fields: fields.set("Retry-After", "10"), reason: "Too many pages are listening" });
    }
    fields.set("Content-Type", "text/event-stream").set("Cache-Control", "no-store");
    return new Answer(200, fields.toString(), { stream: this.#stream(), final: true });
  }

  /** A page with the script in it; anything else as it is. @param type Content-Type. */
  readonly withScript = (content: Uint8Array, type: string): Uint8Array => {
    if (!type.startsWith("text/html")) return content;
    const tag = ENCODER.encode(`<script src="${this.#base}${SCRIPT_PATH}"></script>\n`);
    const at = endOfBody(content);
    const page = new Uint8Array(content.length + tag.length);
    page.set(content.subarray(0, at));
    page.set(tag, at);
    page.set(content.subarray(at), at + tag.length);
    return page;
  };

  /** Ends the watching and all events. */
  close(): void {
    clearTimeout(this.#settling);
    this.#watcher.close();
    for (const listener of this.#listeners) listener.end();
  }

  async #watch(): Promise<void> {
    for await (const { kind } of this.#watcher) {
      if (kind === "access") continue;
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => {
        this.#changed();
        for (const listener of this.#listeners) listener.say(CHANGED);
      }, SETTLING);
    }
  }

  #stream(): NonNullable<Answer["stream"]> {
    let next = Promise.withResolvers<Uint8Array | null>();
    const listener: Listener = { say: (bytes) => next.resolve(bytes), end: () => next.resolve(null) };
    return {
      end: () => listener.end(),
      send: async (write) => {
        this.#listeners.add(listener);
        const heartbeat = setInterval(() => listener.say(STILL_HERE), HEARTBEAT);
        try {
          await write(HELLO);
          for (;;) {
            const bytes = await next.promise;
            if (bytes === null) return;
            next = Promise.withResolvers();
            await write(bytes);
          }
        } finally {
          clearInterval(heartbeat);
          this.#listeners.delete(listener);
        }
      },
    };
  }
}

/** After an interruption the server may have started anew, with other files. */
function script(events: string): string {
  return `let lost = false;
const source = new EventSource(${JSON.stringify(events)});
source.addEventListener("change", () => location.reload());
source.addEventListener("error", () => lost = true);
source.addEventListener("open", () => lost && location.reload());
`;
}

/** Where `</body>` begins for the last time, or the end. */
function endOfBody(content: Uint8Array): number {
  const wanted = "</body";
  for (let at = content.lastIndexOf(0x3c); at >= 0; at = at === 0 ? -1 : content.lastIndexOf(0x3c, at - 1)) {
    const text = String.fromCharCode(...content.subarray(at, at + wanted.length));
    if (text.toLowerCase() === wanted) return at;
  }
  return content.length;
}
