/**
 * `tcplab explain` beside the tools that do a part of the same work, on one capture, in turns:
 *
 *     deno task bench:explain [PACKETS] [ROUNDS] [TCPLAB]
 *
 * Whole processes are timed, output thrown away, the capture in the page cache. TCPLAB is the program to measure, `deno run -A
 * main.ts` if not said. Prints the median wall time of the rounds, processor time, peak memory, and how many times faster than
 * `tshark -T fields` each one is. Programs that are not installed are left out, which is said.
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
];

const contestants: readonly Contestant[] = [
  {
    name: "tshark -T fields",
    command: (
      capture,
    ) => [
      "tshark",
      "-r",
      capture,
      "-T",
      "fields",
      ...FIELDS.flatMap((field) => ["-e", field]),
      "-e",
      "tcp.analysis.flags",
    ],
  },
  { name: "tcpdump -n", command: (capture) => ["tcpdump", "-n", "-r", capture] },
  { name: "tcptrace", command: (capture) => ["tcptrace", "-n", "-l", capture] },
  { name: "tcplab summary", command: (capture) => [...tcplab.split(" "), "explain", capture, "--format", "summary"] },
  {
    name: "ndjson --jobs 2",
    command: (capture) => [...tcplab.split(" "), "explain", capture, "--format", "ndjson", "--jobs", "2"],
  },
  { name: "tcplab ndjson", command: (capture) => [...tcplab.split(" "), "explain", capture, "--format", "ndjson"] },
];

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

const capture = await Deno.makeTempFile({ suffix: ".pcap" });
try {
  const count = generateCapture(capture, Number(packets), 200, 500);
  const size = (await Deno.stat(capture)).size;
  say(
    `${count} packets, ${Math.round(size / 1e6)} MB, 200 streams, 1 in 500 segments lost; median of ${rounds} rounds`,
  );
  // Once through, so that every program finds the file in memory.
  await Deno.readFile(capture).catch(() => {});
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < Number(rounds); round++) {
    for (const { name, command } of contestants) {
      const result = await run(command(capture));
      if (result !== null) runs.set(name, [...(runs.get(name) ?? []), result]);
      else if (round === 0) say(`${name}: not installed, or it failed`);
    }
  }
  const tshark = runs.get(contestants[0]!.name);
  say(
    `${"".padEnd(18)}${"wall s".padStart(9)}${"cpu s".padStart(9)}${"peak MB".padStart(9)}${"x faster".padStart(10)}`,
  );
  for (const [name, results] of runs) {
    const wall = median(results.map((each) => each.wall));
    const ratio = tshark === undefined ? "" : (median(tshark.map((each) => each.wall)) / wall).toFixed(1);
    const cpu = median(results.map((each) => each.processor)).toFixed(2);
    const memory = Math.max(...results.map((each) => each.memory)).toFixed(0);
    say(`${name.padEnd(18)}${wall.toFixed(2).padStart(9)}${cpu.padStart(9)}${memory.padStart(9)}${ratio.padStart(10)}`);
  }
} finally {
  await Deno.remove(capture);
}
