/** An arrival that may be damaged, and what it was sent as, where they come in different stretches of the captures. */
import { assertEquals } from "@std/assert";
import { ACK } from "../../src/packet/packet.ts";
import { DamagedPackets } from "../../src/pairing/match/damaged_packets.ts";
import { ConversationPair } from "../../src/pairing/pairs/conversation_pair.ts";
import { Settlement } from "../../src/pairing/settle.ts";
import type { Surveyed } from "../../src/pairing/survey/surveyed.ts";
import { Sighting } from "../../src/pairing/terms/sighting.ts";

const MS = 1e6;
/** What a box adds to the client's numbers. */
const SHIFT = 5000;

function shiftedPair(): ConversationPair {
  const end = { address: "10.0.0.1", port: 1 };
  const talk: Surveyed = { talk: { index: 0, client: end, server: end }, first: 0, unique: () => [] };
  const likeness = {
    flipped: false,
    clientShift: SHIFT,
    serverShift: 0,
    ipIds: true,
    timestamps: false,
    windows: true,
  };
  return new ConversationPair("tcp", { a: talk, b: talk, common: [], unshifted: 0 }, likeness, "a");
}

function segment(time: number, seq: number, more: Partial<Sighting>): Sighting {
  const numbers = { seq, length: 100, segmentLength: 120, flags: ACK, window: 1, ports: 0x10001, ipId: 7, ...more };
  return Object.assign(new Sighting(time, time * MS), numbers);
}

Deno.test("an arrival that stays open keeps its numbers, and finds its sending in a later stretch", () => {
  for (const sum of ["wrong", "unknown"] as const) {
    for (const stretches of [1, 2, 3]) {
      const damaged = { a: new DamagedPackets(), b: new DamagedPackets() };
      const settlement = new Settlement(damaged, { a: [], b: [] }, 0);
      const pair = shiftedPair();
      const settle = (until: number, last = false) =>
        settlement.settle([pair], { until: { a: until, b: until }, decided: { a: 0, b: 0 }, elapsed: 0, last });
      // A bit of the window was flipped.
      const received = segment(100, 1 + SHIFT, { sum, window: sum === "wrong" ? 3 : 1 });
      pair.take("b", pair.fromClient, received);
      for (let before = 1; before < stretches; before++) settle(50 * MS);
      const sent = segment(90, 1, {});
      pair.take("a", pair.fromClient, sent);
      settle(200 * MS, true);
      assertEquals(sent.partner === received, true, `${sum}, ${stretches}`);
      assertEquals([pair.fromClient.lost.length, damaged.b.empty], [0, true], `${sum}, ${stretches}`);
    }
  }
});
