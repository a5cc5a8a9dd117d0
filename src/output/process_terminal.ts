/** The `Terminal` of this process: its standard streams, its environment, its signals. */
import { HUNG_UP, INTERRUPTED, TERMINATED } from "../base/exit_code.ts";
import { inAscii } from "./ascii.ts";
import { type ColourChoice, isAsciiLocale, readVariable, usesColour } from "./environment.ts";
import type { OutputFile } from "./output_file.ts";
import { type ByteSink, Output } from "./output_stream.ts";
import type { Pager } from "./pager.ts";
import { isStandardOutput } from "./standard_output.ts";
import type { OutputChoices, Terminal } from "./terminal.ts";

/** Where the width is not known, as in a pipe. */
const DEFAULT_COLUMNS = 80;

/** Signals that ask a program to end, a closed terminal's among them; Windows knows only these of them. Pure. */
export function stopSignals(os: typeof Deno.build.os): readonly Deno.Signal[] {
  return os === "windows" ? ["SIGINT", "SIGBREAK"] : ["SIGINT", "SIGTERM", "SIGHUP"];
}

const STOP_SIGNALS = stopSignals(Deno.build.os);

/** Exit codes after a signal. */
const SIGNAL_CODES: Readonly<Partial<Record<Deno.Signal, number>>> = {
  SIGHUP: HUNG_UP,
  SIGINT: INTERRUPTED,
  SIGTERM: TERMINATED,
};

/** What `ProcessTerminal` takes from its process; tests give their own. */
export interface ProcessStreams {
  readonly stdout: ByteSink & { isTerminal(): boolean };
  readonly stderr: ByteSink & { isTerminal(): boolean };
  /** The variable's value; `undefined` where it is unset. */
  env(name: string): string | undefined;
}

export class ProcessTerminal implements Terminal {
  #out: Output;
  readonly #err: Output;
  readonly #streams: ProcessStreams;
  readonly #stop = new AbortController();
  /** What the next signals abort, one each; the one after the last ends the process. */
  readonly #stops = [this.#stop];
  readonly #listeners = new Map<Deno.Signal, () => void>();
  readonly #hadTerminal: boolean;
  #listening = false;
  /** Exit code for the latest signal that asked the program to end; null where none did. */
  #askedToEnd: number | null = null;
  #onHangup: (() => void) | null = null;
  #colour: ColourChoice = "auto";
  #ascii = false;
  #quiet = false;
  #file: OutputFile | null = null;
  #pager: Pager | null = null;

  constructor(
    streams: ProcessStreams = { stdout: Deno.stdout, stderr: Deno.stderr, env: readVariable },
  ) {
    this.#streams = streams;
    this.#hadTerminal = streams.stderr.isTerminal() || streams.stdout.isTerminal();
    this.#out = new Output(streams.stdout);
    this.#err = new Output(streams.stderr);
  }

  async choose({ colour, ascii, quiet, output, pages }: OutputChoices): Promise<void> {
    this.#colour = colour;
    this.#ascii = ascii || isAsciiLocale(this.#streams.env);
    this.#quiet = quiet;
    if (output !== undefined && !isStandardOutput(output)) {
      const { OutputFile } = await import("./output_file.ts");
      this.#file = await OutputFile.create(output, this.interrupted);
      this.#out = new Output(this.#file);
    } else if (pages && this.interactive) {
      await this.#startPager();
    }
  }

  async #startPager(): Promise<void> {
    const { Pager, pagerWords } = await import("./pager.ts");
    const words = pagerWords(this.#streams.env);
    if (words.length === 0) return;
    this.#pager = new Pager(words, this.#streams.env, this.#streams.stdout);
    this.#out = new Output(this.#pager);
  }

  async finish(well: boolean): Promise<void> {
    await this.#file?.end(well, !this.#stop.signal.aborted);
    await this.#pager?.end();
  }

  out(text: string | Uint8Array): Promise<void> {
    return this.#out.write(typeof text === "string" && this.#ascii ? inAscii(text) : text);
  }

  /** A standard error that cannot be written to is no reason to fail. */
  err(text: string): Promise<void> {
    return this.#quiet ? Promise.resolve() : this.fail(text);
  }

  fail(text: string): Promise<void> {
    return this.#err.write(this.#ascii ? inAscii(text) : text).catch(() => {});
  }

  get ascii(): boolean {
    return this.#ascii;
  }

  get closed(): boolean {
    return this.#out.closed;
  }

  get interactive(): boolean {
    return this.#file === null && this.#streams.stdout.isTerminal();
  }

  get showsProgress(): boolean {
    return !this.#quiet && this.#pager === null && this.#streams.stderr.isTerminal();
  }

  get colour(): boolean {
    return usesColour(this.#colour, this.interactive, this.#streams.env);
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
    return this.#askedToEnd !== null;
  }

  /** Exit code for the signal that asked the program to end. */
  get interruptedCode(): number {
    return this.#askedToEnd ?? INTERRUPTED;
  }

  /**
   * From now on SIGHUP calls `hangup` in place of ending the program, as those who run servers expect. A terminal that is closed
   * sends SIGHUP as well: then there is nobody left to serve for, and the program is asked to end.
   */
  onHangup(hangup: () => void): void {
    this.#onHangup = hangup;
  }

  /**
   * The signal handlers are installed by the first use: a command that never asks keeps the system's own behaviour, and
   * ends at once.
   */
  get interrupted(): AbortSignal {
    if (!this.#listening) {
      this.#listening = true;
      for (const signal of STOP_SIGNALS) Deno.addSignalListener(signal, this.#listener(signal));
    }
    return this.#stop.signal;
  }

  firstStop(): AbortSignal {
    const first = new AbortController();
    if (!this.interrupted.aborted) this.#stops.unshift(first);
    else first.abort();
    return first.signal;
  }

  /** Gives the signals back to the system. */
  [Symbol.dispose](): void {
    if (!this.#listening) return;
    this.#listening = false;
    for (const signal of STOP_SIGNALS) Deno.removeSignalListener(signal, this.#listener(signal));
  }

  #listener(signal: Deno.Signal): () => void {
    let listener = this.#listeners.get(signal);
    if (listener === undefined) {
      listener = () => this.#onSignal(signal);
      this.#listeners.set(signal, listener);
    }
    return listener;
  }

  #onSignal(signal: Deno.Signal): void {
    if (signal === "SIGHUP" && this.#onHangup !== null && !this.#hasLostTerminal()) return this.#onHangup();
    const code = SIGNAL_CODES[signal] ?? INTERRUPTED;
    const next = this.#stops.shift();
    if (next === undefined) Deno.exit(code);
    this.#askedToEnd = code;
    next.abort();
  }

  #hasLostTerminal(): boolean {
    return this.#hadTerminal && !this.#streams.stderr.isTerminal() && !this.#streams.stdout.isTerminal();
  }
}
