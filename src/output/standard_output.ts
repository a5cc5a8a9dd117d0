/** Names by which users mean the standard output, where an option takes a file. */

const NAMES: ReadonlySet<string> = new Set(["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]);

/** Whether bytes for this name go to standard output: a file of that name could not be replaced. */
export function isStandardOutput(path: string): boolean {
  return NAMES.has(path);
}
