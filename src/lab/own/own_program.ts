/**
 * A program of the user's own on this host: started by the shell, with a terminal to write to, in the host's namespaces.
 */
import type { Descriptor } from "../../linux/calls/descriptor.ts";
import { PollSet } from "../../linux/poll.ts";
import { PseudoTerminal } from "../../linux/program/pseudo_terminal.ts";
import { type Exit, reap, signalProcess, spawn } from "../../linux/program/spawn.ts";
import { SIGKILL, SIGTERM } from "../../linux/calls/constants.ts";
import { pause } from "../../net/within.ts";
import { unsharePath } from "./unshare.ts";
import { TerminalLines } from "./terminal_lines.ts";

const SHELL = "/bin/sh";
/** How often ended processes are taken leave of, and how long one wait for output lasts at most, ms. */
const LOOK = 5;
/** A line that has begun is shown after this long without its end, ms: it is a prompt. */
const PROMPT = 150;
/** After a program's end its last words may still be on their way, ms. */
const LAST_WORDS = 200;
/** Lines kept of one program: who prints more does not mean them to be read. */
const MOST_LINES = 20_000;
/** Time for programs to end by themselves when they are asked to, ms. */
const MANNERS = 1500;
const EVERYBODY = -1;

/** The user whose id programs see. */
export interface Identity {
  readonly user: number;
  readonly group: number;
}

export interface OwnProgramOptions {
  readonly command: string;
  /** Null to stay what this host is: root of its own namespace. */
  readonly identity: Identity | null;
  /** What the program reads from; null for nothing. */
  readonly input: Descriptor | null;
  readonly onLine: (line: string) => void;
}

export class OwnProgram {
  readonly #pid: number;
  readonly #terminal = new PseudoTerminal();
  readonly #onLine: (line: string) => void;
  readonly #lines = new TerminalLines();
  readonly #exit = Promise.withResolvers<Exit>();
  readonly #silent = Promise.withResolvers<void>();
  #last: readonly string[] = [];
  #ended: Exit | null = null;
  #count = 0;

  /** Starts the program. Throws `SystemCallError`. */
  constructor({ command, identity, input, onLine }: OwnProgramOptions) {
    this.#onLine = onLine;
    const words = asUser(identity, [SHELL, "-c", command]);
    this.#pid = spawn({
      path: words[0] ?? SHELL,
      args: words,
      terminal: this.#terminal.path,
      input,
      variables: { TERM: "dumb" },
    });
    void this.#listen();
    void this.#awaitExit();
  }

  /** How the command ended, once it has and all of its last words are out. */
  async ended(): Promise<Exit> {
    const exit = await this.#exit.promise;
    await Promise.race([this.#silent.promise, pause(LAST_WORDS)]);
    this.#show(this.#lines.flush());
    return exit;
  }

  /** How the command itself ended; null while it runs. */
  get exit(): Exit | null {
    return this.#ended;
  }

  /** Its latest lines. */
  get lastLines(): readonly string[] {
    return this.#last;
  }

  async #listen(): Promise<void> {
    const poll = new PollSet([this.#terminal.descriptor]);
    const buffer = new Uint8Array(16_384);
    let heard = performance.now();
    for (;;) {
      const length = this.#terminal.read(buffer);
      if (length === null) break;
      if (length > 0) {
        heard = performance.now();
        this.#show(this.#lines.push(buffer.subarray(0, length)));
        // A program that prints without end must not keep this host from hearing what the lab says.
        await pause(0);
        continue;
      }
      if (this.#lines.begun && performance.now() - heard > PROMPT) this.#show(this.#lines.flush());
      await poll.wait(PROMPT * 1e6);
    }
    this.#show(this.#lines.flush());
    this.#silent.resolve();
  }

  /** This process is the first one of its pid namespace: it takes leave of every orphan too. */
  async #awaitExit(): Promise<void> {
    for (;;) {
      for (let ended = reap(); ended !== null; ended = reap()) {
        if (ended.pid !== this.#pid) continue;
        this.#ended = ended.exit;
        this.#exit.resolve(ended.exit);
      }
      await pause(LOOK);
    }
  }

  #show(lines: readonly string[]): void {
    for (const line of lines) {
      this.#count++;
      if (this.#count <= MOST_LINES) this.#onLine(line);
      else if (this.#count === MOST_LINES + 1) {
        this.#onLine(`... (what it prints after ${MOST_LINES} lines is left out)`);
      }
    }
    if (lines.length > 0) this.#last = [...this.#last, ...lines].slice(-5);
  }
}

/** Whether any process besides this one is in its pid namespace. */
export function anybodyElse(): boolean {
  return signalProcess(EVERYBODY, 0);
}

/** Ends every other process of this pid namespace: asks first, and does not wait long for an answer. */
export async function endEverybody(): Promise<void> {
  signalProcess(EVERYBODY, SIGTERM);
  for (const since = performance.now(); anybodyElse() && performance.now() - since < MANNERS;) await pause(LOOK);
  while (anybodyElse()) {
    signalProcess(EVERYBODY, Number(SIGKILL));
    await pause(LOOK);
  }
}

/**
 * The identity that programs can be given here: a second mapping turns the host's root back into the user. Null where
 * the user is root, or where the kernel does not allow a user namespace within this one.
 */
export async function possibleIdentity(wanted: Identity): Promise<Identity | null> {
  if (wanted.user === 0) return null;
  const words = asUser(wanted, [SHELL, "-c", ":"]);
  const pid = spawn({ path: words[0] ?? SHELL, args: words, terminal: null, input: null });
  for (;;) {
    const ended = reap();
    if (ended?.pid === pid) return ended.exit.code === 0 ? wanted : null;
    await pause(1);
  }
}

function asUser(identity: Identity | null, words: readonly string[]): string[] {
  if (identity === null) return [...words];
  const { user, group } = identity;
  return [unsharePath(), "--user", `--map-user=${user}`, `--map-group=${group}`, "--", ...words];
}
