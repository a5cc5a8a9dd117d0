import { assert, assertEquals } from "@std/assert";
import { mayBeCapture, openCapture } from "../../src/capture-file/capture_input.ts";
import { ChunkSource } from "./chunk_source.ts";
import { records } from "./records.ts";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { Random } from "../random.ts";
import { joined } from "../packet/record_of.ts";

const random = new Random(3);
/** Records up to larger than the reader's room for unfinished ones. */
const packets = Array.from({ length: 60 }, (_, i) => random.bytes(i === 30 ? 200_000 : random.int(0, 9000)));
const file = joined(
  pcapHeader(101),
  ...packets.map((data, i) => pcapRecord({ seconds: i, nanoseconds: 0, length: data.length, data })),
);

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
}

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

async function lengths(
  bytes: Uint8Array,
  size: number,
): Promise<{ lengths: number[]; reason: string | undefined; compressed: boolean }> {
  using input = await openCapture(new ChunkSource(pieces(bytes, size)));
  const found: number[] = [];
  for await (const record of records(input)) {
    assertEquals(record.data, packets[found.length]);
    found.push(record.capturedLength);
  }
  return { lengths: found, reason: input.problem?.reason, compressed: input.compressed };
}

const all = packets.map((data) => data.length);

Deno.test("openCapture() gives every record, however the bytes come", async () => {
  for (const size of [1 << 22, 70_000, 4096, 777]) {
    assertEquals(await lengths(file, size), { lengths: all, reason: undefined, compressed: false });
  }
});

Deno.test("openCapture() undoes gzip, also of several members", async () => {
  const once = await gzipped(file);
  assertEquals(await lengths(once, 4096), { lengths: all, reason: undefined, compressed: true });
  const twice = joined(await gzipped(file.slice(0, 50_000)), await gzipped(file.slice(50_000)));
  assertEquals(await lengths(twice, 10_000), { lengths: all, reason: undefined, compressed: true });
});

Deno.test("openCapture() gives what could be decompressed, then the reason", async () => {
  const cut = (await gzipped(file)).slice(0, 150_000);
  const read = await lengths(cut, 4096);
  assert(read.lengths.length > 20 && read.lengths.length < 60);
  assertEquals(read.reason, "the gzip data ends too early");
});

Deno.test("openCapture() says that a gzip file is damaged where its checksum is wrong", async () => {
  const damaged = await gzipped(file);
  damaged[damaged.length - 6]! ^= 1;
  const read = await lengths(damaged, 4096);
  assertEquals(read, { lengths: all, reason: "the gzip data is damaged", compressed: true });
});

Deno.test("openCapture() gives every record of a whole gzip member, then says what is wrong after it", async () => {
  const whole = await gzipped(file);
  const table: { after: Uint8Array; reason: string | undefined }[] = [
    { after: new TextEncoder().encode("garbage"), reason: "the gzip data is followed by something else" },
    { after: new Random(7).bytes(30_000).fill(1, 0, 1), reason: "the gzip data is followed by something else" },
    { after: new Uint8Array(20_000), reason: undefined },
    { after: Uint8Array.of(0, 0, 5), reason: "the gzip data is followed by something else" },
    { after: whole.slice(0, 5), reason: "the gzip data ends too early" },
    { after: Uint8Array.of(0x1f, 0x8b, 7, 0), reason: "the gzip data is damaged" },
  ];
  for (const { after, reason } of table) {
    for (const size of [whole.length, 8192, 777]) {
      assertEquals(await lengths(joined(whole, after), size), { lengths: all, reason, compressed: true });
    }
  }
  for (let missing = 1; missing <= 8; missing++) {
    const read = await lengths(whole.slice(0, -missing), 4096);
    assertEquals(read, { lengths: all, reason: "the gzip data ends too early", compressed: true });
  }
});

Deno.test("openCapture() reads over every field of a gzip header", async () => {
  const plain = await gzipped(file);
  const header = Uint8Array.of(0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3);
  const fields = Uint8Array.of(3, 0, 9, 0, 9, 0x61, 0x62, 0, 0x63, 0, 0x12, 0x34);
  const described = joined(header, fields, plain.subarray(10));
  for (const size of [4096, 50]) {
    assertEquals(await lengths(described, size), { lengths: all, reason: undefined, compressed: true });
  }
});

Deno.test("openCapture() looks for no field in a gzip header that has none of them", async () => {
  const plain = await gzipped(file);
  // The flag says that the file is text, and the highest are reserved.
  const header = Uint8Array.of(0x1f, 0x8b, 8, 1, 0, 0, 0, 0, 0, 3);
  assertEquals(await lengths(joined(header, plain.subarray(10)), 4096), {
    lengths: all,
    reason: undefined,
    compressed: true,
  });
});

Deno.test("openCapture() reads gzip members that end anywhere in a piece", async () => {
  const members = await Promise.all(pieces(file, 9_000).map((each) => gzipped(each.slice())));
  for (const size of [1 << 20, 8192, 333]) {
    assertEquals(await lengths(joined(...members), size), { lengths: all, reason: undefined, compressed: true });
  }
});

Deno.test("openCapture() throws what the source throws", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield file.subarray(0, 100_000);
    await Promise.resolve();
    throw new Error("the disk is on fire");
  }
  using input = await openCapture(new ChunkSource(failing()));
  let message = "";
  try {
    for await (const record of records(input)) assert(record.number > 0);
  } catch (error) {
    message = (error as Error).message;
  }
  assertEquals(message, "the disk is on fire");
});

Deno.test("openCapture() counts the bytes it has read of the source", async () => {
  using input = await openCapture(new ChunkSource([file]));
  for await (const _ of records(input));
  assertEquals(input.bytesRead, file.length);
});

Deno.test("mayBeCapture() is false as soon as the first bytes can be no capture's", () => {
  const table: { start: number[]; expected: boolean }[] = [
    { start: [], expected: true },
    { start: [0x79, 0x0a, 0x79], expected: true },
    { start: [0x79, 0x0a, 0x79, 0x0a], expected: false },
    { start: [0, 0, 0, 0, 0], expected: false },
    { start: [0x1f, 0x8b, 8, 0, 0], expected: true },
    { start: [0x0a, 0x0d, 0x0d, 0x0a], expected: true },
    { start: [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0], expected: true },
    { start: [0xd4, 0xc3, 0xb2, 0xa1, 3, 0, ...new Array(18).fill(0)], expected: false },
  ];
  for (const { start, expected } of table) assertEquals(mayBeCapture(Uint8Array.from(start)), expected, String(start));
  assert(mayBeCapture(file));
});
