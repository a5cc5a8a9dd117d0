/** Which folders of tests/ are the same on every system, and why the others are left to Linux. Pure. */
import { PURE_ROOMS } from "../architecture/rooms.ts";

/** Folders that hold no tests to run: captures, expected texts, tools of other tests, measurements. */
export const NO_TESTS: readonly string[] = ["bench", "fuzz", "golden", "std"];

/** Folders of tests that are not of pure rooms, and what they need. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  architecture: "reads the sources: the same everywhere",
  browser: "a browser",
  build: "node, npm and tar",
  cli: "tcplab as a process, signals, files with POSIX permissions",
  compare: "tshark",
  experiment: "sockets, Python",
  http: "sockets, files with POSIX permissions, openssl",
  lab: "Linux: namespaces, TUN devices",
  linux: "Linux: the calls of its kernel",
  mutate: "processes, another Deno",
  net: "sockets that are reset",
  output: "files with POSIX permissions, named pipes",
  readme: "bash, and the lab",
  reading: "the lab, pipes",
  scale: "DuckDB",
  truth: "minutes of judging: the same everywhere",
  view: "a browser",
  why: "the lab",
};

/** Folders whose tests need neither files of their own, sockets nor the system, beside those of pure rooms. */
const ALIKE = ["capture-file", "captures", "expectation", "platforms"];

/** The folders to test, those that have tests among all of tests/. */
export function pureTests(folders: readonly string[]): string[] {
  return folders.filter((name) => PURE_ROOMS.includes(name) || ALIKE.includes(name)).sort();
}
