/** tshark reads our captures too. Expected is what 4.4 says; where the older 4.0 is known to differ, that is written here. */
import { assertEquals } from "@std/assert";
import { allCaptures, expectedFile, expectedRows, FOLDER } from "./captures.ts";
import { askTshark, tsharkRow, tsharkVersion } from "./tshark.ts";

const VERSION = tsharkVersion();

/** Packets of which tshark 4.0 says something else than 4.4. */
const OLDER_DIFFERS: Readonly<Record<string, readonly number[]>> = {
  // 4.0 takes a changed window beside selective acknowledgments for a window update, 4.4 for a duplicate ACK.
  "lab/lost-segment.pcapng": [19, 20, 21, 22, 23, 24],
  "lab/out-of-order.pcapng": [14],
  "lab/simultaneous-open.pcapng": [5, 6],
  // 4.0 does not count an ACK in a connection that it did not see begin.
  "made/tcp_options.pcapng": [9, 10],
  // A probe's byte that was taken (42, 48, 219, 220), the window beside SACK (80), a part of a segment again (156, 328), what an
  // ACK inside a segment completes (161, 249), selective acknowledgments that ask for a segment (307, 316), ports used again.
  "made/verdicts.pcapng": [42, 48, 80, 156, 161, 219, 220, 249, 307, 316, 328, 342, 343, 344, 345, 346],
};
/**
 * The mixture uses ports again and again, and 4.0 counts the conversations of such ports otherwise; a block that holds no packet
 * is counted as one in the file of two sections.
 */
const NOT_COMPARED = ["made/mixture.pcap", "made/two_sections.pcapng"];

for (const capture of allCaptures().filter((each) => !NOT_COMPARED.includes(each))) {
  Deno.test({
    name: `tshark says the same of ${capture} (skipped without tshark)`,
    ignore: VERSION === null,
    fn: async () => {
      const theirs = await askTshark(FOLDER + capture);
      const ours = expectedRows(expectedFile(capture)).map(tsharkRow);
      assertEquals(theirs.length, ours.length);
      const different = theirs.flatMap((row, at) => row === ours[at] ? [] : [Number(row.split(" ")[0])]);
      const known = VERSION! < 4.4 ? OLDER_DIFFERS[capture] ?? [] : [];
      assertEquals(different, known, `${capture}, tshark ${VERSION}`);
    },
  });
}
