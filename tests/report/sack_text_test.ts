/** The ranges of a selective acknowledgment, in numbers that count from the same place as the packet's ack. */
import { assertEquals } from "@std/assert";
import { sackTexts } from "../../src/report/words/option_text.ts";
import { analysedPackets } from "../explain/scenario.ts";

Deno.test("sackTexts() counts from the packet's own ack, and says of older numbers that they are raw", () => {
  const text = `
    0.1 C A 100 ack 1000 sack 900-950
    0.2 C A 100 ack 1000 sack 1100-1200`;
  assertEquals(analysedPackets(text, {}, (analysed) => sackTexts(analysed, false)), [
    ["SACK raw 5900-5950"],
    ["SACK 101-201"],
  ]);
  assertEquals(analysedPackets(text, {}, (analysed) => sackTexts(analysed, true)), [
    ["SACK 5900-5950"],
    ["SACK 6100-6200"],
  ]);
});
