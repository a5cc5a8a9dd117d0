/**
 * Prints what happens on a connection while it happens, without holding the connection up: the moment a reply leaves
 * decides how the kernel packs segments, so no reply waits for a terminal. Only when much is waiting to be printed
 * does the work wait, so that a reader that does not read costs no memory.
 */
import type { EchoEvent, EchoListener } from "../experiment/echo_event.ts";
import type { Terminal } from "./terminal.ts";

/** Characters that may wait for standard output. */
const BACKLOG = 262_144;

/** Gives an event's line, or nothing for an event that is not shown. */
export type EventLine = (event: EchoEvent) => string | undefined;

export class EventPrinter {
  readonly #terminal: Terminal;
  readonly #line: EventLine;
  readonly #stop = new AbortController();
  #waiting = 0;
  #failure: { readonly error: unknown } | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(terminal: Terminal, line: EventLine) {
    this.#terminal = terminal;
    this.#line = line;
  }

  /** Aborted when nobody reads the output any more, or it cannot be written. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  readonly listener: EchoListener = (event) => {
    const line = this.#line(event);
    if (line === undefined || this.#stop.signal.aborted) return;
    this.#last = this.#print(`${line}\n`);
    if (this.#waiting > BACKLOG) return this.#last;
  };

  async #print(text: string): Promise<void> {
    this.#waiting += text.length;
    try {
      await this.#terminal.out(text);
    } catch (error) {
      this.#failure ??= { error };
      this.#stop.abort();
    } finally {
      this.#waiting -= text.length;
    }
    if (this.#terminal.closed) this.#stop.abort();
  }

  /** Resolves when everything is printed; rejects where that was not possible. */
  async finish(): Promise<void> {
    await this.#last;
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
