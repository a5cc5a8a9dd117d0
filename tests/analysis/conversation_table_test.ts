import { assertEquals } from "@std/assert";
import { ConversationTable, DEFAULT_LIMITS } from "../../src/analysis/conversation_table.ts";
import { GatheredForesight } from "../../src/analysis/foresight.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { emitSegment } from "../packet/emit.ts";
import { type Packet, SYN } from "../../src/packet/packet.ts";
import { recordOf } from "../packet/record_of.ts";
import { Random } from "../random.ts";

interface Ends {
  readonly src: string;
  readonly dst: string;
  readonly srcPort: number;
  readonly dstPort: number;
}

function packetBetween(ends: Ends, number = 1): Packet {
  return dissect({ ...recordOf(emitSegment({ ...ends, flags: SYN }), 101), number });
}

function turned({ src, dst, srcPort, dstPort }: Ends): Ends {
  return { src: dst, dst: src, srcPort: dstPort, dstPort: srcPort };
}

function endsOf(index: number): Ends {
  const six = index % 3 === 0;
  const [low, high] = [index & 255, index >> 8];
  return {
    src: six ? `2001:db8::${high}:${low}` : `10.0.${high}.${low}`,
    dst: six ? "2001:db8::1" : "10.1.0.1",
    srcPort: 1000 + (index % 7),
    dstPort: 80,
  };
}

Deno.test("ConversationTable finds each of thousands again, from either side, and ends them in their order", () => {
  const ended: number[] = [];
  const table = new ConversationTable(({ index }) => ended.push(index));
  const count = 5000;
  for (let index = 0; index < count; index++) assertEquals(table.find(packetBetween(endsOf(index))).index, index);
  const random = new Random(5);
  for (const index of random.shuffled(Array.from({ length: count }, (_, i) => i)).slice(0, 2000)) {
    const away = random.chance(0.5);
    const packet = packetBetween(away ? endsOf(index) : turned(endsOf(index)));
    assertEquals([table.find(packet).index, table.forward], [index, away]);
  }
  assertEquals([table.made, table.size], [count, count]);
  table.finish();
  assertEquals(ended, Array.from({ length: count }, (_, i) => i));
  assertEquals([table.size, table.abandoned], [0, 0]);
});

Deno.test("ConversationTable keeps apart what differs in one byte of an address or in one port", () => {
  const table = new ConversationTable(() => {});
  const four: Ends = { src: "10.1.2.3", dst: "10.4.5.6", srcPort: 1000, dstPort: 80 };
  const six: Ends = { src: "2001:db8:1::3", dst: "2001:db8:2::6", srcPort: 1000, dstPort: 80 };
  const all: Ends[] = [
    four,
    { ...four, src: "10.1.2.4" },
    { ...four, dst: "10.4.5.7" },
    { ...four, srcPort: 1001 },
    { ...four, dstPort: 81 },
    { ...four, srcPort: 80, dstPort: 1000 },
    six,
    { ...six, src: "2001:db8:1::4" },
    { ...six, dst: "2001:db8:2::7" },
    { ...six, src: "2001:db8:1:1::3" },
    { ...six, srcPort: 80, dstPort: 1000 },
  ];
  const indices = (turn: (ends: Ends) => Ends): number[] =>
    all.map((ends) => table.find(packetBetween(turn(ends))).index);
  assertEquals(indices((ends) => ends), all.map((_, i) => i));
  assertEquals(indices(turned), all.map((_, i) => i));
});

/** A table, and the numbers of the conversations it let go. */
function limited(limits: { closed: number; all: number }): {
  table: ConversationTable;
  ended: number[];
  add: (index: number, number: number, closed?: boolean) => void;
} {
  const ended: number[] = [];
  const table = new ConversationTable(({ index }) => ended.push(index), limits);
  const add = (index: number, number: number, closed = false): void => {
    const conversation = table.find(packetBetween(endsOf(index), number));
    conversation.lastPacket = number;
    if (!closed || conversation.closed) return;
    conversation.closed = true;
    table.closed++;
  };
  return { table, ended, add };
}

Deno.test("ConversationTable lets go of the longest silent half of the closed ones when these are too many", () => {
  const { table, ended, add } = limited({ closed: 5, all: 100 });
  add(0, 1);
  for (let index = 1; index <= 5; index++) add(index, 1 + index, true);
  add(2, 10);
  assertEquals([ended, table.closed], [[], 5]);
  add(6, 11);
  assertEquals([ended, table.closed, table.size, table.abandoned], [[1, 3, 4], 2, 4, 0]);
});

Deno.test("ConversationTable lets go of the longest silent quarter of all when they are too many, and counts the open ones", () => {
  const { table, ended, add } = limited({ closed: 100, all: 9 });
  for (let index = 0; index < 9; index++) add(index, 1 + index, index === 1);
  add(0, 20);
  assertEquals(ended, []);
  add(9, 21);
  assertEquals([ended, table.size, table.closed, table.abandoned], [[1, 2, 3], 7, 0, 2]);
  add(1, 22);
  assertEquals(table.find(packetBetween(endsOf(1))).index, 10);
});

Deno.test("ConversationTable lets go of closed ones alone where that makes room", () => {
  const { table, ended, add } = limited({ closed: 2, all: 4 });
  for (let index = 0; index < 4; index++) add(index, 1 + index, index >= 2);
  add(4, 5);
  assertEquals([ended, table.size, table.abandoned], [[2], 4, 0]);
});

Deno.test("ConversationTable numbers a conversation on the ends of an old one anew, and says so", () => {
  const { table, ended } = limited(DEFAULT_LIMITS);
  const old = table.find(packetBetween(endsOf(0)));
  const fresh = table.replace(old, packetBetween(turned(endsOf(0))));
  assertEquals([old.reusedPorts, fresh.reusedPorts, fresh.index, ended], [false, true, 1, [0]]);
  assertEquals([fresh.port0, fresh.port1, table.forward], [80, 1000, true]);
});

Deno.test("GatheredForesight knows each conversation that ended, and nothing of others", () => {
  const foresight = new GatheredForesight();
  const table = new ConversationTable((conversation) => foresight.note(conversation));
  for (let index = 0; index < 300; index++) {
    const conversation = table.find(packetBetween(endsOf(index)));
    conversation.seen = index & 63;
    conversation.from0.scale = index % 15;
    conversation.from1.scale = index % 2 === 0 ? -2 : 14;
  }
  table.finish();
  for (let index = 0; index < 300; index++) {
    const known = [foresight.completeness(index), foresight.windowShift(index, 0), foresight.windowShift(index, 1)];
    assertEquals(known, [index & 63, index % 15, index % 2 === 0 ? 0 : 14], `${index}`);
  }
  assertEquals([foresight.completeness(100_000), foresight.windowShift(100_000, 1)], [0, 0]);
});
