/**
 * The C library's calls that tcplab needs and Deno does not offer: the only foreign functions of the program. The
 * library is opened at the first call, so a command that never gets here needs no permission for it.
 */
import { Failure } from "../../base/failure.ts";

const SYMBOLS = {
  __errno_location: { parameters: [], result: "pointer" },
  accept4: { parameters: ["i32", "buffer", "buffer", "i32"], result: "i32" },
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  clock_gettime: { parameters: ["i32", "buffer"], result: "i32" },
  /** The variables of this process's surroundings, as a program that it starts gets them. */
  environ: { type: "pointer" },
  close: { parameters: ["i32"], result: "i32" },
  closedir: { parameters: ["pointer"], result: "i32" },
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  eventfd: { parameters: ["u32", "i32"], result: "i32" },
  fcntl: { parameters: ["i32", "i32", "i32"], result: "i32" },
  getpriority: { parameters: ["i32", "u32"], result: "i32" },
  getpeername: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  getsockname: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "buffer"], result: "i32" },
  grantpt: { parameters: ["i32"], result: "i32" },
  initgroups: { parameters: ["buffer", "u32"], result: "i32" },
  ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
  /** `ioctl` whose third argument is a number. */
  ioctl_value: { name: "ioctl", parameters: ["i32", "u64", "u64"], result: "i32" },
  kill: { parameters: ["i32", "i32"], result: "i32" },
  listen: { parameters: ["i32", "i32"], result: "i32" },
  mmap: { parameters: ["pointer", "usize", "i32", "i32", "i32", "i64"], result: "pointer" },
  mount: { parameters: ["buffer", "buffer", "buffer", "u64", "buffer"], result: "i32" },
  munmap: { parameters: ["pointer", "usize"], result: "i32" },
  opendir: { parameters: ["buffer"], result: "pointer" },
  open: { parameters: ["buffer", "i32", "u32"], result: "i32" },
  posix_openpt: { parameters: ["i32"], result: "i32" },
  posix_spawn: { parameters: ["buffer", "buffer", "buffer", "buffer", "buffer", "buffer"], result: "i32" },
  posix_spawn_file_actions_adddup2: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  posix_spawn_file_actions_addopen: { parameters: ["buffer", "i32", "buffer", "i32", "u32"], result: "i32" },
  posix_spawn_file_actions_destroy: { parameters: ["buffer"], result: "i32" },
  posix_spawn_file_actions_init: { parameters: ["buffer"], result: "i32" },
  posix_spawnattr_destroy: { parameters: ["buffer"], result: "i32" },
  posix_spawnattr_init: { parameters: ["buffer"], result: "i32" },
  posix_spawnattr_setflags: { parameters: ["buffer", "i16"], result: "i32" },
  posix_spawnattr_setsigdefault: { parameters: ["buffer", "buffer"], result: "i32" },
  posix_spawnattr_setsigmask: { parameters: ["buffer", "buffer"], result: "i32" },
  ppoll: { parameters: ["buffer", "u64", "buffer", "pointer"], result: "i32" },
  prctl: { parameters: ["i32", "u64", "u64", "u64", "u64"], result: "i32" },
  read: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  readdir: { parameters: ["pointer"], result: "pointer" },
  readlink: { parameters: ["buffer", "buffer", "usize"], result: "isize" },
  ptsname_r: { parameters: ["i32", "buffer", "usize"], result: "i32" },
  recv: { parameters: ["i32", "buffer", "usize", "i32"], result: "isize" },
  recvfrom: { parameters: ["i32", "buffer", "usize", "i32", "buffer", "buffer"], result: "isize" },
  recvmsg: { parameters: ["i32", "buffer", "i32"], result: "isize" },
  send: { parameters: ["i32", "buffer", "usize", "i32"], result: "isize" },
  sendmsg: { parameters: ["i32", "buffer", "i32"], result: "isize" },
  sendto: { parameters: ["i32", "buffer", "usize", "i32", "buffer", "u32"], result: "isize" },
  setns: { parameters: ["i32", "i32"], result: "i32" },
  setpriority: { parameters: ["i32", "u32", "i32"], result: "i32" },
  setresgid: { parameters: ["u32", "u32", "u32"], result: "i32" },
  setresuid: { parameters: ["u32", "u32", "u32"], result: "i32" },
  setsockopt: { parameters: ["i32", "i32", "i32", "buffer", "u32"], result: "i32" },
  shutdown: { parameters: ["i32", "i32"], result: "i32" },
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  socketpair: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  /** A call that has no name of its own, with a thread's number, bytes and flags. */
  syscall: { parameters: ["i64", "i32", "buffer", "u32"], result: "i64" },
  tcgetattr: { parameters: ["i32", "buffer"], result: "i32" },
  tcsetattr: { parameters: ["i32", "i32", "buffer"], result: "i32" },
  umount2: { parameters: ["buffer", "i32"], result: "i32" },
  unlockpt: { parameters: ["i32"], result: "i32" },
  waitpid: { parameters: ["i32", "buffer", "i32"], result: "i32" },
  write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
} as const;

/** The same calls where they may block: they run on another thread, whose `errno` cannot be read from here. */
const BLOCKING_SYMBOLS = {
  ppoll: { parameters: ["buffer", "u64", "buffer", "pointer"], result: "i32", nonblocking: true },
} as const;

export type Libc = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];
export type BlockingLibc = Deno.DynamicLibrary<typeof BLOCKING_SYMBOLS>["symbols"];

let opened: Libc | undefined;
let errorNumber: Deno.UnsafePointerView | undefined;
let openedBlocking: BlockingLibc | undefined;

/** The library's calls. Throws `Failure` where it is not glibc on Linux, or where foreign functions are not allowed. */
export function libc(): Libc {
  if (opened === undefined) {
    opened = load(SYMBOLS);
    // Its place is the thread's for good: asked for beforehand, no call of ours comes between a failure and its number.
    const place = opened.__errno_location();
    if (place !== null) errorNumber = new Deno.UnsafePointerView(place);
  }
  return opened;
}

/** The calls that wait, as promises. */
export function blockingLibc(): BlockingLibc {
  openedBlocking ??= load(BLOCKING_SYMBOLS);
  return openedBlocking;
}

function load<S extends Deno.ForeignLibraryInterface>(symbols: S): Deno.DynamicLibrary<S>["symbols"] {
  if (Deno.build.os !== "linux") {
    throw new Failure(`This needs Linux, and this machine runs: ${Deno.build.os}`);
  }
  try {
    return Deno.dlopen("libc.so.6", symbols).symbols;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) {
      throw new Failure("Calls to the C library are not allowed; run with --allow-ffi (or -A)");
    }
    throw new Failure(`The C library could not be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The number the latest failed call left behind; ask at once, the next call may overwrite it. */
export function errno(): number {
  return errorNumber?.getInt32() ?? 0;
}
