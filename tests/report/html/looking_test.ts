/** Looking closer in a real browser: charts that zoom, one conversation, words that are searched for, links, pictures. */
import { assert, assertEquals, assertGreater, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { renderPage } from "../../../src/report/html/page.ts";
import type { Browser, BrowserPage } from "../../browser/cdp.ts";
import { type BrowserStep, testInBrowser } from "../../browser/steps.ts";
import { assertQuiet, comes } from "../../browser/waiting.ts";
import { type Line, LOSSY, reportOf, V2 } from "./fixture.ts";

const steps: BrowserStep[] = [];

function inBrowser(name: string, fn: (browser: Browser) => Promise<void>): void {
  steps.push({ name, fn });
}

/** The box of an element that is brought into sight: left, top, width, height. */
function boxOf(page: BrowserPage, selector: string): Promise<[number, number, number, number]> {
  return page.evaluate(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    element.scrollIntoView({ block: "center" });
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height];
  })()`);
}

const TICKS = `[...document.querySelector(".chart").querySelectorAll("text.x")].map((t) => t.textContent)`;
const SPANS = `[...document.querySelectorAll(".curves")].map((c) => c.getAttribute("viewBox").split(" ")[2]).join()`;

inBrowser(
  "charts are looked into by drag, wheel, keys and buttons, all of a conversation together",
  async (browser) => {
    const page = await browser.open(await renderPage(reportOf(LOSSY)));
    const whole = await page.evaluate(TICKS);
    const before = await page.evaluate(SPANS);
    assertEquals(whole, ["0", "1 s", "2 s", "3 s", "4 s", "5 s"]);
    const [left, top, width, height] = await boxOf(page, "svg.axes");
    const y = top + height / 2;
    await page.drag([left + 2, y], [left + width * 0.05, y]);
    const ticks = await page.evaluate<string[]>(TICKS);
    assertMatch(ticks.at(-1)!, /^2\d\d ms$/);
    const spans = new Set((await page.evaluate<string>(SPANS)).split(","));
    assertEquals(spans.size, 1, "every chart shows the same time");
    await page.press("0");
    assertEquals(await page.evaluate(SPANS), before, "the chart that was drawn over has the focus");
    await page.wheel(left + 10, y, -100, true);
    assert(await page.evaluate(SPANS) !== before);
    await page.evaluate(`document.querySelector('.chart [data-zoom="0"]').click()`);
    assertEquals(await page.evaluate(TICKS), whole);
    await page.evaluate(`document.activeElement.blur()`);
    for (const key of ["+", "+", "-"]) await page.press(key);
    assertEquals(await page.evaluate(TICKS), whole, "keys of a chart do nothing elsewhere");
    await page.evaluate(`document.querySelector(".plot").focus()`);
    await page.press("+");
    assert(await page.evaluate(SPANS) !== before);
    assertQuiet(page);
  },
);

inBrowser("the address has what the charts show: a link leads there, and the way back", async (browser) => {
  const html = await renderPage(reportOf(LOSSY));
  const page = await browser.open(html);
  const whole = await page.evaluate(SPANS);
  const [left, top, width, height] = await boxOf(page, "svg.axes");
  await page.drag([left + width * 0.2, top + height / 2], [left + width * 0.4, top + height / 2]);
  const drawn = await page.evaluate<string[]>(TICKS);
  assert(drawn.length > 3 && drawn.at(-1) !== "5 s");
  const address = await page.evaluate<string>("location.href");
  const [, stream, from, until] = /[?]look=(\d+),([\d.]+),([\d.]+)/.exec(address)!;
  assertEquals(stream, "0");
  assert(Number(from) > 0.8 && Number(until) < 2.5, `${from} to ${until}`);
  await page.evaluate(`document.querySelector("a[data-select]").click()`);
  await comes(page, `location.hash !== ""`);
  assertEquals(await page.evaluate("location.search"), new URL(address).search, "a chosen packet leaves it as it is");
  await page.evaluate(`document.querySelector('.chart [data-zoom="0"]').click()`);
  assertEquals(await page.evaluate("location.search"), "", "all of it needs no words");
  assertEquals(await page.evaluate(SPANS), whole);
  await page.evaluate(`history.pushState(null, "", ${JSON.stringify(address)})`);
  await page.evaluate(`history.pushState(null, "", location.pathname)`);
  await page.evaluate("history.back()");
  await comes(page, `(${TICKS}).join() === ${JSON.stringify(drawn.join())}`);
  await page.evaluate("history.forward()");
  await comes(page, `${SPANS} === ${JSON.stringify(whole)}`);
});

inBrowser("an address that asks for another time, or for nothing that can be read, shows all", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(LOSSY)));
  const whole = await page.evaluate(SPANS);
  for (const look of ["0,900,901", "0,2,1", "7,1,2", "0,1", "a,b,c", "0,-1,2"]) {
    await page.evaluate(`(() => {
      history.pushState(null, "", "?look=${look}");
      dispatchEvent(new PopStateEvent("popstate"));
    })()`);
    assertEquals(await page.evaluate(SPANS), whole, look);
  }
  assertQuiet(page);
});

inBrowser("a wheel alone scrolls the page, over charts too", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(V2)));
  const [left, top] = await boxOf(page, "svg.axes");
  const [at, spans] = [await page.evaluate<number>("scrollY"), await page.evaluate(SPANS)];
  await page.wheel(left + 50, top + 50, 200);
  await comes(page, `scrollY > ${at}`);
  assertEquals(await page.evaluate(SPANS), spans);
});

inBrowser("the pointer is told what is under it", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(LOSSY)));
  const [left, top, width, height] = await boxOf(page, "svg.axes");
  await page.point(left + width * 0.041, top + height * 0.95);
  const tip = await page.evaluate<string>(`document.querySelector(".tip:not([hidden])")?.innerText ?? ""`);
  assertMatch(tip, /packet \d+ · \u2068\d\.\d{6} s/i);
  await page.point(5, 5);
  assertEquals(await page.evaluate(`document.querySelectorAll(".tip:not([hidden])").length`), 0);
  assertQuiet(page);
});

inBrowser("words are searched for in all packets, drawn or not; Enter goes from one to the next", async (browser) => {
  const lines = Array.from({ length: 2000 }, (_, i): Line => ({
    from: i % 2 ? "S" : "C",
    at: i,
    flags: i % 500 === 499 ? "RST" : "ACK",
    seq: 1,
    ack: 1,
    text: i % 500 === 499 ? "This is the end." : "",
  }));
  const page = await browser.open(await renderPage(reportOf(lines)));
  await page.press("/");
  assertEquals(await page.evaluate("document.activeElement.id"), "find");
  for (const letter of "rst end") await page.press(letter);
  await comes(page, `document.querySelector("#count").textContent === "4 of 2,000 packets"`);
  await comes(page, `document.querySelector("tr.chosen")?.dataset.row === "500"`);
  await page.press("Enter");
  await comes(page, `document.querySelector("a.arrow.chosen")?.dataset.packet === "1000"`);
  assertEquals(await page.evaluate("document.activeElement.id"), "find", "the reader can go on");
  const rows = `[...document.querySelectorAll("tr[data-row]")].filter((r) => r.checkVisibility()).length`;
  assertLess(await page.evaluate<number>(rows), 5);
  assertLess(await page.evaluate<number>(`document.querySelector("table.packets").offsetHeight`), 400);
  await page.press("Escape");
  await comes(page, `document.querySelector("#count").textContent === ""`);
  assertGreater(await page.evaluate<number>(`document.querySelector("table.packets").offsetHeight`), 50_000);
  assertQuiet(page);
});

inBrowser("a link to a packet scrolls there in a page of any length", async (browser) => {
  const lines = Array.from({ length: 3000 }, (_, i): Line => ({
    from: i % 2 ? "S" : "C",
    at: i * 3,
    flags: "ACK",
    seq: 1,
    ack: 1,
  }));
  for (const { all, number } of [{ all: lines, number: 2345 }, { all: lines.slice(0, 150), number: 139 }]) {
    const page = await browser.open(await renderPage(reportOf(all)), {}, `#packet-${number}`);
    const inSight = `(() => {
      const arrow = document.querySelector('a.arrow.chosen[data-packet="${number}"]')?.getBoundingClientRect();
      return arrow !== undefined && arrow.top > 0 && arrow.bottom < innerHeight;
    })()`;
    await comes(page, inSight);
    await comes(page, `document.querySelector("#packet-${number}")?.checkVisibility()`);
    await page.evaluate(`location.hash = "#packet-7"`);
    await comes(page, inSight.replaceAll(String(number), "7"));
    await page.evaluate(`location.hash = "#packet-99999"`);
    await comes(page, `document.querySelector("#said").textContent === "Packet 99999 is not on this page."`);
    assertQuiet(page);
  }
});

inBrowser("the chosen packet is copied as text, as a command, as a link", async (browser) => {
  const data = { ...reportOf(V2), showCommand: "tcplab explain v2.pcapng --packets {number}" };
  const page = await browser.open(await renderPage(data));
  await page.evaluate(`(() => {
    const kept = [];
    Object.defineProperty(navigator, "clipboard", { value: { writeText: (text) => (kept.push(text), Promise.resolve()) } });
    globalThis.kept = kept;
  })()`);
  for (const key of ["j", "y", "e", "l"]) await page.press(key);
  const [text, command, link] = await page.evaluate<string[]>("kept");
  assertStringIncludes(text!, "Packet 2 ");
  assertStringIncludes(text!, "10.0.2.15:5050 → 10.0.2.4:40618");
  assertEquals(command, "tcplab explain v2.pcapng --packets 2");
  assertMatch(link!, /^file:.*#packet-2$/);
  assertEquals(await page.evaluate(`document.querySelector("#said").textContent`), "Copied.");
  assertQuiet(page);
});

inBrowser("? lists the keys", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(V2)));
  await page.press("?");
  assert(
    await page.evaluate(`document.querySelector("#keys").open && document.querySelectorAll("#keys dt").length > 8`),
  );
  await page.press("?");
  assertQuiet(page);
});

inBrowser("ladder and charts are saved as pictures that need no page", async (browser) => {
  const page = await browser.open(await renderPage(reportOf(V2)));
  await page.evaluate(`(() => {
    globalThis.saved = [];
    const real = URL.createObjectURL;
    URL.createObjectURL = (blob) => (saved.push(blob.text()), real(blob));
    HTMLAnchorElement.prototype.click = function () { saved.push(this.download); };
    for (const button of document.querySelectorAll("[data-save]")) button.click();
  })()`);
  const [ladder, name, chart] = await page.evaluate<string[]>("Promise.all(saved)");
  assertMatch(name!, /ladder\.svg$/);
  for (const svg of [ladder!, chart!]) {
    assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert(!/\sclass=|\sstyle=|<script|href=/.test(svg), "nothing that needs the page");
    const drawn = await browser.open(svg.replace("<svg", "<!DOCTYPE html><svg"), { width: 1000 });
    const box = `document.querySelector("svg").getBoundingClientRect()`;
    assertGreater(await drawn.evaluate<number>(`${box}.width`), 300);
    assertQuiet(drawn);
  }
  assertStringIncludes(ladder!, "SYN-SENT");
  assertStringIncludes(ladder!, 'marker-end="url(#head-syn)"');
  assertStringIncludes(chart!, "Sequence numbers, client to server");
});

testInBrowser("looking closer at the page", steps);
