/** Timers and repairs are told where something was lost, and not where it was only late, overtaken, or sent to others. */
import { assert, assertEquals } from "@std/assert";
import { packetsOf } from "../analysis/trace.ts";
import { diagnosesOf, named, sharesOf } from "./diagnosing.ts";

const MSS = "opt=020405b4";
const OPENING = `> S 0 0 0 64000 ${MSS}\n< SA 0 1 0 64000 dt=50 ${MSS}\n> A 1 1 0 64000 dt=0.05`;

/** Timestamps as an option: TSval, TSecr. */
function stamps(value: number, echo: number): string {
  return `opt=0101080a${[value, echo].map((number) => number.toString(16).padStart(8, "0")).join("")}`;
}

/** A D-SACK: bytes from `from` to `to` came twice. */
function copyOf(from: number, to: number): string {
  return `opt=0101050a${[from, to].map((number) => number.toString(16).padStart(8, "0")).join("")}`;
}

/** A segment that its timer resends after 300 ms; the ACK comes so much later and echoes this stamp. */
const echoed = (echo: number): string =>
  `${OPENING}\n> PA 1 1 1000 64000 ${stamps(100, 0)}\n> PA 1 1 1000 64000 dt=300 ${stamps(400, 0)}\n` +
  `< A 1 1001 0 64000 dt=600 ${stamps(900, echo)}`;

/** A segment that is resent twice; then ACKs, these many of which report a copy. */
function resentTwice(reports: number, first = "", copy = copyOf(1, 1001)): string {
  const copies = `\n< A 1 1001 0 64000 dt=0.1 ${copy}`.repeat(reports);
  return `${OPENING}\n> PA 1 1 1000\n> PA 1 1 1000 64000 dt=300\n> PA 1 1 1000 64000 dt=600\n` +
    `< A 1 1001 0 64000 dt=1200 ${first}${copies}`;
}

/** A segment of the server that an ACK should have released a round trip after the one before; so many identifications later. */
function laterBy(step: number): string {
  const far = OPENING.replace("50", "100");
  const data = [1, 2].map((i) => `< A ${(i - 1) * 1460 + 1} 101 1460 64000 dt=${i === 1 ? 100 : 1} id=${10 + i}`);
  return `${far}\n> PA 1 1 100 64000\n< A 1 101 0 64000 dt=100 id=10\n${
    data.join("\n")
  }\n> A 101 2921 0 64000 dt=0.05\n` +
    `< A 2921 101 1460 64000 dt=190 id=${12 + step}\n> A 101 4381 0 64000 dt=0.05`;
}

/** Three segments of the server, the second of which comes last, under this identification. */
function overtaken(id: number): string {
  return `${OPENING}\n> PA 1 1 100 64000\n< A 1 101 1460 64000 dt=50 id=20\n< A 2921 101 1460 64000 dt=0.1 id=22\n` +
    `> A 101 1461 0 64000\n< A 1461 101 1460 64000 dt=3 id=${id}\n> A 101 4381 0 64000 dt=0.05\n< FA 4381 101 0 64000 dt=50`;
}

const TIMERS = ["retransmission-timeout", "fast-recovery"];

function repairs(trace: string): boolean {
  const shares = sharesOf(diagnosesOf(packetsOf(trace))[0]!);
  return TIMERS.some((cause) => (shares[cause] ?? 0) > 0);
}

const CASES: readonly { name: string; trace: string; repaired: boolean }[] = [
  { name: "the ACK echoes what was sent first: it was late", trace: echoed(100), repaired: false },
  { name: "the ACK echoes what was resent", trace: echoed(400), repaired: true },
  { name: "all that was resent came as copies", trace: resentTwice(2), repaired: false },
  { name: "of what was resent one was no copy", trace: resentTwice(1), repaired: true },
  {
    name: "the copies were of what had been resent besides",
    trace: resentTwice(2, "", copyOf(501, 1001)),
    repaired: true,
  },
  { name: "the first ACK reports a copy: an ACK was lost", trace: resentTwice(1, copyOf(1, 1001)), repaired: true },
  { name: "the host sent 40 packets to others meanwhile", trace: laterBy(40), repaired: false },
  { name: "two packets of this connection are missing before it", trace: laterBy(3), repaired: true },
  { name: "a segment was overtaken, by its identification", trace: overtaken(21), repaired: false },
  { name: "a segment was sent again, by its identification", trace: overtaken(23), repaired: true },
];

for (const { name, trace, repaired } of CASES) {
  Deno.test(`timers and repairs: ${name}`, () => assertEquals(repairs(trace), repaired));
}

Deno.test("a wait for a late ACK is told as that, without a remedy", () => {
  const { verdict, remedy } = diagnosesOf(packetsOf(echoed(100)))[0]!;
  assertEquals([named(verdict), verdict.outcome, remedy], ["round-trip", "late", null]);
});

Deno.test("a timer for what had been repaired in vain ran for a loss, whatever the ACK echoes; where nothing was repaired, the echo tells", () => {
  const sent = [1, 1461, 2921, 4381].map((seq) => `> A ${seq} 1 1460 64000 dt=0.1 ${stamps(100, 0)}`).join("\n");
  const asked = "\n< A 1 1 0 64000 dt=50\n< A 1 1 0 64000 dt=0.1\n< A 1 1 0 64000 dt=0.1";
  const again = (dt: number, stamp: number): string => `\n> A 1 1 1460 64000 dt=${dt} ${stamps(stamp, 0)}`;
  const timer = (repair: string, echo: number): number => {
    const trace = `${OPENING}\n${sent}${repair}${again(2000, 2200)}\n< A 1 5841 0 64000 dt=50 ${stamps(9000, echo)}`;
    return sharesOf(diagnosesOf(packetsOf(trace))[0]!)["retransmission-timeout"] ?? 0;
  };
  assert(timer(asked + again(0.1, 150), 150) > 80);
  assertEquals(timer("", 100), 0);
});
