/** The interfaces of this machine, for `capture --list-interfaces` and for messages. */
import { readSystemFile } from "../../../linux/system_file.ts";
import { linkTarget, namesIn } from "../../../linux/directory.ts";

const CLASS_NET = "/sys/class/net";
const WIDEST_NAME = 12;

/** Stands for all interfaces. */
export const ANY = "any";

interface Interface {
  readonly name: string;
  readonly index: number;
  /** `up`, `down`, `unknown` (the loopback interface has no other). */
  readonly state: string;
  readonly addresses: readonly string[];
  /** There is hardware behind it. */
  readonly hardware: boolean;
}

/** The names of the interfaces, sorted by their numbers. */
export function interfaceNames(): string[] {
  return interfaces().map(({ name }) => name);
}

/** A line an interface: name, state, addresses. */
export function interfaceLines(): string[] {
  const lines = interfaces().map(({ name, state, addresses, hardware }) => {
    const notes = [state, ...(hardware ? [] : ["virtual"])].join(", ");
    return `${name.padEnd(WIDEST_NAME)}  ${notes.padEnd(16)}  ${addresses.join(" ")}`.trimEnd();
  });
  return [...lines, `${ANY.padEnd(WIDEST_NAME)}  all of them at once`];
}

function interfaces(): Interface[] {
  const addresses = Deno.networkInterfaces();
  const names = namesIn(CLASS_NET).filter((name) => !name.startsWith("."));
  const found = names.map((name) => ({
    name,
    index: Number(field(name, "ifindex")),
    state: field(name, "operstate"),
    addresses: addresses.filter((one) => one.name === name).map(({ address }) => address),
    hardware: linkTarget(`${CLASS_NET}/${name}/device`) !== null,
  }));
  return found.sort((a, b) => a.index - b.index);
}

function field(name: string, what: string): string {
  try {
    return readSystemFile(`${CLASS_NET}/${name}/${what}`).trim();
  } catch {
    return "unknown";
  }
}
