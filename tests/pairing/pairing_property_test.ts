/**
 * Hundreds of connections over the lab's wire, played by its own clock with random boxes and faults, and captures spoiled as real
 * ones are: what a pairing says is held against the wire's record. `deno task pair:measure` does the same with real kernels.
 */
import { assert, assertEquals } from "@std/assert";
import type { Pairing } from "../../src/pairing/terms/pairing.ts";
import { pairRecords } from "./play/pair_records.ts";
import { type RandomRun, randomRun, type RunKind } from "./play/random_run.ts";
import { scoreLosses } from "./play/score.ts";
import { isSegment } from "./play/segment_bytes.ts";

async function play(seed: number, kind: RunKind = {}): Promise<{ run: RandomRun; pairing: Pairing }> {
  const run = randomRun(seed, kind);
  return { run, pairing: await pairRecords(run.client.records, run.server.records) };
}

Deno.test("whole captures: every loss and every change, and nothing else", async () => {
  for (let seed = 1; seed <= 120; seed++) {
    const { run, pairing } = await play(seed);
    const { falselyLost, notTold, undecided } = scoreLosses(pairing, run);
    assertEquals({ falselyLost, notTold, undecided }, { falselyLost: [], notTold: [], undecided: [] }, run.description);
    const codes = pairing.changes.map(({ code }) => code);
    assertEquals(codes, run.changes, run.description);
    assertEquals(pairing.conversations.length, 1, run.description);
  }
});

Deno.test("a clean wire: nothing lost, nothing changed, nothing missed", async () => {
  for (let seed = 1001; seed <= 1060; seed++) {
    const { run, pairing } = await play(seed, { clean: true });
    const [{ clientToServer, serverToClient }] = pairing.conversations as [Pairing["conversations"][0]];
    for (
      const { sent, arrived, lost, undecided, duplicated, reordered, notCaptured } of [clientToServer, serverToClient]
    ) {
      assertEquals(
        { lost, undecided, duplicated, reordered, ...notCaptured },
        { lost: [], undecided: [], duplicated: 0, reordered: 0, a: 0, b: 0 },
        run.description,
      );
      assertEquals(arrived, sent);
    }
    assertEquals(pairing.changes, [], run.description);
  }
});

Deno.test("one record in a hundred missing from both files: what was acknowledged is not called lost", async () => {
  let [sent, undecided, wrong] = [0, 0, 0];
  for (let seed = 2001; seed <= 2060; seed++) {
    const { run, pairing } = await play(seed, { missing: 0.01 });
    // Of datagrams nothing tells.
    const score = scoreLosses(pairing, run, isSegment);
    assertEquals(score.falselyLost.length, score.bare.length, run.description);
    wrong += score.falselyLost.length + score.notTold.length;
    sent += score.sent;
    undecided += score.undecided.length;
  }
  assert(wrong <= sent / 1000, `${wrong} of ${sent} are wrong`);
  // Bare ACKs on links that lose up to a tenth: where no timestamp tells, nothing does.
  assert(undecided <= sent / 30, `${undecided} of ${sent} are undecided`);
});

Deno.test("one record in a hundred missing from one file: nearly all is placed", async () => {
  let [sent, placed] = [0, 0];
  for (let seed = 2101; seed <= 2160; seed++) {
    const { run, pairing } = await play(seed, { missing: 0.01, ofOne: true });
    const score = scoreLosses(pairing, run, isSegment);
    assertEquals(score.falselyLost.length, score.bare.length, run.description);
    sent += score.sent;
    placed += score.sent - score.falselyLost.length - score.notTold.length - score.undecided.length;
  }
  // Connections of a hundred packets: too few for a capture that misses none to be believed.
  assert(placed >= 0.98 * sent, `${placed} of ${sent} are placed`);
});

Deno.test("the clocks' difference lies within the stated error, from the first packet to the last", async () => {
  for (let seed = 3001; seed <= 3060; seed++) {
    const { run: { client, offset, skewPpm, description }, pairing: { clock } } = await play(seed);
    assert(clock !== null, description);
    for (const { time } of [client.packets[0]!, client.packets[client.packets.length - 1]!]) {
      const difference = offset * 1e9 + time * skewPpm * 1e-6;
      // A moment of this century in nanoseconds is a number to within 256 of them.
      assert(Math.abs(difference - clock.offset) <= clock.error + 256, description);
    }
    if (clock.skewPpm !== null) {
      assert(Math.abs(clock.skewPpm - skewPpm) <= Math.max(3, 0.2 * Math.abs(skewPpm)), description);
    }
  }
});
