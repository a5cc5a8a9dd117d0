/** A capture that is still being written: lists grow with it, and its end is told. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { Failure } from "../../src/base/failure.ts";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { Progress } from "../../src/reading/progress.ts";
import { IndexedCapture } from "../../src/view/index/indexed_capture.ts";
import type { Rows } from "../../src/view/rows/row.ts";
import { View } from "../../src/view/server/view.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { mixedCapture, RAW_IP } from "../report/sample_capture.ts";
import { until } from "../until.ts";

const RECORDS = mixedCapture().map((record) => pcapRecord(record));

interface Followed {
  readonly capture: IndexedCapture;
  readonly view: View;
  readonly path: string;
  /** Adds bytes to the file. */
  write(bytes: Uint8Array): Promise<void>;
  indexed: Promise<void>;
}

/** Follows a file that begins with its header. */
async function followed(use: (followed: Followed) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const path = join(folder, "growing.pcap");
    const write = (bytes: Uint8Array): Promise<void> => Deno.writeFile(path, bytes, { append: true });
    await write(pcapHeader(RAW_IP));
    const terminal = new MemoryTerminal();
    const progress = new Progress(terminal, 1);
    await using capture = (await IndexedCapture.open(path, { follow: true, interrupted: terminal.interrupted }))!;
    const indexed = capture.read(progress);
    const judged = capture.judge("en", progress);
    const view = new View(capture, { language: "en", program: "tcplab test", reading: capture.reading(progress) });
    await use({ capture, view, path, write, indexed });
    capture.stop();
    await judged;
  });
}

async function rowsOf(view: View, path: string): Promise<Rows> {
  return await (await view.answer(path, new URLSearchParams("count=50")))!.json();
}

Deno.test("packets appear as they are written, half a packet only when it is whole", async () => {
  await followed(async ({ capture, view, write }) => {
    for (const [i, record] of RECORDS.entries()) {
      await write(record.subarray(0, 20));
      await write(record.subarray(20));
      if (i % 5 === 0) await until("the packet", () => Promise.resolve(capture.index.count === i + 1));
    }
    await until("all packets", () => Promise.resolve(capture.index.count === RECORDS.length));
    const { rows, all } = await rowsOf(view, "rows/conversations");
    assertEquals([rows.length, all], [2, 2]);
    assertEquals((await rowsOf(view, "rows/packets")).total, RECORDS.length);
    assertStringIncludes(view.state().text, `following: ${RECORDS.length} packets`);
    await write(RECORDS[0]!.subarray(0, 30));
    assertEquals((await rowsOf(view, "rows/packets")).total, RECORDS.length, "half a packet is none");
  });
});

Deno.test("a conversation that goes on has its page, and one more packet makes another page", async () => {
  await followed(async ({ capture, view, write }) => {
    for (const record of RECORDS.slice(0, 3)) await write(record);
    await until("three packets", () => Promise.resolve(capture.index.count === 3));
    const first = await (await view.answer("conversation/0", new URLSearchParams()))!.text();
    assert(!first.includes('id="packet-4"'));
    await write(RECORDS[3]!);
    await until("a fourth packet", () => Promise.resolve(capture.index.count === 4));
    const { version } = view.state();
    const second = await (await view.answer("conversation/0", new URLSearchParams()))!.text();
    assertStringIncludes(second, 'id="packet-4"');
    const kept = await (await view.answer("conversation/0", new URLSearchParams("size=3")))!.text();
    assert(!kept.includes('id="packet-4"'), "a page can be kept as it was");
    await write(RECORDS[4]!);
    await until("a fifth packet", () => Promise.resolve(view.state().version !== version));
  });
});

Deno.test("a filter lets through what has come since, once that is much or the capture has ended", async () => {
  await followed(async ({ capture, view, path, write, indexed }) => {
    const filtered = async (): Promise<number> => {
      const response = await view.answer("rows/packets", new URLSearchParams("count=50&filter=tcp"));
      return (await response!.json()).total;
    };
    for (const record of RECORDS.slice(0, 4)) await write(record);
    await until("four packets", () => capture.index.count === 4);
    assertEquals(await filtered(), 4);
    for (const record of RECORDS.slice(4)) await write(record);
    await until("all packets", () => capture.index.count === RECORDS.length);
    const tcp = await filtered();
    assert(tcp > 4);
    await write(RECORDS[0]!);
    await until("one more", () => capture.index.count === RECORDS.length + 1);
    assertEquals(await filtered(), tcp, "one of fourteen is not much");
    await Deno.remove(path);
    await indexed;
    assertEquals(await filtered(), tcp + 1);
  });
});

Deno.test("the end is told: a file that is removed, replaced, or becomes shorter is followed no more", async () => {
  const endings: readonly [string, (path: string) => Promise<void>, string][] = [
    ["removed", (path) => Deno.remove(path), "replaced or removed"],
    ["replaced", async (path) => {
      await Deno.writeTextFile(`${path}.new`, "another");
      await Deno.rename(`${path}.new`, path);
    }, "replaced or removed"],
    ["cut", (path) => Deno.truncate(path, 30), "became shorter"],
  ];
  for (const [name, change, words] of endings) {
    await followed(async ({ view, path, write, indexed }) => {
      for (const record of RECORDS) await write(record);
      await until(name, () => Promise.resolve(view.state().text.includes(`: ${RECORDS.length} packets`)));
      await change(path);
      await indexed;
      assertStringIncludes(view.state().text, words);
      const { rows } = await rowsOf(view, "rows/conversations");
      await until("judged", async () => (await rowsOf(view, "rows/conversations")).rows[0]!.cells[1] !== "…");
      assertEquals(rows.length, 2, name);
    });
  }
});

Deno.test("a compressed file is whole, and cannot be followed", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "whole.pcap.gz");
    await Deno.writeFile(path, Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0));
    const { interrupted } = new MemoryTerminal();
    await assertRejects(
      () => IndexedCapture.open(path, { follow: true, interrupted }),
      Failure,
      "it is compressed, and such a file is whole",
    );
  });
});
