/** One short trace for each cause, and a twin that differs in what decides. */
import { assertEquals } from "@std/assert";
import { packetsOf } from "../analysis/trace.ts";
import { diagnosesOf, named, sharesOf } from "./diagnosing.ts";

const MSS = "opt=020405b4";
const OPENING = `
  > S 0 0 0 64000 ${MSS}
  < SA 0 1 0 64000 dt=100 ${MSS}
  > A 1 1 0 64000 dt=0.05`;

/** The same, captured at the server. */
const OPENING_FAR = `
  > S 0 0 0 64000 ${MSS}
  < SA 0 1 0 64000 dt=0.05 ${MSS}
  > A 1 1 0 64000 dt=100`;

/** Flights of so many segments, each with the ACK of all of it a round trip later. */
function flights(sizes: readonly number[], window = 64000, roundTrip = 100): string {
  let seq = 1;
  const lines: string[] = [];
  for (const size of sizes) {
    for (let i = 0; i < size; i++, seq += 1460) lines.push(`> A ${seq} 1 1460 64000 dt=0.02`);
    lines.push(`< A 1 ${seq} 0 ${window} dt=${roundTrip}`);
  }
  return lines.join("\n");
}

function verdictOf(trace: string): string {
  return named(diagnosesOf(packetsOf(trace))[0]!.verdict);
}

const CASES: readonly { name: string; trace: string; verdict: string; twin: string; twinVerdict: string }[] = [
  {
    name: "a SYN sent again; the path's round trip",
    trace: `> S 0 0 0 64000 ${MSS}\n> S 0 0 0 64000 dt=1000 ${MSS}\n< SA 0 1 0 64000 dt=20 ${MSS}\n> A 1 1 0 64000`,
    verdict: "syn-retransmission",
    twin: OPENING,
    twinVerdict: "handshake",
  },
  {
    name: "a server that thinks; one that answers at once",
    trace: `${OPENING}\n> PA 1 1 100\n< PA 1 101 100 64000 dt=900\n> A 101 101 0 64000 dt=1`,
    verdict: "server-application/server",
    twin: `${OPENING}\n> PA 1 1 100\n< PA 1 101 100 64000 dt=900\n> A 101 101 0 64000 dt=1`.replaceAll(
      "dt=100 ",
      "dt=900 ",
    ),
    twinVerdict: "round-trip",
  },
  {
    name: "a client that writes now and then; one that answers",
    trace: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> PA 101 1 100 64000 dt=2000\n< A 1 201 0 64000 dt=100`,
    verdict: "client-application/client",
    twin:
      `${OPENING}\n> PA 1 1 100\n< PA 1 101 9 64000 dt=100\n> PA 101 10 100 64000 dt=0.1\n< PA 10 201 9 64000 dt=100`,
    twinVerdict: "round-trip",
  },
  {
    name: "flights that double; flights that fill the receiver's window",
    trace: `${OPENING}\n${flights([10, 20, 40, 43], 640000)}`,
    verdict: "slow-start",
    twin: `${OPENING}\n${flights([10, 10, 10, 10, 10, 10], 14600)}`,
    twinVerdict: "receive-window/server",
  },
  {
    name: "a flat flight far below both windows; the window it fills",
    trace: `${OPENING}\n${flights([10, 20, 20, 20, 20, 20, 20, 20, 20, 20], 64000)}`,
    verdict: "send-buffer/client",
    twin: `${OPENING}\n${flights([10, 20, 20, 20, 20, 20, 20, 20, 20, 20], 29200)}`,
    twinVerdict: "receive-window/server",
  },
  {
    name: "a second small write held until a delayed ACK; both written at once",
    trace:
      `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=300\n> PA 101 1 100 64000 dt=0.05\n< PA 1 201 9 64000 dt=100`,
    verdict: "delayed-ack/server",
    twin: `${OPENING}\n> PA 1 1 100\n> PA 101 1 100 64000 dt=0.05\n< PA 1 201 9 64000 dt=100`,
    twinVerdict: "handshake",
  },
  {
    name: "a timer after the last segment was lost; an answer that takes as long",
    trace: `${OPENING}\n> PA 1 1 100\n> PA 1 1 100 64000 dt=900\n< PA 1 101 9 64000 dt=100\n> A 101 10 0`,
    verdict: "retransmission-timeout",
    twin: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n< PA 1 101 9 64000 dt=900\n> A 101 10 0`,
    twinVerdict: "server-application/server",
  },
  {
    name: "whole segments that never arrive; small ones that are lost too",
    trace: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> A 101 1 1460\n> A 101 1 1460 64000 dt=400\n` +
      `> A 101 1 1460 64000 dt=800\n> A 101 1 1460 64000 dt=1600`,
    verdict: "path-mtu",
    twin: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> A 101 1 60\n> A 101 1 60 64000 dt=400\n` +
      `> A 101 1 60 64000 dt=800\n> A 101 1 60 64000 dt=1600`,
    twinVerdict: "retransmission-timeout",
  },
  {
    name: "a message shorter than any path's packets, of which nothing comes through; one of a whole segment",
    trace:
      `${OPENING}\n> PA 1 1 517\n> PA 1 1 517 64000 dt=400\n> PA 1 1 517 64000 dt=800\n> PA 1 1 517 64000 dt=1600\n` +
      "< FA 1 1 0 64000 dt=9000",
    verdict: "retransmission-timeout",
    twin: `${OPENING}\n> PA 1 1 1460\n> PA 1 1 1460 64000 dt=400\n> PA 1 1 1460 64000 dt=800\n` +
      "> PA 1 1 1460 64000 dt=1600\n< FA 1 1 0 64000 dt=9000",
    twinVerdict: "path-mtu",
  },
  {
    name: "whole segments that die before the capture, behind which a small one comes; small ones that die too",
    trace: `${OPENING_FAR}\n> PA 1 1 100\n< A 1 101 0 64000 dt=0.1\n> PA 3021 1 200 64000 dt=100\n` +
      `< A 1 101 0 64000 dt=0.1\n> RA 3221 1 0 0 dt=4000`,
    verdict: "path-mtu",
    twin: `${OPENING_FAR}\n> A 1 1 1460\n< A 1 1461 0 64000 dt=0.1\n> PA 1561 1 200 64000 dt=100\n` +
      `< A 1 1461 0 64000 dt=0.1\n> RA 1761 1 0 0 dt=4000`,
    twinVerdict: "retransmission-timeout",
  },
  {
    name: "an answer of which nothing came, as the server's next number tells; a server that says nothing",
    trace:
      `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> FA 101 1 0 64000 dt=5000\n< A 14601 102 0 64000 dt=100`,
    verdict: "path-mtu",
    twin: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> FA 101 1 0 64000 dt=5000\n< A 1 102 0 64000 dt=100`,
    twinVerdict: "closing/client",
  },
  {
    name: "a server that takes no connection and drops whatever comes; a path that drops whole segments",
    trace: `${OPENING}\n> A 1 1 1460\n> A 1 1 1460 64000 dt=3000\n< SA 0 1 0 64000 dt=400 ${MSS}\n> A 1 1 0\n` +
      `> A 1 1 1460 64000 dt=6000\n> A 1 1 1460 64000 dt=12000`,
    verdict: "retransmission-timeout",
    twin: `${OPENING}\n> A 1 1 1460\n> A 1 1 1460 64000 dt=3000\n> A 1 1 1460 64000 dt=6000\n` +
      "> A 1 1 1460 64000 dt=12000",
    twinVerdict: "path-mtu",
  },
  {
    name: "an ACK that is delayed behind the last answer, which nobody waits for; an answer that takes as long to come",
    trace: `${OPENING}\n> PA 1 1 9\n< PA 1 10 9 64000 dt=100\n> A 10 10 0 64000 dt=600`,
    verdict: "closing",
    twin: `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n< PA 1 10 9 64000 dt=600\n> A 10 10 0 64000 dt=0.1`,
    twinVerdict: "server-application/server",
  },
  {
    name: "everything delivered, the server keeps it open; the client does",
    trace:
      `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> FA 101 1 0\n< A 1 102 0 64000 dt=100\n< FA 1 102 0 64000 dt=5000`,
    verdict: "closing/server",
    twin:
      `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n< FA 1 101 0 64000\n> A 101 2 0 64000\n> FA 101 2 0 64000 dt=5000`,
    twinVerdict: "closing/client",
  },
  {
    name: "a server that closes as soon as the FIN has come; one that closes much later",
    trace: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> FA 101 1 0\n< FA 1 102 0 64000 dt=100\n> A 102 2 0`,
    verdict: "round-trip",
    twin: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> FA 101 1 0\n< FA 1 102 0 64000 dt=900\n> A 102 2 0`,
    twinVerdict: "closing/server",
  },
  {
    name: "a FIN that a timer sends again; a server that keeps the connection open as long",
    trace: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> FA 101 1 0\n> FA 101 1 0 64000 dt=900\n` +
      "< FA 1 102 0 64000 dt=100\n> A 102 2 0",
    verdict: "retransmission-timeout",
    twin: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> FA 101 1 0\n< A 1 102 0 64000 dt=100\n` +
      "< FA 1 102 0 64000 dt=900\n> A 102 2 0",
    twinVerdict: "closing/server",
  },
  {
    name: "nothing asked; something asked and answered",
    trace: `${OPENING}\n> FA 1 1 0 64000 dt=3000\n< FA 1 2 0 64000 dt=100`,
    verdict: "unknown",
    twin: `${OPENING}\n> PA 1 1 100\n< PA 1 101 9 64000 dt=3100\n> A 101 10 0`,
    twinVerdict: "server-application/server",
  },
];

for (const { name, trace, verdict, twin, twinVerdict } of CASES) {
  Deno.test(`verdict: ${name}`, () => {
    assertEquals(verdictOf(trace), verdict);
    assertEquals(verdictOf(twin), twinVerdict);
  });
}

Deno.test("a question and its answer: the path's round trip is nobody's, the rest is the server's", () => {
  const trace = `${OPENING}\n> PA 1 1 100 64000 dt=0\n< PA 1 101 100 64000 dt=300\n> A 101 101 0 64000 dt=0`;
  assertEquals(sharesOf(diagnosesOf(packetsOf(trace))[0]!), {
    "server-application/server": 50,
    "handshake": 25,
    "round-trip": 25,
  });
});
