/** A file, records in memory and live packets take one road, so the same is said of all three, byte for byte. */
import { assert, assertEquals } from "@std/assert";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import type { CaptureRecord } from "../../src/capture-file/capture_record.ts";
import { captureFile } from "../../src/lab/capture_file.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { plainPalette } from "../../src/output/palette.ts";
import type { CaptureFeed } from "../../src/reading/feeds/capture_feed.ts";
import { FileFeed } from "../../src/reading/feeds/file_feed.ts";
import { LiveFeed } from "../../src/reading/feeds/live_feed.ts";
import { Progress } from "../../src/reading/progress.ts";
import { RecordsFeed } from "../../src/reading/feeds/records_feed.ts";
import { scan } from "../../src/reading/scan.ts";
import { writeLive } from "../../src/reading/write_live.ts";
import { writePage } from "../../src/reading/write_page.ts";
import { writeReport } from "../../src/reading/write_report.ts";
import { FORMATS } from "../../src/report/all_formats.ts";
import { EVERYTHING } from "../../src/report/select/selection.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { tcplab } from "../cli/tcplab.ts";
import { CANNOT_PLAY, playing } from "../lab/can_play.ts";
import { mixedCapture, pcapFile } from "../report/sample_capture.ts";

const WORDS = tablesOf("en").report;
const OPTIONS = { words: WORDS, palette: plainPalette, width: 100, raw: false, utc: false };

/** The records of a capture, each an object of its own. */
function recordsOf(file: Uint8Array): CaptureRecord[] {
  const reader = new CaptureReader();
  reader.push(file);
  const records: CaptureRecord[] = [];
  for (let record = reader.next(); record !== null; record = reader.next()) {
    records.push(Object.assign(Object.create(Object.getPrototypeOf(record)), record, {
      bytes: record.bytes.slice(record.start, record.start + record.capturedLength),
      start: 0,
      interfaceName: "wire",
    }));
  }
  return records;
}

/** Everything that can be said of a feed: each format, and the page. */
async function said(feed: CaptureFeed, folder: string): Promise<Map<string, string>> {
  const results = new Map<string, string>();
  for (const [name, format] of Object.entries(FORMATS)) {
    const terminal = new MemoryTerminal();
    const reading = { terminal, progress: new Progress(terminal, 1) };
    const { scanned } = await scan(feed, reading);
    await writeReport(scanned, { format, options: OPTIONS, selection: EVERYTHING, language: "en", reading });
    results.set(name, terminal.printed.replaceAll(feed.name, "NAME"));
    const path = `${folder}/page.html`;
    const surroundings = { title: "t", done: [], command: "c", program: "p" };
    await writePage(scanned, path, { selection: EVERYTHING, language: "en", surroundings, reading });
    results.set("page", await Deno.readTextFile(path));
  }
  return results;
}

Deno.test("a file and the same records in memory are told alike in every format", async () => {
  await inFolder(async (folder) => {
    const records = recordsOf(pcapFile(mixedCapture()));
    assert(records.length > 10);
    const path = `${folder}/records.pcapng`;
    await Deno.writeFile(path, new Uint8Array([...captureFile(records, false)].flatMap((part) => [...part])));
    using file = (await FileFeed.open(path, { reread: true, interrupted: new AbortController().signal }))!;
    const [ofFile, ofRecords] = [await said(file, folder), await said(new RecordsFeed(records, "records"), folder)];
    for (const [name, text] of ofFile) {
      assert(text.length > 100, name);
      assertEquals(ofRecords.get(name), text, name);
    }
  });
});

Deno.test("packets explained while they come are explained as in the report of the same file", async () => {
  const records = recordsOf(pcapFile(mixedCapture()));
  const waiting = [...records];
  const live = new LiveFeed("eth0", records[0]!.linkType, (take) => {
    for (const record of waiting.splice(0, 3)) take({ ...record, data: record.bytes as Uint8Array<ArrayBuffer> });
    return Promise.resolve(waiting.length > 0);
  });
  const [watched, read] = [new MemoryTerminal(), new MemoryTerminal()];
  const options = { ...OPTIONS, words: WORDS };
  const { packets } = await writeLive(live, {
    options,
    language: "en",
    explains: true,
    format: "text",
    processes: null,
    reading: { terminal: watched, progress: new Progress(watched, 1) },
  });
  const reading = { terminal: read, progress: new Progress(read, 1) };
  const { scanned } = await scan(new RecordsFeed(records, "records"), reading);
  await writeReport(scanned, { format: FORMATS.text, options, selection: EVERYTHING, language: "en", reading });
  assertEquals(packets, records.length);
  const explained = watched.printed.trimEnd();
  assert(explained.length > 1000);
  assert(read.printed.includes(explained), "the report holds what was said live, word for word");
});

for (const format of ["text", "json", "ndjson", "summary"] as const) {
  Deno.test({
    name: playing(`tcplab lab --format ${format} prints what tcplab explain prints of the capture it wrote`),
    ignore: CANNOT_PLAY,
    fn: () =>
      inFolder(async (folder) => {
        const pcap = `${folder}/v1.pcapng`;
        const played = await tcplab(["lab", "v1", "--quiet", "--format", format, "--pcap", pcap]);
        assertEquals(played.code, 0, played.err);
        const read = await tcplab(["explain", pcap, "--format", format]);
        assertEquals(played.out.replace("lab v1", "NAME"), read.out.replace(pcap, "NAME"));
      }),
  });
}
