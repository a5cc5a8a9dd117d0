/** `tcplab why A --other B`: what a second capture of the same traffic, taken elsewhere, says of the way between. */
import { Failure } from "../../../base/failure.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { plainPalette } from "../../../output/palette.ts";
import { FileFeed } from "../../../reading/feeds/file_feed.ts";
import { readPair } from "../../../reading/read_pair.ts";
import type { CaptureFeed } from "../../../reading/feeds/capture_feed.ts";
import type { ReadingOptions } from "../../../reading/read_packets.ts";
import { PAIR_FORMATS } from "../../../report/pair/all_pair_formats.ts";
import { languageOf } from "../../line/reader_language.ts";
import type { WhyFlags } from "./why_flags.ts";

/** The report of the pair in the format of `flags`; null after an interrupt. */
export async function reportBetween(
  feed: CaptureFeed,
  other: string,
  { flags, reading, width }: {
    readonly flags: Pick<WhyFlags, "format" | "lang" | "top">;
    readonly reading: ReadingOptions;
    readonly width: number;
  },
): Promise<string | null> {
  using second = await FileFeed.open(other, { reread: true, interrupted: reading.terminal.interrupted });
  if (second === null) return null;
  const { pairing, outcomes } = await readPair({ a: feed, b: second }, reading);
  if (outcomes.b.packets === 0 && !reading.terminal.interrupted.aborted) {
    const reason = outcomes.b.problem?.reason ?? "it holds no packets";
    throw new Failure(`Cannot read ${second.label}: ${reason}`);
  }
  if (pairing === null) return null;
  const report = { names: { a: feed.name, b: second.name }, pairing, top: flags.top ?? 10 };
  const format = flags.format === "json" ? "json" : "text";
  return PAIR_FORMATS[format](report, { words: tablesOf(languageOf(flags.lang)).pair, palette: plainPalette, width });
}

/** Both reports as one: in JSON the second is the member `between` of the first. */
export function joinReports(format: WhyFlags["format"], why: string, between: string): string {
  if (format === "json") return why.replace(/\}\n$/, `,"between":${between.trimEnd()}}\n`);
  return format === "md" ? `${why}\n\`\`\`text\n${between}\`\`\`\n` : `${why}\n${between}`;
}
