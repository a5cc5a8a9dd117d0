/** The five browser experiments, with a real browser against both profiles of the server. */
import { assertEquals } from "@std/assert";
import { startTcplab } from "../cli/tcplab.ts";
import { Browser, type BrowserPage, findChromium } from "./cdp.ts";

/** Status and size of what the address bar shows, after redirects. */
const NAVIGATION = `(() => {
  const [entry] = performance.getEntriesByType("navigation");
  return { status: entry.responseStatus, path: location.pathname };
})()`;

/** Pictures of the page that have arrived and could be decoded. */
const PICTURES = `[...document.images].filter((image) => image.complete && image.naturalWidth === 1200).length`;

interface Seen {
  readonly status: number;
  readonly path: string;
  readonly pictures: number;
}

async function look(page: BrowserPage): Promise<Seen> {
  const { status, path } = await page.evaluate<{ status: number; path: string }>(NAVIGATION);
  return { status, path, pictures: await page.evaluate<number>(PICTURES) };
}

const EXPERIMENTS: readonly { path: string; expected: Seen }[] = [
  { path: "/", expected: { status: 200, path: "/", pictures: 0 } },
  { path: "/a/oh_no.jpg", expected: { status: 200, path: "/a/oh_no.jpg", pictures: 1 } },
  { path: "/a/b/ref.html", expected: { status: 200, path: "/a/b/ref.html", pictures: 12 } },
  { path: "/redirect", expected: { status: 200, path: "/result.html", pictures: 0 } },
];

// The classic server has one client at a time and waits a second for each connection that a browser opens in advance:
// it is asked for the page of twelve pictures and the redirect only.
for (const profile of ["modern", "classic"]) {
  Deno.test({
    name: `a browser sees all of the site from serve-http --profile ${profile}${
      findChromium() ? "" : ": skipped, no Chromium here"
    }`,
    ignore: findChromium() === null,
    async fn() {
      const server = await startTcplab(["serve-http", "--port", "0", "--profile", profile]);
      try {
        await using browser = await Browser.start();
        for (const { path, expected } of profile === "modern" ? EXPERIMENTS : EXPERIMENTS.slice(2)) {
          const page = await browser.visit(`http://127.0.0.1:${server.port}${path}`);
          assertEquals(await look(page), expected, path);
          assertEquals(page.noise.exceptions, [], path);
          await page.close();
        }
        const missing = await browser.visit(`http://127.0.0.1:${server.port}/c.html`);
        const entry = `performance.getEntriesByType("navigation")[0]?.responseStatus ?? 0`;
        // A browser shows a page of its own for an empty 404.
        const status = await missing.evaluate<number>(entry);
        if (profile === "modern") assertEquals(status, 404);
        await missing.close();
      } finally {
        server.process.kill("SIGINT");
        const { out } = await server.outcome;
        assertEquals(/GET \/c\.html/.test(out), true, "the log shows the last request");
      }
    },
  });
}
