/** What is left to chance in a transfer of the corpus, and the shapes that transfers have. */
import type { Random } from "../random.ts";
import { between, type EndPlan, type Play, type Step, toward } from "./play.ts";
import type { End } from "../../src/lab/wire/end.ts";

const MEGABIT = 1e6;
/** Packets that may wait on the way back: no ACK is lost there. */
const BACK = 1000;
export const WHOLE_SEGMENTS = 14_480;

/** What is left to chance in every kind. */
export class Draw {
  readonly sender: End;
  readonly congestion: string;

  constructor(readonly random: Random, readonly stretch: number) {
    this.sender = random.pick(["client", "server"]);
    this.congestion = random.pick(["cubic", "cubic", "reno"]);
  }

  /** Between two positive numbers, or somewhat beyond them, as many in each octave. */
  between(low: number, high: number): number {
    const [from, to] = [low / this.stretch, high * this.stretch];
    return from * Math.exp(this.random.unit() * Math.log(to / from));
  }

  whole(low: number, high: number): number {
    return Math.round(this.between(low, high));
  }

  /** One way, ms. */
  delay(low = 1, high = 100): number {
    return Math.round(10 * this.between(low, high)) / 10;
  }

  rate(low = 2, high = 60): number {
    return Math.round(this.between(low, high) * 10) / 10 * MEGABIT;
  }

  /** Seconds that a run is meant to take. */
  seconds(): number {
    return this.between(2, 6);
  }
}

/** One stream of bytes from the sender to the other end. */
export function bulk(
  draw: Draw,
  bytes: number,
  { from = {}, to = {}, chunk = 65_160 }: { from?: EndPlan["options"]; to?: EndPlan["options"]; chunk?: number } = {},
): Pick<Play, "sender" | "client" | "server"> {
  const { congestion } = draw;
  return between(draw.sender, {
    from: {
      options: { congestion, ...from },
      steps: [["write", Math.round(bytes), chunk], ["shut"], ["readall"], ["close"]],
    },
    to: { options: { congestion, ...to }, steps: [["readall"], ["close"]] },
  });
}

export type Kind = (draw: Draw) => Omit<Play, "kind">;

/** A line of a rate, and a queue before it: so many packets, or what a router would have. */
export function bounded(rate: number, delay: number, { sender }: Draw, packets: number | null): Play["link"] {
  const limit = (most: number) => ({ unit: "packets" as const, most });
  return { rate, delay, queue: packets === null ? null : toward(sender, limit(packets), limit(BACK)) };
}

/** Packets of one bandwidth x round trip. */
export function productOf(rate: number, delay: number): number {
  return Math.max(4, rate / 8 * (2 * delay / 1000) / 1500);
}

/** Questions and answers: the server thinks, or the client before it asks again. */
export function exchange(
  draw: Draw,
  { think, answer, pause = 0, times }: { think: number; answer: number; pause?: number; times?: number },
): Omit<Play, "kind"> {
  const delay = draw.delay(5, 120);
  const round = think + pause + 2 * delay / 1000;
  const count = times ?? Math.max(2, Math.min(40, Math.round(draw.seconds() / round)));
  const question = draw.whole(80, 900);
  const { congestion } = draw;
  const asks: Step[] = [
    ["write", question, question],
    ["read", answer],
    ...(pause > 0 ? [["think", pause] as Step] : []),
  ];
  const answers: Step[] = [["read", question], ...(think > 0 ? [["think", think] as Step] : []), [
    "write",
    answer,
    answer,
  ]];
  return {
    sender: "server",
    client: { options: { congestion }, steps: [["repeat", count, asks], ["shut"], ["readall"], ["close"]] },
    server: { options: { congestion }, steps: [["repeat", count, answers], ["readall"], ["close"]] },
    link: { delay, ...(draw.random.chance(0.4) ? { rate: draw.rate(3, 40) } : {}) },
  };
}
