/** A view of a capture of its own, served until `use` is done, for tests. */
import { join } from "@std/path";
import { Progress } from "../../src/reading/progress.ts";
import { IndexedCapture } from "../../src/view/index/indexed_capture.ts";
import { serveView } from "../../src/view/server/serve_view.ts";
import { View } from "../../src/view/server/view.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import type { Language } from "../../src/language/language.ts";

/** Indexes `bytes` and gives the view. */
export async function withView(
  bytes: Uint8Array,
  use: (view: View) => Promise<void>,
  language: Language = "en",
): Promise<void> {
  await inFolder(async (folder) => {
    const path = join(folder, "sample.pcap");
    await Deno.writeFile(path, bytes);
    const terminal = new MemoryTerminal();
    const progress = new Progress(terminal, 1);
    await using capture = (await IndexedCapture.open(path, { follow: false, interrupted: terminal.interrupted }))!;
    await capture.read(progress);
    await capture.judge(language, progress);
    await use(new View(capture, { language, program: "tcplab test", reading: capture.reading(progress) }));
  });
}

/** Serves the view; gives its address. */
export async function withServedView(
  bytes: Uint8Array,
  use: (address: string) => Promise<void>,
  language: Language = "en",
): Promise<void> {
  await withView(bytes, async (view) => {
    const stop = new AbortController();
    const address = Promise.withResolvers<string>();
    const served = serveView(view, { port: 0, stays: true, interrupted: stop.signal, ready: address.resolve });
    try {
      await use(await address.promise);
    } finally {
      stop.abort();
      await served;
    }
  }, language);
}
