/** Whose rights this process has. */
import { check } from "./calls/errors.ts";
import { cString } from "./calls/descriptor.ts";
import { libc } from "./calls/libc.ts";

/** A user of the system. */
export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The user of that name, or of that number, in a text in the form of passwd(5); null where there is none. */
export function findUser(passwd: string, nameOrNumber: string): User | null {
  for (const line of passwd.split("\n")) {
    const [name = "", , uid = "", gid = ""] = line.split(":");
    const whole = name !== "" && [uid, gid].every((number) => /^\d+$/.test(number));
    if (whole && (name === nameOrNumber || uid === nameOrNumber)) {
      return { name, uid: Number(uid), gid: Number(gid) };
    }
  }
  return null;
}

/**
 * Takes on the rights of `user`, groups included, for good: real, effective and saved (setresuid(2)). What is open stays open. The C
 * library does it for every thread of the process. Throws `SystemCallError`.
 */
export function becomeUser({ name, uid, gid }: User): void {
  check(libc().initgroups(cString(name), gid), "initgroups");
  check(libc().setresgid(gid, gid, gid), "setresgid");
  check(libc().setresuid(uid, uid, uid), "setresuid");
}
