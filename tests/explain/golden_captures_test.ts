/**
 * What is said of every packet, every conversation and the whole of our own captures, word for word. `UPDATE_GOLDEN=1` writes
 * the texts anew: read the difference.
 */
import { assertEquals } from "@std/assert";
import { assertGolden } from "../cli/golden.ts";
import { allCaptures, FOLDER, isFormatTwin } from "../captures/captures.ts";
import { toldCapture } from "./told_capture.ts";

for (const capture of allCaptures().filter((capture) => !isFormatTwin(capture))) {
  Deno.test(`explain() says of ${capture} what it said before`, async () => {
    await assertGolden(`explain/captures/${capture.split("/")[1]}.txt`, await toldCapture(FOLDER + capture));
  });
}

Deno.test("no golden text is of a capture that is not there", () => {
  const golden = [...Deno.readDirSync(new URL("../golden/explain/captures/", import.meta.url))].map(({ name }) => name);
  const captures = allCaptures().filter((capture) => !isFormatTwin(capture));
  assertEquals(golden.sort(), captures.map((capture) => `${capture.split("/")[1]}.txt`).sort());
});
