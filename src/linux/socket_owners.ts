/**
 * Which process a socket of this machine belongs to: the kernel's tables of sockets (/proc/net/tcp and its kin) name its
 * inode, and the descriptors of a process (/proc/PID/fd) name theirs.
 */
import { SystemCallError } from "./calls/errors.ts";
import { linkTarget, namesIn } from "./directory.ts";
import { readSystemFile } from "./system_file.ts";

export interface Process {
  readonly pid: number;
  readonly name: string;
}

/** One end of a connection, as packets have it. */
export interface SocketEnd {
  /** 4 or 16 bytes. */
  readonly address: Uint8Array;
  readonly port: number;
}

export type Transport = "tcp" | "udp";

/** What `SocketOwners` reads; tests give their own. */
export interface ProcSource {
  /** The text of a file, empty where it is not there. */
  text(path: string): string;
  names(path: string): string[];
  link(path: string): string | null;
}

const PROC: ProcSource = {
  text(path) {
    try {
      return readSystemFile(path);
    } catch (error) {
      if (error instanceof SystemCallError) return "";
      throw error;
    }
  },
  names: namesIn,
  link: linkTarget,
};

/** A whole look at all processes is not taken more often than this, ms. */
const RENEW = 200;
const ANY4 = "00000000";
const ANY6 = "0".repeat(32);
const MAPPED = "0000000000000000FFFF0000";

export class SocketOwners {
  readonly #source: ProcSource;
  readonly #now: () => number;
  #inodes = new Map<string, string>();
  #processes = new Map<string, Process>();
  #renewed = -Infinity;

  constructor(now: () => number = () => performance.now(), source: ProcSource = PROC) {
    this.#now = now;
    this.#source = source;
  }

  /** The process whose socket `local` is, connected to `remote` or waiting for anybody; null where none is found. */
  ownerOf(transport: Transport, local: SocketEnd, remote: SocketEnd): Process | null {
    const keys = keysOf(transport, local, remote);
    const known = this.#find(keys);
    if (known !== null || this.#now() - this.#renewed < RENEW) return known;
    this.#renew();
    return this.#find(keys);
  }

  #find(keys: readonly string[]): Process | null {
    for (const key of keys) {
      const process = this.#processes.get(this.#inodes.get(key) ?? "");
      if (process !== undefined) return process;
    }
    return null;
  }

  #renew(): void {
    this.#renewed = this.#now();
    this.#inodes = new Map(
      (["tcp", "tcp6", "udp", "udp6"] as const).flatMap((name) =>
        rowsOf(this.#source.text(`/proc/net/${name}`)).map(({ ends, inode }) => [`${name.slice(0, 3)} ${ends}`, inode])
      ),
    );
    this.#processes = this.#processesByInode(new Set(this.#inodes.values()));
  }

  #processesByInode(wanted: ReadonlySet<string>): Map<string, Process> {
    const found = new Map<string, Process>();
    for (const pid of this.#source.names("/proc").filter((name) => /^\d+$/.test(name))) {
      let process: Process | undefined;
      for (const descriptor of this.#source.names(`/proc/${pid}/fd`)) {
        const [, inode = ""] = /^socket:\[(\d+)\]$/.exec(this.#source.link(`/proc/${pid}/fd/${descriptor}`) ?? "") ??
          [];
        if (!wanted.has(inode)) continue;
        process ??= { pid: Number(pid), name: this.#source.text(`/proc/${pid}/comm`).trim() };
        found.set(inode, process);
      }
    }
    return found;
  }
}

/** A table's rows: local and remote end in its own hexadecimal, and the inode, 0 for a socket that no process holds. */
function rowsOf(table: string): { readonly ends: string; readonly inode: string }[] {
  return table.split("\n").slice(1).flatMap((line) => {
    const [, local, remote, , , , , , , inode = "0"] = line.trim().split(/\s+/);
    return local === undefined || remote === undefined || inode === "0" ? [] : [{ ends: `${local} ${remote}`, inode }];
  });
}

/** Rows that would be this socket's: connected, over IPv6's form of an IPv4 address, or bound and open to all. */
function keysOf(transport: Transport, local: SocketEnd, remote: SocketEnd): string[] {
  const [from, to] = [hexOf(local), hexOf(remote)];
  const nobody = (any: string) => `${any}:0000`;
  const port = from.slice(from.indexOf(":"));
  const keys = [`${from} ${to}`];
  if (local.address.length === 4) keys.push(`${MAPPED}${from} ${MAPPED}${to}`);
  keys.push(`${from} ${nobody(local.address.length === 4 ? ANY4 : ANY6)}`);
  if (local.address.length === 4) keys.push(`${ANY4}${port} ${nobody(ANY4)}`);
  keys.push(`${ANY6}${port} ${nobody(ANY6)}`);
  return keys.map((key) => `${transport} ${key}`);
}

/** The table holds words of four bytes in the machine's order, which is the reverse of the network's. */
function hexOf({ address, port }: SocketEnd): string {
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, "0");
  let text = "";
  for (let word = 0; word < address.length; word += 4) {
    for (const at of [3, 2, 1, 0]) text += hex(address[word + at]!, 2);
  }
  return `${text}:${hex(port, 4)}`;
}
