/** How a program ended, in words. */
import type { Exit } from "../../linux/program/spawn.ts";

/** Signals that end programs (signal(7)); the same numbers on x86-64 and arm64. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: "SIGHUP",
  2: "SIGINT",
  3: "SIGQUIT",
  4: "SIGILL",
  6: "SIGABRT",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL",
  11: "SIGSEGV",
  13: "SIGPIPE",
  14: "SIGALRM",
  15: "SIGTERM",
};

/** The name of the signal that ended a program; null where none did. */
export function signalName({ signal }: Exit): string | null {
  return signal === null ? null : SIGNALS[signal] ?? `signal ${signal}`;
}

/** The end of a sentence whose subject is the program. */
export function describeExit(exit: Exit): string {
  const { code, signal } = exit;
  if (signal !== null) return `was ended by ${signalName(exit)}`;
  if (code === 127) return "ended with exit code 127 (the shell did not find the command)";
  return `ended with exit code ${code}`;
}
