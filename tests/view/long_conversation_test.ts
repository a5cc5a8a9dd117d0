/** A page far inside a long conversation is made without reading all that came before, and says what explain says there. */
import { assert, assertEquals } from "@std/assert";
import { COMMANDS } from "../../src/cli/commands/registry.ts";
import { run } from "../../src/cli/line/run.ts";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { concatenate } from "../../src/base/concatenate.ts";
import { Progress } from "../../src/reading/progress.ts";
import { conversationReport } from "../../src/view/index/conversation_report.ts";
import { PAGE_PACKETS } from "../../src/view/index/conversation_stretch.ts";
import { IndexedCapture } from "../../src/view/index/indexed_capture.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { Random } from "../random.ts";
import { download } from "./download.ts";

/** More than is read whole for a page. */
const SEGMENTS = 11_000;

function longCapture(loss: number): Uint8Array<ArrayBuffer> {
  const plan = {
    client: { address: "10.0.0.1", port: 40_000 },
    server: { address: "10.0.0.2", port: 80 },
    start: 0,
    roundTrip: 20e6,
    segments: SEGMENTS,
    buffer: 300,
    loss,
    stops: 0,
    stopTime: 0,
  };
  const records = [...download(plan, new Random(3))].map(({ time, frame }) =>
    pcapRecord({
      seconds: 1_700_000_000 + Math.floor(time / 1e9),
      nanoseconds: time % 1e9,
      length: frame.length,
      data: frame.subarray(0, 96),
    })
  );
  return concatenate([pcapHeader(1), ...records]);
}

Deno.test("what is said of each packet far inside is what explain says of it", async () => {
  for (const loss of [0, 0.01]) {
    await inFolder(async (folder) => {
      const path = `${folder}/long.pcap`;
      await Deno.writeFile(path, longCapture(loss));
      const terminal = new MemoryTerminal();
      const progress = new Progress(terminal, 1);
      await using capture = (await IndexedCapture.open(path, { follow: false, interrupted: terminal.interrupted }))!;
      await capture.read(progress);
      const size = capture.index.count;
      for (const from of [12_000, size - 600]) {
        const wishes = { stream: 0, from, size, language: "en", title: "", command: "", program: "" } as const;
        const data = (await conversationReport(capture, wishes, capture.reading(progress)))!;
        assertEquals(
          data.packets.map(({ number }) => number),
          Array.from({ length: PAGE_PACKETS }, (_, i) => from + i),
        );
        const said = data.packets.map(({ number, tcp, explanations }) =>
          `${number} ${tcp!.seq} ${tcp!.ack} ${explanations.map(({ code }) => code).join(" ")}`
        );
        assertEquals(said, await explained(path, from, from + PAGE_PACKETS - 1));
        const { packets, findings } = data.conversations[0]!;
        assertEquals([packets, findings], [size, []], "numbers are those of the whole, and a part finds nothing");
      }
      assert(size > SEGMENTS);
    });
  }
});

/** Number, sequence numbers and codes of packets, as `explain --format ndjson` has them. */
async function explained(path: string, first: number, last: number): Promise<string[]> {
  const terminal = new MemoryTerminal();
  await run(["explain", path, "--format", "ndjson", "--packets", `${first}-${last}`], COMMANDS, terminal);
  return terminal.printed.trim().split("\n").map((line) => JSON.parse(line)).filter(({ number }) => number).map((
    { number, tcp, explanations },
  ) => `${number} ${tcp.seq} ${tcp.ack} ${explanations.map(({ code }: { code: string }) => code).join(" ")}`);
}
