/**
 * What one host's TCP is like, and its numbers in IP headers.
 */
import type { Random } from "../../random.ts";

const MILLISECOND = 1_000_000;

export interface Stack {
  /** Longest wait of a delayed ACK, ns, and how many segments at the start are acknowledged at once. */
  readonly delayedAck: number;
  readonly quickAcks: number;
  readonly shortestTimer: number;
  readonly sack: boolean;
  readonly stamps: boolean;
  /** Shift of its windows; -1 for none. */
  readonly scale: number;
  readonly mss: number;
  readonly buffer: number;
  /** Its buffer grows as data comes. */
  readonly autotuned: boolean;
  readonly initialWindow: number;
  readonly tailProbes: boolean;
  /** Lost is what is a quarter of a round trip older than what arrived (RFC 8985), rather than what three overtook. */
  readonly byTime: boolean;
  /** Nagle's algorithm waits only while a small segment is out (Minshall), rather than any. */
  readonly minshall: boolean;
  /** A probe or a keep-alive carries a byte. */
  readonly byteProbes: boolean;
  readonly synAttempts: number;
  readonly dataAttempts: number;
  /** A refused SYN is tried again. */
  readonly insists: boolean;
  readonly ttl: number;
  readonly ids: "host" | "connection" | "zero" | "random";
}

/** A host's stack, of the kinds that are in use. */
export function drawStack(random: Random, ipv6: boolean): Stack {
  const kind = random.pick(["linux", "linux", "linux", "windows", "macos", "old"] as const);
  const linux = kind === "linux";
  const mss = random.chance(0.1) ? random.pick([536, 1200, 1380, 1400, 8960]) : ipv6 ? 1440 : 1460;
  return {
    delayedAck: (linux ? 40 : kind === "windows" ? random.pick([40, 200]) : kind === "macos" ? 100 : 200) * MILLISECOND,
    quickAcks: linux ? random.int(1, 16) : 0,
    shortestTimer: (linux ? 200 : kind === "windows" ? 300 : kind === "macos" ? 230 : 1000) * MILLISECOND,
    sack: kind !== "old" && !random.chance(0.05),
    stamps: (linux || kind === "macos") && !random.chance(0.15),
    scale: kind === "old" || random.chance(0.05) ? -1 : random.pick([2, 6, 7, 7, 8]),
    mss,
    buffer: random.pick([4096, 8192, 16384, 29200, 65535, 65535, 131072, 262144]),
    autotuned: random.chance(0.5),
    initialWindow: kind === "old" ? random.int(1, 3) : 10,
    tailProbes: linux && random.chance(0.9) || kind === "macos",
    byTime: linux || kind === "windows",
    minshall: linux,
    byteProbes: !linux,
    synAttempts: random.int(1, 6),
    dataAttempts: random.pick([3, 5, 8, 15]),
    insists: kind === "windows",
    ttl: kind === "windows" ? 128 : kind === "old" ? 255 : 64,
    ids: linux
      ? random.pick(["connection", "connection", "zero"] as const)
      : kind === "macos"
      ? random.pick(["random", "zero"] as const)
      : "host",
  };
}

/** Counts a host's packets, as its IP headers show them. */
export class Identifications {
  #next: number;
  readonly #of = new Map<number, number>();

  constructor(readonly kind: Stack["ids"], readonly random: Random) {
    this.#next = random.int(1, 0xffff);
  }

  /** The identification of the next packet; `others` of the host may have come between, to other destinations. */
  next(connection: number): number {
    if (this.kind === "zero") return 0;
    if (this.kind === "random") return this.random.int(1, 0xffff);
    if (this.kind === "host") {
      this.#next = (this.#next + (this.random.chance(0.1) ? this.random.int(1, 20) : 1)) & 0xffff;
      return this.#next;
    }
    const id = ((this.#of.get(connection) ?? this.random.int(1, 0xffff)) + 1) & 0xffff;
    this.#of.set(connection, id);
    return id;
  }
}
