/** Compares what a pairing says with what is true. */
import type { PairedDirection, Pairing } from "../../../src/pairing/terms/pairing.ts";
import type { End } from "../../../src/lab/wire/end.ts";
import { FIN, SYN } from "../../../src/packet/packet.ts";
import { isSegment } from "./segment_bytes.ts";
import type { Spoiled } from "./spoil.ts";

/** Both captures, A being the client's, with the truth in them. */
export type Truth = Readonly<Record<End, Spoiled>>;

export interface Score {
  /** Packets called lost that arrived, and lost ones that were not called so: the end that sent them, and their number. */
  readonly falselyLost: readonly string[];
  /** Those of them that nothing acknowledges: bare ACKs. */
  readonly bare: readonly string[];
  readonly notTold: readonly string[];
  readonly undecided: readonly string[];
  readonly sent: number;
  readonly lost: number;
}

/**
 * Packets that are alike to the bit may be named for one another: of two such ACKs, sent in the same millisecond without an
 * identification, nobody can say which was lost.
 * `counts` says which packets are looked at.
 */
export function scoreLosses(
  { conversations, datagrams, alone }: Pairing,
  truth: Truth,
  counts: (bytes: Uint8Array) => boolean = () => true,
): Score {
  // Who is named as being in one capture only is told of.
  const named = new Set(alone.map(({ client, server }) => [client.port, server.port].sort().join()));
  const [falselyLost, bare, notTold, undecided]: string[][] = [[], [], [], []];
  let [sent, lost] = [0, 0];
  for (const end of ["client", "server"] as const) {
    const said = [...conversations, ...datagrams].map((one) =>
      end === "client" ? one.clientToServer : one.serverToClient
    );
    const all = (of: (direction: PairedDirection) => readonly number[]): Set<number> => new Set(said.flatMap(of));
    const called = all((direction) => direction.lost);
    const open = all((direction) => direction.undecided);
    const [wrong, wrongBare] = [new Alike(), new Alike()];
    for (const [index, { from, bytes, arrived }] of truth[end].packets.entries()) {
      if (from !== end || !counts(bytes) || (named.size > 0 && named.has(portsOf(bytes)))) continue;
      const [number, gone] = [index + 1, !arrived()];
      sent++;
      if (gone) lost++;
      if (open.has(number)) undecided!.push(`${end} ${number}`);
      else if (called.has(number) !== gone) {
        (isBare(bytes) ? wrongBare : wrong).add(bytes, `${end} ${number}`, gone ? -1 : 1);
      }
    }
    falselyLost!.push(...wrong.left(1), ...wrongBare.left(1));
    bare!.push(...wrongBare.left(1));
    notTold!.push(...wrong.left(-1), ...wrongBare.left(-1));
  }
  return { falselyLost: falselyLost!, bare: bare!, notTold: notTold!, undecided: undecided!, sent, lost };
}

function portsOf(bytes: Uint8Array): string {
  const start = bytes[0]! >> 4 === 4 ? 20 : 40;
  return [(bytes[start]! << 8) | bytes[start + 1]!, (bytes[start + 2]! << 8) | bytes[start + 3]!].sort().join();
}

function isBare(bytes: Uint8Array): boolean {
  const start = bytes[0]! >> 4 === 4 ? 20 : 40;
  // Nobody acknowledges a datagram.
  if (!isSegment(bytes)) return true;
  return bytes.length === start + (bytes[start + 12]! >> 4) * 4 && (bytes[start + 13]! & (SYN | FIN)) === 0;
}

/** Mistakes that cancel each other out where they are about packets with the same bytes. */
class Alike {
  readonly #names = new Map<string, string[]>();
  readonly #signs = new Map<string, number>();

  add(bytes: Uint8Array, name: string, sign: 1 | -1): void {
    const key = bytes.join();
    const known = this.#signs.get(key) ?? 0;
    const names = this.#names.get(key) ?? [];
    if (known * sign < 0) names.pop();
    else names.push(name);
    this.#names.set(key, names);
    this.#signs.set(key, names.length === 0 ? 0 : known * sign < 0 ? known : sign);
  }

  left(sign: 1 | -1): string[] {
    return [...this.#names].flatMap(([key, names]) => this.#signs.get(key) === sign ? names : []);
  }
}
