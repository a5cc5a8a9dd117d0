/**
 * `tcplab explain` beside the tools that do a part of the same work, on one capture, in turns:
 *
 *     deno task bench:explain [PACKETS] [ROUNDS] [TCPLAB]
 *
 * Whole processes are timed, output thrown away, the capture in the page cache. TCPLAB is the program to measure, `deno run -A
 * main.ts` if not said. Prints the median wall time of the rounds, processor time, peak memory, and how many times faster than the
 * first one and than tcptrace each one is: the median of the rounds' ratios. What writes every packet as JSON is measured on a
 * capture of a tenth of the packets, because tshark takes so long for it. Programs that are not installed are left out, which is said.
 */
import { generateCapture } from "./generate_capture.ts";

const [packets = "1000000", rounds = "3", tcplab = `${Deno.execPath()} run -A main.ts`] = Deno.args;

interface Contestant {
  readonly name: string;
  readonly command: (capture: string) => string[];
}

const FIELDS = [
  "frame.number",
  "frame.time_epoch",
  "ip.src",
  "tcp.srcport",
  "tcp.dstport",
  "tcp.seq",
  "tcp.ack",
  "tcp.len",
  "tcp.analysis.flags",
];

const tshark = (name: string, ...options: readonly string[]): Contestant => ({
  name: `tshark -T ${name}`,
  command: (capture) => ["tshark", "-r", capture, "-T", name, ...options],
});

const ours = (name: string, ...options: readonly string[]): Contestant => ({
  name,
  command: (capture) => [...tcplab.split(" "), "explain", capture, ...options],
});

const NDJSON = ours("tcplab ndjson", "--format", "ndjson");
const TCPTRACE = "tcptrace";

/** What is compared with one another, the first one with all others; and the part of the packets that it is done with. */
const GROUPS: readonly { readonly part: number; readonly contestants: readonly Contestant[] }[] = [{
  part: 1,
  contestants: [
    tshark("fields", ...FIELDS.flatMap((field) => ["-e", field])),
    { name: "tcpdump -n", command: (capture) => ["tcpdump", "-n", "-r", capture] },
    { name: TCPTRACE, command: (capture) => ["tcptrace", "-n", "-l", capture] },
    ours("tcplab summary", "--format", "summary"),
    ours("tcplab", "--width", "80"),
    ours("ndjson --jobs 2", "--format", "ndjson", "--jobs", "2"),
    NDJSON,
  ],
}, { part: 0.1, contestants: [tshark("ek"), tshark("json"), NDJSON] }];

interface Run {
  /** Seconds on the clock and on the processors, and peak resident memory in megabytes. */
  readonly wall: number;
  readonly processor: number;
  readonly memory: number;
}

/** Runs a program to its end under `time`, whose one line comes on a file of its own. */
async function run(command: readonly string[]): Promise<Run | null> {
  const report = await Deno.makeTempFile();
  try {
    const args = ["-o", report, "-f", "%e %U %S %M", ...command];
    const { code } = await new Deno.Command("/usr/bin/time", { args, stdout: "null", stderr: "null" }).output();
    const [wall, user, system, kilobytes] = (await Deno.readTextFile(report)).trim().split("\n").at(-1)!.split(" ").map(
      Number,
    );
    if (code !== 0 || kilobytes === undefined) return null;
    return { wall: wall!, processor: user! + system!, memory: kilobytes / 1000 };
  } finally {
    await Deno.remove(report);
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** How many times faster than another one it was, round by round: the middle of them. */
function timesFaster(results: readonly Run[], others: readonly Run[] | undefined): string {
  if (others === undefined) return "";
  return median(results.map(({ wall }, round) => others[round]!.wall / wall)).toFixed(1);
}

async function measure(capture: string, contestants: readonly Contestant[]): Promise<ReadonlyMap<string, Run[]>> {
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < Number(rounds); round++) {
    for (const { name, command } of contestants) {
      const result = await run(command(capture));
      if (result !== null) runs.set(name, [...(runs.get(name) ?? []), result]);
      else if (round === 0) say(`${name}: not installed, or it failed`);
    }
  }
  return runs;
}

function row(name: string, ...cells: readonly string[]): void {
  say(name.padEnd(18) + cells.map((cell) => cell.padStart(11)).join(""));
}

function sayAll(runs: ReadonlyMap<string, Run[]>, first: string): void {
  row("", "wall s", "cpu s", "peak MB", "x first", `x ${TCPTRACE}`);
  for (const [name, results] of runs) {
    const middle = (of: (run: Run) => number): string => median(results.map(of)).toFixed(2);
    const peak = Math.max(...results.map(({ memory }) => memory)).toFixed(0);
    const ratios = [runs.get(first), runs.get(TCPTRACE)].map((others) => timesFaster(results, others));
    row(name, middle(({ wall }) => wall), middle(({ processor }) => processor), peak, ...ratios);
  }
}

for (const { part, contestants } of GROUPS) {
  const capture = await Deno.makeTempFile({ suffix: ".pcap" });
  try {
    const count = generateCapture(capture, Number(packets) * part, 200, 500);
    const { size } = await Deno.stat(capture);
    const load = Deno.loadavg()[0]!.toFixed(1);
    say(`${count} packets, ${Math.round(size / 1e6)} MB, 200 streams, 1 in 500 lost; ${rounds} rounds; load ${load}`);
    // Once through, so that every program finds the file in memory.
    await Deno.readFile(capture).catch(() => {});
    sayAll(await measure(capture, contestants), contestants[0]!.name);
  } finally {
    await Deno.remove(capture);
  }
}
