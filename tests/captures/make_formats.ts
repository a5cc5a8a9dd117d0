/** The same conversation in every file format that is read: byte orders, units of time, kinds of blocks, compressed or not. */
import { gzipSync } from "node:zlib";
import { Blocks, text } from "../capture-file/pcapng_blocks.ts";
import { joined } from "../packet/record_of.ts";
import { type MadePacket, shortConversation } from "./short_conversation.ts";

const IF_NAME = 2;
const IF_RESOLUTION = 9;
const IF_OFFSET = 14;

/** Files by name. */
export function makeFormats(): Record<string, Uint8Array> {
  const packets = shortConversation({});
  const plain = classic(packets, { littleEndian: true, nanoseconds: true });
  return {
    "little_endian_ns.pcap": plain,
    "little_endian_us.pcap": classic(packets, { littleEndian: true, nanoseconds: false }),
    "big_endian_ns.pcap": classic(packets, { littleEndian: false, nanoseconds: true }),
    "big_endian_us.pcap": classic(packets, { littleEndian: false, nanoseconds: false }),
    "compressed.pcap.gz": new Uint8Array(gzipSync(plain)),
    "cut_at_60.pcap": classic(packets.map((packet) => ({ ...packet, data: packet.data.slice(0, 60) })), {
      littleEndian: true,
      nanoseconds: true,
    }),
    "little_endian.pcapng": section(packets, true),
    "big_endian.pcapng": section(packets, false),
    "two_sections.pcapng": joined(section(packets.slice(0, 5), true), section(packets.slice(5), false)),
    "units.pcapng": units(packets),
    "old_blocks.pcapng": oldBlocks(packets),
    "simple_blocks.pcapng": simpleBlocks(packets),
  };
}

function classic(packets: readonly MadePacket[], order: { littleEndian: boolean; nanoseconds: boolean }): Uint8Array {
  const { u16, u32 } = numbers(order.littleEndian);
  const magic = u32(order.nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  const header = joined(magic, u16(2), u16(4), u32(0), u32(0), u32(262144), u32(101));
  return joined(
    header,
    ...packets.map(({ seconds, nanoseconds, length, data }) => {
      const fraction = order.nanoseconds ? nanoseconds : Math.floor(nanoseconds / 1000);
      return joined(u32(seconds), u32(fraction), u32(data.length), u32(length), data);
    }),
  );
}

/** Enhanced blocks in nanoseconds, among blocks that say nothing of packets. */
function section(packets: readonly MadePacket[], littleEndian: boolean): Uint8Array {
  const blocks = new Blocks(littleEndian);
  const resolution = blocks.option(IF_RESOLUTION, Uint8Array.of(9));
  return joined(
    blocks.section(),
    blocks.interface(101, 0, blocks.option(IF_NAME, text("wire")), resolution),
    blocks.block(4, "00000000"),
    ...packets.map((packet) => enhanced(blocks, packet, nanosecondsOf(packet))),
    blocks.block(5, "00000000 00000000 00000000"),
    blocks.block(0x0bad, "0102"),
  );
}

/** Two interfaces: one counts 1/1024 s from 1,000,000,000 s on, one microseconds. */
function units(packets: readonly MadePacket[]): Uint8Array {
  const blocks = new Blocks(true);
  const binary = [
    blocks.option(IF_RESOLUTION, Uint8Array.of(0x8a)),
    blocks.option(IF_OFFSET, blocks.i64(1_000_000_000n)),
  ];
  const written = packets.map((packet, index) => {
    const time = nanosecondsOf(packet);
    if (index % 2 === 1) return enhanced(blocks, packet, time / 1000n, 1);
    return enhanced(blocks, packet, (time - 1_000_000_000_000_000_000n) * 1024n / 1_000_000_000n);
  });
  return joined(blocks.section(), blocks.interface(101, 0, ...binary), blocks.interface(101, 0), ...written);
}

/** The block that enhanced blocks took the place of. */
function oldBlocks(packets: readonly MadePacket[]): Uint8Array {
  const blocks = new Blocks(false);
  const written = packets.map((packet) => {
    const time = nanosecondsOf(packet) / 1000n;
    const fixed = [blocks.u16(0), blocks.u16(3), ...halves(blocks, time)];
    return blocks.block(2, ...fixed, blocks.u32(packet.data.length), blocks.u32(packet.length), packet.data);
  });
  return joined(blocks.section(), blocks.interface(101, 0), ...written);
}

/** No times, and the length captured told by the interface alone. */
function simpleBlocks(packets: readonly MadePacket[]): Uint8Array {
  const blocks = new Blocks(true);
  const written = packets.map(({ data, length }) => blocks.block(3, blocks.u32(length), data.slice(0, 50)));
  return joined(blocks.section(), blocks.interface(101, 50), ...written);
}

function enhanced(blocks: Blocks, { data, length }: MadePacket, ticks: bigint, id = 0): Uint8Array {
  const fixed = [blocks.u32(id), ...halves(blocks, ticks)];
  return blocks.block(6, ...fixed, blocks.u32(data.length), blocks.u32(length), data);
}

function halves(blocks: Blocks, ticks: bigint): Uint8Array[] {
  return [blocks.u32(Number(ticks >> 32n)), blocks.u32(Number(ticks & 0xffffffffn))];
}

function nanosecondsOf({ seconds, nanoseconds }: MadePacket): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
}

function numbers(littleEndian: boolean): { u16: (value: number) => Uint8Array; u32: (value: number) => Uint8Array } {
  const blocks = new Blocks(littleEndian);
  return { u16: (value) => blocks.u16(value), u32: (value) => blocks.u32(value) };
}
