/** DNS messages as bytes, with the pointers that servers write. */
import { parseAddress } from "../../src/packet/parse_address.ts";
import { joined } from "../packet/record_of.ts";

export const A = 1;
export const CNAME = 5;
export const AAAA = 28;

/** Offset of the question's name. */
const QUESTION_AT = 12;

/** A record of the answer: an address, or the name that an alias stands for. */
export interface Answer {
  readonly owner: string;
  readonly type: number;
  readonly data: string;
}

/** Labels with their lengths, ended by an empty one. */
export function labels(name: string): Uint8Array {
  return joined(...name.split(".").flatMap((label) => [label.length, new TextEncoder().encode(label)]), 0);
}

export function pair(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 255);
}

/** A question, or with `answers` the response to it; the question's name is pointed to, other names are written out. */
export function emitDns(
  { id = 7, name, type = A, answers, flags }: {
    readonly id?: number;
    readonly name: string;
    readonly type?: number;
    readonly answers?: readonly Answer[];
    readonly flags?: number;
  },
): Uint8Array<ArrayBuffer> {
  const bits = flags ?? (answers === undefined ? 0x0100 : 0x8180);
  const count = answers?.length ?? 0;
  const records = (answers ?? []).flatMap(({ owner, type: kind, data }) => {
    const content = kind === CNAME ? labels(data) : parseAddress(data)!;
    const named = owner === name ? pair(0xc000 | QUESTION_AT) : labels(owner);
    return [named, pair(kind), pair(1), "0000003c", pair(content.length), content];
  });
  return joined(
    ...[pair(id), pair(bits), pair(1), pair(count), pair(0), pair(0)],
    ...[labels(name), pair(type), pair(1)],
    ...records,
  );
}
