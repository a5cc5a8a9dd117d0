import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { Failure } from "../../src/base/failure.ts";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { concatenate } from "../../src/base/concatenate.ts";
import { Progress } from "../../src/reading/progress.ts";
import { IndexedCapture } from "../../src/view/index/indexed_capture.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { mixedCapture, pcapFile, RAW_IP } from "../report/sample_capture.ts";

async function opened(
  bytes: Uint8Array,
  use: (capture: IndexedCapture, path: string) => Promise<void> | void,
): Promise<void> {
  await inFolder(async (folder) => {
    const path = join(folder, "x.pcap");
    await Deno.writeFile(path, bytes);
    const terminal = new MemoryTerminal();
    await using capture = (await IndexedCapture.open(path, { follow: false, interrupted: terminal.interrupted }))!;
    await capture.read(new Progress(terminal, 1));
    await use(capture, path);
  });
}

/** What a reader gives in order, to compare with. */
function inOrder(bytes: Uint8Array) {
  const reader = new CaptureReader();
  reader.push(bytes);
  reader.end();
  const records = [];
  for (let record = reader.next(); record !== null; record = reader.next()) {
    const { number, seconds, nanoseconds, linkType, length, interfaceName } = record;
    records.push({ number, seconds, nanoseconds, linkType, length, interfaceName, data: [...record.data] });
  }
  return records;
}

function shuffledNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (i * 7) % count + 1);
}

/** Two sections, the second with an interface of another link type. */
function twoSections(): Uint8Array {
  const section = (linkType: number, name: string): Uint8Array => {
    const writer = new PcapngWriter();
    const parts = [writer.header()];
    const { id, block } = writer.addInterface({ linkType, name });
    parts.push(block);
    for (const record of mixedCapture()) {
      parts.push(
        writer.packet(record, {
          interfaceId: id,
          comments: [],
          flags: 0,
        }),
      );
    }
    return concatenate(parts);
  };
  return concatenate([section(RAW_IP, "one"), section(1, "two")]);
}

Deno.test("records read in any order are those read in order", async () => {
  for (const bytes of [pcapFile(mixedCapture()), twoSections()]) {
    const expected = inOrder(bytes);
    await opened(bytes, (capture) => {
      assertEquals(capture.index.count, expected.length);
      for (const number of shuffledNumbers(expected.length)) {
        const { seconds, nanoseconds, linkType, length, interfaceName, data } = capture.record(number)!;
        assertEquals(
          { number, seconds, nanoseconds, linkType, length, interfaceName, data: [...data] },
          expected[number - 1],
        );
      }
    });
  }
});

Deno.test("a compressed capture is looked at as its original is", async () => {
  const bytes = pcapFile(mixedCapture());
  const gzip = new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
  await opened(gzip, (capture) => {
    assertEquals(capture.index.count, inOrder(bytes).length);
    assertEquals([...capture.record(6)!.data], inOrder(bytes)[5]!.data);
  });
});

Deno.test("conversations are counted, and a file that changed meanwhile gives no wrong packet", async () => {
  await opened(pcapFile(mixedCapture()), async (capture, path) => {
    assertEquals(capture.conversations.all().map(({ state }) => state), ["S1", "REJ"]);
    assertEquals(capture.index.packetsOf(1), [12, 13]);
    await Deno.truncate(path, 100);
    assert(capture.record(12) === null);
  });
});

Deno.test("a folder, and what is not there, are refused in one line", async () => {
  const reading = { follow: false, interrupted: new MemoryTerminal().interrupted };
  await inFolder(async (folder) => {
    await assertRejects(() => IndexedCapture.open(folder, reading), Failure, "is a directory");
    await assertRejects(() => IndexedCapture.open(join(folder, "none"), reading), Failure, "none");
  });
});
