/** What is said of a capture as a set of names, for comparing with what a scenario promises. */
import { verdictNames } from "../report/facts/reported_packet.ts";
import { EVERYTHING } from "../report/select/selection.ts";
import { ExplainedPass } from "./explained_pass.ts";
import type { ReadingOptions } from "./read_packets.ts";
import type { Scanned } from "./scan.ts";

export interface CollectedCodes {
  /** Codes of explanations. */
  readonly codes: ReadonlySet<string>;
  /** Names of verdicts, without counts. */
  readonly verdicts: ReadonlySet<string>;
}

/** Every code and verdict that explanation and analysis have for the packets. */
export async function collectCodes(scanned: Scanned, reading: ReadingOptions): Promise<CollectedCodes> {
  const [codes, verdicts] = [new Set<string>(), new Set<string>()];
  const packets = new ExplainedPass(scanned, {
    selection: EVERYTHING,
    language: "en",
    explains: true,
    tells: false,
    show: ({ analysed, explanations }) => {
      if (analysed !== null) { for (const name of verdictNames(analysed)) verdicts.add(name.replace(/#.*/, "")); }
      for (const { code } of explanations) codes.add(code);
    },
  });
  await packets.read(reading);
  return { codes, verdicts };
}
