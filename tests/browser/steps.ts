/** Tests that share one browser: started once for a file, and skipped, visibly, where there is none. */
import { Browser, findChromium } from "./cdp.ts";

export interface BrowserStep {
  readonly name: string;
  readonly fn: (browser: Browser) => Promise<void>;
}

/** Makes one test of steps that are taken one after the other; `what` is what they are about. */
export function testInBrowser(what: string, steps: readonly BrowserStep[]): void {
  const missing = findChromium() === null;
  Deno.test({
    name: missing ? `${what} in a browser (skipped: no Chromium here)` : `${what} in a browser`,
    ignore: missing,
    async fn(test) {
      await using browser = await Browser.start();
      for (const { name, fn } of steps) await test.step(name, () => fn(browser));
    },
  });
}
