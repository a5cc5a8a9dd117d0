/** What is said of one sending that its receiver's capture does not hold, as a table of what the receiver did afterwards. */
import { assertEquals } from "@std/assert";
import { ACK, RST, SYN } from "../../src/packet/packet.ts";
import type { Fate } from "../../src/pairing/fate/fate.ts";
import { judgeDirection, setDues } from "../../src/pairing/fate/judge_direction.ts";
import { DirectionPair } from "../../src/pairing/match/direction_pair.ts";
import { Sighting, type Sum } from "../../src/pairing/terms/sighting.ts";

const MS = 1e6;
/** Received minus sent. */
const SHIFT = 10 * MS;
const SIZE = 1000;

interface Segment {
  /** ms by the clock of the capture that holds it. */
  readonly at: number;
  readonly seq?: number;
  readonly length?: number;
  readonly ack?: number;
  readonly flags?: number;
  readonly blocks?: readonly number[];
  readonly sum?: Sum;
  readonly timestamp?: number;
  readonly echo?: number;
}

/** The sender's data, what came of it, what the receiver said, and of that what only the sender's capture holds. */
interface Case {
  readonly name: string;
  /** Bytes of the sending, a segment's where this is not said. */
  readonly length?: number;
  /** Timestamps go through as they were sent, where this is not said. */
  readonly timestamps?: boolean;
  /** Another sending of the same bytes that did not come either. */
  readonly beside?: Segment;
  readonly arrivals: readonly Segment[];
  readonly said: readonly Segment[];
  readonly heard?: readonly Segment[];
  readonly fate: Fate;
}

const BEFORE = { at: 10, seq: -SIZE, length: SIZE };
const BEHIND = { at: 21, seq: SIZE, length: SIZE };
const AGAIN = { at: 100, seq: 0, length: SIZE };

const CASES: readonly Case[] = [
  {
    name: "acknowledged before it was sent again: missed",
    arrivals: [BEFORE, BEHIND, AGAIN],
    said: [{ at: 21.1, ack: 2 * SIZE }],
    fate: "missed",
  },
  {
    name: "asked for until it was sent again: lost",
    arrivals: [BEFORE, BEHIND, AGAIN],
    said: [{ at: 30, ack: 0 }, { at: 100.1, ack: 2 * SIZE }],
    fate: "lost",
  },
  {
    name: "asked for in the moment when the next sending comes: lost",
    arrivals: [BEFORE, BEHIND, AGAIN],
    said: [{ at: 100.01, ack: 0 }, { at: 100.1, ack: 2 * SIZE }],
    fate: "lost",
  },
  {
    name: "silence where a filled gap is acknowledged at once: lost",
    arrivals: [BEFORE, BEHIND, AGAIN],
    said: [{ at: 11, ack: 0 }, { at: 100.1, ack: 2 * SIZE }],
    fate: "lost",
  },
  {
    name: "silence where an acknowledgment may be late: open",
    arrivals: [BEFORE, AGAIN],
    said: [{ at: 11, ack: 0 }, { at: 100.1, ack: SIZE }],
    fate: "open",
  },
  {
    name: "acknowledged in a damaged packet only: it says nothing",
    arrivals: [BEFORE, BEHIND, AGAIN],
    said: [{ at: 30, ack: 0 }, { at: 100.1, ack: 2 * SIZE }],
    heard: [{ at: 45, ack: 2 * SIZE, sum: "wrong" }],
    fate: "lost",
  },
  {
    name: "acknowledged in a packet that only the sender's capture holds: missed",
    arrivals: [BEFORE, BEHIND, AGAIN],
    said: [{ at: 100.1, ack: 2 * SIZE }],
    heard: [{ at: 45, ack: 2 * SIZE }],
    fate: "missed",
  },
  {
    name: "never acknowledged: lost",
    arrivals: [BEFORE],
    said: [{ at: 30, ack: 0 }],
    fate: "lost",
  },
  {
    name: "answered by a reset: missed",
    arrivals: [{ ...BEFORE, ack: 4000 }],
    said: [{ at: 20.2, seq: 5000, flags: RST }],
    fate: "missed",
  },
  {
    name: "a closed host resets as often as packets came, this one counted: missed",
    arrivals: [BEFORE, { at: 15, seq: 9, flags: RST }, BEHIND],
    said: [{ at: 20.2, seq: 5000, flags: RST }, { at: 21.2, seq: 5000, flags: RST }],
    fate: "missed",
  },
  {
    name: "a closed host resets as often as packets came without this one: open",
    arrivals: [BEFORE, { at: 15, seq: 9, flags: RST }, BEHIND],
    said: [{ at: 21.2, seq: 5000, flags: RST }],
    fate: "open",
  },
  {
    name: "two sendings not seen, and the acknowledgment echoes this one: missed",
    beside: { at: 12, timestamp: 2 },
    arrivals: [BEFORE],
    said: [{ at: 11, ack: 0 }, { at: 22.5, ack: SIZE, echo: 1 }],
    fate: "missed",
  },
  {
    name: "two sendings not seen, and it echoes the other one, which was early: not missed",
    beside: { at: 12, timestamp: 2 },
    arrivals: [BEFORE],
    said: [{ at: 11, ack: 0 }, { at: 20.5, ack: SIZE, echo: 2 }],
    fate: "open",
  },
  {
    name:
      "two sendings not seen, and the acknowledgment echoes this one's number where a box writes timestamps anew: open",
    beside: { at: 12, timestamp: 2 },
    timestamps: false,
    arrivals: [BEFORE],
    said: [{ at: 11, ack: 0 }, { at: 22.5, ack: SIZE, echo: 1 }],
    fate: "open",
  },
  {
    name: "a bare ACK, and its timestamp is echoed: missed",
    length: 0,
    arrivals: [BEFORE],
    said: [{ at: 11, ack: 0 }, { at: 20.5, ack: 0, echo: 1 }],
    fate: "missed",
  },
  {
    name: "a bare ACK, and an older timestamp is echoed: lost",
    length: 0,
    arrivals: [BEFORE],
    said: [{ at: 11, ack: 0 }, { at: 40, ack: 0, echo: -5 }],
    fate: "lost",
  },
  ...[{ at: 20.5, ack: 0, echo: 1 }, { at: 40, ack: 0, echo: -5 }].map((answer): Case => ({
    name: `a bare ACK, and an echo of ${answer.echo} where a box writes timestamps anew: open`,
    length: 0,
    timestamps: false,
    arrivals: [BEFORE],
    said: [{ at: 11, ack: 0 }, answer],
    fate: "open",
  })),
  {
    name: "a reset that only the sender's capture holds may be a box's: open",
    arrivals: [{ ...BEFORE, ack: 4000 }],
    said: [],
    heard: [{ at: 41, seq: 5000, flags: RST }],
    fate: "open",
  },
  {
    name: "a host that was reset acknowledges nothing any more: open",
    arrivals: [BEFORE, { at: 15, seq: 9, flags: RST }],
    said: [{ at: 11, ack: 0 }],
    fate: "open",
  },
  {
    name: "needless, and no answer: lost",
    arrivals: [BEFORE, { at: 15, seq: 0, length: SIZE }],
    said: [{ at: 15.1, ack: SIZE }],
    fate: "lost",
  },
  {
    name: "needless, and the receiver says something: open",
    arrivals: [BEFORE, { at: 15, seq: 0, length: SIZE }],
    said: [{ at: 15.1, ack: SIZE }, { at: 40, ack: SIZE }],
    fate: "open",
  },
  {
    name: "the receiver still opens the connection: lost",
    arrivals: [AGAIN],
    said: [{ at: 60, flags: SYN }, { at: 100.1, ack: SIZE }],
    fate: "lost",
  },
];

function see(
  { at, seq = 0, length = 0, ack = 5000, flags = ACK, blocks = [], sum = "correct", timestamp = 0, echo = 0 }: Segment,
): Sighting {
  const numbers = {
    seq,
    length,
    ack,
    flags,
    blocks,
    sum,
    timestamp,
    echo,
    hasTimestamps: timestamp !== 0 || echo !== 0,
  };
  return Object.assign(new Sighting(Math.round(at * 100), at * MS), numbers);
}

for (const { name, beside, length = SIZE, timestamps = true, arrivals, said, heard = [], fate } of CASES) {
  Deno.test(`a sending that is missing: ${name}`, () => {
    const direction = new DirectionPair("a");
    const lone = see({ at: 10, seq: 0, length, timestamp: beside === undefined && length > 0 ? 0 : 1 });
    const others = beside === undefined ? [] : [see({ ...beside, length: SIZE })];
    for (const arrival of arrivals) {
      const received = see(arrival);
      const sent = see({ ...arrival, at: arrival.at - SHIFT / MS });
      [sent.partner, received.partner] = [received, sent];
      direction.take("a", sent);
      direction.take("b", received);
    }
    direction.sent.splice(1, 0, lone, ...others);
    const reverse = new DirectionPair("b");
    // The way back takes 20 ms by these clocks; one packet shows it.
    const [one, other] = [see({ at: 1, ack: -SIZE }), see({ at: 21, ack: -SIZE })];
    [one.partner, other.partner] = [other, one];
    for (const packet of [one, ...said.map(see)]) reverse.take("b", packet);
    for (const packet of [other, ...heard.map(see)]) reverse.take("a", packet);
    setDues(direction, SHIFT);
    const fates: Fate[] = [];
    judgeDirection(direction, reverse, {
      missing: [lone, ...others],
      last: true,
      timestamps,
      decided: (_, fate) => fates.push(fate),
    });
    assertEquals(fates[0], fate);
  });
}
