/** IPv4 packets for the wire's tests: real headers, little else. */
import { FLAG_NAMES } from "../../src/packet/flags.ts";
import type { WirePacket } from "../../src/lab/wire/passage.ts";
import type { End } from "../../src/lab/wire/end.ts";

export interface SegmentFields {
  readonly flags: string;
  readonly length?: number;
  readonly seq?: number;
  readonly ack?: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
}

/** A TCP segment as an IP packet; its data counts up from 0. */
export function segment(fields: SegmentFields): Uint8Array<ArrayBuffer> {
  const { flags, length = 0, seq = 1, ack = 1, sourcePort = 40_000, destinationPort = 5050 } = fields;
  const bytes = new Uint8Array(40 + length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, bytes.length);
  view.setUint8(9, 6);
  view.setUint16(20, sourcePort);
  view.setUint16(22, destinationPort);
  view.setUint32(24, seq);
  view.setUint32(28, ack);
  view.setUint16(32, 0x5000 | flagBits(flags));
  for (let index = 0; index < length; index++) bytes[40 + index] = index & 0xff;
  return bytes;
}

function flagBits(flags: string): number {
  return flags.split(" ").reduce((bits, name) => bits | (1 << FLAG_NAMES.indexOf(name as "SYN")), 0);
}

/** A packet on the wire; `line` is `C SYN`, `S ACK 20` or `C 5` (flags ACK). Time goes on by `after` ms. */
export class WireLog {
  readonly packets: WirePacket[] = [];
  readonly #next: Record<End, number> = { client: 1000, server: 9000 };
  #at = 0;

  add(line: string, { after = 1, port = 40_000, event = null as WirePacket["event"] } = {}): this {
    const [end, ...words] = line.split(" ");
    const from: End = end === "C" ? "client" : "server";
    const length = Number(words.at(-1));
    const names = words.filter((word) => Number.isNaN(Number(word)));
    const flags = names.length > 0 ? names.join(" ").replaceAll(",", " ") : "ACK";
    const to: End = from === "client" ? "server" : "client";
    this.#at += after * 1e6;
    const bytes = segment({
      flags,
      length: Number.isNaN(length) ? 0 : length,
      seq: this.#next[from],
      ack: this.#next[to],
      sourcePort: from === "client" ? port : 5050,
      destinationPort: from === "client" ? 5050 : port,
    });
    this.#next[from] += (Number.isNaN(length) ? 0 : length) + (/SYN|FIN/.test(flags) ? 1 : 0);
    this.packets.push({ from, at: this.#at, bytes, event, delay: 0 });
    return this;
  }
}
