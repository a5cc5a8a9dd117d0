/**
 * The page in a real browser: what a reader does with pointer and keyboard, and what a hostile capture does not get done.
 */
import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { renderPage } from "../../../src/report/html/page.ts";
import type { Browser, BrowserPage } from "../../browser/cdp.ts";
import { type BrowserStep, testInBrowser } from "../../browser/steps.ts";
import { LOSSY, reportOf, V2 } from "./fixture.ts";

/** What is tried, one after the other in one browser. */
const steps: BrowserStep[] = [];

function inBrowser(name: string, fn: (browser: Browser) => Promise<void>): void {
  steps.push({ name, fn });
}

/** Numbers of the packet that each part of the page shows as chosen. */
const CHOSEN = `({
  arrow: document.querySelector("a.arrow.chosen")?.dataset.packet,
  current: document.querySelector("a.arrow[aria-current]")?.dataset.packet,
  row: document.querySelector("tr.chosen")?.dataset.row,
  article: [...document.querySelectorAll("article")].filter((a) => a.checkVisibility()).map((a) => a.id).join(),
  address: location.hash,
})`;

async function assertChosen(page: BrowserPage, number: number): Promise<void> {
  const text = String(number);
  const hash = `packet-${number}`;
  assertEquals(await page.evaluate(CHOSEN), {
    arrow: text,
    current: text,
    row: text,
    article: hash,
    address: `#${hash}`,
  });
}

/** Clicks in the middle of an element. */
async function clickOn(page: BrowserPage, selector: string): Promise<void> {
  const [x, y] = await page.evaluate<[number, number]>(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  })()`);
  await page.click(x, y);
}

function assertQuiet({ noise }: BrowserPage): void {
  assertEquals(noise, { console: [], exceptions: [], requests: [], dialogs: [] });
}

inBrowser("a packet chosen in one part of the page is chosen in all", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(V2)));
  assertEquals(await page.evaluate(`(${CHOSEN}).article`), "packet-1");
  await clickOn(page, 'a.arrow[data-packet="6"] .hit');
  await assertChosen(page, 6);
  await clickOn(page, 'tr[data-row="9"] td.what');
  await assertChosen(page, 9);
  await clickOn(page, "#next");
  await assertChosen(page, 10);
  await clickOn(page, "#unusual + ul a");
  await assertChosen(page, 9);
  await clickOn(page, ".plot");
  const number = await page.evaluate<number>(`+document.querySelector("a.arrow.chosen").dataset.packet`);
  await assertChosen(page, number);
  assertEquals(await page.evaluate(`document.querySelector(".cursor").getAttribute("visibility")`), "visible");
  assertQuiet(page);
});

inBrowser("the page can be walked through with the keyboard alone", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(V2)));
  const focused = `(() => { const a = document.activeElement; return a.dataset.packet ? "arrow " + a.dataset.packet
      : a.dataset.select && a.closest("table") ? "row " + a.dataset.select : a.id || a.className; })()`;
  const tabTo = async (wanted: RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses++) {
      await page.press("Tab");
      if (wanted.test(await page.evaluate<string>(focused))) return;
    }
    throw new Error(`Tab does not lead to ${wanted}`);
  };
  await page.press("Tab");
  assertEquals(await page.evaluate(focused), "skip");
  await page.press("Enter");
  await tabTo(/^arrow 1$/);
  for (
    const [key, number] of [["ArrowDown", 2], ["ArrowDown", 3], ["ArrowUp", 2], ["End", 11], ["Home", 1]] as const
  ) {
    await page.press(key);
    await assertChosen(page, number);
    assertEquals(await page.evaluate(focused), `arrow ${number}`);
  }
  await page.press("ArrowUp");
  await assertChosen(page, 1);
  await tabTo(/^row 1$/);
  await page.press("ArrowDown");
  await page.press("ArrowRight");
  await assertChosen(page, 3);
  assertEquals(await page.evaluate(focused), "row 3");
  await tabTo(/^mode$/);
  await page.press("Enter");
  assertEquals(
    await page.evaluate(`[...document.querySelectorAll("article")].every((a) => a.checkVisibility())`),
    true,
  );
  assertQuiet(page);
});

inBrowser("a header field lights up its bytes at the pointer and at the focus", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(V2)));
  const lit = `[...document.querySelectorAll("#packet-1 .hex .lit")].map((e) => e.textContent).join(" | ")`;
  await page.evaluate(`[...document.querySelectorAll("#packet-1 button")]
      .find((b) => b.textContent.startsWith("sequence number")).focus()`);
  assertEquals(await page.evaluate(lit), "06 31 a0 58 | .1.X");
  await page.evaluate(`document.activeElement.blur()`);
  assertEquals(await page.evaluate(lit), "");
  const [x, y] = await page.evaluate<[number, number]>(`(() => {
      const box = document.querySelector("#packet-1 .hex .tcp").getBoundingClientRect();
      return [box.left + 3, box.top + 3];
    })()`);
  await page.point(x, y);
  assertEquals(
    await page.evaluate(`document.querySelector("#packet-1 .fields .lit").textContent`),
    "source port 40618",
  );
  assertQuiet(page);
});

inBrowser("the page fits a phone, in both languages, light and dark", async (browser) => {
  for (const language of ["en", "he"] as const) {
    for (const dark of [false, true]) {
      const page = await browser.open(await renderPage(reportOf(LOSSY, language)), { width: 390, height: 844, dark });
      assertEquals(await page.evaluate(`document.documentElement.scrollWidth`), 390);
      const ink = await page.evaluate<string>(`getComputedStyle(document.body).color`);
      assertEquals(ink, dark ? "rgb(228, 232, 237)" : "rgb(28, 36, 48)");
      assertQuiet(page);
      await page.close();
    }
  }
});

/** Sections of the page that lie over each other where it is scrolled to, but for those that hold each other. */
const OVERLAPS = `(() => {
  const parts = [...document.querySelectorAll(".ladder-part, .story-part, .list-part, .articles-part, .charts-part")];
  const boxes = parts.map((part) => [part.className, part.getBoundingClientRect()]);
  return boxes.flatMap(([name, a], i) => boxes.slice(i + 1).flatMap(([other, b]) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1 ? [name + " over " + other] : []));
})()`;

inBrowser("no part of the page lies over another one, wherever it is scrolled to", async (browser) => {
  const html = await renderPage(reportOf(LOSSY));
  for (const width of [1040, 1280, 1440, 1680, 1920]) {
    const page = await browser.open(html, { width, height: 900 });
    const height = await page.evaluate<number>("document.documentElement.scrollHeight");
    for (let top = 0; top < height; top += 450) {
      await page.evaluate(`scrollTo(0, ${top})`);
      await page.settled();
      assertEquals(await page.evaluate(OVERLAPS), [], `${width} wide, at ${top} of ${height}`);
    }
  }
});

inBrowser("the bands of the ladder are as high as what is drawn in them", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(LOSSY)), { width: 1280, height: 900 });
  const differing = await page.evaluate<number>(
    `[...document.querySelectorAll(".ladder svg.band")].filter((band) => Math.abs(band.getBoundingClientRect().height - band.getAttribute("height")) > 1).length`,
  );
  assertEquals(differing, 0);
});

inBrowser("the first screen shows the ladder, with the story and the chosen packet beside it", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(V2)), { width: 1280, height: 900 });
  const tops = await page.evaluate<number[]>(
    `[".ladder", ".story-part", ".articles-part"].map((part) => document.querySelector(part).getBoundingClientRect().top)`,
  );
  for (const top of tops) assertLess(top, 700);
});

inBrowser("the page is whole without a script", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(V2)), { script: false });
  const { root } = await page.send("DOM.getDocument", { depth: 0 }) as { root: { nodeId: number } };
  const { nodeIds } = await page.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "article" }) as {
    nodeIds: number[];
  };
  assertEquals(nodeIds.length, V2.length);
  for (const nodeId of nodeIds) {
    const { model } = await page.send("DOM.getBoxModel", { nodeId }) as { model: { height: number } };
    assertGreater(model.height, 100);
  }
  assertQuiet(page);
});

inBrowser("5,000 packets: little of the page is drawn at a time, and all of it can be reached", async (browser) => {
  const lines = Array.from({ length: 5000 }, (_, i) => {
    const from: "C" | "S" = i % 3 ? "C" : "S";
    return {
      from,
      at: i * 0.7,
      flags: "PSH ACK",
      seq: 1 + i * 10,
      ack: 1,
      data: `packet ${i + 1}`,
      title: `Data ${i + 1}`,
    };
  });
  const page = await browser.open(await renderPage(reportOf(lines)));
  const drawn = () => page.evaluate<number>(`document.querySelectorAll("*").length`);
  const reached = (number: number) =>
    page.evaluate(`new Promise((done) => {
        const look = () => document.querySelector("#packet-${number}.chosen") && document.querySelector('[data-row="${number}"].chosen')
          && document.querySelector('[data-packet="${number}"].chosen') ? done() : requestAnimationFrame(look);
        look();
      })`);
  await reached(1);
  assertLess(await drawn(), 25_000);
  await page.evaluate(`document.querySelector('[data-packet="1"]').focus()`);
  await page.press("End");
  await reached(5000);
  await page.press("ArrowUp");
  await reached(4999);
  assertEquals(await page.evaluate(`document.activeElement.dataset.packet`), "4999");
  await page.press("Home");
  await reached(1);
  await page.settled();
  assertLess(await drawn(), 25_000);
  // Every piece holds its place; the reader who scrolls finds packets there, and those left behind are given up.
  const shown = (number: number) =>
    page.evaluate(`new Promise((done) => {
      const look = () => document.querySelector('[data-packet="${number}"]') ? done() : requestAnimationFrame(look);
      look();
    })`);
  await page.evaluate(`[...document.querySelectorAll('[data-piece^="ladder-"]')]
      .find((piece) => +piece.dataset.first <= 2500 && 2500 <= +piece.dataset.last).scrollIntoView()`);
  await shown(2500);
  assertEquals(await page.evaluate(`document.querySelectorAll('[data-packet="4000"]').length`), 0);
  assertGreater(await page.evaluate<number>(`document.querySelector(".ladder").scrollHeight`), 100_000);
  assertLess(await drawn(), 25_000);
  assertQuiet(page);
});

const HOSTILE =
  `</script><img src=x onerror=alert(1)><svg onload=alert(2)><script>alert(3)</script>"'><a href=javascript:alert(4)>`;

inBrowser("a hostile capture gets nothing run, fetched or said", async (browser) => {
  const lines = [1, 2].map((i) => ({
    from: "C" as const,
    at: i,
    flags: "PSH ACK",
    seq: 1,
    ack: 1,
    data: `GET /${HOSTILE} HTTP/1.1\r\nHost: ${HOSTILE}\r\n\r\n`,
    title: HOSTILE,
    text: `${HOSTILE} \`${HOSTILE}\``,
  }));
  const data = reportOf(lines, "en", {
    title: HOSTILE,
    done: [HOSTILE],
    command: HOSTILE,
    transcripts: [{ name: HOSTILE, command: HOSTILE, lines: [{ time: null, text: HOSTILE }] }],
    hosts: [{ name: HOSTILE, address: HOSTILE }, { name: HOSTILE, address: HOSTILE }],
    unusual: [{ text: HOSTILE, packets: [1] }],
    summary: { title: HOSTILE, paragraphs: [HOSTILE] },
  });
  for (const language of ["en", "he"] as const) {
    const page = await browser.open(await renderPage({ ...data, language }));
    await page.press(language === "he" ? "ArrowLeft" : "ArrowRight");
    await assertChosen(page, 2);
    assertEquals(
      await page.evaluate(`document.querySelectorAll("img, [onload], [onerror], a[href^=javascript]").length`),
      0,
    );
    assert((await page.evaluate<string>(`document.body.innerText`)).includes("<img src=x onerror=alert(1)>"));
    assertQuiet(page);
  }
  const injected = await browser.open(
    (await renderPage(data)).replace("<main>", "<main><img src=x onerror=document.title='ran'>"),
  );
  await injected.settled();
  assertEquals(
    await injected.evaluate(`document.title === "ran"`),
    false,
    "the policy stops what escaping would miss",
  );
});

testInBrowser("the page", steps);
