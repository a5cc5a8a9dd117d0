/** What is shown, saved: the packets that a filter or a conversation chooses, as explain writes them. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { COMMANDS } from "../../src/cli/commands/registry.ts";
import { run } from "../../src/cli/line/run.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { mixedCapture, pcapFile } from "../report/sample_capture.ts";
import { withServedView } from "./opened_view.ts";

const CAPTURE = pcapFile(mixedCapture());

/** What `tcplab explain` prints of the same capture. */
async function explained(...args: string[]): Promise<string> {
  let printed = "";
  await inFolder(async (folder) => {
    const path = `${folder}/sample.pcap`;
    await Deno.writeFile(path, CAPTURE);
    const terminal = new MemoryTerminal();
    await run(["explain", path, ...args], COMMANDS, terminal);
    printed = terminal.printed;
  });
  return printed;
}

/** Packets and comments of a pcapng file. */
function commented(bytes: Uint8Array): { lengths: number[]; comments: string[] } {
  const reader = new CaptureReader();
  reader.push(bytes);
  reader.end();
  const [lengths, comments]: [number[], string[]] = [[], []];
  for (let record = reader.next(); record !== null; record = reader.next()) {
    lengths.push(record.length);
    comments.push(...record.comments);
  }
  assertEquals(reader.problem, null);
  return { lengths, comments };
}

Deno.test("ndjson of a filter, and of a conversation, is what explain prints", async () => {
  await withServedView(CAPTURE, async (root) => {
    for (
      const [query, args] of [
        ["", []],
        ["?filter=flag+SYN", ["--filter", "flag SYN"]],
        ["?stream=1", ["--stream", "1"]],
        ["?filter=code+rst-refused", ["--filter", "code rst-refused"]],
        ["?stream=0&filter=conversation+where+flag+SYN", ["--stream", "0", "--filter", "conversation where flag SYN"]],
      ] as const
    ) {
      const response = await fetch(`${root}export/ndjson${query}`);
      assertEquals(await response.text(), await explained("--format", "ndjson", ...args), query);
      assertEquals(response.headers.get("content-type"), "application/x-ndjson");
    }
  });
});

Deno.test("pcapng has the packets and a comment for each explanation, under the capture's name", async () => {
  await withServedView(CAPTURE, async (root) => {
    const response = await fetch(`${root}export/pcapng?stream=1`);
    assertEquals(response.headers.get("content-disposition"), "attachment; filename*=UTF-8''sample-1.pcapng");
    const { lengths, comments } = commented(new Uint8Array(await response.arrayBuffer()));
    assertEquals(lengths.length, 2);
    assert(comments.length >= 2);
    const all = commented(new Uint8Array(await (await fetch(`${root}export/pcapng`)).arrayBuffer()));
    assertEquals(all.lengths.length, mixedCapture().length);
  });
});

Deno.test("html is the report page, with the command that makes it again", async () => {
  await withServedView(CAPTURE, async (root) => {
    const page = await (await fetch(`${root}export/html?stream=1&filter=flag+RST`)).text();
    assertStringIncludes(page, "--stream 1 --filter &#39;flag RST&#39; --html out.html");
    assertStringIncludes(page, 'id="packet-13"');
    assert(!page.includes('id="packet-12"'));
  });
});

Deno.test("what cannot be saved is refused: another form, another conversation, a filter that says nothing", async () => {
  await withServedView(CAPTURE, async (root) => {
    for (
      const [path, status] of [
        ["export/exe", 404],
        ["export/html?stream=7", 404],
        ["export/html?stream=x", 404],
        ["export/html?filter=flag+NONE", 400],
      ] as const
    ) {
      const response = await fetch(root + path);
      assertEquals(response.status, status, path);
      await response.text();
    }
    const without = await fetch(new URL("/export/pcapng", root));
    assertEquals([without.status, await without.text()], [404, "Not here\n"]);
    const other = await fetch(`${root}export/pcapng`, { headers: { origin: "http://attacker.example" } });
    assertEquals([other.status, await other.text()], [403, "Not here\n"]);
  });
});
