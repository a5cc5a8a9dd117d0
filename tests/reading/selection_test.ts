/** What is shown of a capture changes nothing of what is said of a packet: all packets are analysed, and all are followed. */
import { assert, assertEquals } from "@std/assert";
import { FileFeed } from "../../src/reading/feeds/file_feed.ts";
import { ExplainedPass } from "../../src/reading/explained_pass.ts";
import { Progress } from "../../src/reading/progress.ts";
import { scan, type Scanned } from "../../src/reading/scan.ts";
import { streamOf } from "../../src/report/facts/reported_packet.ts";
import { EVERYTHING, type Selection } from "../../src/report/select/selection.ts";
import { FOLDER } from "../captures/captures.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";

/** Captures whose conversations tell of each other: ports used again, refusals beside open ports, ICMP errors. */
const CAPTURES = ["mixture.pcap", "verdicts.pcapng", "tcp_options.pcapng", "applications.pcap", "link_types.pcapng"];
/** Conversations of each that are looked at alone. */
const ALONE = 25;

/** What is said of each packet shown, and what was found of each conversation: by packet and by conversation. */
async function saidOf(scanned: Scanned, selection: Partial<Selection>): Promise<Map<string, string>> {
  const terminal = new MemoryTerminal();
  const said = new Map<string, string>();
  const pass = new ExplainedPass(scanned, {
    selection: { ...EVERYTHING, ...selection },
    language: "en",
    explains: true,
    tells: true,
    show: ({ packet, explanations }) => said.set(`packet ${packet.number}`, JSON.stringify(explanations)),
  });
  await pass.read({ terminal, progress: new Progress(terminal, 1) });
  const { findings, stories } = pass.ending();
  for (const { stream, findings: found } of findings) said.set(`findings of ${stream}`, JSON.stringify(found));
  for (const { stream, story } of stories) said.set(`story of ${stream}`, JSON.stringify(story));
  return said;
}

for (const name of CAPTURES) {
  Deno.test(`a packet of ${name} is explained alike however few of the others are shown`, async () => {
    const terminal = new MemoryTerminal();
    const interrupted = new AbortController().signal;
    using feed = (await FileFeed.open(`${FOLDER}made/${name}`, { reread: true, interrupted }))!;
    const { scanned } = await scan(feed, { terminal, progress: new Progress(terminal, 1) });
    const { conversationCount } = scanned.overview;
    const whole = await saidOf(scanned, {});
    assert(conversationCount > 1);
    for (let stream = 0; stream < Math.min(ALONE, conversationCount); stream++) {
      const selections: Partial<Selection>[] = [
        { stream },
        { filter: (reported) => streamOf(reported) === stream },
        { filter: (reported) => streamOf(reported) === stream, filterReadsExplanations: true },
      ];
      for (const selection of selections) {
        const alone = await saidOf(scanned, selection);
        assert(alone.size > 0);
        for (const [what, text] of alone) assertEquals(text, whole.get(what) ?? text, `${what}, of ${stream} alone`);
      }
    }
  });
}
