/** A capture with every TCP option, well made and not. */
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { emitSegment } from "../packet/emit.ts";
import { ACK, SYN } from "../../src/packet/packet.ts";
import { parseTcpOptions, type TcpOption } from "../../src/packet/tcp_options.ts";
import { joined } from "../packet/record_of.ts";

/** Options by name, as bytes: each is a SYN or an ACK of its own. Every kind of `TcpOption` is in this list: a test says so. */
export const OPTION_BYTES: readonly { readonly name: string; readonly bytes: string; readonly ack?: boolean }[] = [
  { name: "none", bytes: "" },
  { name: "end, and nothing after it counts", bytes: "00020405" },
  { name: "no-operation", bytes: "01010101" },
  { name: "maximum segment size 1460", bytes: "020405b4" },
  { name: "maximum segment size 65495", bytes: "0204ffd7" },
  { name: "window scale 7", bytes: "01030307" },
  { name: "window scale 20, beyond what may be used", bytes: "01030314" },
  { name: "selective acknowledgment permitted", bytes: "01010402" },
  { name: "one selectively acknowledged range", bytes: "0101050a 00000200 00000300", ack: true },
  {
    name: "four ranges",
    bytes: "01010522 00000200 00000300 00000400 00000500 00000600 00000700 00000800 00000900",
    ack: true,
  },
  { name: "timestamps", bytes: "0101080a c3ef57cc bcff0101" },
  { name: "MD5 digest", bytes: "01011312 000102030405060708090a0b0c0d0e0f" },
  { name: "user timeout 300 s", bytes: "1c04012c" },
  { name: "user timeout 10 minutes", bytes: "1c04800a" },
  { name: "authentication", bytes: "1d100102 000102030405060708090a0b" },
  { name: "Multipath TCP, MP_CAPABLE", bytes: "1e0c0081 0102030405060708" },
  { name: "Fast Open, a cookie asked for", bytes: "01012202" },
  { name: "Fast Open, a cookie", bytes: "0101220a 0102030405060708" },
  { name: "AccECN, order 0", bytes: "01ac0b000001000002000003" },
  { name: "AccECN, order 1", bytes: "0101ae08000001000002" },
  { name: "Fast Open as an experiment", bytes: "fe0cf989 0102030405060708" },
  { name: "another experiment", bytes: "fd08e2d4 01020304" },
  { name: "unknown", bytes: "4d04abcd" },
  { name: "of length 0", bytes: "02000405" },
  { name: "of length 1", bytes: "08010405" },
  { name: "longer than the header", bytes: "01010822" },
  { name: "a known kind of the wrong size", bytes: "0203b401" },
];

/** One packet an option list, each a conversation of its own, a comment saying which it is. */
export function makeOptions(): Uint8Array {
  const writer = new PcapngWriter();
  const { id, block } = writer.addInterface({ linkType: 101, name: "options" });
  const blocks = [writer.header(), block];
  OPTION_BYTES.forEach(({ name, bytes, ack = false }, index) => {
    const data = withOptions(joined(bytes), { srcPort: 41000 + index, flags: ack ? ACK : SYN, ack: ack ? 256 : 0 });
    const record = { seconds: 1606500000, nanoseconds: index * 1_000_000, length: data.length, data };
    blocks.push(writer.packet(record, { interfaceId: id, comments: [name] }));
  });
  return joined(...blocks);
}

/** A segment with these bytes as its options, padded with zeros; bytes that are no options at all may stand there. */
function withOptions(options: Uint8Array, fields: { srcPort: number; flags: number; ack: number }): Uint8Array {
  const room: TcpOption[] = Array.from({ length: Math.ceil(options.length / 4) * 4 }, () => ({ kind: "end" }));
  const ends = { src: "10.0.2.4", dst: "10.0.2.15", dstPort: 5050 };
  const bytes = emitSegment({ ...ends, ...fields, seq: 100, window: 502, options: room, checksumOffload: true });
  bytes.set(options, 40);
  return bytes;
}

/** The kinds that the list holds. */
export function optionKinds(): Set<TcpOption["kind"]> {
  return new Set(OPTION_BYTES.flatMap(({ bytes }) => parseTcpOptions(joined(bytes)).map(({ kind }) => kind)));
}
