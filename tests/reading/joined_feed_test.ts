import { assertEquals } from "@std/assert";
import { CaptureRecord } from "../../src/capture-file/capture_record.ts";
import { JoinedFeed } from "../../src/reading/feeds/joined_feed.ts";
import { RecordsFeed } from "../../src/reading/feeds/records_feed.ts";
import { Random } from "../random.ts";

/** Records at these seconds, each with its file's letter as its only byte. */
function records(letter: string, seconds: readonly number[]): CaptureRecord[] {
  return seconds.map((second, index) =>
    Object.assign(new CaptureRecord(), {
      number: index + 1,
      seconds: second,
      linkType: 101,
      length: 1,
      bytes: new TextEncoder().encode(letter),
      capturedLength: 1,
    })
  );
}

/** What a joined reading gives: letter and second of each record, and its number. */
async function joined(...files: readonly (readonly CaptureRecord[])[]): Promise<string[]> {
  const feed = new JoinedFeed(files.map((file, index) => new RecordsFeed(file, `${index}.pcap`)));
  using stream = await feed.open();
  const taken: string[] = [];
  do {
    for (let record = stream.next(); record !== null; record = stream.next()) {
      assertEquals(record.number, taken.length + 1);
      taken.push(new TextDecoder().decode(record.data) + record.seconds);
    }
  } while (await stream.more());
  return taken;
}

Deno.test("records of several files come in the order of time, numbered anew", async () => {
  assertEquals(await joined(records("a", [1, 4, 5]), records("b", [2, 3, 6])), ["a1", "b2", "b3", "a4", "a5", "b6"]);
  assertEquals(await joined(records("a", [1]), [], records("c", [1])), ["a1", "c1"]);
  assertEquals(await joined([], []), []);
});

Deno.test("a file's own order is kept, even where its times run back", async () => {
  assertEquals(await joined(records("a", [5, 1, 6]), records("b", [2])), ["b2", "a5", "a1", "a6"]);
});

Deno.test("no record is lost or told twice, however the files are filled", async () => {
  const random = new Random(11);
  for (let round = 0; round < 20; round++) {
    const files = Array.from({ length: random.int(1, 4) }, (_, file) => {
      let second = 0;
      return records("abcd"[file]!, Array.from({ length: random.int(0, 5000) }, () => second += random.int(0, 2)));
    });
    const taken = await joined(...files);
    assertEquals(taken.length, files.reduce((sum, file) => sum + file.length, 0));
    const seconds = taken.map((text) => Number(text.slice(1)));
    assertEquals(seconds, seconds.toSorted((a, b) => a - b));
  }
});
