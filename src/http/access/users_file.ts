/**
 * The file of `--users`: a line a user, `NAME:HASH`, as `tcplab serve-http --hash-password NAME` prints it. `#` begins a
 * comment line.
 */
import { Failure } from "../../base/failure.ts";
import { withoutByteOrderMark } from "../rules/rule_text.ts";
import { parsePasswordHash } from "./password_hash.ts";

/** A user as they can be sent to another thread. */
export interface User {
  readonly name: string;
  /** As it stands in the file, or the password itself after `plain:`. */
  readonly secret: string;
}

/** Marks a password that was given on the command line and never written down. */
export const PLAIN = "plain:";

/** Reads the file's text. Throws `Failure` that names the line. @param name The file's name, for the message. */
export function parseUsersFile(text: string, name: string): User[] {
  const users: User[] = [];
  withoutByteOrderMark(text).split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === "" || line.startsWith("#")) return;
    const wrong = (reason: string) => new Failure(`Cannot use ${name}, line ${index + 1}: ${reason}`);
    const colon = line.indexOf(":");
    if (colon <= 0) throw wrong("expected NAME:HASH");
    const user = { name: line.slice(0, colon), secret: line.slice(colon + 1).trim() };
    if (!isUserName(user.name)) throw wrong("a name has no spaces and no control characters");
    if (users.some((other) => other.name === user.name)) throw wrong(`there is a second ${user.name}`);
    try {
      parsePasswordHash(user.secret);
    } catch (error) {
      throw error instanceof SyntaxError ? wrong(error.message) : error;
    }
    users.push(user);
  });
  if (users.length === 0) throw new Failure(`Cannot use ${name}: it names no user`);
  return users;
}

/** A name that can stand in a line of the access file, and in the log. */
export function isUserName(name: string): boolean {
  // deno-lint-ignore no-control-regex
  return name !== "" && !/[\s:\x00-\x1f\x7f]/.test(name);
}
