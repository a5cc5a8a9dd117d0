/** Plays a scenario of the lab for tests that look at its packets. */
import { assert } from "@std/assert";
import { compare, describeDifference } from "../../src/lab/expectation/compare.ts";
import { runLab } from "../../src/lab/lab.ts";
import type { HostWishes } from "../../src/lab/lab_options.ts";
import { SCENARIOS } from "../../src/lab/scenarios/registry.ts";
import { GOOD_LINK } from "../../src/lab/wire/link_options.ts";
import type { WirePacket } from "../../src/lab/wire/passage.ts";

/** What is played otherwise than the lesson says: then its promise need not come true. */
export interface OtherWishes {
  readonly hosts?: Partial<HostWishes>;
}

/** Plays until the packets come as promised, three times at most: another program may keep the machine busy once. */
export async function playLesson(
  name: string,
  { hosts }: OtherWishes = {},
): Promise<{ packets: WirePacket[]; lines: string[] }> {
  const scenario = SCENARIOS.find((one) => one.name === name)!;
  for (let left = 2;; left--) {
    const packets: WirePacket[] = [];
    const lines: string[] = [];
    await runLab({
      scenario,
      link: { ...GOOD_LINK, ...scenario.link },
      signal: new AbortController().signal,
      timeout: 60_000,
      onReady: () => {},
      onPacket: (packet) => packets.push(packet),
      ...(hosts && { hosts }),
      onLine: ({ end, text }) => lines.push(`${end}: ${text}`),
    });
    const difference = hosts === undefined ? compare(packets, scenario.expect ?? []) : null;
    if (difference === null) return { packets, lines };
    assert(left > 0, describeDifference(difference));
  }
}
