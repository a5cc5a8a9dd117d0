/**
 * Sends signals at random moments to labs and captures under way, one or two each, and looks what is left behind: processes,
 * temporary files, interfaces; that nothing hangs or breaks; that every capture that was written can be read. Linux, root.
 *
 *     deno run -A tests/fuzz/random_signals.ts PROGRAM [COUNT] [SEED]     200 runs of the compiled program
 */
import { join, resolve } from "@std/path";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { Random } from "../random.ts";

const [programPath = "./tcplab", count = "200", seed = "1"] = Deno.args;
/** What a run may take to end after the last signal, and what its hosts may take to follow it, ms: what stays longer stays for good. */
const PATIENCE = 20_000;
const SIGNALS: readonly (readonly Deno.Signal[])[] = [
  ["SIGINT"],
  ["SIGTERM"],
  ["SIGHUP"],
  ["SIGINT", "SIGTERM"],
  ["SIGINT", "SIGINT"],
  ["SIGTERM", "SIGINT"],
  ["SIGKILL"],
];
/** Commands, with the time in which the signal comes, ms. */
const COMMANDS: readonly { readonly words: string; readonly within: number }[] = [
  { words: "lab v2 --pcap a.pcapng --html a.html", within: 2500 },
  { words: "lab keep-alive --pcap-client c.pcapng --pcap-server s.pcapng --kernel k.ndjson", within: 3500 },
  { words: "lab http-404 --interfaces veth --pcap a.pcap", within: 3000 },
  { words: "lab v1 --pcap pipe", within: 3000 },
  { words: "lab v1 --pcap -", within: 2500 },
  { words: "lab --server SERVER --client CLIENT --pcap a.pcapng", within: 4000 },
  {
    words: "lab --server SERVER --client ENDLESS --pcap a.pcapng --pcap-server s.pcap --kernel k.ndjson",
    within: 4000,
  },
  { words: "lab v2 --loopback --pcap a.pcapng", within: 2500 },
  { words: "capture -i lo -w a.pcapng", within: 4000 },
  { words: "capture -i any -w ring.pcapng -C 10k -W 3", within: 4000 },
  { words: "capture -i lo -w - tcp", within: 4000 },
  { words: "capture -i lo --explain --processes tcp or udp", within: 4000 },
];
const PROGRAMS: Readonly<Record<string, string>> = {
  SERVER: "python3 -m http.server 8000",
  ENDLESS: "python3 -c \"import urllib.request as u\nwhile True: u.urlopen('http://server:8000/').read()\"",
  CLIENT: "python3 -c \"import urllib.request as u; u.urlopen('http://server:8000/').read()\"",
};

const random = new Random(Number(seed));
const encoder = new TextEncoder();

function say(line: string): void {
  Deno.stdout.writeSync(encoder.encode(line + "\n"));
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Processes of a run, the hosts' own programs among them: they work in its folder, or name it. */
function processesOf(folder: string): string[] {
  return [...Deno.readDirSync("/proc")].filter(({ name }) => /^\d+$/.test(name)).flatMap(({ name }) => {
    try {
      const line = Deno.readTextFileSync(`/proc/${name}/cmdline`).replaceAll("\0", " ");
      return line.includes(folder) || Deno.readLinkSync(`/proc/${name}/cwd`) === folder
        ? [`process ${name}: ${line.slice(0, 120)}`]
        : [];
    } catch {
      return [];
    }
  });
}

/** How long the slowest of all hosts outlived its lab, ms. */
let slowest = 0;

/** The same, of those that do not go by themselves: the kernel ends a host after the program that started it, and is busy, too. */
async function leftProcesses(folder: string): Promise<string[]> {
  const since = performance.now();
  let left = processesOf(folder);
  while (left.length > 0 && performance.now() - since < PATIENCE) {
    await pause(20);
    left = processesOf(folder);
  }
  slowest = Math.max(slowest, performance.now() - since);
  return left;
}

function interfaces(): Set<string> {
  return new Set([...Deno.readDirSync("/sys/class/net")].map(({ name }) => name));
}

/** What is wrong with the files of a run; a killed program cannot take back what was temporary. */
function faultyFiles(folder: string, killed: boolean): string[] {
  const temporary = [...Deno.readDirSync(join(folder, "tmp"))].map(({ name }) =>
    `left in the temporary folder: ${name}`
  );
  const own = [...Deno.readDirSync(folder)].flatMap(({ name, isFile }) => {
    if (!isFile) return [];
    if (/\.tmp$/.test(name)) return killed ? [] : [`left behind: ${name}`];
    return /\.pcap(ng)?\d*$/.test(name) ? unreadable(join(folder, name), killed) : [];
  });
  return [...killed ? [] : temporary, ...own];
}

/**
 * Why a capture cannot be read; after SIGKILL the last packet may be cut off, or a file have been opened a moment ago and nothing
 * written yet, as with every program that writes captures.
 */
function unreadable(path: string, killed: boolean): string[] {
  const bytes = Deno.readFileSync(path);
  if (killed && bytes.length === 0) return [];
  const reader = new CaptureReader();
  reader.push(bytes);
  reader.end();
  while (reader.next() !== null);
  const problem = reader.problem;
  const cut = killed && problem !== null && problem.offset > 0;
  return problem === null || cut ? [] : [`${path}: byte ${problem.offset}: ${problem.reason}`];
}

/** Something to capture. */
async function chatter(stop: AbortSignal): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  while (!stop.aborted) {
    const [client, server] = await Promise.all([Deno.connect({ port: listener.addr.port }), listener.accept()]);
    await client.write(new Uint8Array(500));
    client.close();
    server.close();
    await pause(20);
  }
}

function wordsOf(line: string): string[] {
  return line.split(" ").map((word) => PROGRAMS[word] ?? word);
}

/** False where the process has ended before. */
function send(child: Deno.ChildProcess, signal: Deno.Signal): boolean {
  try {
    child.kill(signal);
    return true;
  } catch {
    return false;
  }
}

async function signalRun(folder: string): Promise<{ title: string; faults: string[] }> {
  const { words, within } = random.pick(COMMANDS);
  const signals = random.pick(SIGNALS);
  const moment = random.int(0, within);
  const second = random.int(0, 300);
  await Deno.mkdir(join(folder, "tmp"), { recursive: true });
  await new Deno.Command("mkfifo", { args: [join(folder, "pipe")] }).output();
  const program = join(folder, "tcplab");
  await Deno.link(resolve(programPath), program);
  const options = { cwd: folder, env: { TMPDIR: join(folder, "tmp") }, stdin: "null" } as const;
  const child = new Deno.Command(program, { args: wordsOf(words), ...options, stdout: "null", stderr: "piped" })
    .spawn();
  const said = new Response(child.stderr).text();
  let ended = false;
  const status = child.status.finally(() => ended = true);
  await Promise.race([pause(moment), status]);
  for (const signal of signals) {
    if (ended || !send(child, signal)) break;
    await Promise.race([pause(second), status]);
  }
  const result = await Promise.race([status, pause(PATIENCE)]);
  const faults: string[] = [];
  if (result === undefined) {
    faults.push("hangs");
    send(child, "SIGKILL");
  }
  const { code } = await status;
  const killed = signals.includes("SIGKILL");
  const errors = await said;
  if (/Unexpected error|\bat .*\.ts:\d+/.test(errors)) faults.push(`says: ${errors.trim().slice(-300)}`);
  faults.push(...await leftProcesses(folder), ...faultyFiles(folder, killed));
  return { title: `tcplab ${words} | ${signals.join(" ")} after ${moment} ms | exit ${code}`, faults };
}

const before = interfaces();
const stop = new AbortController();
const talking = chatter(stop.signal);
let faulty = 0;
const endings = new Map<string, number>();
for (let run = 0; run < Number(count); run++) {
  const folder = await Deno.makeTempDir({ prefix: "signals-" });
  try {
    const { title, faults } = await signalRun(folder);
    const kind = `${title.split(" ")[1]} exit ${title.split("exit ")[1]}`;
    endings.set(kind, (endings.get(kind) ?? 0) + 1);
    if (faults.length === 0) continue;
    faulty++;
    say(`run ${run}: ${title}\n${faults.map((fault) => `    ${fault}`).join("\n")}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
stop.abort();
await talking;
const left = [...interfaces()].filter((name) => !before.has(name));
if (left.length > 0) say(`interfaces left behind: ${left.join(", ")}`);
say(
  `${count} runs, ${faulty} with faults, the last process gone ${slowest.toFixed(0)} ms after its program; ${
    [...endings].sort().map(([kind, times]) => `${kind}: ${times}`).join(", ")
  }`,
);
Deno.exitCode = faulty + left.length > 0 ? 1 : 0;
