/** A clock that is set while its capture runs: found, with its size and its moment, and taken out of the delays. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseBox } from "../../src/lab/boxes/parse_box.ts";
import { GOOD_LINK } from "../../src/lab/wire/link_options.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { plainPalette } from "../../src/output/palette.ts";
import { type CommonMoment, findSteps } from "../../src/pairing/clock/steps.ts";
import type { Pairing } from "../../src/pairing/terms/pairing.ts";
import { pairText } from "../../src/report/pair/pair_text.ts";
import { Random } from "../random.ts";
import { pairRecords } from "./play/pair_records.ts";
import { playPair, type Taken } from "./play/play_pair.ts";
import { spoil } from "./play/spoil.ts";

const MS = 1e6;
const SECOND = 1e9;

/** Moments of both ways over a path, the difference jumping by `by` at the moment `at`. */
function moments({ by, queue = 0, oneWay = false }: { by: number; queue?: number; oneWay?: boolean }): CommonMoment[] {
  const random = new Random(1);
  return Array.from({ length: 80 }, (_, index) => {
    const fromClient = oneWay || index % 2 === 0;
    const delay = 20 * MS + random.int(0, 1) * MS + (index >= 40 && fromClient ? queue : 0);
    const difference = 5 * SECOND + (fromClient ? delay : -delay) + (index >= 40 ? by : 0);
    return { a: index + 1, b: index + 1, at: index * 10 * MS, difference, fromClient };
  });
}

Deno.test("both ways that jump together are a step; one that does is a queue, two against each other another road", () => {
  for (const by of [-3600 * SECOND, -50 * MS, 50 * MS, 2 * SECOND]) {
    const [step, ...others] = findSteps(moments({ by }));
    assert(step !== undefined && Math.abs(step.by - by) < 2 * MS, `${by}`);
    assertEquals([step.before.a, step.after.a, others.length], [40, 41, 0]);
  }
  assertEquals(findSteps(moments({ by: 0 })), []);
  assertEquals(findSteps(moments({ by: 0, queue: 500 * MS })), []);
  assertEquals(findSteps(moments({ by: 5 * MS })), []);
  assertEquals(findSteps(moments({ by: 500 * MS, oneWay: true })), []);
  assertEquals(findSteps(moments({ by: 2 * SECOND, oneWay: true })).length, 1);
});

interface Way {
  readonly boxes?: readonly string[];
  readonly timestamps?: boolean;
  /** The share of the packets that are before the step. */
  readonly place?: number;
  /** Bytes that the server sends. */
  readonly download?: number;
}

/** A connection, with the clock of one end set by so many seconds in the middle of what it sends. */
async function paired(end: "client" | "server", seconds: number, way: Way = {}): Promise<Pairing> {
  const { boxes = [], timestamps = true, place = 0.5, download = 200_000 } = way;
  const link = { ...GOOD_LINK, delay: 20, seed: 1, boxes: boxes.map(parseBox) };
  const played = playPair({ link, seed: 1, upload: download > 1000 ? 30_000 : 200, download, timestamps });
  const at = played[end][Math.floor(played[end].length * place)]!.time;
  const move = (taken: Taken): Taken => taken.time >= at ? { ...taken, time: taken.time + seconds * SECOND } : taken;
  const taken = { ...played, [end]: played[end].map(move) };
  const random = new Random(1);
  const [client, server] = [spoil(taken.client, {}, random), spoil(taken.server, { offset: 7 }, random)];
  return await pairRecords(client.records, server.records);
}

for (const end of ["client", "server"] as const) {
  Deno.test(`the ${end}'s clock is set: size, moment and whose it was; nothing is lost, no delay is longer`, async () => {
    for (const seconds of [-3600, -0.5, 0.5, 3600]) {
      const pairing = await paired(end, seconds);
      const [step, ...others] = pairing.steps;
      const by = (end === "server" ? seconds : -seconds) * SECOND;
      assert(step !== undefined && Math.abs(step.by - by) < MS, `${seconds}`);
      assertEquals([others.length, step.known], [0, end === "client" ? "a" : "b"], `${seconds}`);
      const { clock, conversations: [only] } = pairing;
      assert(Math.abs(clock!.offset - 7 * SECOND) <= clock!.error, `${clock!.offset}`);
      for (const { lost, undecided, delay } of [only!.clientToServer, only!.serverToClient]) {
        assertEquals([lost, undecided], [[], []]);
        assert(delay!.minimum > 0 && delay!.maximum < 200 * MS, `${seconds}: ${delay!.maximum}`);
      }
      for (const language of LANGUAGES) {
        const { pair: words } = tablesOf(language);
        const report = { names: { a: "a", b: "b" }, pairing, top: 1 };
        assertStringIncludes(pairText(report, { words, palette: plainPalette, width: 500 }), "UTC");
      }
    }
  });
}

const WAYS: Readonly<Record<string, Way>> = {
  "where a box shifts all numbers and there are no timestamps": { boxes: ["seq=123456789"], timestamps: false },
  "where a box shifts all numbers": { boxes: ["seq=4000000000"] },
  "where a box cuts all segments anew": { boxes: ["resegment=700"] },
  "near the end of the capture": { place: 0.85 },
};

for (const [name, way] of Object.entries(WAYS)) {
  Deno.test(`a clock that is set ${name} is found`, async () => {
    for (const end of ["client", "server"] as const) {
      for (const seconds of [-60, -0.5, 0.5, 60]) {
        const { steps, clock } = await paired(end, seconds, way);
        const by = (end === "server" ? seconds : -seconds) * SECOND;
        const [step, ...others] = steps;
        assert(step !== undefined && Math.abs(step.by - by) < MS && others.length === 0, `${end} ${seconds}`);
        assert(Math.abs(clock!.offset - 7 * SECOND) <= clock!.error, `${end} ${seconds}: ${clock!.offset}`);
      }
    }
  });
}

Deno.test("where a step is too early, too late or among too few packets to be found, nothing false is told", async () => {
  let notFound = 0;
  for (const end of ["client", "server"] as const) {
    for (const seconds of [-3600, -2, -0.3, 0.3, 2, 3600]) {
      for (const way of [{ place: 0.02 }, { place: 0.98 }, { download: 800 }, { download: 800, timestamps: false }]) {
        const { steps, clock, conversations } = await paired(end, seconds, way);
        if (steps.length === 0) notFound++;
        // What is told of the clocks holds before the step.
        assert(clock === null || Math.abs(clock.offset - 7 * SECOND) <= clock.error, `${end} ${seconds}`);
        for (const { clientToServer, serverToClient } of conversations) {
          assertEquals(
            [clientToServer.lost, serverToClient.lost],
            [[], []],
            `${end} ${seconds} ${JSON.stringify(way)}`,
          );
        }
      }
    }
  }
  assert(notFound > 0, "all were found");
});

Deno.test("without a step there is none", async () => {
  assertEquals((await paired("server", 0)).steps, []);
});
