/**
 * Names of the hosts: programs find `client` and `server` as they find any other name, in /etc/hosts. The files are
 * put over the machine's own in the host's mount namespace, so nothing of the machine changes.
 */
import { O_CLOEXEC, O_CREAT, O_WRONLY } from "../../linux/calls/constants.ts";
import { openDescriptor } from "../../linux/calls/descriptor.ts";
import { mountFile, mountMemory, unmount } from "../../linux/program/mount.ts";
import { readSystemFile } from "../../linux/system_file.ts";
import type { End } from "../wire/end.ts";

/** An address of each host. */
export type HostNames = Readonly<Record<End, string>>;

/** A folder that every machine has; for a moment something else lies over it, in this host only. */
const WORKPLACE = "/tmp";

/** The text of /etc/hosts for the host at `end`; `hostname` is the machine's own name. */
export function hostsFile(end: End, names: HostNames, hostname: string): string {
  const ipv6 = names[end].includes(":");
  return [
    "127.0.0.1 localhost",
    ...(ipv6 ? ["::1 localhost ip6-localhost ip6-loopback"] : []),
    `${names.client} client`,
    `${names.server} server`,
    ...(["client", "server", "localhost", ""].includes(hostname) ? [] : [`${names[end]} ${hostname}`]),
    "",
  ].join("\n");
}

/** /etc/nsswitch.conf with names looked up in /etc/hosts first: a resolver outside does not know this network. */
export function lookUpFilesFirst(nsswitch: string): string {
  return nsswitch.replace(/^(\s*hosts:).*$/m, "$1 files dns");
}

/** Makes the names known to the programs of this mount namespace. Throws `SystemCallError`. */
export function nameHosts(end: End, names: HostNames, hostname: string): void {
  const files = [{ path: "/etc/hosts", text: hostsFile(end, names, hostname) }];
  const nsswitch = readIfThere("/etc/nsswitch.conf");
  if (nsswitch !== null) files.push({ path: "/etc/nsswitch.conf", text: lookUpFilesFirst(nsswitch) });
  mountMemory(WORKPLACE);
  try {
    files.forEach(({ path, text }, index) => {
      const source = `${WORKPLACE}/${index}`;
      writeNew(source, text);
      mountFile(source, path);
    });
  } finally {
    unmount(WORKPLACE);
  }
  // The name service's cache answers before any file is read.
  if (exists("/var/run/nscd/socket")) mountMemory("/var/run/nscd");
}

function readIfThere(path: string): string | null {
  try {
    return readSystemFile(path);
  } catch {
    return null;
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

function writeNew(path: string, text: string): void {
  using file = openDescriptor(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644);
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) written += Math.max(0, file.write(bytes.slice(written)));
}
