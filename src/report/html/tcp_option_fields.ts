/**
 * TCP options as fields of the byte view: kind, length and value of each, by the registry of RFC 9293 3.2.
 */
import { u16, u32 } from "../../packet/bytes.ts";
import type { ByteField } from "./report_data.ts";

type Reader = (data: Uint8Array, at: number, length: number) => string;

const OPTIONS: ReadonlyMap<number, readonly [name: string, read: Reader]> = new Map<number, readonly [string, Reader]>([
  [2, ["maximum segment size", (data, at) => String(u16(data, at + 2))]],
  [3, ["window scale", (data, at) => `shift ${data[at + 2]}: × ${2 ** Math.min(14, data[at + 2]!)}`]],
  [4, ["selective ACK permitted", () => ""]],
  [5, ["selective ACK", blocks]],
  [8, ["timestamps", (data, at) => `${u32(data, at + 2)}, echo ${u32(data, at + 6)}`]],
  [19, ["MD5 signature", bytes]],
  [28, ["user timeout", (data, at) => String(u16(data, at + 2))]],
  [29, ["authentication", bytes]],
  [30, ["multipath TCP", bytes]],
  [34, ["fast open cookie", bytes]],
  [172, ["accurate ECN 0", bytes]],
  [174, ["accurate ECN 1", bytes]],
  [253, ["experiment 1", bytes]],
  [254, ["experiment 2", bytes]],
]);

const LENGTHS: ReadonlyMap<number, number> = new Map([[2, 4], [3, 3], [4, 2], [8, 10], [28, 4]]);

/** The options between `at` and `end`; a malformed one takes the rest. */
export function tcpOptionFields(data: Uint8Array, at: number, end: number): ByteField[] {
  const fields: ByteField[] = [];
  const add = (length: number, name: string, value: string): void => {
    fields.push({ start: at, end: at + length, layer: "tcp", name, value });
    at += length;
  };
  while (at < end) {
    const kind = data[at]!;
    if (kind === 0) add(end - at, "end of options", "");
    else if (kind === 1) add(1, "no operation", "");
    else {
      const length = data[at + 1] ?? 0;
      const expected = LENGTHS.get(kind);
      if (length < 2 || at + length > end || (expected !== undefined && length !== expected)) {
        add(end - at, "option, malformed", `kind ${kind}, length ${length}`);
        break;
      }
      const [name, read] = OPTIONS.get(kind) ?? [`option ${kind}`, bytes];
      add(length, name, read(data, at, length));
    }
  }
  return fields;
}

function blocks(data: Uint8Array, at: number, length: number): string {
  const edges: string[] = [];
  for (let i = at + 2; i + 8 <= at + length; i += 8) edges.push(`${u32(data, i)}-${u32(data, i + 4)}`);
  return edges.join(" ");
}

function bytes(data: Uint8Array, at: number, length: number): string {
  return Array.from(data.subarray(at + 2, at + length), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
