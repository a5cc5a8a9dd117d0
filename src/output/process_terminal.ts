/** The `Terminal` of this process: its standard streams, its environment, its signals. */
import { INTERRUPTED } from "../base/exit_code.ts";
import type { Terminal } from "./terminal.ts";
import { type ByteSink, Output } from "./output_stream.ts";

/** Where the width is not known, as in a pipe. */
const DEFAULT_COLUMNS = 80;

/** Signals that ask a program to end, a closed terminal's among them; Windows knows only these of them. */
const STOP_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** What `ProcessTerminal` takes from its process; tests give their own. */
export interface ProcessStreams {
  readonly stdout: ByteSink & { isTerminal(): boolean };
  readonly stderr: ByteSink & { isTerminal(): boolean };
  /** The variable's value; `undefined` where it is unset. */
  env(name: string): string | undefined;
}

export class ProcessTerminal implements Terminal {
  readonly #out: Output;
  readonly #err: Output;
  readonly #streams: ProcessStreams;
  readonly #stop = new AbortController();
  #listening = false;

  constructor(
    streams: ProcessStreams = { stdout: Deno.stdout, stderr: Deno.stderr, env: (name) => Deno.env.get(name) },
  ) {
    this.#streams = streams;
    this.#out = new Output(streams.stdout);
    this.#err = new Output(streams.stderr);
  }

  out(text: string | Uint8Array): Promise<void> {
    return this.#out.write(text);
  }

  /** A standard error that cannot be written to is no reason to fail. */
  err(text: string): Promise<void> {
    return this.#err.write(text).catch(() => {});
  }

  get closed(): boolean {
    return this.#out.closed;
  }

  get interactive(): boolean {
    return this.#streams.stdout.isTerminal();
  }

  get showsProgress(): boolean {
    return this.#streams.stderr.isTerminal();
  }

  get colour(): boolean {
    return this.interactive && !this.#streams.env("NO_COLOR") && this.#streams.env("TERM") !== "dumb";
  }

  get columns(): number {
    if (!this.interactive) return DEFAULT_COLUMNS;
    try {
      return Deno.consoleSize().columns || DEFAULT_COLUMNS;
    } catch {
      return DEFAULT_COLUMNS;
    }
  }

  /** True once the user asked the program to end. */
  get wasInterrupted(): boolean {
    return this.#stop.signal.aborted;
  }

  /**
   * The signal handlers are installed by the first use: a command that never asks keeps the system's own behaviour, and
   * ends at once.
   */
  get interrupted(): AbortSignal {
    if (!this.#listening) {
      this.#listening = true;
      for (const signal of STOP_SIGNALS) Deno.addSignalListener(signal, this.#onSignal);
    }
    return this.#stop.signal;
  }

  /** Gives the signals back to the system. */
  [Symbol.dispose](): void {
    if (!this.#listening) return;
    this.#listening = false;
    for (const signal of STOP_SIGNALS) Deno.removeSignalListener(signal, this.#onSignal);
  }

  readonly #onSignal = (): void => {
    if (this.#stop.signal.aborted) Deno.exit(INTERRUPTED);
    this.#stop.abort();
  };
}
