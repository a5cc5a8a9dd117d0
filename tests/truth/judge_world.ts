/**
 * One world from its number to the judgment of what is said of its capture.
 */
import { explainMarked } from "./explain_marked.ts";
import { judgeCapture, type Judged } from "./judge_capture.ts";
import { Truth } from "./truth.ts";
import { drawWorld } from "./world/draw_world.ts";
import { playWorld } from "./world/play_world.ts";
import { packetsOf } from "./world/written_capture.ts";
import type { Packet } from "../../src/packet/packet.ts";

export interface JudgedWorld {
  readonly packets: readonly Packet[];
  readonly truth: Truth;
  readonly judged: readonly Judged[];
}

/** Plays, explains and judges the world with this number. */
export function judgeWorld(seed: number): JudgedWorld {
  const played = playWorld(drawWorld(seed), seed);
  const truth = new Truth(played.log, played.records, played.options);
  const packets = packetsOf(played);
  return { packets, truth, judged: judgeCapture(explainMarked(packets), truth) };
}
