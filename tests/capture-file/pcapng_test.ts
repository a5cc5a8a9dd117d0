import { assertEquals } from "@std/assert";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { packetBlockLength, PcapngWriter, putPacket } from "../../src/capture-file/pcapng_writer.ts";
import { joined } from "../packet/record_of.ts";
import { readInPieces, readThreeWays } from "./feeding.ts";
import { Blocks, text } from "./pcapng_blocks.ts";

const data = Uint8Array.of(0x45, 1, 2, 3, 4);
const little = new Blocks(true);
const big = new Blocks(false);

Deno.test("CaptureReader reads every packet block in both byte orders", () => {
  for (const b of [little, big]) {
    const ticks = 1606500000426604n;
    const file = joined(
      b.section(),
      b.interface(101, 0, b.option(2, text("eth0\0"))),
      b.enhanced(0, ticks, data, b.option(1, text("first")), b.option(2, b.u32(0x2)), b.option(1, text("second"))),
      b.block(3, b.u32(5), data),
      b.block(
        2,
        b.u16(0),
        b.u16(77),
        b.u32(Number(ticks >> 32n)),
        b.u32(Number(ticks & 0xffffffffn)),
        b.u32(5),
        b.u32(9),
        data,
      ),
    );
    const { records, problem } = readThreeWays(file, assertEquals);
    assertEquals(problem, null);
    assertEquals(records.map((r) => [r.time, r.length, r.interfaceName, r.comments, r.flags]), [
      ["1606500000.426604000", 6, "eth0", ["first", "second"], 2],
      ["none", 5, "eth0", [], 0],
      ["1606500000.426604000", 9, "eth0", [], 0],
    ]);
    assertEquals(records.every((r) => String(r.data) === String([...data])), true);
  }
});

Deno.test("CaptureReader changes byte order and interfaces with the section", () => {
  const file = joined(
    little.section(),
    little.interface(1, 0),
    little.interface(101, 0, little.option(2, text("tun0"))),
    little.enhanced(1, 1n, data),
    big.section(44n),
    big.interface(113, 0),
    big.enhanced(0, 2n, data),
  );
  const { records, problem } = readThreeWays(file, assertEquals);
  assertEquals(problem, null);
  assertEquals(records.map((r) => [r.linkType, r.interfaceId, r.interfaceName, r.time]), [
    [101, 1, "tun0", "0.000001000"],
    [113, 0, "", "0.000002000"],
  ]);
});

Deno.test("CaptureReader counts time in the interface's units, from its offset", () => {
  const cases = [
    { resolution: 6, offset: 0n, ticks: 1606500000426604n, time: "1606500000.426604000" },
    { resolution: 9, offset: 0n, ticks: 1606500000426604999n, time: "1606500000.426604999" },
    { resolution: 3, offset: 0n, ticks: 1606500000426n, time: "1606500000.426000000" },
    { resolution: 0, offset: 0n, ticks: 1606500000n, time: "1606500000.000000000" },
    { resolution: 12, offset: 0n, ticks: 1606500000426604999n, time: "1606500.000426604" },
    { resolution: 0x88, offset: 0n, ticks: (1606500000n << 8n) + 64n, time: "1606500000.250000000" },
    { resolution: 0x80 + 30, offset: 0n, ticks: (1606500000n << 30n) + 1n, time: "1606500000.000000000" },
    { resolution: 0x80 + 20, offset: 0n, ticks: (1606500000n << 20n) + 3n, time: "1606500000.000002861" },
    { resolution: 9, offset: 1600000000n, ticks: 6500000000000001n, time: "1606500000.000000001" },
    { resolution: 6, offset: -10n, ticks: 30000000n, time: "20.000000000" },
  ];
  for (const { resolution, offset, ticks, time } of cases) {
    for (const b of [little, big]) {
      const options = [b.option(9, Uint8Array.of(resolution)), b.option(14, b.i64(offset)), b.option(0, text(""))];
      const file = joined(b.section(), b.interface(101, 0, ...options), b.enhanced(0, ticks, data));
      assertEquals(readInPieces(file, () => file.length).records[0]?.time, time);
    }
  }
});

Deno.test("CaptureReader passes over blocks it has no use for, large ones without keeping them", () => {
  const b = little;
  const others = [4, 5, 10, 0xbad, 0x40000bad, 0x80000001].map((type) => b.block(type, new Uint8Array(20)));
  const file = joined(b.section(), ...others, b.interface(101, 0), b.enhanced(0, 1n, data), ...others);
  const { records, problem } = readThreeWays(file, assertEquals);
  assertEquals([records.length, problem], [1, null]);

  const reader = new CaptureReader();
  reader.push(joined(b.section(), b.interface(101, 0), b.u32(5), b.u32(0x7ffffff0)));
  assertEquals(reader.next(), null);
  const megabyte = new Uint8Array(1 << 20);
  for (let left = 0x7ffffff0 - 12; left > 0; left -= megabyte.length) {
    reader.push(megabyte.subarray(0, Math.min(left, megabyte.length)));
    assertEquals(reader.next(), null);
  }
  reader.push(joined(b.u32(0x7ffffff0), b.enhanced(0, 1n, data)));
  assertEquals(reader.next()?.capturedLength, 5);
  assertEquals(reader.problem, null);
});

Deno.test("CaptureReader takes the shorter of snapshot length and packet for a simple packet block", () => {
  const file = joined(little.section(), little.interface(101, 3), little.block(3, little.u32(5), data));
  const { records } = readThreeWays(file, assertEquals);
  assertEquals([records[0]?.data, records[0]?.length], [[0x45, 1, 2], 5]);
});

Deno.test("CaptureReader says at which byte and why a pcapng file is damaged", () => {
  const b = little;
  const start = joined(b.section(), b.interface(101, 0));
  const good = b.enhanced(0, 1n, data);
  const at = start.length + good.length;
  const wrongEnd = b.enhanced(0, 1n, data);
  wrongEnd[wrongEnd.length - 4] = 99;
  const cases = [
    {
      tail: b.enhanced(3, 1n, data),
      offset: at,
      reason: "a packet names interface 3, but the section has described 1 interface",
    },
    {
      tail: wrongEnd,
      offset: at + wrongEnd.length - 4,
      reason: "a block says 40 bytes at its start and 99 at its end",
    },
    { tail: joined(b.u32(6), b.u32(8)), offset: at + 4, reason: "a block of type 6 says that it has 8 bytes" },
    {
      tail: joined(b.u32(6), b.u32(0xfffffff0)),
      offset: at + 4,
      reason: "a block of type 6 says that it has 4294967280 bytes",
    },
    { tail: joined(b.u32(6), b.u32(41)), offset: at + 4, reason: "a block of type 6 says that it has 41 bytes" },
    { tail: b.block(6, b.u32(0)), offset: at, reason: "an enhanced packet block is shorter than its fields" },
    { tail: b.block(3), offset: at, reason: "a simple packet block is shorter than its fields" },
    { tail: b.block(1), offset: at, reason: "an interface description block is shorter than its fields" },
    {
      tail: b.block(6, b.u32(0), b.u32(0), b.u32(0), b.u32(50), b.u32(50), data),
      offset: at,
      reason: "a packet is said to have 50 captured bytes in a block with room for 8",
    },
    { tail: good.slice(0, 20), offset: at, reason: "the file ends inside a block: 20 of 40 bytes" },
    { tail: good.slice(0, 5), offset: at, reason: "the file ends inside a block header: 5 of 8 bytes" },
    {
      tail: b.block(5, new Uint8Array(100)).slice(0, 50),
      offset: at + 50,
      reason: "the file ends inside a block of 112 bytes",
    },
    {
      tail: joined(b.u32(0x0a0d0d0a), b.u32(28), "00112233", new Uint8Array(16)),
      offset: at + 8,
      reason: "a section header has no byte-order magic 1a2b3c4d",
    },
  ];
  for (const { tail, offset, reason } of cases) {
    const { records, problem } = readThreeWays(joined(start, good, tail), assertEquals);
    assertEquals(problem, { offset, reason });
    assertEquals(records.length, 1);
  }
});

Deno.test("CaptureReader reads options without their end mark and ends at one that overruns", () => {
  const b = little;
  const overrun = joined(b.u16(1), b.u16(400), new Uint8Array(4));
  const file = joined(b.section(), b.interface(101, 0), b.enhanced(0, 1n, data, b.option(1, text("said")), overrun));
  assertEquals(readThreeWays(file, assertEquals).records[0]?.comments, ["said"]);
});

Deno.test("PcapngWriter writes what CaptureReader reads", () => {
  const writer = new PcapngWriter();
  const first = writer.addInterface({ linkType: 101, name: "client" });
  const second = writer.addInterface({ linkType: 1, name: "server", description: "the other host", snapLength: 65535 });
  const comments = ["A SYN asks to open.", "שלום, \u{1f30d}", "x".repeat(3)];
  const record = { seconds: 1606500000, nanoseconds: 123456789, length: 1514, data };
  const file = joined(
    writer.header(),
    first.block,
    second.block,
    writer.packet(record, { interfaceId: first.id, comments }),
    writer.packet({ ...record, nanoseconds: 5 }, { interfaceId: second.id, flags: 0x401 }),
  );
  const { records, problem } = readThreeWays(file, assertEquals);
  assertEquals(problem, null);
  assertEquals(records.map((r) => [r.time, r.interfaceName, r.linkType, r.length, r.data, r.comments, r.flags]), [
    ["1606500000.123456789", "client", 101, 1514, [...data], comments, 0],
    ["1606500000.000000005", "server", 1, 1514, [...data], [], 0x401],
  ]);
});

Deno.test("PcapngWriter cuts a comment that no option holds at a whole character", () => {
  const writer = new PcapngWriter();
  const wire = writer.addInterface({ linkType: 101 });
  const packet = writer.packet({ seconds: 0, nanoseconds: 0, length: 5, data }, {
    interfaceId: wire.id,
    comments: ["ש".repeat(40_000)],
  });
  const { records, problem } = readInPieces(joined(writer.header(), wire.block, packet), () => 1000);
  assertEquals(problem, null);
  assertEquals(records[0]?.comments, ["ש".repeat(32_767)]);
});

Deno.test("CaptureReader keeps the beginning of an interface's name that is too long, and cuts no character in two", () => {
  const table = [
    { input: "e".repeat(256), expected: "e".repeat(256) },
    { input: "e".repeat(65_000), expected: "e".repeat(256) },
    { input: "e" + "é".repeat(1000), expected: "e" + "é".repeat(127) },
    { input: "\u{1f600}".repeat(1000), expected: "\u{1f600}".repeat(64) },
  ];
  for (const { input, expected } of table) {
    const b = little;
    const name = b.option(2, text(input));
    const description = b.option(3, text("d".repeat(65_000)));
    const file = joined(b.section(), b.interface(101, 0, description, name), b.enhanced(0, 1n, data));
    const { records, problem } = readThreeWays(file, assertEquals);
    assertEquals([records.map((r) => r.interfaceName), problem], [[expected], null]);
  }
});

Deno.test("putPacket() puts the bytes that PcapngWriter.packet() gives, at any time and length", () => {
  const writer = new PcapngWriter();
  for (const seconds of [0, 1, 0xffff, 0x1_0000, 1_795_000_000, 0xffff_ffff]) {
    for (const [length, nanoseconds] of [[0, 0], [1, 999_999_999], [4, 1], [1500, 294_967_296]] as const) {
      const data = Uint8Array.from({ length }, (_, index) => index & 255);
      const record = { seconds, nanoseconds, length: length + 9, data };
      const room = new Uint8Array(packetBlockLength(record) + 5);
      putPacket(room, 5, record, 3);
      assertEquals(room.subarray(5), writer.packet(record, { interfaceId: 3 }));
      const view = new DataView(room.buffer);
      const time = (BigInt(view.getUint32(5 + 12, true)) << 32n) | BigInt(view.getUint32(5 + 16, true));
      assertEquals(time, BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds));
    }
  }
});
