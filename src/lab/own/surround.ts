/**
 * What a program of the user's own finds around it: its host's processes under /proc, its host's names in /etc/hosts.
 */
import { Failure } from "../../base/failure.ts";
import { mountProc } from "../../linux/program/mount.ts";
import { SystemCallError } from "../../linux/calls/errors.ts";
import type { End } from "../wire/end.ts";
import { type HostNames, nameHosts } from "./names.ts";

/** Changes this process's mount namespace. Throws `Failure` where the machine does not allow it. */
export function surround(
  end: End,
  { hosts, hostname }: { readonly hosts: HostNames; readonly hostname: string },
): void {
  try {
    mountProc();
    nameHosts(end, hosts, hostname);
  } catch (error) {
    if (!(error instanceof SystemCallError)) throw error;
    throw new Failure(
      `A host for programs of one's own cannot be made here: ${error.message}; in a container, start it with --privileged`,
    );
  }
}
