/**
 * What the kernels said, in sentences that name the packets.
 */
import { tablesOf } from "../../language/all_tables.ts";
import type { Language } from "../../language/language.ts";
import type { WirePacket } from "../wire/passage.ts";
import type { End } from "../wire/end.ts";
import type { KernelSample } from "./kernel_sample.ts";
import { connectionEnds, type TurningPoint, turningPoints } from "./turning_points.ts";

/** One connection's end: a paragraph, and the packets that it names. */
export interface KernelParagraph {
  readonly text: string;
  readonly packets: readonly number[];
}

/** A paragraph for each end of a connection of which there is something to tell. */
export function tellKernels(
  samples: readonly KernelSample[],
  packets: readonly WirePacket[],
  language: Language,
): KernelParagraph[] {
  const numbers = { client: new PassingPackets(packets, "client"), server: new PassingPackets(packets, "server") };
  return connectionEnds(samples).map(turningPoints).filter((points) => points.length > 0).map((points) => {
    const told = points.map((point) => tell(point, numbers[point.sample.end].before(point.sample.at), language));
    return {
      text: told.map(({ text }) => text).join(" "),
      packets: [...new Set(told.flatMap(({ packet }) => packet > 0 ? [packet] : []))],
    };
  });
}

function tell(point: TurningPoint, packet: number, language: Language): { text: string; packet: number } {
  const words = tablesOf(language).kernel;
  switch (point.kind) {
    case "began":
      return { text: words.began(point.sample.end, point), packet: 0 };
    case "grew":
      return { text: words.grew({ ...point, packet }), packet };
    case "fell":
      return { text: words.fell({ ...point, packet }), packet };
    case "spent":
      return { text: words.spent(point.time), packet: 0 };
  }
}

/** The packets that a host sent or was given, by the moment. */
export class PassingPackets {
  readonly #moments: readonly { readonly at: number; readonly number: number }[];

  constructor(packets: readonly WirePacket[], end: End) {
    this.#moments = packets.flatMap(({ from, at, delay, event }, index) => {
      if (from === end) return [{ at, number: index + 1 }];
      return event === "lost" ? [] : [{ at: at + delay, number: index + 1 }];
    }).sort((a, b) => a.at - b.at);
  }

  /** The number of the latest one before a moment; 0 for none. */
  before(at: number): number {
    let [low, high] = [0, this.#moments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#moments[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return this.#moments[low - 1]?.number ?? 0;
  }
}
