/** One conversation of several in a real browser: the page follows the choice, and links lead in and out of it. */
import { assert, assertEquals, assertLess } from "@std/assert";
import { renderPage } from "../../../src/report/html/page.ts";
import type { Browser } from "../../browser/cdp.ts";
import { type BrowserStep, testInBrowser } from "../../browser/steps.ts";
import { assertQuiet, comes } from "../../browser/waiting.ts";
import { type Line, reportOf, V2 } from "./fixture.ts";

const steps: BrowserStep[] = [];

function inBrowser(name: string, fn: (browser: Browser) => Promise<void>): void {
  steps.push({ name, fn });
}

/** Two conversations whose packets alternate. */
const TWO: readonly Line[] = V2.flatMap((line, i) => [
  line,
  { ...line, at: line.at + 0.01, stream: 1, title: `other ${i}` },
]);

function twoConversations(): ReturnType<typeof reportOf> {
  const data = reportOf(TWO);
  const [one] = data.conversations;
  return { ...data, conversations: [one!, { ...one!, stream: 1, client: "10.0.2.4:40619" }] };
}

/** What can be seen of one of the two conversations: rows, bright arrows, charts, the open story, the chosen packet. */
const SEEN = `({
  rows: [...document.querySelectorAll("tr[data-row]")].filter((r) => r.checkVisibility()).map((r) => +r.dataset.row),
  arrows: document.querySelectorAll("a.arrow:not(.out)").length,
  charts: [...document.querySelectorAll("[data-charts]")].filter((c) => c.checkVisibility()).map((c) => c.dataset.charts).join(),
  stories: [...document.querySelectorAll("details[id^=conversation]")].filter((d) => d.open).map((d) => d.id).join(),
  chosen: +document.querySelector("tr.chosen").dataset.row,
})`;

/** The ladder as it stands: its arrows, its hosts, how high its bands are together. */
const LADDER = `({
  arrows: [...document.querySelectorAll("a.arrow")].map((a) => +a.dataset.packet),
  hosts: [...document.querySelectorAll(".hosts text")].map((t) => t.textContent),
  height: [...document.querySelectorAll("svg.band")].reduce((sum, band) => sum + +band.getAttribute("height"), 0),
})`;

inBrowser(
  "choosing a conversation chooses it: list, ladder, charts, story and the chosen packet follow",
  async (browser) => {
    const second = V2.map((_, i) => 2 * i + 2);
    // Closed before the other opens: a page behind another draws no frames.
    const byItself = await browser.open(await renderPage(reportOf(V2)));
    const { height } = await byItself.evaluate<{ height: number }>(LADDER);
    await byItself.close();
    const page = await browser.open(await renderPage(twoConversations()));
    const whole = await page.evaluate<{ height: number }>(LADDER);
    const alone = {
      height,
      arrows: second,
      hosts: ["client", "10.0.2.4:40619", "server", "10.0.2.15:5050"],
    };
    assertLess(alone.height, whole.height - 200);
    await page.evaluate(`(() => { only.value = "1"; only.dispatchEvent(new Event("change")); })()`);
    await comes(page, `document.querySelector("tr.chosen")?.dataset.row === "2"`);
    assertEquals(await page.evaluate(SEEN), {
      rows: second,
      arrows: second.length,
      charts: "1",
      stories: "conversation-1",
      chosen: 2,
    });
    assertEquals(await page.evaluate(LADDER), alone, "laid out for it alone");
    await page.press("a");
    const articles =
      `[...document.querySelectorAll("article.packet")].filter((a) => a.checkVisibility()).map((a) => a.id)`;
    assertEquals(await page.evaluate(articles), second.map((number) => `packet-${number}`));
    await page.press("a");
    assertEquals(await page.evaluate(`document.querySelector("#count").textContent`), "11 of 22 packets");
    const storyInSight = await page.evaluate<boolean>(`(() => {
    const [box, story] = [".story-part", "#conversation-1"].map((s) => document.querySelector(s).getBoundingClientRect());
    return story.top >= box.top && story.top < box.bottom - 40;
  })()`);
    assert(storyInSight);
    await page.evaluate(`document.querySelector('a[data-packet="2"]').focus()`);
    await page.press("ArrowDown");
    await comes(page, `document.querySelector("tr.chosen")?.dataset.row === "4"`);
    // The link of a packet of the other one leads there.
    await page.evaluate(`document.querySelector("#unusual + ul a").click()`);
    await comes(page, `document.querySelector("tr.chosen")?.dataset.row === "9"`);
    assertEquals((await page.evaluate<{ charts: string }>(SEEN)).charts, "0");
    assertEquals((await page.evaluate<{ arrows: number[] }>(LADDER)).arrows, V2.map((_, i) => 2 * i + 1));
    await page.evaluate(`document.querySelector('[data-only="0"]').click()`);
    await comes(page, `document.querySelector("#count").textContent === ""`);
    assertEquals((await page.evaluate<{ rows: number[] }>(SEEN)).rows.length, TWO.length);
    assertEquals(await page.evaluate(LADDER), whole);
    assertQuiet(page);
  },
);

inBrowser("a link to a packet leads out of the chosen conversation, in a page of any length", async (browser) => {
  const lines = Array.from({ length: 1500 }, (_, i): Line => ({
    from: i % 4 < 2 ? "C" : "S",
    at: i * 3,
    flags: "ACK",
    seq: 1,
    ack: 1,
    stream: i % 2,
  }));
  const [one] = reportOf(V2).conversations;
  const data = { ...reportOf(lines), conversations: [0, 1].map((stream) => ({ ...one!, stream })) };
  const page = await browser.open(await renderPage(data), {}, "#conversation-1");
  const inSight = (number: number) =>
    `(() => {
      const arrow = document.querySelector('a.arrow.chosen[data-packet="${number}"]')?.getBoundingClientRect();
      return arrow !== undefined && arrow.top > 0 && arrow.bottom < innerHeight &&
        document.querySelector("#packet-${number}")?.checkVisibility();
    })()`;
  const others = (stream: number) =>
    `[...document.querySelectorAll("a.arrow")].every((a) => (+a.dataset.packet - 1) % 2 === ${stream})`;
  await comes(page, `document.querySelector("#count").textContent === "750 of 1,500 packets"`);
  assert(await page.evaluate(others(1)));
  // 1201 is of the other one, 1400 of the first again; then everything.
  for (
    const { number, stream } of [{ number: 1201, stream: 0 }, { number: 1400, stream: 1 }, { number: 3, stream: 0 }]
  ) {
    await page.evaluate(`location.hash = "#packet-${number}"`);
    await comes(page, inSight(number));
    assert(await page.evaluate(others(stream)), `packet ${number}`);
    assertEquals(await page.evaluate("only.value"), String(stream));
  }
  await page.evaluate(`(() => { only.value = ""; only.dispatchEvent(new Event("change")); })()`);
  await comes(page, `document.querySelector("#count").textContent === ""`);
  await page.evaluate(`location.hash = "#packet-1400"`);
  await comes(page, inSight(1400));
  assert(!await page.evaluate(others(1)) && !await page.evaluate(others(0)));
  assertQuiet(page);
});

inBrowser("a link leads to a conversation", async (browser) => {
  const page = await browser.open(await renderPage(twoConversations()), {}, "#conversation-1");
  await comes(page, `document.querySelector("tr.chosen")?.dataset.row === "2"`);
  assertEquals((await page.evaluate<{ arrows: number }>(SEEN)).arrows, V2.length);
  assertQuiet(page);
});

testInBrowser("one conversation of several", steps);
