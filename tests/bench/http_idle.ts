/**
 * `deno run -A tests/bench/http_idle.ts [COUNT] [PROGRAM]`: opens that many connections that have been answered once and
 * stay open, and prints the server's memory for each and how long a new request takes meanwhile. The limit of open files
 * must allow it: `ulimit -n`.
 */
import { dirname, fromFileUrl, join } from "@std/path";

const count = Number(Deno.args[0] ?? 10_000);
const port = 22610;
const project = join(dirname(fromFileUrl(import.meta.url)), "..", "..");
const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));

const args = [
  "serve-http",
  "--port",
  `${port}`,
  "--log",
  "none",
  "--idle-timeout",
  "600",
  "--max-connections",
  `${count + 100}`,
];
const [program, ...before] = Deno.args[1] === undefined
  ? [Deno.execPath(), "run", "--no-check", "-A", join(project, "main.ts")]
  : [Deno.args[1]];
const server = new Deno.Command(program!, { args: [...before, ...args], stdout: "null", stderr: "piped" }).spawn();
const errors = server.stderr.getReader();
await errors.read();

const text = new TextEncoder().encode("GET /result.html HTTP/1.1\r\nHost: localhost\r\n\r\n");

async function open(): Promise<Deno.Conn> {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(text);
  await conn.read(new Uint8Array(4096));
  return conn;
}

async function resident(): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${server.pid}/status`);
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

/** The slowest of a few new requests, each on a connection of its own, ms. */
async function slowest(): Promise<number> {
  let worst = 0;
  for (let turn = 0; turn < 50; turn++) {
    const started = performance.now();
    (await open()).close();
    worst = Math.max(worst, performance.now() - started);
  }
  return worst;
}

const held: Deno.Conn[] = [];
try {
  await slowest();
  const before = await resident();
  while (held.length < count) {
    held.push(...await Promise.all(Array.from({ length: Math.min(100, count - held.length) }, open)));
  }
  const worst = await slowest();
  const after = await resident();
  print(
    `${count} connections held: ${(after / 1e6).toFixed(0)} MB resident, ${
      ((after - before) / count / 1000).toFixed(1)
    } KB each`,
  );
  print(`new request meanwhile: ${worst.toFixed(1)} ms at worst of 50`);
} finally {
  for (const conn of held) conn.close();
  server.kill("SIGTERM");
  const { value } = await errors.read();
  await server.status;
  print(new TextDecoder().decode(value).trim());
}
