/** Last words before a FIN that nobody waited for, and timers that ran although later bytes had arrived: each with a twin. */
import { assertNotEquals } from "@std/assert";
import { tablesOf } from "../../src/language/all_tables.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { remedyText, verdictText } from "../../src/report/words/time_figures.ts";
import { packetsOf } from "../analysis/trace.ts";
import { diagnosesOf, testTwins, type Twins } from "./diagnosing.ts";

const OPENING = "> S 0 0 0 64000 opt=020405b4\n< SA 0 1 0 64000 dt=100 opt=020405b4\n> A 1 1 0 64000 dt=0.05";
/** A question that was answered at once. */
const ANSWERED = `${OPENING}\n> PA 1 1 100\n< PA 1 101 9 64000 dt=100\n> A 101 10 0 64000 dt=0.1`;
/** The first of two segments is lost; the ACK of the second one says that it has come (SACK). */
const GAPPED = `${OPENING}\n> A 1 1 1460\n> A 1461 1 1460\n< A 1 1 0 64000 dt=100 opt=0101050a000005b500000b69\n` +
  "> A 1 1 1460 64000 dt=900\n< A 1 2921 0 64000 dt=100";

const CASES: readonly Twins[] = [
  {
    name: "an idle connection that the server closes with a TLS alert and its FIN; the same record and no FIN",
    trace: `${ANSWERED}\n< PA 10 101 24 64000 dt=9000 data=1703030013\n< FA 34 101 0 64000 dt=0.2\n> A 101 35 0`,
    told: ["closing/server", "kept", false],
    twin: `${ANSWERED}\n< PA 10 101 24 64000 dt=9000 data=1703030013\n> A 101 34 0`,
    twinTold: ["server-application/server", null, true],
  },
  {
    name: "a server that says it has waited long enough, in the packet of its FIN; one whose last words are data",
    trace: `${ANSWERED}\n< FPA 10 101 30 64000 dt=9000 data=34323120\n> A 101 41 0`,
    told: ["closing/server", "kept", false],
    twin: `${ANSWERED}\n< FPA 10 101 30 64000 dt=9000 data=32303020\n> A 101 41 0`,
    twinTold: ["server-application/server", null, true],
  },
  {
    name: "a client that closes an idle connection with a TLS alert; one that asks once more before it closes",
    trace: `${ANSWERED}\n> PA 101 10 31 64000 dt=9000 data=150303001a\n> FA 132 10 0 64000 dt=0.1\n< A 10 133 0`,
    told: ["closing/client", "kept", false],
    twin: `${ANSWERED}\n> PA 101 10 31 64000 dt=9000 data=170303001a\n> FA 132 10 0 64000 dt=0.1\n< A 10 133 0`,
    twinTold: ["client-application/client", null, true],
  },
  {
    name: "a loss behind which a segment arrived, until a timer runs out; one with nothing behind it",
    trace: GAPPED,
    told: ["retransmission-timeout", "gapped", true],
    twin: `${OPENING}\n> A 1 1 1460\n> A 1461 1 1460\n< A 1 1461 0 64000 dt=100\n> A 1461 1 1460 64000 dt=900\n` +
      "< A 1 2921 0 64000 dt=100",
    twinTold: ["retransmission-timeout", null, true],
  },
  {
    name: "an ACK beyond the one segment that a timer resent; beyond its FIN alone",
    trace: `${OPENING}\n> A 1 1 1460\n> A 1461 1 1460\n> A 1 1 1460 64000 dt=900\n< A 1 2921 0 64000 dt=100`,
    told: ["retransmission-timeout", "gapped", true],
    twin: `${OPENING}\n> FPA 1 1 1460\n> FPA 1 1 1460 64000 dt=900\n< A 1 1462 0 64000 dt=100`,
    twinTold: ["retransmission-timeout", null, true],
  },
  {
    name: "a SACK before the timer ran out; one of what the timer had resent itself",
    trace: GAPPED,
    told: ["retransmission-timeout", "gapped", true],
    twin: `${OPENING}\n> A 1 1 1460\n> A 1461 1 1460\n> A 1461 1 1460 64000 dt=500\n` +
      "< A 1 1 0 64000 dt=100 opt=0101050a000005b500000b69\n> A 1 1 1460 64000 dt=1\n< A 1 2921 0 64000 dt=100",
    twinTold: ["retransmission-timeout", null, true],
  },
  {
    name: "a client that says goodbye in the clear; one that refuses what the server sent",
    trace: `${ANSWERED}\n> PA 101 10 7 64000 dt=9000 data=15030300020100\n> FA 108 10 0 64000 dt=0.1\n< A 10 109 0`,
    told: ["closing/client", "kept", false],
    twin: `${ANSWERED}\n> PA 101 10 7 64000 dt=9000 data=1503030002022e\n> FA 108 10 0 64000 dt=0.1\n< A 10 109 0`,
    twinTold: ["client-application/client", null, true],
  },
];

testTwins("why", CASES);

Deno.test("a loss that was not at the end of a flight is not told as one, in each language", () => {
  const diagnosis = diagnosesOf(packetsOf(GAPPED))[0]!;
  const usual = { ...diagnosis, verdict: { ...diagnosis.verdict, outcome: null } };
  for (const { why } of LANGUAGES.map(tablesOf)) {
    assertNotEquals(verdictText(diagnosis, why), verdictText(usual, why));
    assertNotEquals(remedyText(diagnosis, why), remedyText(usual, why));
  }
});
