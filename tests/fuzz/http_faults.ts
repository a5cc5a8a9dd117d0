/**
 * `deno task fuzz:faults [SECONDS] [PROGRAM]`: serve-http under one fault after the other, each for some seconds (5), with a
 * good client beside it. Prints a line a fault: answers to the good client, the median, the 99th percentile and the
 * longest of its waits, wrong answers, and what is left when the fault has gone. Ends with 1 if a byte was wrong, if a
 * 99th percentile was over 100 ms, or if a connection or a descriptor was left.
 */
import { dirname, fromFileUrl, join } from "@std/path";
import { ReplyReader } from "./reply_reader.ts";

const SECONDS = Number(Deno.args[0] ?? 5);
const PROGRAM = Deno.args[1];
const PROJECT = join(dirname(fromFileUrl(import.meta.url)), "..", "..");
/** What a good client is promised, ms. */
const PROMISED = 100;
const DESCRIPTORS = 220;
const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
const bytesOf = (text: string) => new TextEncoder().encode(text);

const SIZES = [0, 1000, 70_000, 1_500_000];
const content = (size: number) => new Uint8Array(size).map((_, at) => (at * 31 + (at >> 8)) & 0xff);
const FILES = new Map(SIZES.map((size) => [`/${size}.bin`, content(size)]));
/** A file that is changed: every byte of one state is the same. */
const CHANGING = "/changing.bin";
const CHANGING_SIZE = 200_000;

interface Server {
  readonly port: number;
  readonly pid: number;
  readonly root: string;
  metrics(): Promise<string>;
  /** Does to the server what only this fault does. */
  act(): Promise<void>;
  stop(): Promise<{ readonly code: number; readonly seconds: number }>;
}

async function startServer(args: readonly string[], program: readonly string[], output: string): Promise<Server> {
  const root = await Deno.makeTempDir({ prefix: "faults-" });
  for (const [name, bytes] of FILES) await Deno.writeFile(root + name, bytes);
  await Deno.writeFile(root + CHANGING, new Uint8Array(CHANGING_SIZE).fill(1));
  await Deno.writeTextFile(`${root}/_headers`, "/*\n  X-Rules: 1");
  const words = [...program, "serve-http", root, "--port", "0", "--write-timeout", "1", "--head-timeout", "1", ...args];
  const line = words.map((word) => `'${word}'`).join(" ");
  const process = new Deno.Command("sh", {
    args: ["-c", `ulimit -n ${DESCRIPTORS}; exec ${line} > ${output}`],
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const errors = process.stderr.pipeThrough(new TextDecoderStream()).getReader();
  const stdin = process.stdin.getWriter();
  let said = "";
  const hear = async (pattern: RegExp) => {
    for (;;) {
      const match = pattern.exec(said);
      if (match !== null) {
        said = said.slice(match.index + match[0].length);
        return match;
      }
      const { value, done } = await errors.read();
      if (done) throw new Error(`the server ended: ${said}`);
      said += value;
    }
  };
  const port = Number((await hear(/listening on \S+:(\d+)\/.*\n/))[1]);
  return {
    port,
    root,
    pid: process.pid,
    async metrics() {
      process.kill("SIGUSR2");
      return (await hear(/metrics: .*\n/))[0];
    },
    act: () => stdin.write(bytesOf("die\n")),
    async stop() {
      const begin = performance.now();
      process.kill("SIGTERM");
      const rest = (async () => {
        while (!(await errors.read()).done);
      })();
      const { code } = await process.status;
      await Promise.all([rest, stdin.close().catch(() => {})]);
      await Deno.remove(root, { recursive: true });
      return { code, seconds: (performance.now() - begin) / 1000 };
    },
  };
}

interface Outcome {
  readonly waits: number[];
  readonly wrong: string[];
}

const get = (name: string, close: boolean) =>
  bytesOf(`GET ${name} HTTP/1.1\r\nHost: good\r\n${close ? "Connection: close\r\n" : ""}\r\n`);

/** Asks for one file after the other until told to stop, on connections that it uses a few times. */
async function goodClient(server: Server, running: () => boolean): Promise<Outcome> {
  const outcome: Outcome = { waits: [], wrong: [] };
  const names = [...FILES.keys(), CHANGING];
  for (let count = 0; running();) {
    try {
      const asked = performance.now();
      using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
      const reader = new ReplyReader(conn);
      for (let use = 0; use < 4; use++) {
        const name = names[count++ % names.length]!;
        const begin = use === 0 ? asked : performance.now();
        await conn.write(get(name, use === 3));
        const { status, body } = await reader.next("GET");
        outcome.waits.push(performance.now() - begin);
        const reason = wrongIn(name, status, body);
        if (reason !== null) outcome.wrong.push(reason);
        if (status === 503) break;
      }
    } catch (error) {
      outcome.wrong.push(`${error}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return outcome;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

function wrongIn(name: string, status: number, body: Uint8Array): string | null {
  if (status !== 200) return `${name}: ${status}`;
  const expected = FILES.get(name);
  if (expected !== undefined) {
    return body.length === expected.length && body.every((byte, at) => byte === expected[at])
      ? null
      : `${name}: wrong bytes`;
  }
  // A file that is written in place is short for a moment: that is a state of it as well.
  const whole = isSame(body, new Uint8Array(body.length).fill(body[0] ?? 0));
  return whole ? null : `${name}: a mixture of two states`;
}

type Running = () => boolean;

interface Fault {
  readonly name: string;
  readonly args?: readonly string[];
  /** Where standard output goes. */
  readonly output?: string;
  /** Another program than serve-http itself. */
  readonly program?: readonly string[];
  /** What the fault itself makes of some answers. */
  readonly excused?: RegExp;
  run(server: Server, running: Running): Promise<void>;
}

/** Keeps so many bad clients going. */
async function crowd(count: number, running: Running, client: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, async () => {
    while (running()) await client().catch(() => {});
  }));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const connect = (server: Server) => Deno.connect({ hostname: "127.0.0.1", port: server.port });

/** Connects and resets before anybody can accept: SO_LINGER of 0 makes a close a RST. Paced by its own clock. */
const RESETS = `
import socket, struct, sys, time
port, rate, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
begin = time.time()
for i in range(int(rate * seconds)):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    try: s.connect(("127.0.0.1", port))
    except OSError: pass
    s.close()
    wait = begin + (i + 1) / rate - time.time()
    if wait > 0: time.sleep(wait)
`;

function resets(rate: number): Fault {
  return {
    name: `${rate} resets a second before accept`,
    async run({ port }) {
      const args = ["-c", RESETS, `${port}`, `${rate}`, `${SECONDS}`];
      await new Deno.Command("python3", { args, stdout: "null", stderr: "null" }).output();
    },
  };
}

const FAULTS: readonly Fault[] = [
  { name: "none", run: (_server, running) => crowd(0, running, () => Promise.resolve()) },
  resets(20),
  resets(1000),
  {
    name: "readers that stop",
    run: (server, running) =>
      crowd(30, running, async () => {
        using conn = await connect(server);
        await conn.write(get("/1500000.bin", false));
        await conn.write(get("/1500000.bin", false));
        await pause(1500);
      }),
  },
  {
    name: "half-open clients",
    run: (server, running) =>
      crowd(60, running, async () => {
        using conn = await connect(server);
        if (Math.random() < 0.5) await conn.write(bytesOf("GET / HTT"));
        await pause(800);
      }),
  },
  {
    name: "descriptors at their limit",
    // A client that finds no descriptor waits for one, or hears so: that is the fault, not a wrong byte.
    excused: /: 503$|: 500$|ended where|reset/,
    run: (server, running) =>
      crowd(DESCRIPTORS, running, async () => {
        using conn = await connect(server);
        await conn.read(new Uint8Array(1));
      }),
  },
  {
    name: "a full disk behind the log",
    args: ["--log", "combined"],
    output: "/dev/full",
    run: () => Promise.resolve(),
  },
  {
    name: "files that change at every moment",
    excused: /ended \d+ bytes early|: 503$/,
    async run({ root }, running) {
      for (let state = 2; running(); state = state % 250 + 1) {
        const bytes = new Uint8Array(CHANGING_SIZE).fill(state);
        if (state % 2 === 0) await Deno.writeFile(root + CHANGING, bytes);
        else {
          await Deno.writeFile(`${root}/next`, bytes);
          await Deno.rename(`${root}/next`, root + CHANGING);
        }
        await pause(3);
      }
    },
  },
  {
    name: "rules that change at every moment",
    async run({ root }, running) {
      for (let state = 0; running(); state++) {
        const text = state % 5 === 0 ? "  nonsense" : `/*\n  X-Rules: ${state}\n`.repeat(1 + state % 50);
        await Deno.writeTextFile(`${root}/_headers`, text);
        await pause(5);
      }
    },
  },
  {
    name: "threads that die",
    program: [Deno.execPath(), "run", "--no-check", "-A", join(PROJECT, "tests", "fuzz", "faulty_server.ts")],
    excused: /ended|reset|refused/i,
    async run(server, running) {
      while (running()) {
        await server.act();
        await pause(700);
      }
    },
  },
];

const SERVE_HTTP = PROGRAM === undefined
  ? [Deno.execPath(), "run", "--no-check", "-A", join(PROJECT, "main.ts")]
  : [PROGRAM];

async function descriptors(pid: number): Promise<number> {
  let count = 0;
  for await (const _ of Deno.readDir(`/proc/${pid}/fd`)) count++;
  return count;
}

/** Waits until nothing of the fault is left; gives what is. */
async function leftOf(server: Server, before: number): Promise<string> {
  let left = "";
  for (let tries = 0; tries < 60; tries++) {
    const open = Number(/ open=(\d+)/.exec(await server.metrics())?.[1]);
    const more = await descriptors(server.pid) - before;
    if (open === 0 && more <= 0) return "nothing left";
    left = `LEFT: ${open} connections, ${more} descriptors`;
    await pause(100);
  }
  return left;
}

async function play(fault: Fault): Promise<boolean> {
  const args = [...fault.args ?? ["--log", "none"]];
  const server = await startServer(args, fault.program ?? SERVE_HTTP, fault.output ?? "/dev/null");
  // Everything is loaded, and has its descriptors, once it has been used.
  let warm = true;
  const warming = goodClient(server, () => warm);
  await pause(1000);
  warm = false;
  await warming;
  await pause(300);
  const before = await descriptors(server.pid);
  const until = Date.now() + SECONDS * 1000;
  const running = () => Date.now() < until;
  const [{ waits, wrong }] = await Promise.all([goodClient(server, running), fault.run(server, running)]);
  const left = fault.name.startsWith("threads") ? "nothing left" : await leftOf(server, before);
  const { code, seconds } = await server.stop();
  waits.sort((one, other) => one - other);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Infinity;
  const excused = wrong.filter((reason) => fault.excused?.test(reason));
  const bad = wrong.filter((reason) => !fault.excused?.test(reason));
  const ok = bad.length === 0 && at(0.99) <= PROMISED && left === "nothing left" && code === 143;
  print(
    `${ok ? "ok  " : "BAD "} ${fault.name.padEnd(34)} ${String(waits.length).padStart(6)} answers, median ${
      at(0.5).toFixed(1)
    } ms, p99 ${at(0.99).toFixed(1)} ms, longest ${at(1).toFixed(0)} ms, ${bad.length} wrong` +
      `${excused.length > 0 ? ` (${excused.length} by the fault itself)` : ""}, ${left}, ended in ${
        seconds.toFixed(2)
      } s`,
  );
  for (const reason of bad.slice(0, 3)) print(`     wrong: ${reason}`);
  return ok;
}

let good = true;
for (const fault of FAULTS) good = await play(fault) && good;
Deno.exit(good ? 0 : 1);
