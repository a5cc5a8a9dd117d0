import { assertEquals } from "@std/assert";
import { FilterSyntaxError } from "../../src/capture-filter/language/filter_syntax_error.ts";
import { expressionsFor } from "./expressions.ts";
import { keptBy } from "./keeping.ts";
import { LINK_TYPES, type LinkPacket, linkPackets } from "./mixed_packets.ts";

/** Written by `deno run -A tests/fuzz/filters_beside_tcpdump.ts --write` (tcpdump 4.99.3, libpcap 1.10.3). */
const KEPT_BY_TCPDUMP = new URL("kept_by_tcpdump.tsv", import.meta.url);
const PACKETS = 600;

/** Number of the packets kept and the sum of their places, as the file has them. */
function summary(expression: string, linkType: number, packets: readonly LinkPacket[]): string {
  try {
    const kept = keptBy(expression, linkType, packets);
    return `${kept.length} ${kept.reduce((sum, place) => sum + place, 0)}`;
  } catch (error) {
    if (error instanceof FilterSyntaxError) return "refused";
    throw error;
  }
}

Deno.test("filter expressions keep the packets that tcpdump keeps", async (t) => {
  const rows = Deno.readTextFileSync(KEPT_BY_TCPDUMP).trimEnd().split("\n").map((row) => row.split("\t"));
  for (const linkType of LINK_TYPES) {
    const expected = new Map(rows.filter(([type]) => Number(type) === linkType).map(([, text, kept]) => [text, kept]));
    await t.step(`link type ${linkType}, ${expected.size} expressions`, () => {
      const packets = linkPackets(linkType, PACKETS);
      const kept = new Map(expressionsFor(linkType).map((text) => [text, summary(text, linkType, packets)]));
      assertEquals(kept, expected);
    });
  }
});
