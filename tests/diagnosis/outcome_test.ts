/** What is said of waits that never came to their end: each trace with a twin that differs in what decides. */
import { assertEquals, assertNotEquals } from "@std/assert";
import { tablesOf } from "../../src/language/all_tables.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { verdictText } from "../../src/report/words/time_figures.ts";
import { packetsOf } from "../analysis/trace.ts";
import { diagnosesOf, testTwins, type Twins } from "./diagnosing.ts";

const SYN = "> S 0 0 0 64000 opt=020405b4";
const SYN_ACK = "< SA 0 1 0 64000 dt=100 opt=020405b4";
const OPENING = `${SYN}\n${SYN_ACK}\n> A 1 1 0 64000 dt=0.05`;
/** The client's receiver has no room; questions follow after these waits, ms. */
const asked = (waits: readonly number[]): string =>
  `${OPENING}\n> PA 1 1 100\n< PA 1 101 1000 64000 dt=100\n> A 101 1001 0 0 dt=0.1` +
  waits.map((wait) => `\n< A 1000 101 0 64000 dt=${wait}\n> A 101 1001 0 0 dt=0.1`).join("");

/** Data behind a hole, captured from amid its repair on; the ACKs may carry SACK blocks: what is held lies at 5473 to 10945. */
const repaired = (sack: string): string =>
  `> A 1 1 0 382 ${sack}\n< A 10945 1 1368 108 dt=0.2\n> A 1 1 0 382 dt=0.01 ${sack}\n< A 12313 1 1368 108 dt=0.1\n` +
  `> A 1 1 0 382 dt=0.01 ${sack}\n< A 1 1 1368 108 dt=0.1\n> A 1 1369 0 382 dt=0.01`;

const SMALL_WINDOW = SYN_ACK.replace("64000", "1460");
/** A segment fills its receiver, where the capture is; it says so. */
const FULL_FAR = `${SYN}\n${
  SMALL_WINDOW.replace("100", "0.05")
}\n> A 1 1 0 64000 dt=100\n> A 1 1 1460\n< A 1 1461 0 0 dt=0.05`;

/** Two flights, all of whose segments come once more under these identifications. */
function twice(id: string, again: string): string {
  return OPENING +
    [1, 2921].map((seq) =>
      `\n> A ${seq} 1 1460 64000 ${id}\n> A ${seq} 1 1460 64000 dt=0.006 ${again}\n` +
      `> A ${seq + 1460} 1 1460 64000 ${id}9\n> A ${seq + 1460} 1 1460 64000 dt=0.006 ${again}9\n< A 1 ${
        seq + 2920
      } 0 64000 dt=100`
    ).join("");
}

/** A question and its answer after 630 ms, with its acknowledgment before: the identification of these is 20, and that one. */
function answeredUnder(id: string): string {
  return `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100 id=20\n< PA 1 101 9 64000 dt=630 ${id}\n> A 101 10 0`;
}

/** Segments that fill a server's window to the byte, turn after turn; the opening's was 65024. */
function windowed(bytes: number): string {
  const turns = [0, 1, 2, 3].map((i) => {
    const seq = 1 + i * bytes;
    return `\n> A ${seq} 1 ${bytes}\n< A 1 ${seq + bytes} 0 ${bytes} dt=100`;
  });
  return `${SYN}\n${SYN_ACK.replace("64000", "65024")}\n> A 1 1 0${turns.join("")}`;
}

/** Turns of as many whole segments as fit the client's window of so many bytes, which comes back whole and was never to be scaled. */
function plainly(bytes: number): string {
  const whole = Math.floor(bytes / 1460);
  const turns = [0, 1, 2, 3].map((turn) => {
    const from = 1 + turn * whole * 1460;
    const segments = Array.from({ length: whole }, (_, i) => `\n< A ${from + i * 1460} 101 1460`);
    return `${segments.join("")}\n> A 101 ${from + whole * 1460} 0 ${bytes} dt=100`;
  });
  return `${SYN.replace("64000", String(bytes))}\n${SYN_ACK}\n> A 1 1 0 ${bytes}\n> PA 1 1 100 ${bytes}${
    turns.join("")
  }`;
}

const CASES: readonly Twins[] = [
  {
    name: "a RST answers the SYN; a SYN,ACK and the client's ACK do",
    trace: `${SYN}\n< RA 0 1 0 0 dt=100`,
    told: ["handshake", "refused", false],
    twin: OPENING,
    twinTold: ["handshake", null, false],
  },
  {
    name: "SYNs that nothing answers; the same, answered in the end",
    trace: `${SYN}\n${SYN} dt=1000\n${SYN} dt=2000`,
    told: ["syn-retransmission", "unanswered", false],
    twin: `${SYN}\n${SYN} dt=1000\n${SYN} dt=2000\n${SYN_ACK}\n> A 1 1 0`,
    twinTold: ["syn-retransmission", null, true],
  },
  {
    name: "a client that resets what was never answered; one whose ACK tells that the answer went past the capture",
    trace: `${SYN}\n${SYN} dt=1000\n> R 1 0 0 0 dt=500`,
    told: ["syn-retransmission", "unanswered", false],
    twin: `${SYN}\n${SYN} dt=1000\n> A 1 1 0 64000 dt=50`,
    twinTold: ["syn-retransmission", null, true],
  },
  {
    name: "SYN,ACKs that nothing answers; the same, acknowledged in the end",
    trace: `${SYN}\n${SYN_ACK}\n${SYN_ACK.replace("100", "1000")}`,
    told: ["syn-retransmission", "half-open", false],
    twin: `${SYN}\n${SYN_ACK}\n${SYN_ACK.replace("100", "1000")}\n> A 1 1 0 64000 dt=10`,
    twinTold: ["syn-retransmission", null, true],
  },
  {
    name: "what was sent again without an ACK to the end; with one",
    trace: `${OPENING}\n> PA 1 1 100\n> PA 1 1 100 64000 dt=900\n> PA 1 1 100 64000 dt=1800`,
    told: ["retransmission-timeout", "unacknowledged", false],
    twin: `${OPENING}\n> PA 1 1 100\n> PA 1 1 100 64000 dt=900\n> PA 1 1 100 64000 dt=1800\n< A 1 101 0 64000 dt=100`,
    twinTold: ["retransmission-timeout", null, true],
  },
  {
    name: "whole segments of which nothing came back, in a capture without the other end; one that holds it",
    trace: "> A 1 1 1460\n> A 1 1 1460 64000 dt=1000\n> A 1 1 1460 64000 dt=2000",
    told: ["retransmission-timeout", "unacknowledged", false],
    twin: `${OPENING}\n> A 1 1 1460\n> A 1 1 1460 64000 dt=1000\n> A 1 1 1460 64000 dt=2000`,
    twinTold: ["path-mtu", null, true],
  },
  {
    name: "a connection that nobody used; one of which the capture holds no beginning",
    trace: `${OPENING}\n> FA 1 1 0 64000 dt=3000\n< FA 1 2 0 64000 dt=100`,
    told: ["unknown", "unused", false],
    twin: "> FA 1 1 0 64000\n< FA 1 2 0 64000 dt=100",
    twinTold: ["unknown", null, false],
  },
  {
    name: "a window of nothing, asked about after waits that double; keep-alives in an even beat",
    trace: asked([400, 800, 1600]),
    told: ["receive-window/client", null, false],
    twin: asked([900, 900, 900]),
    twinTold: ["closing", null, false],
  },
  {
    name:
      "a window of nothing, asked about twice, and used as soon as it opens; a program that writes late into an open one",
    trace:
      `${SYN}\n${SMALL_WINDOW}\n> A 1 1 0\n> A 1 1 1460\n< A 1 1461 0 0 dt=100\n> A 1460 1 0 64000 dt=200\n< A 1 1461 0 0 dt=100\n` +
      `> A 1460 1 0 64000 dt=400\n< A 1 1461 0 0 dt=100\n< A 1 1461 0 64000 dt=300\n> A 1461 1 1460\n< A 1 2921 0 64000 dt=100`,
    told: ["receive-window/server", null, false],
    twin:
      `${OPENING}\n> A 1 1 1460\n< A 1 1461 0 64000 dt=100\n> A 1461 1 1460 64000 dt=1100\n< A 1 2921 0 64000 dt=100`,
    twinTold: ["client-application/client", null, true],
  },
  {
    name: "a window that opens unheard, at its receiver: its sender still asks; one that does not ask",
    trace: `${FULL_FAR}\n> A 1460 1 0 64000 dt=250\n< A 1 1461 0 0 dt=0.05\n< A 1 1461 0 64000 dt=100\n` +
      "> A 1460 1 0 64000 dt=1500\n< A 1 1461 0 64000 dt=0.05\n> A 1461 1 1460 64000 dt=100\n< A 1 2921 0 64000 dt=0.05",
    told: ["receive-window/server", null, false],
    twin: `${FULL_FAR}\n> A 1460 1 0 64000 dt=250\n< A 1 1461 0 0 dt=0.05\n< A 1 1461 0 64000 dt=100\n` +
      "> A 1461 1 1460 64000 dt=1600\n< A 1 2921 0 64000 dt=0.05",
    twinTold: ["client-application/client", null, true],
  },
  {
    name: "a server that works while the client asks whether it is alive; one that is asked again and again",
    trace: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> A 100 1 1 64000 dt=1000\n< A 1 101 0 64000 dt=100\n` +
      "> A 100 1 1 64000 dt=900\n< A 1 101 0 64000 dt=100\n< PA 1 101 9 64000 dt=500",
    told: ["server-application/server", null, true],
    twin: `${OPENING}\n> PA 1 1 100\n< PA 1 101 9 64000 dt=100\n> PA 101 10 100\n< PA 10 201 9 64000 dt=100\n` +
      "> PA 201 19 100\n< PA 19 301 9 64000 dt=100",
    twinTold: ["round-trip", null, false],
  },
  {
    name: "segments that were captured twice; segments that were sent twice",
    trace: twice("id=7", "id=7"),
    told: ["slow-start", null, false],
    twin: twice("id=7", "id=8"),
    twinTold: ["fast-recovery", null, false],
  },
  {
    name: "a SYN,ACK that comes again before the server speaks first; before the client does, who had been silent",
    trace: `${OPENING}\n${SYN_ACK.replace("100", "1000")}\n> A 1 1 0\n< PA 1 1 30 64000 dt=100\n> A 1 31 0`,
    told: ["syn-retransmission", null, true],
    twin: `${OPENING}\n${SYN_ACK.replace("100", "1000")}\n> A 1 1 0\n> PA 1 1 30 64000 dt=100\n< A 1 31 0 64000 dt=100`,
    twinTold: ["client-application/client", null, true],
  },
  {
    name: "answers that take as long as the opening, while ACKs come at once; answers that take longer",
    trace: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=1\n< PA 1 101 9 64000 dt=140\n` +
      "> PA 101 10 100\n< A 10 201 0 64000 dt=1\n< PA 10 201 9 64000 dt=140\n> A 201 19 0",
    told: ["server-application/server", "relayed", false],
    twin: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=1\n< PA 1 101 9 64000 dt=900\n> A 101 10 0`,
    twinTold: ["server-application/server", null, true],
  },
  {
    name: "data that a FIN has drawn from a server that was asked nothing; an answer to the client's last words",
    trace:
      `${OPENING}\n> PA 1 1 100\n< PA 1 101 9 64000 dt=100\n> A 101 10 0 64000 dt=0.1\n> FA 101 10 0 64000 dt=9000\n` +
      "< PA 10 102 37 64000 dt=101",
    told: ["closing/client", "kept", false],
    twin: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> FA 101 1 0\n< PA 1 102 37 64000 dt=9000\n> A 102 38 0`,
    twinTold: ["server-application/server", null, true],
  },
  {
    name: "the room that a window had left, filled to the byte by a timer; a program that writes as late",
    trace: `${OPENING}\n> A 1 1 1460\n< A 1 1461 0 600 dt=100\n> A 1461 1 600 64000 dt=3000\n< A 1 2061 0 64000 dt=100`,
    told: ["receive-window/server", null, false],
    twin: `${OPENING}\n> A 1 1 1460\n< A 1 1461 0 600 dt=100\n> A 1461 1 200 64000 dt=3000\n< A 1 1661 0 64000 dt=100`,
    twinTold: ["client-application/client", null, true],
  },
  {
    name: "a capture that begins amid a repair, as SACK blocks tell; the same without them",
    trace: repaired("opt=050a0000156100002ac1"),
    told: ["fast-recovery", null, false],
    twin: repaired(""),
    twinTold: ["server-application/server", null, false],
  },
  {
    name: "a RST answers the server's SYN,ACK; one ends what has carried data",
    trace: `${SYN}\n${SYN_ACK.replace("100", "1500")}\n> R 1 0 0 0 dt=0.05`,
    told: ["handshake", "reset", false],
    twin: `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n> R 10 0 0 0 dt=0.05`,
    twinTold: ["handshake", null, false],
  },
  {
    name: "a server that resets what the client has just opened; one that closes it",
    trace: `${OPENING}\n< R 1 0 0 0 dt=101`,
    told: ["unknown", "reset", false],
    twin: `${OPENING}\n< FA 1 1 0 64000 dt=101`,
    twinTold: ["unknown", "unused", false],
  },
  {
    name: "an opening that takes far longer than the round trips behind it; one that takes as long",
    trace: `${SYN}\n< SA 0 1 0 64000 dt=900\n> A 1 1 0 64000 dt=0.05\n> PA 1 1 9\n< A 1 10 0 64000 dt=10`,
    told: ["handshake", "late", false],
    twin: `${SYN}\n< SA 0 1 0 64000 dt=900\n> A 1 1 0 64000 dt=0.05\n> PA 1 1 9\n< A 1 10 0 64000 dt=899`,
    twinTold: ["handshake", null, false],
  },
  {
    name: "an idle connection that the server closes; one that it keeps open though the client has closed",
    trace: `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n< FA 1 10 0 64000 dt=9000`,
    told: ["closing/server", "kept", false],
    twin: `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n> FA 10 1 0\n< FA 1 11 0 64000 dt=9000`,
    twinTold: ["closing/server", null, true],
  },
  {
    name:
      "a RST that ends an idle connection; one with another TTL than its end's packets, which may be of a box on the way",
    trace: `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n< R 1 0 0 0 dt=9000`,
    told: ["closing/server", "reset", false],
    twin: `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n< R 1 0 0 0 dt=9000 ttl=122`,
    twinTold: ["closing", "reset", false],
  },
  {
    name: "whole segments without PSH, and the rest 200 ms later; with PSH",
    trace:
      `${SYN}\n< SA 0 1 0 64000 dt=1 opt=020405b4\n> A 1 1 0 64000\n> PA 1 1 100 64000\n< A 1 101 1460 64000 dt=1\n` +
      "< A 1461 101 1460 64000\n> A 101 2921 0 64000\n< PA 2921 101 200 64000 dt=199\n> A 101 3121 0 64000",
    told: ["server-application/server", "corked", true],
    twin:
      `${SYN}\n< SA 0 1 0 64000 dt=1 opt=020405b4\n> A 1 1 0 64000\n> PA 1 1 100 64000\n< A 1 101 1460 64000 dt=1\n` +
      "< PA 1461 101 1460 64000\n> A 101 2921 0 64000\n< PA 2921 101 200 64000 dt=199\n> A 101 3121 0 64000",
    twinTold: ["server-application/server", null, true],
  },
  {
    name: "the first data of a client that waited, within the server's window; behind a window of nothing",
    trace:
      `${SYN}\n< SA 0 1 0 64000 dt=0.05\n> A 1 1 0 64000 dt=0.1\n> A 1 1 1460 64000 dt=0.6\n< A 1 1461 0 64000 dt=0.05`,
    told: ["client-application/client", null, true],
    twin:
      `${SYN}\n< SA 0 1 0 0 dt=0.05\n> A 1 1 0 64000 dt=0.1\n< A 1 1 0 64000 dt=0.6\n> A 1 1 1460\n< A 1 1461 0 64000`,
    twinTold: ["receive-window/server", "unready", false],
  },
  {
    name: "a server that agrees with a window of nothing; one whose window is used up later",
    trace: `${SYN}\n${SYN_ACK.replace("64000", "0")}\n> A 1 1 0 64000\n< A 1 1 0 64000 dt=900\n> A 1 1 1460 64000\n` +
      "< A 1 1461 0 64000 dt=100",
    told: ["receive-window/server", "unready", false],
    twin:
      `${SYN}\n${SMALL_WINDOW}\n> A 1 1 0 64000\n> A 1 1 1460 64000\n< A 1 1461 0 0 dt=100\n< A 1 1461 0 64000 dt=900\n` +
      "> A 1461 1 1460 64000\n< A 1 2921 0 64000 dt=100",
    twinTold: ["receive-window/server", null, false],
  },
  {
    name: "a client that comes back when its server's FINs have gone unanswered; one that had acknowledged the FIN",
    trace: `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n< FA 1 10 0 64000 dt=300\n< FA 1 10 0 64000 dt=300\n` +
      "< FA 1 10 0 64000 dt=600\n> PA 10 1 9 64000 dt=60000\n< R 1 0 0 0 dt=100",
    told: ["client-application/client", "unreachable", false],
    twin: `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n< FA 1 10 0 64000 dt=300\n> A 10 2 0 64000 dt=0.1\n` +
      "> PA 10 2 9 64000 dt=60000\n< R 2 0 0 0 dt=100",
    twinTold: ["client-application/client", null, true],
  },
  {
    name:
      "an answer behind identifications that were used meanwhile, which may have been lost; the next identification",
    trace: answeredUnder("id=24"),
    told: ["server-application/server", "skipped", false],
    twin: answeredUnder("id=21"),
    twinTold: ["server-application/server", null, true],
  },
  {
    name:
      "a window that is a power of two smaller than the opening's, without an agreement to scale; one that just is small",
    trace: windowed(508),
    told: ["receive-window/server", "unscaled", false],
    twin: windowed(512),
    twinTold: ["receive-window/server", null, false],
  },
  {
    name: "a window as large as one can be without a scale, each time; a smaller one",
    trace: plainly(65535),
    told: ["receive-window/client", "capped", false],
    twin: plainly(32768),
    twinTold: ["receive-window/client", null, false],
  },
  {
    name: "bytes that a receiver takes one by one behind a window of nothing; a window that it never took back",
    trace: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 0 dt=100\n> A 101 1 1 64000 dt=200\n< A 1 102 0 0 dt=100\n` +
      "> A 102 1 1 64000 dt=500\n< A 1 103 0 0 dt=100\n< A 1 103 0 64000 dt=700\n> A 103 1 1460\n< A 1 1563 0 64000 dt=100",
    told: ["receive-window/server", null, false],
    twin: `${OPENING}\n> PA 1 1 100\n< A 1 101 0 64000 dt=100\n> A 101 1 1460 64000 dt=1600\n< A 1 1561 0 64000 dt=100`,
    twinTold: ["client-application/client", null, true],
  },
  {
    name: "a RST long after both ends have closed; a FIN that its timer sends again, until it is acknowledged",
    trace:
      `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n> FA 10 1 0\n< FA 1 11 0 64000 dt=100\n> A 11 2 0 64000 dt=0.05\n` +
      "< R 2 0 0 0 dt=9000",
    told: ["closing", "over", false],
    twin:
      `${OPENING}\n> PA 1 1 9\n< A 1 10 0 64000 dt=100\n> FA 10 1 0\n< FA 1 11 0 64000 dt=100\n< FA 1 11 0 64000 dt=9000\n` +
      "> A 11 2 0 64000 dt=0.05",
    twinTold: ["retransmission-timeout", null, true],
  },
];

testTwins("outcome", CASES);

Deno.test("a refusal is certain, and every outcome has a sentence of its own in each language", () => {
  for (const { trace, told: [, outcome] } of CASES) {
    if (outcome === null) continue;
    const diagnosis = diagnosesOf(packetsOf(trace))[0]!;
    const { verdict } = diagnosis;
    if (outcome === "refused") assertEquals(verdict.certainty, "certain");
    if (outcome === "unanswered") assertEquals(verdict.certainty, "likely");
    for (const { why } of LANGUAGES.map(tablesOf)) {
      const usual = verdictText({ ...diagnosis, verdict: { ...verdict, outcome: null } }, why);
      assertNotEquals(verdictText(diagnosis, why), usual);
    }
  }
});

Deno.test("a second cause that took nearly as long is told beside the verdict", () => {
  const pauses = (second: number) =>
    `${OPENING}\n> PA 1 1 9\n< PA 1 10 9 64000 dt=1100\n> PA 10 10 9 64000 dt=${second}\n< PA 10 19 9 64000 dt=100\n> A 19 19 0`;
  for (const language of LANGUAGES) {
    const { why } = tablesOf(language);
    const said = (second: number): string => verdictText(diagnosesOf(packetsOf(pauses(second)))[0]!, why);
    const almost = why.almost(why.causes["client-application"]!, "901 ms", "41%");
    assertEquals(said(900).slice(-almost.length - 1), ` ${almost}`);
    assertEquals(said(100).includes(why.causes["client-application"]!), false);
  }
});
