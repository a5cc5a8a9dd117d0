/** The page on paper, printed by a real browser: how many pages, and what stands on each. */
import { assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import { renderPage } from "../../../src/report/html/page.ts";
import type { Browser, BrowserPage } from "../../browser/cdp.ts";
import { type BrowserStep, testInBrowser } from "../../browser/steps.ts";
import { type Line, reportOf, V2 } from "./fixture.ts";

const steps: BrowserStep[] = [];

/** Pages of the page, or of one part of it, on A4. */
async function pagesOf(page: BrowserPage, part: string | null): Promise<number> {
  await page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${
    JSON.stringify(part === null ? "" : `header, footer, main > section, .workspace > :not(${part}) { display: none }`)
  });
    document.adoptedStyleSheets = [sheet];
  })()`);
  const bytes = await page.pdf();
  return new TextDecoder("latin1").decode(bytes).match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** A transfer of 100 packets: segments, their acknowledgments, and a pause now and then. */
const TRANSFER: readonly Line[] = Array.from({ length: 100 }, (_, i): Line => {
  const round = Math.floor(i / 3);
  const at = round * 20 + (i % 3) * 0.4 + (round > 20 ? 3000 : 0);
  const text =
    "The server sends the next bytes of its answer. They fit into the window of the other end, and nothing is lost.";
  return i % 3 === 2
    ? { from: "C", at: at + 2, flags: "ACK", seq: 1, ack: 1 + (round + 1) * 2896, acks: i, rtt: 2_000_000, text }
    : {
      from: "S",
      at,
      flags: "PSH ACK",
      seq: 1 + (i - round) * 1448,
      ack: 1,
      data: "x".repeat(300),
      length: 1448,
      text,
    };
});

/** 50 packets, a question and its answer every second: a silence after each pair. */
const SILENCES: readonly Line[] = Array.from({ length: 50 }, (_, i): Line => ({
  from: i % 2 ? "S" : "C",
  at: (i >> 1) * 1000 + (i % 2) * 20,
  flags: "ACK",
  seq: 1,
  ack: 1,
}));

steps.push({
  name: "two pages of ladder for 50 packets at most, three packets a page at least",
  async fn(browser: Browser) {
    for (
      const { lines, ladder, articles } of [{ lines: V2, ladder: 1, articles: 4 }, {
        lines: TRANSFER,
        ladder: 4,
        articles: null,
      }, { lines: SILENCES, ladder: 2, articles: null }]
    ) {
      const page = await browser.open(await renderPage(reportOf(lines)));
      assertLessOrEqual(await pagesOf(page, ".ladder-part"), ladder, `ladder of ${lines.length} packets`);
      if (articles !== null) assertLessOrEqual(await pagesOf(page, ".articles-part"), articles);
      await page.close();
    }
  },
});

steps.push({
  name: "no arrow is drawn past the end of the lines of its band",
  async fn(browser: Browser) {
    const page = await browser.open(await renderPage(reportOf(TRANSFER)));
    const clipped = await page.evaluate<string[]>(
      `[...new Set([...document.querySelectorAll("svg.band")].map((band) => getComputedStyle(band).clipPath))]`,
    );
    assertEquals(clipped, ["inset(-1px -200px)"]);
    // What goes on in the next band is drawn there.
    const lost = await page.evaluate<string[]>(`(() => {
      const bands = [...document.querySelectorAll("svg.band")];
      return bands.slice(0, -1).flatMap((band, i) =>
        [...band.querySelectorAll("a.arrow")].filter((arrow) =>
          +arrow.querySelector("line").getAttribute("y2") > +band.getAttribute("height") + 1 &&
          bands[i + 1].querySelector('g.arrow[data-label="' + arrow.dataset.packet + '"] line') === null)
          .map((arrow) => arrow.dataset.packet));
    })()`);
    assertEquals(lost, []);
  },
});

steps.push({
  name: "217 packets, of which most are packed, are all on paper, also before the browser has unpacked any",
  async fn(browser: Browser) {
    const lines = Array.from({ length: 217 }, (_, i) => ({ ...TRANSFER[i % 100]!, at: i * 20 }));
    const page = await browser.open(await renderPage(reportOf(lines)));
    const articles = (part: string) => page.evaluate<number>(`document.querySelectorAll("${part}").length`);
    // A browser that never finds the time.
    const source = "globalThis.DecompressionStream = class { constructor() { return new Promise(() => {}); } };";
    await page.send("Page.addScriptToEvaluateOnNewDocument", { source });
    await page.load();
    const drawn = await articles("article.packet");
    assertLessOrEqual(drawn, 40);
    const ladder = await pagesOf(page, ".ladder-part");
    assertLessOrEqual(ladder, Math.ceil(217 / 50) * 2);
    assertGreaterOrEqual(ladder, 3);
    const all = await pagesOf(page, ".articles-part");
    assertLessOrEqual(all, Math.ceil(217 / 3));
    assertGreaterOrEqual(all, 217 / 8);
    assertLessOrEqual(await articles("article.packet"), drawn, "afterwards the page is as light as before");
    await page.close();
  },
});

steps.push({
  name: "the hosts' names stand on every page of the ladder: they are the head of a table",
  async fn(browser: Browser) {
    const page = await browser.open(await renderPage(reportOf(V2)));
    await page.send("Emulation.setEmulatedMedia", { media: "print" });
    const displays = await page.evaluate<string[]>(
      `[".ladder", ".heads-of-lines", ".ladder > .piece"].map((s) => getComputedStyle(document.querySelector(s)).display)`,
    );
    assertEquals(displays, ["table", "table-header-group", "table-row-group"]);
    await page.close();
  },
});

testInBrowser("the page on paper", steps);
