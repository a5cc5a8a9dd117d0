/** Words of a command line that is printed to be pasted into a shell. */

/** Signs that no shell takes for anything but themselves. */
const PLAIN = /^[\p{L}\p{N}_@%+=:,./-]+$/u;

/**
 * A value as one word of a POSIX shell, in single quotes where it needs them (XCU 2.2.2; PowerShell reads them alike). A file's name
 * that begins with a hyphen is to be given with its folder: `./-x`.
 */
export function shellWord(value: string): string {
  return PLAIN.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
