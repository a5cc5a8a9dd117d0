/** The simulated network keeps its own books. */
import { assert, assertEquals } from "@std/assert";
import { judgeWorld } from "./judge_world.ts";
import { TruthTable } from "./truth_table.ts";
import { drawWorld } from "./world/draw_world.ts";
import { EventQueue } from "./world/event_queue.ts";
import { playWorld } from "./world/play_world.ts";
import { Reassembly } from "./world/reassembly.ts";
import { packetsOf } from "./world/written_capture.ts";

const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1);
/** Worlds judged in every run of the tests; `deno task fuzz:truth` judges thousands. */
const SAMPLE = 150;

Deno.test("playWorld() gives the same play for the same number", () => {
  for (const seed of SEEDS.slice(0, 10)) {
    const [first, second] = [playWorld(drawWorld(seed), seed), playWorld(drawWorld(seed), seed)];
    assertEquals(first.log.sent, second.log.sent);
    assertEquals(first.records, second.records);
  }
});

Deno.test("a packet arrives, is lost or is still on its way, and is captured only if it passed", () => {
  for (const seed of SEEDS) {
    const { log, records } = playWorld(drawWorld(seed), seed);
    const lost = new Set(log.losses.map(({ id }) => id));
    const once = new Set<number>();
    for (const { id, time, copy } of log.arrivals) {
      assert(time >= log.sent[id]!.time, `world ${seed}: ${id} arrives before it is sent`);
      if (copy) continue;
      assert(!lost.has(id) && !once.has(id), `world ${seed}: ${id} arrives twice, or although it was lost`);
      once.add(id);
    }
    for (const { ids } of records) {
      for (const id of ids) assert(log.passed.has(id), `world ${seed}: ${id} was not there`);
    }
  }
});

Deno.test("no program reads what the other has not written", () => {
  for (const seed of SEEDS) {
    const { log, options } = playWorld(drawWorld(seed), seed);
    const bytes = (connection: number, end: string, what: string) =>
      log.deeds.filter((deed) => deed.connection === connection && deed.end === end && deed.what === what)
        .reduce((sum, deed) => sum + deed.bytes, 0);
    for (const connection of options.attempts.keys()) {
      assert(bytes(connection, "client", "read") <= bytes(connection, "server", "write"), `world ${seed}`);
      assert(bytes(connection, "server", "read") <= bytes(connection, "client", "write"), `world ${seed}`);
    }
  }
});

Deno.test("packetsOf() writes packets that can be read", () => {
  for (const seed of SEEDS) {
    const played = playWorld(drawWorld(seed), seed);
    for (const [i, packet] of packetsOf(played).entries()) {
      const { segment } = played.log.sent[played.records[i]!.ids[0]!]!;
      assertEquals([packet.seq, packet.ack, packet.flags & RST_SYN], [
        segment.seq,
        segment.ack,
        segment.flags & RST_SYN,
      ]);
      assertEquals(packet.problem, null);
    }
  }
});

const RST_SYN = 0x06;

Deno.test("EventQueue lets things happen in the order of their times, and not what was cancelled", () => {
  const queue = new EventQueue();
  const happened: number[] = [];
  for (const time of [30, 10, 20, 10]) queue.after(time, () => happened.push(time));
  queue.after(15, () => happened.push(15)).cancel();
  queue.run(25, 100);
  assertEquals(happened, [10, 10, 20]);
  assertEquals(queue.now, 20);
});

Deno.test("Reassembly keeps what waits behind a hole, and tells what came twice", () => {
  const incoming = new Reassembly(1000, false, 1000);
  incoming.expected = 1;
  assertEquals([incoming.take(11, 21), incoming.expected, incoming.waiting], [true, 1, 10]);
  assertEquals([incoming.take(11, 21), incoming.twice], [false, { from: 11, to: 21 }]);
  assertEquals([incoming.take(1, 11), incoming.expected, incoming.unread], [true, 21, 20]);
  assertEquals([incoming.finish(25), incoming.take(21, 25), incoming.finish(25), incoming.ended], [
    false,
    true,
    true,
    true,
  ]);
  assertEquals([incoming.read(100), incoming.unread], [24, 0]);
});

Deno.test("nothing that is said of the sample as certain is false, and hardly anything likely", () => {
  const table = new TruthTable("sentence");
  for (let seed = 1; seed <= SAMPLE; seed++) for (const judged of judgeWorld(seed).judged) table.add(judged);
  assertEquals(table.total("certain").wrong, 0, table.toString());
  assert(table.holds, table.toString());
  assert(table.total("certain").right > 3000);
});
