/** Packets printed while they are captured: a line each, or everything there is to say of them. */
import type { Language } from "../language/language.ts";
import { GatheredOutput } from "../output/gathered_output.ts";
import type { Terminal } from "../output/terminal.ts";
import type { Overview, Pass, ReportOptions } from "../report/facts/output_format.ts";
import type { ReportedPacket } from "../report/facts/reported_packet.ts";
import { EVERYTHING } from "../report/select/selection.ts";
import { TEXT_FORMAT } from "../report/text/text.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import { ExplainedPass } from "./explained_pass.ts";
import type { Progress } from "./progress.ts";
import { NOTHING_YET } from "./scan.ts";

export interface LiveWriting {
  readonly options: ReportOptions;
  readonly language: Language;
  /** Explains each packet instead of giving it a line. */
  readonly explains: boolean;
  readonly reading: { readonly terminal: Terminal; readonly progress: Progress };
}

/** Conversations and packets are still to come: room is left for their numbers. */
const ROOM = { packets: 9_999, conversations: 99 };

/** Prints the packets of `feed` until it ends; gives their number. */
export async function writeLive(
  feed: CaptureFeed,
  { options, language, explains, reading }: LiveWriting,
): Promise<number> {
  const output = new GatheredOutput(reading.terminal);
  let pass: Pass | null = null;
  const scanned = { feed, overview: NOTHING_YET, completeness: null, foresight: null };
  const packets = new ExplainedPass(scanned, {
    selection: EVERYTHING,
    language,
    explains,
    tells: false,
    show: (reported) => {
      pass ??= textPass(reported, options, explains);
      output.add(pass.packet(reported));
    },
    drain: output,
  });
  const outcome = await packets.read(reading);
  await output.flush();
  return outcome.packets;
}

/** The text format's own pass over packets, with times that count from the first one. */
function textPass({ packet }: ReportedPacket, options: ReportOptions, explains: boolean): Pass {
  const first = { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
  const overview: Overview = {
    ...NOTHING_YET,
    facts: { ...NOTHING_YET.facts, first, packets: ROOM.packets },
    conversationCount: ROOM.conversations,
  };
  const pass = TEXT_FORMAT.open(overview, options).passes.find((candidate) => candidate.explains === explains);
  if (pass === undefined) throw new Error("the text format has no such pass");
  return pass;
}
