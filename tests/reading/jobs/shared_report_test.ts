/** Several jobs print what one prints, byte for byte, wherever the blocks of packets begin. */
import { assertEquals } from "@std/assert";
import { FileFeed } from "../../../src/reading/feeds/file_feed.ts";
import { FORMATS } from "../../../src/report/all_formats.ts";
import { compileFilter } from "../../../src/report/select/compile_filter.ts";
import { filterReadsExplanations } from "../../../src/report/select/filter.ts";
import { parseFilter } from "../../../src/report/select/filter_parser.ts";
import { EVERYTHING, type Selection } from "../../../src/report/select/selection.ts";
import { allCaptures, FOLDER } from "../../captures/captures.ts";
import { type Asked, reportOf } from "./in_shares.ts";

/** Jobs, and packets of a block: one packet, a few, and so many that some jobs have none. */
const SHARES = [[2, 1], [3, 2], [2, 1000]] as const;

function chosenBy(filter: string): Selection {
  const parsed = parseFilter(filter);
  const context = { first: { seconds: 0, nanoseconds: 0 }, chosen: () => new Set<number>() };
  return {
    ...EVERYTHING,
    filter: compileFilter(parsed, context),
    filterReadsExplanations: filterReadsExplanations(parsed),
  };
}

async function isAlike(path: string, asked: Asked, shares: readonly (readonly [number, number])[]): Promise<void> {
  using feed = (await FileFeed.open(path, { reread: true, interrupted: new AbortController().signal }))!;
  const alone = await reportOf(feed, asked);
  for (const [jobs, block] of shares) {
    assertEquals(await reportOf(feed, asked, { jobs, block }), alone, `${path}, ${jobs} jobs, blocks of ${block}`);
  }
}

for (const [name, format] of Object.entries(FORMATS)) {
  Deno.test(`${name}: several jobs print every capture as one does`, async () => {
    for (const capture of allCaptures()) {
      await isAlike(FOLDER + capture, { format, selection: EVERYTHING }, SHARES);
    }
  });
}

Deno.test("they do so in Hebrew", async () => {
  const asked = { format: FORMATS.text, selection: EVERYTHING, language: "he" } as const;
  for (const capture of allCaptures()) await isAlike(FOLDER + capture, asked, SHARES.slice(0, 1));
});

Deno.test("selected packets are shared as they are numbered in the capture", async () => {
  const selections: readonly Selection[] = [
    { ...EVERYTHING, first: 3, last: 8 },
    { ...EVERYTHING, stream: 1 },
    { ...EVERYTHING, first: 1_000_000 },
    chosenBy("len > 0 and not flag PSH"),
    chosenBy("code nagle-coalesced or analysis any"),
  ];
  for (const selection of selections) {
    for (const format of [FORMATS.text, FORMATS.ndjson, FORMATS.json]) {
      await isAlike(`${FOLDER}made/mixture.pcap`, { format, selection }, SHARES);
    }
  }
});
