/**
 * A run of the lab of which only the number is given: two kernels, a road with random faults, a transfer in one direction or both, and
 * perhaps a reader who takes his time.
 */
import type { EachWay, LinkOptions } from "../../../src/lab/wire/link_options.ts";
import { GOOD_LINK } from "../../../src/lab/wire/link_options.ts";
import { playLab } from "../../pairing/play/play_lab.ts";
import type { PlayOptions } from "../../pairing/play/play_pair.ts";
import { Random } from "../../random.ts";
import { LabTruth } from "./lab_truth.ts";

/** Plays it: takes up to 20 s. */
export async function playRun(seed: number): Promise<LabTruth> {
  return new LabTruth(await playLab(randomOptions(seed)));
}

/** The connection and its road, the same ones for the same number. */
export function randomOptions(seed: number): PlayOptions {
  const random = new Random(seed);
  return {
    seed,
    link: randomLink(random, seed),
    timestamps: !random.chance(0.3),
    sack: !random.chance(0.2),
    ipv6: random.chance(0.2),
    upload: random.pick([0, 200, 30_000]),
    download: random.pick([800, 20_000, 120_000]),
    ...(random.chance(0.2) ? { slowly: { size: 4096, every: 40 } } : {}),
  };
}

function randomLink(random: Random, seed: number): LinkOptions {
  // Faults of both directions, or of one of them.
  const oneWay = (share: number): EachWay<number> => random.pick([share, [share, 0], [0, share]] as const);
  const rate = random.chance(0.3)
    ? { rate: random.pick([1e6, 4e6]), queue: { unit: "packets" as const, most: random.pick([4, 10, 40]) } }
    : {};
  return {
    ...GOOD_LINK,
    seed,
    delay: random.pick([0.2, 2, 10, 40]),
    jitter: random.pick([0, 0, 1, 5]),
    loss: random.chance(0.6) ? oneWay(random.pick([0.01, 0.03, 0.1])) : 0,
    reorder: random.chance(0.4) ? oneWay(random.pick([0.02, 0.1])) : 0,
    duplicate: random.chance(0.3) ? oneWay(0.03) : 0,
    ...rate,
  };
}
