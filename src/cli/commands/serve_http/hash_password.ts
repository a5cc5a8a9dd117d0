/** `tcplab serve-http --hash-password NAME`: a line for the file of `--users`. */
import { Failure, UsageError } from "../../../base/failure.ts";
import { hashPassword } from "../../../http/access/password_hash.ts";
import { isUserName } from "../../../http/access/users_file.ts";
import type { Terminal } from "../../../output/terminal.ts";

/** Longest password that is read, bytes. */
const LONGEST = 1024;

/** Reads a password from standard input (on a terminal without showing it) and prints `NAME:HASH`. */
export async function printPasswordHash(name: string, terminal: Terminal): Promise<void> {
  if (!isUserName(name)) throw new UsageError("A user's name has no spaces, no colon and no control characters");
  const password = await readPassword(name, terminal);
  if (password === "") throw new Failure("There is no password on standard input: type one, or pipe one in");
  await terminal.out(`${name}:${await hashPassword(password)}\n`);
}

async function readPassword(name: string, terminal: Terminal): Promise<string> {
  if (!Deno.stdin.isTerminal()) return oneLineOf(await readAll());
  await terminal.err(`Password for ${name}: `);
  try {
    Deno.stdin.setRaw(true, { cbreak: true });
    return await readTyped();
  } finally {
    Deno.stdin.setRaw(false);
    await terminal.err("\n");
  }
}

/** What is typed up to the end of the line. */
async function readTyped(): Promise<string> {
  const line = new Uint8Array(LONGEST);
  let length = 0;
  while (length < LONGEST) {
    const count = await Deno.stdin.read(line.subarray(length));
    if (count === null) break;
    length += count;
    const end = line.subarray(0, length).findIndex((byte) => byte === 0x0a || byte === 0x0d);
    if (end >= 0) return new TextDecoder().decode(line.subarray(0, end));
  }
  return new TextDecoder().decode(line.subarray(0, length));
}

/** Standard input to its end, or as much of it as shows that it is no password. */
async function readAll(): Promise<string> {
  const bytes = new Uint8Array(LONGEST + 3);
  let length = 0;
  while (length < bytes.length) {
    const count = await Deno.stdin.read(bytes.subarray(length));
    if (count === null) break;
    length += count;
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/** The line without its end. Throws `Failure` where there are more, or where it is longer than a password may be. */
function oneLineOf(text: string): string {
  const line = text.replace(/\r?\n$/, "");
  if (/[\r\n]/.test(line)) {
    throw new Failure("There are several lines on standard input, and a password is one: pipe only that in");
  }
  if (new TextEncoder().encode(line).length > LONGEST) throw new Failure(`A password has at most ${LONGEST} bytes`);
  return line;
}
