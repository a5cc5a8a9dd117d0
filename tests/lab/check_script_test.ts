import { assertEquals } from "@std/assert";
import { findMisplacedStep } from "../../src/lab/scenario-file/check_script.ts";
import type { Step } from "../../src/lab/host/program.ts";

const connect: Step = { do: "connect", port: 1 };
const listen: Step = { do: "listen", port: 1 };

Deno.test("findMisplacedStep() lets through what can be played", async (t) => {
  const cases: Record<string, Step[]> = {
    "one after the other": [connect, { do: "close" }, connect, { do: "send", text: "x" }],
    "two by name": [{ ...connect, as: "a" }, connect, { do: "send", text: "x", on: "a" }, { do: "close" }],
    "names of rounds": [
      listen,
      { do: "repeat", times: 3, steps: [{ do: "accept", as: "c{n}" }] },
      { do: "close", on: "c3" },
    ],
    "a whole life in each round": [{ do: "repeat", times: 9, steps: [connect, { do: "close" }] }],
    "parts with what was open before": [connect, {
      do: "together",
      parts: [[{ do: "send", bytes: 1 }], [{ do: "receive", bytes: 1 }]],
    }, { do: "close" }],
    "what a part opens": [
      { do: "together", parts: [[{ ...connect, as: "a" }], [{ ...connect, as: "b" }]] },
      { do: "close", on: "b" },
    ],
    "a datagram": [{ do: "open-udp", to: 1 }, { do: "send", text: "x" }, { do: "receive-datagram" }, { do: "close" }],
  };
  for (const [name, steps] of Object.entries(cases)) {
    await t.step(name, () => assertEquals(findMisplacedStep(steps), null));
  }
});

Deno.test("findMisplacedStep() names the step, wherever it stands, and what to do", async (t) => {
  const cases: [string, Step[]][] = [
    ["step 1: receive needs a connection: connect or accept first", [{ do: "receive", bytes: 1 }]],
    ["step 1: accept comes before listen", [{ do: "accept" }]],
    ["step 2: connect while a connection is open: close it first, or give this one a name with as", [connect, connect]],
    ["step 1.1: connect while a connection is open: close it first, or give this one a name with as", [
      { do: "repeat", times: 2, steps: [connect] },
    ]],
    ["step 2: send needs a connection: say which one with on: a", [{ ...connect, as: "a" }, { do: "send", text: "x" }]],
    ["step 2: close needs a connection called b: say which one with on: a", [
      { ...connect, as: "a" },
      { do: "close", on: "b" },
    ]],
    ["step 2: close needs a connection called c4: say which one with on: c1, c2, c3", [
      { do: "repeat", times: 3, steps: [{ ...connect, as: "c{n}" }] },
      { do: "close", on: "c4" },
    ]],
    ["step 2.2.1: send needs a connection called a: connect or accept first", [listen, {
      do: "together",
      parts: [[{ ...connect, as: "a" }], [{ do: "send", text: "x", on: "a" }]],
    }]],
    ["step 3: send needs a connection: connect or accept first", [
      connect,
      { do: "together", parts: [[{ do: "close" }], [{ do: "send", text: "x" }]] },
      { do: "send", text: "x" },
    ]],
    ["step 2: receive needs a TCP socket, and this is a UDP one", [
      { do: "open-udp", port: 1 },
      { do: "receive", bytes: 1 },
    ]],
    ["step 2: receive-datagram needs a UDP socket, and this is a TCP one", [connect, { do: "receive-datagram" }]],
    ["step 1: open-udp takes a port, or the other host's port as to", [{ do: "open-udp" }]],
    ["step 1: stop-listening comes before listen", [{ do: "stop-listening" }]],
  ];
  for (const [problem, steps] of cases) await t.step(problem, () => assertEquals(findMisplacedStep(steps), problem));
});
