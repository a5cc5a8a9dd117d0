/**
 * Where a kernel's congestion window turned: where it had doubled, where it fell, and how its sender spent the time.
 * Samples in, points out.
 */
import type { KernelSample } from "./kernel_sample.ts";

/** Something to tell of one connection's sender, in the order in which it happened. */
export type TurningPoint =
  | { readonly kind: "began"; readonly sample: KernelSample; readonly segments: number; readonly bytes: number }
  | {
    readonly kind: "grew";
    readonly sample: KernelSample;
    readonly from: number;
    readonly to: number;
    readonly slowStart: boolean;
  }
  | {
    readonly kind: "fell";
    readonly sample: KernelSample;
    readonly from: number;
    readonly to: number;
    readonly threshold: number | null;
    readonly why: "loss" | "timeout" | "mark";
  }
  | { readonly kind: "spent"; readonly sample: KernelSample; readonly time: SpentTime };

/** Milliseconds, and segments sent again. */
export interface SpentTime {
  readonly busy: number;
  readonly receiver: number;
  readonly buffer: number;
  readonly again: number;
}

/** A connection with more turns than these is a saw-tooth: the chart shows it better than words. */
const MOST_TURNS = 12;
/** A window that falls by less is the kernel's trimming of a window that is not used. */
const FALL = 0.75;

/** The samples of each connection's ends, in the order in which they began. */
export function connectionEnds(samples: readonly KernelSample[]): KernelSample[][] {
  const ends = new Map<string, KernelSample[]>();
  for (const sample of samples) {
    const { end, local, localPort, remote, remotePort } = sample;
    const key = `${end} ${local} ${localPort} ${remote} ${remotePort}`;
    const known = ends.get(key);
    if (known === undefined) ends.set(key, [sample]);
    else known.push(sample);
  }
  return [...ends.values()];
}

/** What is worth telling of one end of a connection; nothing where it sent too little for its window to matter. */
export function turningPoints(samples: readonly KernelSample[]): TurningPoint[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return [];
  const turns = windowTurns(samples);
  const time = spentTime(last);
  const held = time.receiver + time.buffer > time.busy / 10;
  if (turns.length === 0 && !held && time.again === 0) return [];
  const segments = first.info.congestionWindowSegments ?? 0;
  const established = samples.find(({ info }) => info.state !== "SYN-SENT" && info.state !== "SYN-RECEIVED") ?? first;
  const bytes = segments * (established.info.sendMssBytes ?? 0);
  return [
    { kind: "began", sample: first, segments, bytes },
    ...turns.slice(0, MOST_TURNS),
    ...(time.busy > 0 ? [{ kind: "spent" as const, sample: last, time }] : []),
  ];
}

/** While the kernel recovers from a loss its window falls little by little: the whole episode is one turn. */
interface Episode {
  readonly sample: KernelSample;
  readonly from: number;
  readonly why: "loss" | "timeout" | "mark";
  readonly least: number;
}

function windowTurns(samples: readonly KernelSample[]): TurningPoint[] {
  const turns: TurningPoint[] = [];
  let mark = samples[0]?.info.congestionWindowSegments ?? 0;
  let before = mark;
  let episode: Episode | null = null;
  const end = (window: number, threshold: number | null) => {
    if (episode === null) return;
    const { sample, from, why, least } = episode;
    const to = why === "timeout" ? least : window;
    episode = null;
    mark = to;
    if (to < from) turns.push({ kind: "fell", sample, from, to, threshold, why });
  };
  for (const sample of samples) {
    const { congestionWindowSegments: window, slowStartThresholdSegments: threshold } = sample.info;
    if (window === null) continue;
    const why = reasonOf(sample);
    if (why !== null) {
      const known: Episode = episode ?? { sample, from: before, why, least: window };
      episode = { ...known, why: why === "timeout" ? why : known.why, least: Math.min(known.least, window) };
    } else if (episode !== null) {
      end(window, threshold);
    } else if (window < before * FALL) {
      turns.push({ kind: "fell", sample, from: before, to: window, threshold, why: "mark" });
      mark = window;
    } else if (window >= 2 * mark) {
      turns.push({
        kind: "grew",
        sample,
        from: mark,
        to: window,
        slowStart: threshold === null || window <= threshold,
      });
      mark = window;
    }
    before = window;
  }
  const last = samples.at(-1)?.info;
  end(last?.congestionWindowSegments ?? 0, last?.slowStartThresholdSegments ?? null);
  return turns;
}

/** What the kernel recovers from; null where it does not. */
function reasonOf({ info }: KernelSample): Episode["why"] | null {
  switch (info.recovery) {
    case "recovery":
      return "loss";
    case "loss":
      return "timeout";
    case "cwr":
      return "mark";
    default:
      return null;
  }
}

function spentTime({ info }: KernelSample): SpentTime {
  const milliseconds = (value: number | null) => (value ?? 0) / 1000;
  return {
    busy: milliseconds(info.busyMicroseconds),
    receiver: milliseconds(info.receiveWindowLimitedMicroseconds),
    buffer: milliseconds(info.sendBufferLimitedMicroseconds),
    again: info.retransmissionsSegments ?? 0,
  };
}
