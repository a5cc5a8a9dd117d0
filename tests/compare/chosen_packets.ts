/** The packets of a capture that a filter chooses: here, and by tshark. */
import { filterReadings, readyFilter } from "../../src/reading/choose_conversations.ts";
import { ExplainedPass } from "../../src/reading/explained_pass.ts";
import { FileFeed } from "../../src/reading/feeds/file_feed.ts";
import { Progress } from "../../src/reading/progress.ts";
import { scan } from "../../src/reading/scan.ts";
import { filterReadsExplanations } from "../../src/report/select/filter.ts";
import { parseFilter } from "../../src/report/select/filter_parser.ts";
import { EVERYTHING } from "../../src/report/select/selection.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";

/** Numbers of the packets that pass. */
export async function packetsChosen(path: string, text: string): Promise<number[]> {
  const filter = parseFilter(text);
  const terminal = new MemoryTerminal();
  const reading = { terminal, progress: new Progress(terminal, 2 + filterReadings(filter)) };
  using feed = (await FileFeed.open(path, { reread: true, interrupted: terminal.interrupted }))!;
  const { scanned } = await scan(feed, reading);
  const chosen = await readyFilter(filter, { ...scanned, first: scanned.overview.facts.first }, reading);
  const numbers: number[] = [];
  const pass = new ExplainedPass(scanned, {
    selection: { ...EVERYTHING, filter: chosen, filterReadsExplanations: filterReadsExplanations(filter) },
    language: "en",
    explains: false,
    tells: false,
    show: ({ packet }) => numbers.push(packet.number),
  });
  await pass.read(reading);
  return numbers;
}

/** What tshark shows for a display filter. Throws where it does not take the filter. */
export async function packetsOfTshark(path: string, filter: string): Promise<number[]> {
  const args = ["-2", "-r", path, "-o", "tcp.desegment_tcp_streams:FALSE", "-Y", filter, "-T", "fields"];
  const { success, stdout, stderr } = await new Deno.Command("tshark", { args: [...args, "-e", "frame.number"] })
    .output();
  if (!success) throw new Error(`tshark -Y '${filter}': ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "").map(Number);
}
