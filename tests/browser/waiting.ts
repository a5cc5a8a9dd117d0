/** What tests of pages wait for, and what they are held to at their end. */
import { assert, assertEquals } from "@std/assert";
import type { BrowserPage } from "./cdp.ts";

/** No word on the console, no exception, nothing fetched, no dialog. */
export function assertQuiet({ noise }: BrowserPage): void {
  assertEquals(noise, { console: [], exceptions: [], requests: [], dialogs: [] });
}

/** Waits until an expression is true, for many frames; then says what did not come. */
export async function comes(page: BrowserPage, expression: string): Promise<void> {
  const came = await page.evaluate<boolean>(`new Promise((done) => {
    let frames = 900;
    const look = () => ${expression} ? done(true) : --frames > 0 ? requestAnimationFrame(look) : done(false);
    look();
  })`);
  assert(came, `This did not come: ${expression}`);
}
