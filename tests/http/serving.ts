/**
 * A server on a temporary folder, and a client that sends exactly the bytes it is given.
 */
import { assert } from "@std/assert";
import type { SiteOptions } from "../../src/http/site/site_options.ts";
import type { ServerLimits } from "../../src/http/server/limits.ts";
import { DEFAULT_LIMITS, siteDefaults } from "./defaults.ts";
import type { LogFormat } from "../../src/http/logging/log_format.ts";
import { serve, type ServeOptions, type Serving } from "../../src/http/server/serve.ts";
import { writeAll } from "../../src/net/write_all.ts";
import { libc } from "../../src/linux/calls/libc.ts";
import { bytesOf } from "./feeding.ts";

// Opened once for the whole process: a test that is the first to need it would seem to leak it.
if (Deno.build.os === "linux") libc();

export interface ServingOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly site?: Partial<SiteOptions>;
  readonly limits?: Partial<ServerLimits>;
  readonly logFormat?: LogFormat;
  readonly serve?: Partial<ServeOptions>;
}

/** Where to connect. */
export interface Place {
  readonly hostname: string;
  readonly port: number;
}

/** What a test gets: where the server is, its folder, and what it has said. */
export interface TestServer {
  readonly root: string;
  readonly address: Place;
  readonly serving: Serving;
  readonly warnings: string[];
  /** The access log so far; complete once the server has stopped. */
  log(): string;
  /** Sends bytes on a new connection, ends the sending side, and gives everything until the server's end. */
  exchange(request: string | Uint8Array): Promise<Reply[]>;
}

/** A response as the wire had it. */
export interface Reply {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  /** The head as it was sent. */
  readonly head: string;
  readonly body: Uint8Array;
  readonly text: string;
}

/** An hour ago: files of that time have settled, as a server sees it. */
const PAST = new Date(Date.now() - 3_600_000);

/** Runs a test against a server and stops it. */
export async function withServer(options: ServingOptions, test: (server: TestServer) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const root = `${folder}/root`;
    await Deno.mkdir(root);
    await writeFiles(root, options.files ?? {});
    await withServerAt(root, options, test);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function withServerAt(
  root: string,
  options: ServingOptions,
  test: (server: TestServer) => Promise<void>,
): Promise<void> {
  const warnings: string[] = [];
  let log = "";
  const serving = await serve({
    place: { hostname: "127.0.0.1", port: 0 },
    tls: null,
    workers: 1,
    redirectPort: null,
    logFormat: options.logFormat ?? "none",
    log: (text) => Promise.resolve(void (log += text)),
    warn: (message) => void warnings.push(message),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    site: { ...siteDefaults(root), ...options.site },
    ...options.serve,
  });
  const { hostname, port } = serving.address as Deno.NetAddr;
  const address = { hostname, port };
  try {
    const exchange = (request: string | Uint8Array) => exchangeWith(address, request);
    await test({ root, address, serving, warnings, log: () => log, exchange });
  } finally {
    await serving.stop(0);
  }
}

/** Writes files with a modification time an hour ago. */
export async function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = `${root}/${name}`;
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
    await Deno.utime(path, PAST, PAST);
  }
}

/** Sends, half-closes, reads to the end. */
export async function exchangeWith(address: Place, request: string | Uint8Array): Promise<Reply[]> {
  using conn = await Deno.connect(address);
  const bytes = typeof request === "string" ? bytesOf(request) : request;
  const sending = writeAll(conn, bytes).then(() => conn.closeWrite()).catch(() => {});
  const received = await readToEnd(conn);
  await sending;
  return parseReplies(received, methodsOf(bytes));
}

/** Everything until the peer's end of stream; a reset ends it as well. */
export async function readToEnd(conn: Deno.Conn): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const buffer = new Uint8Array(64 << 10);
  for (;;) {
    const count = await conn.read(buffer).catch(() => null);
    if (count === null) break;
    chunks.push(buffer.slice(0, count));
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

/** Cuts a stream of responses. @param methods Of the requests, as HEAD has no body in spite of its length. */
export function parseReplies(bytes: Uint8Array, methods: readonly string[] = []): Reply[] {
  const replies: Reply[] = [];
  let answered = 0;
  for (let at = 0; at < bytes.length;) {
    const start = endOfHead(bytes, at);
    const head = String.fromCharCode(...bytes.subarray(at, start));
    const match = /^HTTP\/1\.1 (\d{3}) [^\r\n]+\r\n/.exec(head);
    if (match === null) throw new Error(`no status line in ${JSON.stringify(head)}`);
    const status = Number(match[1]);
    const fields = new Map<string, string>();
    for (const line of head.slice(match[0].length, -4).split("\r\n")) {
      const colon = line.indexOf(": ");
      const name = line.slice(0, colon).toLowerCase();
      fields.set(name, fields.has(name) ? `${fields.get(name)}, ${line.slice(colon + 2)}` : line.slice(colon + 2));
    }
    const method = status === 100 ? "" : methods[answered++];
    const bodiless = status < 200 || status === 204 || status === 304 || method === "HEAD";
    const length = bodiless ? 0 : Number(fields.get("content-length") ?? bytes.length - start);
    if (start + length > bytes.length) throw new Error(`the body of ${status} is cut short`);
    const body = bytes.slice(start, start + length);
    replies.push({ status, fields, head, body, text: body.length > 1e6 ? "" : new TextDecoder().decode(body) });
    at = start + length;
  }
  return replies;
}

function endOfHead(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(10, from); at >= 0; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at - 1] === 13 && bytes[at - 2] === 10 && bytes[at - 3] === 13) return at + 1;
  }
  throw new Error(`no head in ${JSON.stringify(String.fromCharCode(...bytes.subarray(from, from + 200)))}`);
}

/** Methods of requests without bodies, in order: enough to know which answers have none. */
function methodsOf(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  return [...text.matchAll(/(?:^|\r\n\r\n)(\w+) \S+ HTTP/g)].map((match) => match[1]!);
}

/** A request's text. */
export function request(target: string, fields: Readonly<Record<string, string>> = {}, method = "GET"): string {
  const lines = Object.entries({ Host: "localhost", ...fields }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** A test of a site of these files. */
export function on(
  name: string,
  { files, site }: { files: Record<string, string | Uint8Array>; site?: Partial<SiteOptions> },
  test: (server: TestServer) => Promise<void>,
): void {
  Deno.test(name, () => withServer({ files, ...(site === undefined ? {} : { site }) }, test));
}

/** The answer to one GET. */
export async function get(server: TestServer, target: string, fields: Record<string, string> = {}): Promise<Reply> {
  const [reply] = await server.exchange(request(target, fields));
  assert(reply !== undefined);
  return reply;
}
