/** A page to hand out: the packets are there, and nothing that is said of them. */
import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { LANGUAGES } from "../../../src/language/language.ts";
import { renderPage } from "../../../src/report/html/page.ts";
import type { ReportData } from "../../../src/report/html/facts/report_data.ts";
import { withoutAnswers } from "../../../src/report/html/facts/without_answers.ts";
import { wordsOf } from "../../../src/report/html/text/page_words.ts";
import { type BrowserStep, testInBrowser } from "../../browser/steps.ts";
import { type Line, LOSSY, reportOf, V2 } from "./fixture.ts";

/** A report in which each answer is marked, so that none can hide in other words. */
function marked(lines: readonly Line[], more: Partial<ReportData> = {}): ReportData {
  const data = reportOf(lines.map((line) => ({ ...line, title: "ANSWER title", text: "ANSWER text" })), "en", more);
  const story = { title: "ANSWER story", paragraphs: ["ANSWER paragraph"] };
  const finding = {
    code: "loss",
    title: "ANSWER finding",
    certainty: "likely",
    packets: [1],
    text: "ANSWER found",
    advice: "ANSWER advice",
  } as const;
  return {
    ...data,
    done: ["ANSWER done"],
    command: "tcplab lab v2 --answer ANSWER",
    showCommand: "tcplab explain ANSWER --packets {number}",
    conversations: data.conversations.map((one) => ({ ...one, story, findings: [finding] })),
    summary: story,
    captureFindings: [finding],
    unusual: [{ text: "ANSWER unusual", packets: [1] }],
    next: [{ text: "ANSWER next", command: "tcplab lab ANSWER" }],
    ...more,
  };
}

/** Everything in a page, also what is packed behind it. */
async function wholeText(page: string): Promise<string> {
  const packed = [...page.matchAll(/<script type="application\/gzip" id="[^"]*">([^<]*)</g)];
  const texts = await Promise.all(packed.map(async ([, base64 = ""]) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }));
  return [page, ...texts].join("\n");
}

const LONG: readonly Line[] = Array.from({ length: 300 }, (_, i): Line => ({ ...V2[i % V2.length]!, at: i }));

Deno.test("withoutAnswers() leaves nothing of what is said in the page, short or long, drawn or packed", async () => {
  for (const lines of [V2, LOSSY, LONG]) {
    const data = marked(lines);
    const told = await wholeText(await renderPage(data));
    for (const answer of ["title", "text", "story", "paragraph", "finding", "found", "advice", "unusual", "next"]) {
      assertStringIncludes(told, `ANSWER ${answer}`);
    }
    const page = await wholeText(await renderPage(withoutAnswers(data)));
    assertEquals(page.match(/ANSWER[^<]*/g), null);
    const body = page.slice(page.indexOf("<body"));
    assertEquals(body.match(/ESTABLISHED|FIN-WAIT|LISTEN|retransmission[^ .]|zero window|class="certainty/g), null);
    for (const { number } of data.packets) {
      for (const part of [`data-packet="${number}"`, `data-row="${number}"`, `id="packet-${number}"`]) {
        assertStringIncludes(page, part);
      }
    }
    assertStringIncludes(page, `data-charts="0"`);
  }
});

Deno.test("withoutAnswers() still draws what the wire lost as lost", async () => {
  const crosses = (page: string) => page.split('class="cross"').length - 1;
  const told = crosses(await renderPage(marked(LOSSY)));
  assertGreater(told, 0);
  assertEquals(crosses(await renderPage(withoutAnswers(marked(LOSSY)))), told);
});

Deno.test("a page to hand out says so, in each language", async () => {
  for (const language of LANGUAGES) {
    const { handOut, yourAnswer } = wordsOf(language);
    const data = reportOf(V2, language);
    const page = await renderPage(withoutAnswers(data));
    assertStringIncludes(page, handOut);
    assertEquals(page.split(yourAnswer).length - 1, V2.length, "room under each packet");
    const told = await renderPage(data);
    assert(!told.includes(handOut) && !told.includes(yourAnswer));
  }
});

const steps: BrowserStep[] = [{
  name: "the room to write is on paper alone, a packet's height at least",
  async fn(browser) {
    const page = await browser.open(await renderPage(withoutAnswers(reportOf(V2))));
    const height = `document.querySelector("#packet-2 .room").getBoundingClientRect().height`;
    assertEquals(await page.evaluate(height), 0);
    await page.send("Emulation.setEmulatedMedia", { media: "print" });
    assertGreater(await page.evaluate<number>(height), 100);
    await page.close();
  },
}];

testInBrowser("a page to hand out", steps);
