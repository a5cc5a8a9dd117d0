import { assertEquals } from "@std/assert";
import { flowsOf } from "./flows_of.ts";

/** Traces, and what Zeek's words for them are. */
const CASES: readonly { name: string; trace: string; history: string; state: string }[] = [
  { name: "a SYN alone", trace: "> S 100 0", history: "S", state: "S0" },
  { name: "the same SYN again says nothing new", trace: "> S 100 0\n> S 100 0 dt=1000", history: "S", state: "S0" },
  { name: "a refusal", trace: "> S 100 0\n< RA 0 101", history: "Sr", state: "REJ" },
  { name: "opened, and no more", trace: "> S 100 0\n< SA 500 101\n> A 101 501", history: "ShA", state: "S1" },
  {
    name: "question, answer, both close",
    trace: `> S 100 0
      < SA 500 101
      > A 101 501
      > PA 101 501 10
      < A 501 111
      < PA 501 111 20
      > A 111 521
      > FA 111 521
      < FA 521 112
      > A 112 522`,
    history: "ShADadFf",
    state: "SF",
  },
  {
    name: "the client resets an open connection",
    trace: "> S 100 0\n< SA 500 101\n> A 101 501\n> R 101 0",
    history: "ShAR",
    state: "RSTO",
  },
  {
    name: "the server resets an open connection",
    trace: "> S 100 0\n< SA 500 101\n> A 101 501\n< R 501 0",
    history: "ShAr",
    state: "RSTR",
  },
  {
    name: "a RST after both FINs is tidying up",
    trace: "> S 100 0\n< SA 500 101\n> A 101 501\n> FA 101 501\n< FA 501 102\n> R 102 0",
    history: "ShAFfR",
    state: "SF",
  },
  {
    name: "only the client closes",
    trace: "> S 100 0\n< SA 500 101\n> A 101 501\n> FA 101 501\n< A 501 102",
    history: "ShAFa",
    state: "S2",
  },
  {
    name: "only the server closes",
    trace: "> S 100 0\n< SA 500 101\n> A 101 501\n< FA 501 101\n> A 101 502",
    history: "ShAf",
    state: "S3",
  },
  { name: "a SYN, and a RST of its sender", trace: "> S 100 0\n> R 101 0", history: "SR", state: "RSTOS0" },
  { name: "a SYN, and a FIN of its sender", trace: "> S 100 0\n> F 101 0", history: "SF", state: "SH" },
  {
    name: "the middle of a connection",
    trace: "> PA 100 500 10\n< A 500 110\n< PA 500 110 10",
    history: "Dad",
    state: "OTH",
  },
  {
    name: "data sent again, a closed window",
    trace: `> S 100 0
      < SA 500 101
      > A 101 501
      > A 101 501 10
      > A 101 501 10 dt=300
      < A 501 111 0 0`,
    history: "ShADTaw",
    state: "S1",
  },
  { name: "SYN and FIN in one", trace: "> SF 100 0", history: "Q", state: "SH" },
  {
    name: "FIN and RST in one",
    trace: "> S 100 0\n< SA 500 101\n> A 101 501\n> FRA 101 501",
    history: "ShAI",
    state: "RSTO",
  },
];

for (const { name, trace, history, state } of CASES) {
  Deno.test(`history: ${name}`, () => {
    const [flow] = flowsOf(trace);
    assertEquals({ history: flow!.history, state: flow!.state }, { history, state });
  });
}

Deno.test("what repeats is written at the first, the tenth, the hundredth", () => {
  const again = (times: number): string =>
    flowsOf("> S 100 0\n< SA 500 101\n> A 101 501\n> A 101 501 10\n" + "> A 101 501 10 dt=300\n".repeat(times))[0]!
      .history;
  assertEquals(again(9), "ShADT");
  assertEquals(again(10), "ShADTT");
  assertEquals(again(99), "ShADTT");
  assertEquals(again(100), "ShADTTT");
});
