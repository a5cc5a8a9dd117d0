/**
 * Prints what happens on a connection without holding the connection up: the moment a reply leaves decides how the
 * kernel packs segments, so events are only put aside while the connection has something to do, and written out right
 * after. Only when much is waiting does the work wait, so that a reader that does not read costs no memory.
 */
import type { EchoEvent, EchoListener } from "../../../experiment/echo_event.ts";
import type { Terminal } from "../../../output/terminal.ts";

/** Bytes shown by events that may wait for standard output. */
const BACKLOG = 262_144;

/** How long after an event printing begins, ms: unnoticed by a reader, long beside a packet's way there and back. */
const AFTER_MS = 10;

/** What an event weighs besides the bytes it shows. */
const EVENT_OVERHEAD = 256;

/** Gives an event's line, or nothing for an event that is not shown. */
export type EventLine = (event: EchoEvent) => string | undefined;

export class EventPrinter {
  readonly #terminal: Terminal;
  readonly #line: EventLine;
  readonly #stop = new AbortController();
  #waiting: EchoEvent[] = [];
  #weight = 0;
  #printing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(terminal: Terminal, line: EventLine) {
    this.#terminal = terminal;
    this.#line = line;
  }

  /** Aborted when nobody reads the output any more, or it cannot be written. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  readonly listener: EchoListener = (event) => {
    if (this.#stop.signal.aborted) return;
    this.#waiting.push(event);
    this.#weight += weight(event);
    this.#printing ??= this.#print();
    if (this.#weight > BACKLOG) return this.#printing;
  };

  /** Prints until nothing waits; begins when the exchange of this moment is over. */
  async #print(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, AFTER_MS));
    try {
      while (this.#waiting.length > 0) {
        const events = this.#waiting;
        this.#waiting = [];
        this.#weight = 0;
        const lines = events.map(this.#line).filter((line) => line !== undefined);
        if (lines.length > 0) await this.#terminal.out(`${lines.join("\n")}\n`);
        if (this.#terminal.closed) this.#stop.abort();
      }
    } catch (error) {
      this.#failure ??= { error };
      this.#waiting = [];
      this.#stop.abort();
    } finally {
      this.#printing = undefined;
    }
  }

  /** Resolves when everything is printed; rejects where that was not possible. */
  async finish(): Promise<void> {
    await this.#printing;
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

function weight(event: EchoEvent): number {
  return EVENT_OVERHEAD + ("bytes" in event ? event.bytes.length : 0);
}
