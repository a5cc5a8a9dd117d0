/**
 * `deno task bench:http [--seconds N] [--rounds N] [--only NAME,...] [--size NAME] [--program FILE] [--workers N]`: nginx
 * with one worker, Deno.serve with answers from memory, a loop that reads and writes and does nothing else (what the
 * platform allows), and serve-http with one worker and with N (2), loaded by wrk one after the other in every round.
 * All run from the start and are warmed up, so that neighbours on a machine and compilers disturb each of them alike.
 * Prints medians, the ratio to the first server (the median of the rounds' ratios), latencies and peak memory. What is
 * not installed is named and left out.
 */
import { parseArgs } from "@std/cli/parse-args";
import { dirname, fromFileUrl, join } from "@std/path";

interface Peer {
  readonly name: string;
  readonly port: number;
  start(folder: string): Promise<Deno.ChildProcess>;
}

interface Load {
  readonly name: string;
  readonly target: string;
  readonly connections: number;
  /** Only serve-http can do it. */
  readonly ours?: boolean;
}

interface Sample {
  readonly requests: number;
  readonly bytes: number;
  readonly p50: number;
  readonly p99: number;
  readonly memory: number;
  /** Processor time of the server for one request, ms. */
  readonly processor: number;
}

const options = parseArgs(Deno.args, {
  string: ["seconds", "rounds", "only", "program", "workers", "size"],
});
const SECONDS = Number(options.seconds ?? 2);
const ROUNDS = Number(options.rounds ?? 9);
const WARM_UP = 2;
const WORKERS = `${options.workers ?? 2}`;
/** Files in the folder that is listed: making the page is work for the server, and little for who asks for it. */
const LISTED = 1000;
const PROJECT = join(dirname(fromFileUrl(import.meta.url)), "..", "..");
const LOADS: readonly Load[] = [
  { name: "1 KB", target: "/1k.bin", connections: 64 },
  { name: "68 KB", target: "/68k.bin", connections: 64 },
  { name: "100 MB", target: "/100m.bin", connections: 4 },
  { name: "a listing", target: "/many/", connections: 16, ours: true },
].filter(({ name }) => options.size === undefined || name === options.size);

const PEERS: readonly Peer[] = [
  { name: "nginx, 1 worker", port: 22601, start: startNginx },
  { name: "Deno.serve", port: 22602, start: startDenoServe },
  { name: "read and write", port: 22604, start: startLoop },
  { name: "tcplab serve-http", port: 22603, start: (folder) => startOurs(folder, 22603, "1") },
  { name: `tcplab --workers ${WORKERS}`, port: 22605, start: (folder) => startOurs(folder, 22605, WORKERS) },
];

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

async function startNginx(folder: string): Promise<Deno.ChildProcess> {
  const config = join(folder, "nginx.conf");
  await Deno.writeTextFile(
    config,
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
     events { worker_connections 4096; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
       client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
       uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
       server { listen 127.0.0.1:22601; root ${folder}/root; } }`,
  );
  return spawn("nginx", ["-c", config]);
}

async function startDenoServe(folder: string): Promise<Deno.ChildProcess> {
  const script = join(folder, "deno_serve.ts");
  await Deno.writeTextFile(
    script,
    `const files = new Map();
     for (const name of ["/1k.bin", "/68k.bin"]) files.set(name, Deno.readFileSync(${
      JSON.stringify(folder)
    } + "/root" + name));
     Deno.serve({ hostname: "127.0.0.1", port: 22602, onListen() {} }, async (request) => {
       const path = new URL(request.url).pathname;
       const body = files.get(path);
       if (body !== undefined) return new Response(body);
       const file = await Deno.open(${JSON.stringify(folder)} + "/root" + path);
       return new Response(file.readable, { headers: { "content-length": String((await file.stat()).size) } });
     });`,
  );
  return spawn(Deno.execPath(), ["run", "-A", script]);
}

/** Answers whatever comes with the same prepared bytes, by the target's first letters; no parsing, no checks. */
async function startLoop(folder: string): Promise<Deno.ChildProcess> {
  const script = join(folder, "loop.ts");
  await Deno.writeTextFile(
    script,
    `const root = ${JSON.stringify(join(folder, "root"))};
     const head = (size) => new TextEncoder().encode("HTTP/1.1 200 OK\\r\\nContent-Length: " + size + "\\r\\n\\r\\n");
     const whole = (name) => {
       const body = Deno.readFileSync(root + name);
       return new Uint8Array([...head(body.length), ...body]);
     };
     const answers = { 0x6b: whole("/1k.bin"), 0x38: whole("/68k.bin") };
     const write = async (conn, bytes) => {
       for (let at = 0; at < bytes.length;) at += await conn.write(at === 0 ? bytes : bytes.subarray(at));
     };
     const serve = async (conn) => {
       const request = new Uint8Array(4096);
       const piece = new Uint8Array(256 << 10);
       conn.setNoDelay(true);
       while (await conn.read(request) !== null) {
         // GET /1k, GET /68k, GET /100m: the seventh byte tells them apart.
         const answer = answers[request[6]];
         if (answer !== undefined) await write(conn, answer);
         else {
           using file = Deno.openSync(root + "/100m.bin");
           await write(conn, head(file.statSync().size));
           for (let count; (count = file.readSync(piece)) !== null;) await write(conn, piece.subarray(0, count));
         }
       }
       conn.close();
     };
     for await (const conn of Deno.listen({ hostname: "127.0.0.1", port: 22604 })) serve(conn).catch(() => {});`,
  );
  return spawn(Deno.execPath(), ["run", "-A", script]);
}

function startOurs(folder: string, port: number, workers: string): Promise<Deno.ChildProcess> {
  const args = ["serve-http", "--port", `${port}`, "--log", "none", "--listing", "--root", join(folder, "root")];
  args.push("--workers", workers);
  if (options.program !== undefined) return spawn(options.program as string, args);
  return spawn(Deno.execPath(), ["run", "--no-check", "-A", join(PROJECT, "main.ts"), ...args]);
}

function spawn(command: string, args: string[]): Promise<Deno.ChildProcess> {
  const options: Deno.CommandOptions = { args, stdin: "null", stdout: "null", stderr: "null", env: { NO_COLOR: "1" } };
  return Promise.resolve(new Deno.Command(command, options).spawn());
}

/** Waits until somebody listens. */
async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** What wrk says after loading a server for so many seconds. */
async function wrk(peer: Peer, { target, connections }: Load, seconds: number): Promise<string> {
  const url = `http://127.0.0.1:${peer.port}${target}`;
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", url];
  return new TextDecoder().decode((await new Deno.Command("wrk", { args }).output()).stdout);
}

async function sample(peer: Peer, load: Load, pid: number): Promise<Sample> {
  const before = await processorTime(pid);
  const text = await wrk(peer, load, SECONDS);
  const spent = await processorTime(pid) - before;
  const value = (pattern: RegExp) => {
    const match = pattern.exec(text);
    if (match === null) throw new Error(`wrk said: ${text}`);
    return Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1);
  };
  return {
    requests: value(/Requests\/sec:\s+([\d.]+)/),
    bytes: value(/Transfer\/sec:\s+([\d.]+)(\w+)/),
    p50: value(/50%\s+([\d.]+)(us|ms|s)/),
    p99: value(/99%\s+([\d.]+)(us|ms|s)/),
    memory: await peakMemory(pid),
    processor: spent / value(/(\d+) requests in/),
  };
}

const UNITS: Record<string, number> = { us: 0.001, ms: 1, s: 1000, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** A process and its children. */
async function family(pid: number): Promise<string[]> {
  const children = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`).catch(() => "");
  return [`${pid}`, ...children.split(" ").filter((child) => child !== "")];
}

/** Time in user and kernel mode of a process and its children so far, ms. The clock tick is 10 ms. */
async function processorTime(pid: number): Promise<number> {
  let ticks = 0;
  for (const one of await family(pid)) {
    const stat = await Deno.readTextFile(`/proc/${one}/stat`).catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  }
  return ticks * 10;
}

/** Peak resident memory of a process and its children, bytes. */
async function peakMemory(pid: number): Promise<number> {
  let sum = 0;
  for (const one of await family(pid)) {
    const status = await Deno.readTextFile(`/proc/${one}/status`).catch(() => "");
    sum += Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  }
  return sum;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)]!;
}

async function isInstalled(command: string): Promise<boolean> {
  try {
    await new Deno.Command(command, { args: ["-v"], stdout: "null", stderr: "null" }).output();
    return true;
  } catch {
    return false;
  }
}

async function measure(servers: ReadonlyMap<Peer, number>): Promise<void> {
  for (const load of LOADS) {
    const chosen = [...servers].filter(([{ name }]) => load.ours !== true || name.startsWith("tcplab"));
    const samples = new Map<Peer, Sample[]>();
    for (const [peer] of chosen) {
      samples.set(peer, []);
      await wrk(peer, load, WARM_UP);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [peer, pid] of chosen) samples.get(peer)!.push(await sample(peer, load, pid));
    }
    report(load, samples);
  }
}

function report(load: Load, samples: ReadonlyMap<Peer, readonly Sample[]>): void {
  print(`\n${load.name}, ${load.connections} connections, medians of ${ROUNDS} rounds of ${SECONDS} s`);
  print("| server | requests/s | GB/s | ratio | p50 ms | p99 ms | peak MB | processor us a request |");
  print("|---|---|---|---|---|---|---|---|");
  const of = (peer: Peer, what: keyof Sample) => median(samples.get(peer)!.map((sample) => sample[what]));
  const [first] = samples.values();
  for (const peer of samples.keys()) {
    const cells = [
      peer.name,
      of(peer, "requests").toFixed(0),
      (of(peer, "bytes") / 1e9).toFixed(2),
      median(samples.get(peer)!.map(({ requests }, round) => requests / first![round]!.requests)).toFixed(2),
      of(peer, "p50").toFixed(2),
      of(peer, "p99").toFixed(2),
      (of(peer, "memory") / 1e6).toFixed(0),
      (of(peer, "processor") * 1000).toFixed(1),
    ];
    print(`| ${cells.join(" | ")} |`);
  }
}

if (!await isInstalled("wrk")) {
  print("wrk is not installed: nothing to load the servers with");
  Deno.exit(1);
}
const peers: Peer[] = [];
for (const peer of PEERS) {
  if (options.only !== undefined && !(options.only as string).split(",").some((name) => peer.name.includes(name))) {
    continue;
  }
  if (peer.name.startsWith("nginx") && !await isInstalled("nginx")) print("nginx is not installed: left out");
  else peers.push(peer);
}
const folder = await Deno.makeTempDir();
const started = new Map<Peer, Deno.ChildProcess>();
try {
  await Deno.mkdir(join(folder, "root"));
  // nginx's worker runs as another user.
  await Deno.chmod(folder, 0o755);
  for (const [name, size] of [["1k", 1024], ["68k", 68 << 10], ["100m", 100 << 20]] as const) {
    await Deno.writeFile(join(folder, "root", `${name}.bin`), new Uint8Array(size).fill(97));
  }
  await Deno.mkdir(join(folder, "root", "many"));
  for (let name = 0; name < LISTED; name++) await Deno.writeTextFile(join(folder, "root", "many", `${name}.txt`), "");
  for (const peer of peers) {
    started.set(peer, await peer.start(folder));
    await listening(peer.port);
  }
  await measure(new Map([...started].map(([peer, { pid }]) => [peer, pid])));
} finally {
  for (const process of started.values()) {
    process.kill("SIGTERM");
    await process.status;
  }
  await Deno.remove(folder, { recursive: true });
}
