/** The band of a conversation's time on the page. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Language } from "../../../src/language/language.ts";
import { LANGUAGES } from "../../../src/language/language.ts";
import type { ConversationView, ReportData } from "../../../src/report/html/facts/report_data.ts";
import { drawTimePart, tellsTime } from "../../../src/report/html/parts/time_part.ts";
import { wordsOf } from "../../../src/report/html/text/page_words.ts";
import { packetsOf } from "../../analysis/trace.ts";
import { diagnosesOf } from "../../diagnosis/diagnosing.ts";

const OPENING = "> S 0 0 0 64000\n< SA 0 1 0 64000 dt=100\n> A 1 1 0 64000 dt=0.05";
const SLOW = `${OPENING}\n> PA 1 1 100\n< PA 1 101 100 64000 dt=900\n> A 101 101 0 64000 dt=1`;

function dataOf(traces: readonly string[], language: Language, numbers = [1, 2, 3, 4, 5, 6]): ReportData {
  const conversations = traces.map((trace, stream): ConversationView => ({
    stream,
    client: "10.0.0.1:40001",
    server: "192.0.2.80:80",
    packets: 6,
    bytesFromClient: 100,
    bytesFromServer: 100,
    initialRtt: null,
    story: { title: "", paragraphs: [] },
    diagnosis: diagnosesOf(packetsOf(trace))[0]!,
  }));
  const packets = numbers.map((number) => ({ number }));
  return { language, conversations, packets } as unknown as ReportData;
}

function drawn(data: ReportData): string {
  return drawTimePart(data, wordsOf(data.language))?.text ?? "";
}

Deno.test("the parts of a band are as wide as their shares, and every cause has a row with its packets", () => {
  for (const language of LANGUAGES) {
    const text = drawn(dataOf([SLOW], language));
    const widths = [...text.matchAll(/<rect class="of-\w+" x="[\d.]+" y="0" width="([\d.]+)"/g)].map(([, w]) =>
      Number(w)
    );
    assert(Math.abs(widths.reduce((sum, width) => sum + width, 0) - 1000) < 5);
    assertEquals([...text.matchAll(/<th scope="row">/g)].length, widths.length);
    assertStringIncludes(text, 'data-select="5"');
  }
});

Deno.test("packets that the page does not show are named and not linked", () => {
  const text = drawn(dataOf([SLOW], "en", [1, 2]));
  assert(!text.includes('data-select="5"'));
  assertStringIncludes(text, "–3");
});

Deno.test("of several conversations only those that lost time have a band", () => {
  const healthy = `${OPENING}\n> PA 1 1 100\n< PA 1 101 100 64000 dt=100\n> A 101 101 0 64000 dt=1`;
  assertEquals(drawn(dataOf([healthy, SLOW], "en")).split('<svg class="time-band"').length - 1, 1);
  assert(tellsTime(dataOf([healthy], "en")));
  assert(!tellsTime(dataOf([healthy, healthy], "en")));
});
