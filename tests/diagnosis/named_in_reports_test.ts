/** What is known of waits by name stands in `explain`'s summary, in its stories and beside the band of the page, in every language. */
import { assert, assertStringIncludes } from "@std/assert";
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { runExplain } from "../../src/cli/commands/explain/run_explain.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { explainFlags } from "../cli/explain_flags.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { PAGE, Trace } from "./named_trace.ts";

/** The named parts, whatever the language, without the isolates around them. */
const NAMED = ["example.org", "35.0 ms", "GET /slow", "1.20 s", "GET /quick", "2.00 s"];
const ISOLATES = /[\u2066-\u2069]/g;

async function writeCapture(path: string, { records }: Trace): Promise<void> {
  const writer = new PcapngWriter();
  const parts = [writer.header()];
  const { id, block } = writer.addInterface({ linkType: records[0]!.linkType });
  parts.push(block, ...records.map((record) => writer.packet(record, { interfaceId: id })));
  await Deno.writeFile(path, Uint8Array.from(parts.flatMap((part) => [...part])));
}

/** What is printed of a capture, and its page. */
async function explained(
  trace: Trace,
  flags: Parameters<typeof explainFlags>[0],
): Promise<{ out: string; page: string }> {
  const terminal = new MemoryTerminal({ columns: 500 });
  let page = "";
  await inFolder(async (folder) => {
    await writeCapture(`${folder}/capture.pcapng`, trace);
    await runExplain(`${folder}/capture.pcapng`, explainFlags({ ...flags, html: `${folder}/page.html` }), terminal);
    page = await Deno.readTextFile(`${folder}/page.html`);
  });
  return {
    out: terminal.printed.replaceAll(ISOLATES, "").replaceAll(/\s+/g, " "),
    page: page.replaceAll(ISOLATES, ""),
  };
}

for (const lang of LANGUAGES) {
  Deno.test(`a summary, a story and a page name what was waited for (${lang})`, async () => {
    const { out: summary, page } = await explained(PAGE, { lang, format: "summary" });
    const { out: story } = await explained(PAGE, { lang, format: "text" });
    const [band = ""] = /<ul class="named">.*?<\/ul>/s.exec(page) ?? [];
    const visible = band.replaceAll(/<[^>]*>/g, "");
    for (const part of NAMED) {
      for (const text of [summary, story, visible]) assertStringIncludes(text, part);
    }
  });
}

Deno.test("what nobody waited for is not named", async () => {
  const quick = new Trace(80).open(0, 20).say("client", "GET / HTTP/1.1\r\n\r\n", 20)
    .say("server", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 41);
  const { out, page } = await explained(quick, { format: "summary" });
  assert(!out.includes("The server took") && !page.includes('<ul class="named">'));
});
