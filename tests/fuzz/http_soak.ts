/**
 * `deno run -A tests/fuzz/http_soak.ts [MINUTES] [PROGRAM]`: mixed load on serve-http, every byte of every answer compared:
 * persistent connections, pipelining, ranges, conditions, half-closed, slow, resetting and ill-spoken clients. Prints a
 * line a minute (answers, wrong ones, the server's memory, its open files), and ends with 1 if anything was wrong or left.
 */
import { dirname, fromFileUrl, join } from "@std/path";
import { writeAll } from "../../src/net/write_all.ts";
import { seeded } from "../random.ts";
import { bytesOf } from "../http/feeding.ts";
import { ReplyReader } from "./reply_reader.ts";

const MINUTES = Number(Deno.args[0] ?? 10);
const CLIENTS = 24;
const port = 22620;
const project = join(dirname(fromFileUrl(import.meta.url)), "..", "..");
const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
const random = seeded(Date.now());
const pick = (count: number) => Math.floor(random() * count);

const SIZES = [0, 1, 100, 1024, 5000, 16_384, 16_385, 69_632, 1_048_576, 1_048_577, 3_000_000];
const FILES = new Map(SIZES.map((size, index) => [`/${size}.bin`, content(size, index + 1)]));
const NAMES = [...FILES.keys()];

/** Bytes that repeat so late that no shifted or mixed answer can look right. */
function content(size: number, seed: number): Uint8Array {
  const next = seeded(seed);
  return new Uint8Array(size).map(() => next() * 256);
}

const folder = await Deno.makeTempDir();
for (const [name, bytes] of FILES) await Deno.writeFile(folder + name, bytes);
const args = [
  "serve-http",
  "--port",
  `${port}`,
  "--root",
  folder,
  "--log",
  "none",
  "--write-timeout",
  "5",
  "--head-timeout",
  "1",
];
const [program, ...before] = Deno.args[1] === undefined
  ? [Deno.execPath(), "run", "--no-check", "-A", join(project, "main.ts")]
  : [Deno.args[1]];
const server = new Deno.Command(program!, { args: [...before, ...args], stdout: "null", stderr: "piped" }).spawn();
const errors = server.stderr.getReader();
await errors.read();

let answers = 0;
let bytesChecked = 0;
const wrong: string[] = [];

function check(holds: boolean, what: string): void {
  answers++;
  if (!holds) wrong.push(what);
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  bytesChecked += one.length;
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

const get = (name: string, fields = "") => bytesOf(`GET ${name} HTTP/1.1\r\nHost: soak\r\n${fields}\r\n`);
const connect = () => Deno.connect({ hostname: "127.0.0.1", port });
const anyName = () => NAMES[pick(NAMES.length)]!;

async function checkWhole(reader: ReplyReader, name: string): Promise<void> {
  const { status, body } = await reader.next("GET");
  check(status === 200 && same(body, FILES.get(name)!), `${name}: ${status}, ${body.length} bytes`);
}

async function persistent(): Promise<void> {
  using conn = await connect();
  const reader = new ReplyReader(conn);
  for (let count = pick(20); count >= 0; count--) {
    const name = anyName();
    await writeAll(conn, get(name));
    await checkWhole(reader, name);
  }
}

/** @param halfClosed Whether the client ends its side before it reads. */
async function pipelined(halfClosed: boolean): Promise<void> {
  using conn = await connect();
  const names = Array.from({ length: 1 + pick(15) }, anyName);
  const requests = names.map((name) => String.fromCharCode(...get(name))).join("");
  const reader = new ReplyReader(conn);
  const sending = writeAll(conn, bytesOf(requests)).then(() => halfClosed ? conn.closeWrite() : undefined);
  for (const name of names) await checkWhole(reader, name);
  await sending;
  if (halfClosed) check(await reader.atEnd(), "bytes after the last answer");
}

async function ranges(): Promise<void> {
  using conn = await connect();
  const reader = new ReplyReader(conn);
  for (let count = 0; count < 10; count++) {
    const name = anyName();
    const bytes = FILES.get(name)!;
    if (bytes.length < 10) continue;
    const start = pick(bytes.length);
    const end = start + pick(bytes.length - start);
    const suffix = random() < 0.3;
    await writeAll(conn, get(name, `Range: bytes=${suffix ? `-${bytes.length - start}` : `${start}-${end}`}\r\n`));
    const { status, body } = await reader.next("GET");
    const expected = suffix ? bytes.subarray(start) : bytes.subarray(start, end + 1);
    check(status === 206 && same(body, expected), `${name} ${start}-${end}: ${status}, ${body.length} bytes`);
  }
}

async function conditional(): Promise<void> {
  using conn = await connect();
  const reader = new ReplyReader(conn);
  const name = anyName();
  await writeAll(conn, bytesOf(`HEAD ${name} HTTP/1.1\r\nHost: soak\r\n\r\n`));
  const head = await reader.next("HEAD");
  check(head.status === 200 && head.fields.get("content-length") === `${FILES.get(name)!.length}`, `HEAD ${name}`);
  await writeAll(conn, get(name, `If-None-Match: ${head.fields.get("etag")}\r\n`));
  check((await reader.next("GET")).status === 304, `condition on ${name}`);
  await writeAll(
    conn,
    bytesOf("POST /1.bin HTTP/1.1\r\nHost: soak\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
  );
  check((await reader.next("POST")).status === 405, "POST");
  await writeAll(conn, get("/1.bin"));
  await checkWhole(reader, "/1.bin");
}

async function slow(): Promise<void> {
  using conn = await connect();
  const name = "/3000000.bin";
  await writeAll(conn, get(name));
  await checkWhole(new ReplyReader(conn, { pause: 10, size: 60_000 }), name);
}

async function resetting(): Promise<void> {
  using conn = await connect();
  const request = get("/3000000.bin");
  await writeAll(conn, request.subarray(0, 1 + pick(request.length)));
  if (random() < 0.5) await conn.read(new Uint8Array(1 + pick(100_000))).catch(() => null);
}

const BAD: readonly [text: string, status: number][] = [
  ["BAD\r\n\r\n", 400],
  ["GET / HTTP/1.1\r\n\r\n", 400],
  ["GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505],
  ["GET /../x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400],
  ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400],
  [`GET /${"a".repeat(9000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
  ["GET /missing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404],
];

async function illSpoken(): Promise<void> {
  using conn = await connect();
  const [text, status] = BAD[pick(BAD.length)]!;
  await writeAll(conn, bytesOf(text));
  const reader = new ReplyReader(conn);
  const reply = await reader.next("GET");
  check(reply.status === status, `${JSON.stringify(text.slice(0, 40))}: ${reply.status}`);
  check(await reader.atEnd(), "open after a refusal");
}

const KINDS = [
  persistent,
  () => pipelined(false),
  () => pipelined(true),
  ranges,
  conditional,
  slow,
  resetting,
  illSpoken,
];

async function client(until: number): Promise<void> {
  while (Date.now() < until) {
    try {
      await KINDS[pick(KINDS.length)]!();
    } catch (error) {
      wrong.push(`${error}`);
    }
  }
}

async function state(): Promise<{ memory: number; files: number }> {
  const status = await Deno.readTextFile(`/proc/${server.pid}/status`);
  return {
    memory: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024,
    files: [...Deno.readDirSync(`/proc/${server.pid}/fd`)].length,
  };
}

const idle = await state();
print(`before: ${(idle.memory / 1e6).toFixed(0)} MB, ${idle.files} open files`);
const until = Date.now() + MINUTES * 60_000;
const report = setInterval(async () => {
  const { memory, files } = await state();
  const minute = (MINUTES - (until - Date.now()) / 60_000).toFixed(1);
  print(
    `minute ${minute}: ${answers} answers, ${(bytesChecked / 1e9).toFixed(1)} GB compared, ${wrong.length} wrong, ` +
      `${(memory / 1e6).toFixed(0)} MB, ${files} open files`,
  );
}, Math.min(60_000, MINUTES * 20_000));
await Promise.all(Array.from({ length: CLIENTS }, () => client(until)));
clearInterval(report);

// The last connections linger for two seconds at most.
await new Promise((resolve) => setTimeout(resolve, 3000));
const end = await state();
print(
  `after: ${answers} answers, ${(bytesChecked / 1e9).toFixed(1)} GB compared, ${wrong.length} wrong, ` +
    `${(end.memory / 1e6).toFixed(0)} MB, ${end.files} open files`,
);
for (const what of wrong.slice(0, 10)) print(`wrong: ${what}`);
server.kill("SIGTERM");
print(new TextDecoder().decode((await errors.read()).value).trim());
await server.status;
await Deno.remove(folder, { recursive: true });
Deno.exit(wrong.length === 0 && end.files <= idle.files ? 0 : 1);
