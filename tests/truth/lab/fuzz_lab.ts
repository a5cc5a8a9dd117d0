/**
 * The lab plays, both hosts' captures are explained, and what is said of losses and repetitions is held against what the wire knows.
 */
import { pcapHeader, pcapRecord } from "../../../src/capture-file/pcap_writer.ts";
import { type End, ENDS } from "../../../src/lab/wire/end.ts";
import { certaintyOf } from "../certainty_of.ts";
import { explainMarked } from "../explain_marked.ts";
import type { Judged } from "../judge_capture.ts";
import type { TruthTable } from "../truth_table.ts";
import { LINK_TYPE } from "../world/written_capture.ts";
import { LAB_JUDGES } from "./lab_judges.ts";
import type { LabCapture, LabTruth } from "./lab_truth.ts";
import { playRun } from "./play_run.ts";

/** A judged sentence of a lab's capture. */
export type LabJudged = Omit<Judged, "sent">;

export interface LabFuzz {
  readonly runs: number;
  readonly seed: number;
  readonly table: TruthTable;
  /** Called with a line about each wrong one at `certain` or `likely`. */
  readonly say: (line: string) => void;
  /** Where captures with wrong sentences are written. */
  readonly folder?: string | undefined;
}

/** Plays the runs one after the other and counts. */
export async function fuzzLab({ runs, seed: first, table, say, folder }: LabFuzz): Promise<void> {
  for (let seed = first; seed < first + runs; seed++) {
    const truth = await playRun(seed);
    for (const at of ENDS) {
      const capture = truth.capture(at);
      let wrong = 0;
      for (const judged of judgeLab(capture, truth)) {
        table.add(judged);
        if (typeof judged.judgment === "string" || certaintyOf(judged) === "possible") continue;
        wrong++;
        say(inWords(judged, seed, at));
      }
      if (wrong > 0 && folder !== undefined) write(capture, `${folder}/lab-${seed}-${at}.pcap`);
    }
  }
}

/** The sentences with a judge, judged. */
export function judgeLab(capture: LabCapture, truth: LabTruth): LabJudged[] {
  const judged: LabJudged[] = [];
  for (const statement of explainMarked(capture.packets)) {
    const sighting = capture.sightings[(statement.number || (statement.packets[0] ?? 0)) - 1];
    if (sighting === undefined || sighting.sending === null) continue;
    const said = { statement, truth, capture, sighting, sending: sighting.sending };
    for (const sentence of statement.sentences) {
      const judge = LAB_JUDGES[sentence.key];
      if (judge !== undefined) judged.push({ statement, sentence, judgment: judge(said) });
    }
  }
  return judged;
}

function inWords({ statement, sentence, judgment }: LabJudged, seed: number, at: End): string {
  const place = statement.number > 0 ? `packet ${statement.number}` : `packets ${statement.packets.join(", ")}`;
  const because = typeof judgment === "string" ? "" : judgment.wrong;
  return `run ${seed} at the ${at}, ${place}, ${statement.code}, ${sentence.key}: ${because}\n  said:  ${sentence.text}`;
}

function write({ packets }: LabCapture, path: string): void {
  using file = Deno.openSync(path, { write: true, create: true, truncate: true });
  file.writeSync(pcapHeader(LINK_TYPE));
  for (const packet of packets) file.writeSync(pcapRecord(packet));
}
