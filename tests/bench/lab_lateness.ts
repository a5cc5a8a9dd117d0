/**
 * How late packets come between the lab's two hosts: plays a scenario, joins the captures of both hosts packet by packet, and
 * compares what lies between with the delay that was asked for.
 *
 *     deno run -A tests/bench/lab_lateness.ts PROGRAM RUNS MILLISECONDS SCENARIO [OPTION]...
 *     deno run -A tests/bench/lab_lateness.ts ./tcplab 12 20 slow-start
 */
import { join } from "@std/path";
import type { CaptureRecord } from "../../src/capture-file/capture_record.ts";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";

const [program = "./tcplab", runs = "12", delay = "20", ...scenario] = Deno.args;

/** The packets of a capture: when each passed, ns since `origin` s, by what tells it from the others. */
function readCapture(path: string, origin: number): Map<string, number[]> {
  const reader = new CaptureReader();
  reader.push(Deno.readFileSync(path));
  reader.end();
  const packets = new Map<string, number[]>();
  for (let record = reader.next(); record !== null; record = reader.next()) {
    const moments = packets.get(nameOf(record)) ?? [];
    moments.push((record.seconds - origin) * 1e9 + record.nanoseconds);
    packets.set(nameOf(record), moments);
  }
  return packets;
}

/** Both captures hold the same bytes: addresses, identification, ports, numbers and flags are among the first of them. */
function nameOf({ data, length }: CaptureRecord): string {
  return `${length} ${data.subarray(0, 60).join(" ")}`;
}

/** How late each packet came, us; `ends` are what the client's interface saw, and the server's. */
function latenesses(ends: readonly Map<string, number[]>[]): number[] {
  const late: number[] = [];
  const [client, server] = ends;
  for (const [name, sent] of client ?? []) {
    const other = server?.get(name) ?? [];
    sent.slice(0, other.length).forEach((at, index) => {
      late.push(Math.abs(at - (other[index] ?? NaN)) / 1000 - Number(delay) * 1000);
    });
  }
  return late;
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

function figures(late: readonly number[]): string {
  const sorted = late.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(0);
  const beyond = late.filter((one) => one > 200).length / late.length;
  return `${late.length} packets late by: median ${at(0.5)} us, 95th percentile ${at(0.95)}, 99th ${at(0.99)}, most ${
    at(1)
  }; beyond 200 us: ${(100 * beyond).toFixed(1)}%`;
}

const folder = await Deno.makeTempDir();
const all: number[] = [];
try {
  const [client, server] = ["client.pcapng", "server.pcapng"].map((name) => join(folder, name));
  for (let run = 1; run <= Number(runs); run++) {
    const origin = Math.floor(Date.now() / 1000);
    const args = ["lab", ...scenario, "--delay", delay, "--pcap-client", client!, "--pcap-server", server!];
    const { code } = await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output();
    if (code !== 0) throw new Error(`${program} ended with ${code}`);
    const late = latenesses([readCapture(client!, origin), readCapture(server!, origin)]);
    all.push(...late);
    say(`run ${run}: ${figures(late)}`);
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
say(`all: ${figures(all)}`);
