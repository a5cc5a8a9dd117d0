/**
 * The kernel's tables of sockets (/proc/net/tcp, tcp6, udp, udp6) of this network namespace: who listens, and whether
 * the kernel still works on a connection after its program has gone.
 */
import { ipv6Text } from "../../packet/address.ts";
import { readSystemFile } from "../../linux/system_file.ts";

/** States of the tables: CLOSE (07) is also a UDP socket that is not connected. */
const LISTEN = "0A";
const CLOSE = "07";
/** States that need nothing more from anybody: TIME-WAIT, CLOSE, LISTEN. */
const SETTLED = new Set(["06", CLOSE, LISTEN]);

/** The tables' texts, empty where the kernel has no such table. */
export interface SocketTables {
  readonly tcp: string;
  readonly tcp6: string;
  readonly udp: string;
  readonly udp6: string;
}

/** A socket on which a server waits. */
export interface Listener {
  readonly protocol: "TCP" | "UDP";
  /** As people write it; `0.0.0.0` or `::` for every address. */
  readonly address: string;
  readonly port: number;
  /** Only programs of its own host reach it. */
  readonly loopback: boolean;
}

/** Counts the sockets of a TCP table that are neither settled nor listening. */
export function countOpenSockets(table: string): number {
  return rows(table).filter(({ state }) => !SETTLED.has(state)).length;
}

/** The sockets that wait for clients: TCP ones that listen, UDP ones that have a port and no peer. */
export function findListeners({ tcp, tcp6, udp, udp6 }: SocketTables): Listener[] {
  const listening = (table: string) => rows(table).filter(({ state }) => state === LISTEN);
  const waiting = (table: string) =>
    rows(table).filter(({ state, remote }) => state === CLOSE && /^0+:0000$/.test(remote));
  return [
    ...[...listening(tcp), ...listening(tcp6)].map(({ local }) => listener("TCP", local)),
    ...[...waiting(udp), ...waiting(udp6)].map(({ local }) => listener("UDP", local)),
  ];
}

/** The tables as they are now. */
export function readSocketTables(): SocketTables {
  return { tcp: readTable("tcp"), tcp6: readTable("tcp6"), udp: readTable("udp"), udp6: readTable("udp6") };
}

/** Waits until no connection of this network namespace needs the kernel's work any more. */
export async function waitForQuiet(signal: AbortSignal): Promise<void> {
  while (!signal.aborted && openConnections() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

function openConnections(): number {
  return countOpenSockets(readTable("tcp")) + countOpenSockets(readTable("tcp6"));
}

function readTable(name: keyof SocketTables): string {
  try {
    return readSystemFile(`/proc/self/net/${name}`);
  } catch {
    return "";
  }
}

interface Row {
  readonly local: string;
  readonly remote: string;
  readonly state: string;
}

function rows(table: string): Row[] {
  return table.split("\n").slice(1).flatMap((line) => {
    const [, local, remote, state] = line.trim().split(/\s+/);
    return local === undefined || remote === undefined || state === undefined ? [] : [{ local, remote, state }];
  });
}

function listener(protocol: Listener["protocol"], local: string): Listener {
  const [hex = "", port = ""] = local.split(":");
  const bytes = addressBytes(hex);
  const mapped = bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255;
  const own = mapped ? bytes.slice(12) : bytes;
  const address = own.length === 4 ? own.join(".") : ipv6Text(Uint8Array.from(own), 0);
  return {
    protocol,
    address,
    port: parseInt(port, 16),
    loopback: own.length === 4 ? own[0] === 127 : address === "::1",
  };
}

/** The table holds words of four bytes in the machine's order, which is the reverse of the network's. */
function addressBytes(hex: string): number[] {
  const words = hex.match(/.{8}/g) ?? [];
  return words.flatMap((word) => [6, 4, 2, 0].map((at) => parseInt(word.slice(at, at + 2), 16)));
}
