/**
 * Programs started by the C library's `posix_spawn`: in a session of their own, with a terminal of our making, which
 * `Deno.Command` does not offer.
 */
import {
  O_NOCTTY,
  O_RDONLY,
  O_RDWR,
  POSIX_SPAWN_SETSID,
  POSIX_SPAWN_SETSIGDEF,
  POSIX_SPAWN_SETSIGMASK,
  WNOHANG,
} from "../calls/constants.ts";
import { cString, type Descriptor } from "../calls/descriptor.ts";
import { SystemCallError } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";
import { allocate, readStringVector, StringVector } from "../calls/memory.ts";

/** Room for `posix_spawn_file_actions_t`, `posix_spawnattr_t` and `sigset_t`, more than any C library takes. */
const ROOM = 1024;
const SIGNAL_SET = 128;

export interface SpawnOptions {
  /** Full path of the program. */
  readonly path: string;
  /** Its arguments, the first one its name. */
  readonly args: readonly string[];
  /** Path of the terminal that it writes to; null for nowhere. */
  readonly terminal: string | null;
  /** What it reads from; null for nothing. */
  readonly input: Descriptor | null;
  /** Variables that differ from this process's own. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts a program in this process's folder; gives its process id. Throws `SystemCallError`. */
export function spawn(options: SpawnOptions): number {
  const [actions, attributes] = [allocate(ROOM), allocate(ROOM)];
  done(libc().posix_spawn_file_actions_init(actions), "posix_spawn_file_actions_init");
  done(libc().posix_spawnattr_init(attributes), "posix_spawnattr_init");
  try {
    redirect(actions, options);
    beginAfresh(attributes);
    const args = new StringVector(options.args);
    const variables = new StringVector(surroundings(options.variables ?? {}));
    const pid = allocate(4);
    const { bytes: argv } = args;
    done(
      libc().posix_spawn(pid, cString(options.path), actions, attributes, argv, variables.bytes),
      `posix_spawn ${options.path}`,
    );
    return new DataView(pid.buffer).getInt32(0, true);
  } finally {
    libc().posix_spawn_file_actions_destroy(actions);
    libc().posix_spawnattr_destroy(attributes);
  }
}

/** These functions give the error number itself. */
function done(code: number, call: string): void {
  if (code !== 0) throw new SystemCallError(call, code);
}

/** The first terminal that the leader of a session opens is the session's own: so the output's is opened first. */
function redirect(actions: Uint8Array<ArrayBuffer>, { terminal, input }: SpawnOptions): void {
  const open = (fd: number, path: string, flags: number) =>
    done(
      libc().posix_spawn_file_actions_addopen(actions, fd, cString(path), flags, 0),
      "posix_spawn_file_actions_addopen",
    );
  const copy = (from: number, to: number) =>
    done(libc().posix_spawn_file_actions_adddup2(actions, from, to), "posix_spawn_file_actions_adddup2");
  open(1, terminal ?? "/dev/null", terminal === null ? O_RDWR | O_NOCTTY : O_RDWR);
  copy(1, 2);
  if (input === null) open(0, "/dev/null", O_RDONLY | O_NOCTTY);
  else copy(input.fd, 0);
}

/** A session of its own, and every signal as the system has it: this runtime ignores SIGPIPE, for one. */
function beginAfresh(attributes: Uint8Array<ArrayBuffer>): void {
  const flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID;
  done(libc().posix_spawnattr_setflags(attributes, flags), "posix_spawnattr_setflags");
  done(libc().posix_spawnattr_setsigmask(attributes, allocate(SIGNAL_SET)), "posix_spawnattr_setsigmask");
  done(libc().posix_spawnattr_setsigdefault(attributes, everySignal()), "posix_spawnattr_setsigdefault");
}

/** Signals 1 to 31 without SIGKILL (9) and SIGSTOP (19), which nobody may set. */
function everySignal(): Uint8Array<ArrayBuffer> {
  const set = allocate(SIGNAL_SET);
  for (let signal = 1; signal < 32; signal++) {
    if (signal !== 9 && signal !== 19) {
      set[(signal - 1) >> 3] = (set[(signal - 1) >> 3] ?? 0) | (1 << ((signal - 1) & 7));
    }
  }
  return set;
}

function surroundings(changed: Readonly<Record<string, string>>): string[] {
  const own = readStringVector(libc().environ).filter((text) => !(text.replace(/=.*/s, "") in changed));
  return [...own, ...Object.entries(changed).map(([name, value]) => `${name}=${value}`)];
}

/** How a process ended: an exit code, or the signal that ended it. */
export interface Exit {
  readonly code: number;
  readonly signal: number | null;
}

/** Takes leave of one ended child: its process id and how it ended; null where none has ended. */
export function reap(): { readonly pid: number; readonly exit: Exit } | null {
  const status = allocate(4);
  const pid = libc().waitpid(-1, status, WNOHANG);
  if (pid <= 0) return null;
  const word = new DataView(status.buffer).getInt32(0, true);
  const signal = word & 0x7f;
  return { pid, exit: signal === 0 ? { code: (word >> 8) & 0xff, signal: null } : { code: 128 + signal, signal } };
}

/** Sends a signal, 0 for none; gives whether there was anybody to receive it. */
export function signalProcess(pid: number, signal: number): boolean {
  return libc().kill(pid, signal) === 0;
}
