/**
 * Plays scenarios again and again, as a user does, reads each capture back with tshark and compares what tshark says of
 * every packet with what the scenario promises.
 *
 *     deno run -A tests/fuzz/play_scenarios.ts 20                    every scenario twenty times
 *     deno run -A tests/fuzz/play_scenarios.ts 20 v2 v3              some of them
 *     TCPLAB="./tcplab" deno run -A tests/fuzz/play_scenarios.ts 1   with the compiled program
 */
import { compareFacts, describeDifference } from "../../src/lab/expectation/compare.ts";
import { eventOfComments } from "../../src/expectation/wire_event.ts";
import type { PacketFact } from "../../src/expectation/packet_fact.ts";
import type { Scenario } from "../../src/lab/scenarios/scenario.ts";
import { SCENARIOS } from "../../src/lab/scenarios/registry.ts";

const [count = "1", ...names] = Deno.args;
const program = (Deno.env.get("TCPLAB") ?? `${Deno.execPath()} run -A --no-check main.ts`).split(" ");
const FIELDS = [
  "ip.src",
  "tcp.flags",
  "tcp.len",
  "tcp.seq",
  "tcp.ack",
  "frame.time_relative",
  "frame.comment",
  "tcp.srcport",
  "tcp.dstport",
];

async function run(command: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [first = "", ...args] = command;
  const { code, stdout, stderr } = await new Deno.Command(first, { args }).output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

/** The packets of a capture as tshark sees them, by the pairs of ports, as the lab tells conversations apart. */
async function readWithTshark(path: string): Promise<PacketFact[][]> {
  const { out } = await run([
    "tshark",
    "-r",
    path,
    "-Y",
    "tcp and not icmp",
    "-T",
    "fields",
    ...FIELDS.flatMap((field) => ["-e", field]),
  ]);
  const conversations = new Map<string, PacketFact[]>();
  const previous = new Map<string, number>();
  for (const line of out.trimEnd().split("\n")) {
    const [source, flags, length, seq, ack, time, comment = "", sourcePort, destinationPort] = line.split("\t");
    if (sourcePort === undefined || sourcePort === "") continue;
    const from = source === "10.0.2.4" ? "client" : "server";
    const ports = from === "client" ? `${sourcePort} ${destinationPort}` : `${destinationPort} ${sourcePort}`;
    const at = Number(time) * 1e9;
    const facts = conversations.get(ports) ?? [];
    conversations.set(ports, facts);
    facts.push({
      from,
      flags: Number(flags),
      length: Number(length),
      seq: Number(seq),
      ack: (Number(flags) & 0x10) === 0 ? 0 : Number(ack),
      event: eventOfComments([comment]),
      sincePrevious: at - (previous.get(ports) ?? at),
    });
    previous.set(ports, at);
  }
  return [...conversations.values()];
}

async function playOnce(scenario: Scenario, path: string): Promise<string | null> {
  const { code, err } = await run([...program, "lab", scenario.name, "--quiet", "--format", "summary", "--pcap", path]);
  if (code !== 0) return err.trim();
  const difference = compareFacts(await readWithTshark(path), scenario.expect ?? []);
  return difference === null ? null : `as tshark reads it: ${describeDifference(difference)}`;
}

const folder = await Deno.makeTempDir();
let bad = 0;
try {
  for (const scenario of SCENARIOS) {
    if (names.length > 0 && !names.includes(scenario.name)) continue;
    const complaints: string[] = [];
    for (let time = 0; time < Number(count); time++) {
      const complaint = await playOnce(scenario, `${folder}/run.pcapng`);
      if (complaint !== null) complaints.push(complaint);
    }
    bad += complaints.length;
    const line = `${scenario.name.padEnd(20)} ${Number(count) - complaints.length} of ${count} as promised`;
    await Deno.stdout.write(
      new TextEncoder().encode([line, ...complaints.map((text) => `  ${text}`)].join("\n") + "\n"),
    );
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
Deno.exit(bad === 0 ? 0 : 1);
