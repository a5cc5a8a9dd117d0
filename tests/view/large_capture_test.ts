/** The view of a large capture in a real browser: the walk of a reader, lists that grow, and a page of another origin that tries to look. */
import { assertEquals } from "@std/assert";
import { Browser, type BrowserPage, findChromium } from "../browser/cdp.ts";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { Progress } from "../../src/reading/progress.ts";
import { IndexedCapture } from "../../src/view/index/indexed_capture.ts";
import { serveView } from "../../src/view/server/serve_view.ts";
import { View } from "../../src/view/server/view.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { mixedCapture, pcapFile, RAW_IP } from "../report/sample_capture.ts";
import { until } from "../until.ts";
import { lookThrough } from "./look_through.ts";
import { withServedView } from "./opened_view.ts";
import { writeTroubledCapture } from "./troubled_capture.ts";

/** As many as a test may take on a busy machine; `deno task view:million` takes the same steps with a million. */
const PACKETS = 20_000;
const CONVERSATIONS = 40;
const ignore = findChromium() === null;

Deno.test({
  name: `a reader finds both conversations in trouble${ignore ? ": skipped, no Chromium here" : ""}`,
  ignore,
  fn: async () => {
    await inFolder(async (folder) => {
      const path = `${folder}/troubled.pcap`;
      const { packets, closed, lossy } = writeTroubledCapture(path, PACKETS, CONVERSATIONS);
      await withServedView(await Deno.readFile(path), async (root) => {
        await using browser = await Browser.start();
        const worst = [closed, lossy];
        let seen: BrowserPage | null = null;
        await lookThrough(browser, root, { worst, far: Math.floor(packets * 0.9) }, (_, page) => {
          seen = page;
          return Promise.resolve();
        });
        const { console, exceptions } = (seen as BrowserPage | null)!.noise;
        assertEquals({ console, exceptions }, { console: [], exceptions: [] });
      });
    });
  },
});

Deno.test({
  name: `a list that grows keeps the chosen row in its place${ignore ? ": skipped, no Chromium here" : ""}`,
  ignore,
  fn: async () => {
    await inFolder(async (folder) => {
      const path = `${folder}/growing.pcap`;
      const records = mixedCapture().map((record) => pcapRecord(record));
      const write = (bytes: Uint8Array): Promise<void> => Deno.writeFile(path, bytes, { append: true });
      await write(pcapHeader(RAW_IP));
      for (const record of records.slice(0, 4)) await write(record);
      const terminal = new MemoryTerminal();
      const progress = new Progress(terminal, 1);
      await using capture = (await IndexedCapture.open(path, { follow: true, interrupted: terminal.interrupted }))!;
      const indexed = capture.read(progress);
      const judged = capture.judge("en", progress);
      const view = new View(capture, { language: "en", program: "tcplab test", reading: capture.reading(progress) });
      const stop = new AbortController();
      const address = Promise.withResolvers<string>();
      const served = serveView(view, { port: 0, stays: true, interrupted: stop.signal, ready: address.resolve });
      try {
        await using browser = await Browser.start();
        const root = await address.promise;
        const page = await browser.visit(`${root}packets`);
        const rows = (): Promise<number> => page.evaluate(`document.querySelectorAll(".row").length`);
        const state = (): Promise<string> => page.evaluate(`document.querySelector("#state").textContent`);
        const chosen = (): Promise<string> => page.evaluate(`document.querySelector('[aria-selected="true"]')?.id`);
        await until("four packets", async () => await rows() === 4);
        await page.press("j");
        await page.press("j");
        assertEquals(await chosen(), "row-3");
        for (const record of records.slice(4, 9)) await write(record);
        await until("nine packets", async () => await rows() === 9 && (await state()).includes("following: 9"));
        assertEquals(await chosen(), "row-3", "what was chosen stays chosen");
        await page.press("G");
        for (const record of records.slice(9)) await write(record);
        await until("the last one", async () => await chosen() === `row-${records.length}`);
        await Deno.remove(path);
        await until("the end", async () => (await state()).includes("replaced or removed"));
        await indexed;
        await judged;
        stop.abort();
        await until("the server's end", async () => (await state()).includes("has ended"));
      } finally {
        stop.abort();
        await served;
      }
    });
  },
});

/** Ways in which a page can ask for what another one has. */
const TRIES = `async (root) => {
  const outcome = async (attempt) => { try { return await attempt(); } catch { return "refused"; } };
  const element = (tag, attribute, more = {}) => outcome(() => new Promise((resolve, reject) => {
    const tried = Object.assign(document.createElement(tag), more);
    tried.onload = () => resolve("loaded");
    tried.onerror = reject;
    tried[attribute] = root;
    document.body.append(tried);
  }));
  return {
    fetch: await outcome(async () => (await (await fetch(root)).text()).length > 0 ? "read" : "empty"),
    rows: await outcome(async () => (await (await fetch(root + "rows/packets?count=5")).text()).length > 0 ? "read" : "empty"),
    save: await outcome(async () => (await (await fetch(root + "export/pcapng")).text()).length > 0 ? "read" : "empty"),
    script: await element("script", "src"),
    picture: await element("img", "src"),
    events: await outcome(() => new Promise((resolve, reject) => {
      const events = new EventSource(root + "alive");
      events.onmessage = () => resolve("read");
      events.onerror = reject;
    })),
    window: await outcome(async () => {
      const opened = open(root);
      while (opened !== null && !opened.closed) {
        // Another origin's document throws as soon as it is there.
        if (opened.document.body?.textContent) return "read";
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return "refused";
    }),
  };
}`;

Deno.test({
  name: `a page of another origin gets nothing, even where it knows the address${
    ignore ? ": skipped, no Chromium here" : ""
  }`,
  ignore,
  fn: async () => {
    await withServedView(pcapFile(mixedCapture()), async (root) => {
      await using browser = await Browser.start();
      const stranger = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen: () => {} },
        () =>
          new Response("<!DOCTYPE html><title>stranger</title><body>", { headers: { "content-type": "text/html" } }),
      );
      try {
        const page = await browser.visit(`http://localhost:${stranger.addr.port}/`);
        const got = await page.evaluate<Record<string, string>>(`(${TRIES})(${JSON.stringify(root)})`);
        assertEquals(Object.entries(got).filter(([, outcome]) => outcome !== "refused"), []);
        assertEquals(Object.keys(got).length, 7);
        const own = await browser.visit(root);
        await until(
          "the reader's own page",
          async () => await own.evaluate(`document.querySelectorAll(".row").length`) === 2,
        );
      } finally {
        await stranger.shutdown();
      }
    });
  },
});
