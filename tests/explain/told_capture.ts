/** Everything that `explain` says of a capture, as text for golden files: of every packet, every conversation, the whole. */
import type { Explanation, Story } from "../../src/explain/words/explanation.ts";
import { flagNames } from "../../src/packet/flags.ts";
import { ExplainedPass } from "../../src/reading/explained_pass.ts";
import { FileFeed } from "../../src/reading/feeds/file_feed.ts";
import { Progress } from "../../src/reading/progress.ts";
import { scan } from "../../src/reading/scan.ts";
import type { ReportedPacket } from "../../src/report/facts/reported_packet.ts";
import { EVERYTHING } from "../../src/report/select/selection.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";

/**
 * Takes the road of a capture, and writes down what is said in English. Sentences that were said before with other values are
 * given by the packet that had them first, and the values.
 */
export async function toldCapture(path: string): Promise<string> {
  const terminal = new MemoryTerminal();
  const reading = { terminal, progress: new Progress(terminal, 2) };
  using feed = (await FileFeed.open(path, { reread: true, interrupted: terminal.interrupted }))!;
  const { scanned } = await scan(feed, reading);
  const lines: string[] = [];
  const firsts = new Map<string, number>();
  const pass = new ExplainedPass(scanned, {
    selection: EVERYTHING,
    language: "en",
    explains: true,
    tells: true,
    show(reported) {
      lines.push(packetLine(reported));
      for (const explanation of reported.explanations) {
        const text = briefly(explanation.text, reported.packet.number, firsts);
        lines.push(...explanationLines({ ...explanation, text }));
      }
    },
  });
  await pass.read(reading);
  const { stories, summary } = pass.ending();
  for (const { story } of stories) lines.push(...storyLines(story));
  if (summary !== null) lines.push(...storyLines(summary));
  return lines.join("\n") + "\n";
}

/** `7. conversation 0 client ACK,PSH seq 1 ack 1 len 13`. */
function packetLine({ packet, analysed }: ReportedPacket): string {
  if (analysed === null) return `${packet.number}. not TCP`;
  const { conversation, fromClient, seq, ack } = analysed;
  return `${packet.number}. conversation ${conversation.index} ${fromClient ? "client" : "server"} ` +
    `${flagNames(packet.flags).join(",")} seq ${seq} ack ${ack} len ${packet.payloadLength}`;
}

/** Numbers, durations, and what is quoted. */
const VALUES = /`[^`]*`|\d+(?:\.\d+)?(?: (?:ns|us|ms|s)\b)?/g;

function briefly(text: string, packet: number, firsts: Map<string, number>): string {
  const sentences = text.replace(VALUES, "#");
  const first = firsts.get(sentences);
  if (first !== undefined) return [`as in packet ${first}`, ...text.match(VALUES) ?? []].join(", ");
  firsts.set(sentences, packet);
  return text;
}

/** An explanation: what kind it is, then what it says. */
export function explanationLines({ code, title, text, rfc, certainty }: Explanation): string[] {
  return [`   ${code} (${certainty}${rfc === "" ? "" : `, ${rfc}`}): ${title}`, `      ${text}`];
}

/** A story under its title. */
export function storyLines({ title, paragraphs }: Story): string[] {
  return ["", `== ${title}`, ...paragraphs];
}
