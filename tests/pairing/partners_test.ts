/** Who is whose partner, by the packets that two sketches share. */
import { assertEquals } from "@std/assert";
import type { Mark } from "../../src/pairing/survey/marks.ts";
import { findPartners } from "../../src/pairing/survey/partners.ts";
import type { MarkKind, Surveyed } from "../../src/pairing/survey/surveyed.ts";

/** A conversation of which packets with these sequence numbers are sketched, each by a hash of its place. */
function surveyed(
  kind: MarkKind,
  numbers: readonly number[],
  fromClient: (place: number) => boolean,
  clock: (place: number) => number,
): Surveyed {
  const end = { address: "10.0.0.1", port: 1 };
  const mark = (seq: number, place: number): Mark => ({
    ...{ time: place, fromClient: fromClient(place), seq, ack: 0, acknowledges: false, ipId: 7, window: 1, ttl: 64 },
    ...{ hasTimestamps: true, timestamp: clock(place), echo: 6, opens: false },
  });
  const marks = numbers.map((seq, place): [number, Mark] => [place, mark(seq, place)]);
  return { talk: { index: 0, client: end, server: end }, first: 0, unique: (asked) => asked === kind ? marks : [] };
}

interface Taken {
  /** All packets are the client's; else every other one. */
  readonly oneWay?: boolean;
  /** All packets bear one time of their sender's clock. */
  readonly atOnce?: boolean;
}

function arePartners(
  kind: MarkKind,
  a: readonly number[],
  b: readonly number[],
  { oneWay = true, atOnce = false }: Taken = {},
): boolean {
  const of = (numbers: readonly number[]) =>
    surveyed(kind, numbers, (place) => oneWay || place % 2 === 0, (place) => atOnce ? 5 : place);
  return findPartners([of(a)], [of(b)]).length === 1;
}

Deno.test("packets with the same timestamps are of one conversation where a direction's numbers are all shifted alike", () => {
  assertEquals(arePartners("clocks", [100, 200], [5100, 5200]), true);
  assertEquals(arePartners("clocks", [100, 200, 300], [5100, 5200, 9999]), true);
  assertEquals(arePartners("clocks", [100, 7000, 200, 8000], [5100, 8000, 5200, 9000], { oneWay: false }), true);
  assertEquals(arePartners("clocks", [100, 200], [5100, 777]), false);
});

Deno.test("no two packets that may be alike by chance are enough", () => {
  const clocks = (a: readonly number[], b: readonly number[], taken?: Taken) => arePartners("clocks", a, b, taken);
  assertEquals(clocks([100, 7000], [5100, 7700], { oneWay: false }), false, "one packet of each way may be any");
  assertEquals(clocks([100, 100, 100], [5100, 5100, 5100]), false, "who only listens bears one number");
  assertEquals(
    clocks([100, 7000, 200, 7000], [5100, 8000, 777, 8000], { oneWay: false }),
    false,
    "so it is at one end",
  );
  assertEquals(clocks([100, 200], [5100, 5200], { atOnce: true }), false, "two of one moment are one chance");
});

Deno.test("identifications have but 16 bits: several that agree, and numbers that are shifted alike", () => {
  assertEquals(arePartners("label", [1, 2, 3, 4], [11, 12, 13, 14]), true);
  assertEquals(arePartners("label", [1, 2, 3], [11, 12, 13]), false);
  assertEquals(arePartners("label", [1, 2, 3, 4], [11, 99, 55, 700]), false);
});
