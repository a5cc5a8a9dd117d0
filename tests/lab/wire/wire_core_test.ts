/** The wire's core as a whole: both directions, queue, changes in time, boxes, without a clock. */
import { assert, assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { parseBox } from "../../../src/lab/boxes/parse_box.ts";
import { ecnOf, setEcn } from "../../../src/lab/queue/congestion_mark.ts";
import type { End } from "../../../src/lab/wire/end.ts";
import { burstsOf } from "../../../src/lab/wire/burst_loss.ts";
import { GOOD_LINK, type LinkOptions } from "../../../src/lab/wire/link_options.ts";
import type { WirePacket } from "../../../src/lab/wire/passage.ts";
import { type Arrival, WireCore } from "../../../src/lab/wire/wire_core.ts";
import { emitSegment } from "../../packet/emit.ts";
import { ACK } from "../../../src/packet/packet.ts";
import { segment } from "../segment.ts";

const MS = 1e6;
type Bytes = Uint8Array<ArrayBuffer>;

/** A core with all that it told and gave. */
class Play {
  readonly watched: WirePacket[] = [];
  readonly got: Arrival[] = [];
  readonly core: WireCore;

  constructor(link: Partial<LinkOptions>) {
    this.core = new WireCore({ ...GOOD_LINK, ...link }, (packet) => this.watched.push(packet));
  }

  send(from: End, at: number, frame: Bytes = segment({ flags: "ACK", length: 1460 })): void {
    this.core.enter(from, frame, at * MS);
  }

  /** Looks every `step` ms: what comes out must not depend on it. */
  until(end: number, step = 1): this {
    for (let now = 0; now <= end; now += step) {
      for (let next = this.core.leave(now * MS); next !== null; next = this.core.leave(now * MS)) this.got.push(next);
    }
    return this;
  }

  events(): (string | null)[] {
    return this.watched.map(({ event }) => event);
  }
}

Deno.test("WireCore gives each direction its own delay, rate and loss", () => {
  const play = new Play({ delay: [5, 40], rate: [12_000_000, 1_200_000], loss: [0, 1] });
  play.send("client", 0);
  play.send("server", 0);
  play.until(100);
  // 1500 bytes take 1 ms at 12 Mbit/s.
  assertEquals(play.got.map(({ to, due }) => [to, due]), [["server", 6 * MS]]);
  assertEquals(play.events(), [null, "lost"]);
});

Deno.test("WireCore hands each frame over with its packet, which then tells when it truly came", () => {
  const play = new Play({ delay: 5 });
  play.send("client", 1);
  play.until(100);
  const [arrival] = play.got;
  assertEquals(play.watched.map(({ arrived }) => arrived), [undefined]);
  arrival!.passage.arrives(9 * MS);
  assertEquals(play.watched.map(({ delay, arrived }) => [delay, arrived]), [[5 * MS, 9 * MS]]);
});

Deno.test("WireCore keeps a rate exactly, however seldom somebody looks", () => {
  for (const step of [0.1, 1, 50]) {
    const play = new Play({ delay: 10, rate: 10_000_000, queue: { unit: "packets", most: 2000 } });
    for (let n = 0; n < 1000; n++) play.send("server", 0);
    play.until(2000, step);
    assertEquals(play.got.length, 1000);
    assertAlmostEquals(play.got.at(-1)!.due / MS, 10 + 1000 * 1.2, 1e-6);
    assertEquals(play.core.empty, true);
  }
});

Deno.test("WireCore drops what finds the queue full, and says so", () => {
  const play = new Play({ rate: 12_000_000, queue: { unit: "packets", most: 3 } });
  for (let n = 0; n < 6; n++) play.send("client", 0);
  // One is on the line, three wait.
  assertEquals(play.events(), [null, null, null, null, "dropped", "dropped"]);
  play.send("client", 1.5);
  assertEquals(play.events().at(-1), null);
  play.until(20);
  assertEquals(play.got.map(({ due }) => due / MS), [3, 4, 5, 6, 7]);
  assertEquals(play.watched.filter(({ event }) => event === null).map(({ delay }) => delay / MS), [3, 4, 5, 6, 5.5]);
});

Deno.test("WireCore loses four of five packets where five times the rate comes in", () => {
  const play = new Play({ delay: 50, rate: 10_000_000 });
  for (let n = 0; n < 20_000; n++) play.send("client", n * 0.24);
  play.until(6000, 10);
  const dropped = play.events().filter((event) => event === "dropped").length;
  assertAlmostEquals(dropped / 20_000, 0.8, 0.005);
  // The longest wait is the queue: 84 packets of 1.2 ms, behind the one on the line.
  const longest = Math.max(...play.watched.filter(({ event }) => event === null).map(({ delay }) => delay / MS));
  assertLess(longest, 50 + 86 * 1.2);
  assertGreater(longest, 50 + 83 * 1.2);
});

Deno.test("WireCore's CoDel decides when a packet's turn comes: until then its fate is open", () => {
  const play = new Play({ rate: 10_000_000, queueKind: "codel" });
  for (let n = 0; n < 1000; n++) {
    play.send("client", n * 0.8);
    if (n === 500) assert(play.watched.some(({ pending }) => pending === true));
  }
  play.until(3000);
  assert(play.watched.every(({ pending }) => pending !== true));
  const dropped = play.events().filter((event) => event === "dropped").length;
  assertGreater(dropped, 5);
  assertEquals(play.got.length, 1000 - dropped);
});

Deno.test("WireCore's queue marks a copy: what the sender sent stays as it was", () => {
  const play = new Play({ rate: 10_000_000, queueKind: "codel", ecn: true });
  const frames: Bytes[] = [];
  for (let n = 0; n < 800; n++) {
    const fields = { src: "10.0.2.4", dst: "10.0.2.15", srcPort: 1, dstPort: 2, seq: n * 1400, flags: ACK };
    const frame = emitSegment({ ...fields, payload: new Uint8Array(1400) });
    setEcn(frame, 2);
    frames.push(frame);
    play.send("client", n * 0.8, frame);
  }
  play.until(3000);
  const marked = play.watched.filter(({ event }) => event === "marked");
  assertGreater(marked.length, 3);
  assertEquals(play.got.length, 800);
  assertEquals(play.got.filter(({ frame }) => ecnOf(frame) === 3).length, marked.length);
  assert(marked.every(({ bytes }) => ecnOf(bytes) === 3));
  assert(frames.every((frame) => ecnOf(frame) === 2));
});

Deno.test("WireCore changes rate and delay in time, and is down for a time", () => {
  const at = [{ after: 1, delay: 20 }, { after: 2, down: 0.5 }, { after: 3, rate: 1_200_000 }];
  const play = new Play({ delay: 5, at });
  for (const time of [100, 1099, 1100, 2099, 2100, 2599, 2600, 3100]) play.send("client", time);
  play.until(5000);
  // Time counts from the first packet, at 100 ms.
  assertEquals(play.got.map(({ due }) => due / MS), [105, 1104, 1120, 2119, 2620, 3130]);
  assertEquals(play.events().map((event) => event ?? ""), ["", "", "", "", "lost", "lost", "", ""]);
});

Deno.test("WireCore loses what leaves the queue while the link is down", () => {
  const play = new Play({ rate: 1_200_000, at: [{ after: 0.015, down: 0.02 }] });
  for (let n = 0; n < 5; n++) play.send("client", 0);
  assert(play.watched[2]!.pending);
  play.until(200);
  // Onto the line at 0, 10, 20, 30 and 40 ms; down from 15 to 35.
  assertEquals(play.events(), [null, null, "lost", "lost", null]);
});

Deno.test("WireCore loses in bursts of the length that is asked for, the same ones for the same seed", () => {
  const runs = (seed: number): { share: number; length: number; text: string } => {
    const play = new Play({ burstLoss: burstsOf(0.05, 4), seed });
    for (let n = 0; n < 20_000; n++) play.send("client", n, segment({ flags: "ACK", length: 1, seq: n }));
    const text = play.events().map((event) => event === "lost" ? "x" : ".").join("");
    const bursts = text.match(/x+/g) ?? [];
    const lost = bursts.join("").length;
    return { share: lost / 20_000, length: lost / bursts.length, text };
  };
  const { share, length, text } = runs(1);
  assertAlmostEquals(share, 0.05, 0.01);
  assertAlmostEquals(length, 4, 0.5);
  assertEquals(runs(1).text, text);
  assert(runs(2).text !== text);
});

Deno.test("WireCore shows what a box stopped and made, and the client's side of what it changed", () => {
  const fields = { src: "10.0.2.4", dst: "10.0.2.15", srcPort: 40_000, dstPort: 5050, seq: 1, ack: 1, flags: ACK };
  const play = new Play({ delay: 10, boxes: [parseBox("nat"), parseBox("mtu=1000")] });
  play.send("client", 0, emitSegment({ ...fields, payload: new Uint8Array(1400) }));
  play.send("client", 0, emitSegment(fields));
  assertEquals(play.watched.map(({ pending }) => pending), [true, true]);
  play.until(20);
  const answer = { src: "10.0.2.15", dst: "10.0.2.1", srcPort: 5050, dstPort: 61_001, seq: 1, ack: 1, flags: ACK };
  play.core.enter("server", emitSegment(answer), 25 * MS);
  play.core.enter("server", emitSegment({ ...answer, payload: new Uint8Array(1400) }), 26 * MS);
  play.until(100);
  assertEquals(play.watched.map(({ from, event }) => `${from} ${event}`), [
    "client blocked",
    "client null",
    // The box's ICMP error to the client.
    "server injected",
    "server null",
    "server blocked",
    // And the one to the server, which is not on the link.
    "client injected",
  ]);
  assertEquals(play.got.map(({ to, due }) => [to, due / MS]), [
    ["server", 10],
    ["client", 20],
    ["server", 26],
    ["client", 35],
  ]);
  const [toServer, , , toClient] = play.got.map(({ frame }) => frame);
  assertEquals([...toServer!.subarray(12, 16)], [10, 0, 2, 1]);
  assertEquals([...toClient!.subarray(16, 20)], [10, 0, 2, 4]);
});
