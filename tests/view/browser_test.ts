/** The view in a real browser: keys, sorting, the way back, links to packets. */
import { assert, assertEquals } from "@std/assert";
import { Browser, type BrowserPage, findChromium } from "../browser/cdp.ts";
import { ACK } from "../../src/packet/packet.ts";
import { mixedCapture, pcapFile, record, talkers } from "../report/sample_capture.ts";
import { until } from "../until.ts";
import { withServedView } from "./opened_view.ts";

const CAPTURE = pcapFile(mixedCapture());

/** A capture of one conversation: segments of `size` bytes, `apart` nanoseconds from each other. */
function segments(count: number, { size = 1, apart = 1000 } = {}): Uint8Array {
  const { fromClient } = talkers("10.0.0.1", "10.0.0.2", { client: 40_000, server: 80 });
  const payload = new Uint8Array(size);
  return pcapFile(
    Array.from({ length: count }, (_, i) => record(i * apart, fromClient({ flags: ACK, seq: 1 + size * i, payload }))),
  );
}

const rows = (page: BrowserPage): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll(".row")].map((row) => row.id)`);
const address = (page: BrowserPage): Promise<string> =>
  page.evaluate("location.pathname.split('/').slice(2).join('/') + location.search + location.hash");

/** Keys are heard when the page's script has run, and it runs last. */
const hearsKeys = (page: BrowserPage): Promise<boolean> => page.evaluate(`document.readyState === "complete"`);

/** Not yet, while the page that was asked is leaving for the next one. */
function leaving(error: Error): boolean {
  if (error.message.includes("navigated or closed")) return false;
  throw error;
}

async function shows(
  page: BrowserPage,
  what: string,
  expected: (page: BrowserPage) => Promise<boolean>,
): Promise<void> {
  await until(what, () => expected(page).catch(leaving));
}

Deno.test({
  name: "the view is worked by keys alone, and every state is a link",
  ignore: findChromium() === null,
  fn: async () => {
    await withServedView(CAPTURE, async (root) => {
      await using browser = await Browser.start();
      const page = await browser.visit(root);
      await shows(page, "two conversations", async (page) => (await rows(page)).length === 2);
      const worstFirst = await rows(page);
      await page.evaluate(`document.querySelector('[data-sort="stream"] button').click()`);
      await shows(page, "sorted by index", async (page) => (await rows(page)).join() === "row-0,row-1");
      assertEquals(await address(page), "?sort=stream");
      await page.evaluate("history.back()");
      await shows(page, "the order before", async (page) => (await rows(page)).join() === worstFirst.join());
      await page.press("j");
      await page.press("Enter");
      const chosen = worstFirst[1]!.replace("row-", "");
      await shows(
        page,
        "the chosen conversation",
        async (page) => await address(page) === `conversation/${chosen}` && await hearsKeys(page),
      );
      await page.press("p");
      await shows(page, "all packets", async (page) => (await rows(page)).length === 14);
      await page.press("G");
      assertEquals(await page.evaluate(`document.querySelector('[aria-selected="true"]').id`), "row-14");
      await page.press("k");
      await page.press("Enter");
      await shows(
        page,
        "the packet in its conversation",
        async (page) => await address(page) === "conversation/1?from=13#packet-13" && await hearsKeys(page),
      );
      await page.press("c");
      await shows(page, "the list again", async (page) => (await rows(page)).length === 2);
      await page.press("?");
      assertEquals(await page.evaluate(`document.querySelector("#keys").open`), true);
      const { console, exceptions, dialogs } = page.noise;
      assertEquals({ console, exceptions, dialogs }, { console: [], exceptions: [], dialogs: [] });
    });
  },
});

Deno.test({
  name: "what the charts of a conversation show is in its address: for a link, and for the way back",
  ignore: findChromium() === null,
  fn: async () => {
    const span = (page: BrowserPage): Promise<number> =>
      page.evaluate(`Number(document.querySelector(".curves")?.getAttribute("viewBox").split(" ")[2])`);
    await withServedView(segments(20, { size: 100, apart: 50_000_000 }), async (root) => {
      await using browser = await Browser.start();
      const page = await browser.visit(`${root}conversation/0`);
      await shows(page, "the conversation", hearsKeys);
      const whole = await span(page);
      await page.evaluate(`document.querySelector('.chart [data-zoom="+"]').click()`);
      const closer = await span(page);
      assert(closer < 0.8 * whole, `${closer} of ${whole}`);
      const link = await address(page);
      assert(/^conversation\/0\?look=0,[\d.]+,[\d.]+/.test(link), link);
      await page.press("c");
      await shows(page, "the list", async (page) => (await rows(page)).length === 1 && await hearsKeys(page));
      await page.evaluate("history.back()");
      await shows(page, "the charts as they were", async (page) => Math.abs(await span(page) - closer) < 0.001 * whole);
      assertEquals(await address(page), link);
      const other = await browser.visit(root + link);
      await shows(other, "the link", async (page) => Math.abs(await span(page) - closer) < 0.001 * whole);
    });
  },
});

Deno.test({
  name: "a link to a packet that another page of the conversation shows leads there",
  ignore: findChromium() === null,
  fn: async () => {
    await withServedView(segments(620), async (root) => {
      await using browser = await Browser.start();
      const page = await browser.visit(`${root}conversation/0`);
      await page.evaluate(`(() => {
        document.body.insertAdjacentHTML("beforeend", '<a id="far" href="#packet-610" data-select="610">610</a>');
        setTimeout(() => document.querySelector("#far").click());
      })()`);
      await shows(page, "the packet", (page) => page.evaluate(`document.querySelector("#packet-610") !== null`));
      assertEquals(await address(page), "conversation/0?from=610#packet-610");
    });
  },
});

Deno.test({
  name: "the lists fit a telephone and Hebrew: what is wide scrolls in its own box",
  ignore: findChromium() === null,
  fn: async () => {
    await withServedView(CAPTURE, async (root) => {
      await using browser = await Browser.start();
      for (const path of ["", "packets", "conversation/0"]) {
        const page = await browser.visit(root + path, { width: 390, height: 800, phone: true });
        const width = await page.evaluate<number>("document.documentElement.scrollWidth");
        assert(width <= 390, `${path} is ${width} wide`);
      }
      const list = await browser.visit(root);
      await shows(list, "the list", async (page) => (await rows(page)).length > 0);
      const amounts = await list.evaluate<string[]>(`[...document.querySelectorAll(".row .number bdi")]
        .filter(({ textContent }) => /^[\\d.]+ [a-z]/.test(textContent))
        .map((cell) => getComputedStyle(cell).direction)`);
      assertEquals([...new Set(amounts)], ["ltr"], "a number stands before its unit");
    }, "he");
  },
});

Deno.test({
  name: "a conversation is printed whole, though little of it was looked at",
  ignore: findChromium() === null,
  fn: async () => {
    await withServedView(segments(60), async (root) => {
      await using browser = await Browser.start();
      const page = await browser.visit(`${root}conversation/0`);
      const articles = () => page.evaluate<number>(`document.querySelectorAll("article.packet").length`);
      const seen = await articles();
      // The page itself listens first.
      await page.evaluate(`addEventListener("beforeprint", () => {
        globalThis.printed = document.querySelectorAll("article.packet").length;
      })`);
      await page.pdf();
      assertEquals(await page.evaluate("globalThis.printed"), 60);
      const left = await articles();
      assert(seen < 30 && left <= seen, `${seen} before and ${left} afterwards: the page is light again`);
    });
  },
});
