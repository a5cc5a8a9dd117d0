import { assertEquals } from "@std/assert";
import { FlowList } from "../../src/flows/flow_list.ts";
import type { Flow } from "../../src/flows/flow.ts";
import { flowsOf } from "./flows_of.ts";

const longest = (a: Flow, b: Flow): number => b.duration - a.duration;

function refusedTries(count: number): string {
  return Array.from({ length: count }, (_, i) => `> S 100 0 port=${2000 + i}\n< RA 0 101 port=${2000 + i}`).join("\n");
}

const TRANSFER = "> S 100 0 port=9\n< SA 500 101 dt=10 port=9\n> A 101 501 port=9\n> A 101 501 10 dt=5000 port=9";

function listed(trace: string, { most = 100, grouped = true } = {}) {
  const list = new FlowList({ most, order: longest, grouped });
  for (const flow of flowsOf(trace)) list.add(flow);
  return list.lines();
}

function checks(count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const port = `port=${4000 + i}`;
    return `> S 100 0 ${port}\n< SA 500 101 ${port}\n> A 101 501 ${port}\n> A 101 501 10 ${port}\n< A 501 111 5 ${port}`;
  }).join("\n");
}

Deno.test("like conversations share a line: three that came to nothing, ten that carried the same", () => {
  const table = [
    { trace: refusedTries, from: 3, kind: "scan" },
    { trace: checks, from: 10, kind: "repeated" },
  ] as const;
  for (const { trace, from, kind } of table) {
    for (const [count, lines] of [[from - 1, from - 1], [from, 1], [from + 1, 1]] as const) {
      const list = listed(trace(count));
      assertEquals(list.lines.length, lines, `${count} alike`);
      assertEquals(list.further, 0);
      assertEquals(list.lines[0]!.group?.count, lines === 1 ? count : undefined);
      if (lines === 1) assertEquals(list.lines[0]!.group?.kind, kind);
    }
  }
});

Deno.test("a group stands beside what is unlike it, and can be taken apart", () => {
  const trace = `${TRANSFER}\n${refusedTries(12)}`;
  const { lines } = listed(trace);
  assertEquals(lines.map(({ group }) => group?.kind ?? null), [null, "scan"]);
  assertEquals(listed(trace, { grouped: false }).lines.length, 13);
});

Deno.test("what is beyond the end of the list is counted, a group with all its conversations", () => {
  assertEquals(listed(`${TRANSFER}\n${refusedTries(12)}`, { most: 1 }).further, 12);
  assertEquals(listed(`${TRANSFER}\n${refusedTries(200)}`, { most: 1, grouped: false }).further, 200);
});

Deno.test("openings of one port from many hosts are a flood, answered or not; what was opened is none", () => {
  const openings = (rest: string): string =>
    Array.from({ length: 11 }, (_, i) => `> S ${i} 0 port=${3000 + i}\n${rest.replaceAll("PORT", String(3000 + i))}`)
      .join("\n");
  const kinds = (rest: string): (string | null)[] =>
    listed(openings(rest)).lines.map(({ group }) => group?.kind ?? null);
  assertEquals(kinds("< SA 500 1 port=PORT"), ["scan"]);
  assertEquals(kinds("").length, 1);
  assertEquals(kinds("< SA 500 1 port=PORT\n> A 1 501 port=PORT"), ["repeated"]);
});
