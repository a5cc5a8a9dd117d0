/** Every bound of serve-http, just below it and just above: what is let through at its last value, and what is not. */
import { assertEquals } from "@std/assert";
import { Compressor } from "../../../src/http/files/compressor.ts";
import { isHost } from "../../../src/http/message/host.ts";
import { resolveRanges } from "../../../src/http/semantics/byte_ranges.ts";
import { DiskPace } from "../../../src/http/files/disk.ts";
import { Resource } from "../../../src/http/files/resource.ts";
import { Fields } from "../../../src/http/message/fields.ts";
import { Deadlines } from "../../../src/net/deadlines.ts";
import { BufferPool } from "../../../src/http/server/buffer_pool.ts";
import { Metrics } from "../../../src/http/logging/metrics.ts";
import { AccessLog } from "../../../src/http/logging/access_log.ts";
import { logFormatter } from "../../../src/http/logging/log_format.ts";
import { PathPattern } from "../../../src/http/rules/path_pattern.ts";
import { bytesOf, LIMITS, readAll } from "../feeding.ts";
import { request, withServer } from "../serving.ts";

/** What comes first of a request: its line, or the status it is refused with. */
function first(text: string, limits: Partial<typeof LIMITS> = {}): string {
  const bytes = bytesOf(text);
  return readAll(bytes, () => bytes.length, { ...LIMITS, ...limits })[0]!.slice(0, 3);
}

const chunked = (body: string) => `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
const sized = (length: number) => `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;
const target = (length: number) =>
  `GET /${"a".repeat(length - "GET / HTTP/1.1\r\n".length)} HTTP/1.1\r\nHost: a\r\n\r\n`;
/** A head of so many bytes. */
const head = (length: number) => {
  const rest = "GET / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n";
  return rest.replace("X: ", `X: ${"y".repeat(length - rest.length)}`);
};
const fields = (count: number) => `GET / HTTP/1.1\r\nHost: a\r\n${"X: y\r\n".repeat(count - 1)}\r\n`;
/** What is said last of a chunked body. */
const last = (body: string, limits: Partial<typeof LIMITS> = {}) => {
  const bytes = bytesOf(chunked(body));
  return readAll(bytes, () => bytes.length, { ...LIMITS, ...limits }).at(-1)!.slice(0, 3);
};
const emptyLines = (count: number) => "\r\n".repeat(count) + request("/");

const MESSAGE: { threshold: string; below: [string, string]; above: [string, string] }[] = [
  {
    threshold: "request line, bytes",
    below: [first(target(100), { requestLine: 110 }), "GET"],
    above: [first(target(300), { requestLine: 110 }), "414"],
  },
  {
    threshold: "request line behind empty lines, bytes that have come",
    below: [first(`\r\n\r\nGET /${"a".repeat(105)}`, { requestLine: 110 }), "400"],
    above: [first(`\r\n\r\nGET /${"a".repeat(106)}`, { requestLine: 110 }), "414"],
  },
  {
    threshold: "head, bytes",
    below: [first(head(200), { head: 200 }), "GET"],
    above: [first(head(201), { head: 200 }), "431"],
  },
  {
    threshold: "field lines",
    below: [first(fields(10), { fields: 10 }), "GET"],
    above: [first(fields(11), { fields: 10 }), "431"],
  },
  {
    threshold: "sized body, bytes",
    below: [first(sized(50), { body: 50 }), "bod"],
    above: [first(sized(51), { body: 50 }), "413"],
  },
  {
    threshold: "chunked body, bytes",
    below: [last("5\r\nhello\r\n0\r\n\r\n", { body: 5 }), "end"],
    above: [last("6\r\nhello!\r\n0\r\n\r\n", { body: 5 }), "413"],
  },
  {
    threshold: "chunked body in two chunks, bytes",
    below: [last("3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", { body: 5 }), "end"],
    above: [last("3\r\nhel\r\n3\r\nlo!\r\n0\r\n\r\n", { body: 5 }), "413"],
  },
  {
    threshold: "digits of a chunk size",
    below: [last(`${"0".repeat(12)}5\r\nhello\r\n0\r\n\r\n`), "end"],
    above: [last(`${"0".repeat(13)}5\r\nhello\r\n0\r\n\r\n`), "400"],
  },
  {
    threshold: "bytes of chunk extensions",
    below: [last(`5;${"e".repeat(4094)}\r\nhello\r\n0\r\n\r\n`), "end"],
    above: [last(`5;${"e".repeat(4096)}\r\nhello\r\n0\r\n\r\n`), "431"],
  },
  {
    threshold: "bytes of trailers",
    below: [last(`0\r\nX:${"e".repeat(4093)}\r\n\r\n`), "end"],
    above: [last(`0\r\nX:${"e".repeat(4096)}\r\n\r\n`), "431"],
  },
  {
    threshold: "empty lines before a request",
    below: [first(emptyLines(4)), "GET"],
    above: [first(emptyLines(5)), "400"],
  },
  {
    threshold: "Content-Length as a number",
    below: [first(sized(Number.MAX_SAFE_INTEGER), { body: 2 ** 53 }), "bod"],
    above: [first(sized(2 ** 53), { body: 2 ** 60 }), "400"],
  },
];

for (const { threshold, below, above } of MESSAGE) {
  Deno.test(`RequestReader keeps its bound when it is given more: ${threshold}`, () => {
    assertEquals({ below: below[0], above: above[0] }, { below: below[1], above: above[1] });
  });
}

const whether = (holds: boolean) => holds ? "yes" : "no";
const ranges = (count: number) => {
  const given = resolveRanges(
    `bytes=${Array.from({ length: count }, (_, index) => `${2 * index}-${2 * index}`).join()}`,
    1000,
  );
  return typeof given === "string" ? given : `${given.length}`;
};

/** A resource of time 0. */
function resource(): Resource {
  const parts = { segments: [], representations: [], maker: null, fields: new Fields() };
  return new Resource({ ...parts, signature: "", unsettled: false, now: 0 });
}

function stars(count: number): string {
  try {
    new PathPattern(`/${"*a".repeat(count)}`);
    return "pattern";
  } catch {
    return "refused";
  }
}

function paceAfter(time: number): string {
  const pace = new DiskPace();
  pace.left();
  pace.made(time);
  return whether(pace.elsewhere);
}

function poolKeeps(given: number): string {
  const pool = new BufferPool(10, 2);
  const buffers = Array.from({ length: given }, () => pool.take());
  for (const buffer of buffers) pool.give(buffer);
  const again = new Set(buffers.map(() => pool.take()));
  return `${buffers.filter((buffer) => again.has(buffer)).length}`;
}

function due(at: number): string {
  let expired = false;
  const deadlines = new Deadlines();
  const timed = { deadline: 1000, expire: () => void (expired = true) };
  deadlines.add(timed);
  deadlines.sweep(at);
  deadlines.remove(timed);
  return whether(expired);
}

const VALUES: { threshold: string; below: [string, string]; above: [string, string] }[] = [
  { threshold: "ranges of a request", below: [ranges(50), "50"], above: [ranges(51), "ignored"] },
  {
    threshold: "last byte of a range",
    below: [JSON.stringify(resolveRanges("bytes=9-", 10)), '[{"start":9,"end":10}]'],
    above: [`${resolveRanges("bytes=10-", 10)}`, "unsatisfiable"],
  },
  {
    threshold: "a range beyond every number",
    below: [JSON.stringify(resolveRanges("bytes=0-9", 10)), '[{"start":0,"end":10}]'],
    above: [JSON.stringify(resolveRanges(`bytes=0-${"9".repeat(20)}`, 10)), '[{"start":0,"end":10}]'],
  },
  {
    threshold: "the end of an empty file",
    below: [`${resolveRanges("bytes=-0", 0)}`, "unsatisfiable"],
    above: [`${resolveRanges("bytes=-5", 0)}`, "ignored"],
  },
  {
    threshold: "port of a host",
    below: [whether(isHost(bytesOf("a:65535"), 0, 7)), "yes"],
    above: [whether(isHost(bytesOf("a:65536"), 0, 7)), "no"],
  },
  {
    threshold: "bytes of an IP literal",
    below: [whether(isHost(bytesOf(`[v1.${"a".repeat(252)}]`), 0, 257)), "yes"],
    above: [whether(isHost(bytesOf(`[v1.${"a".repeat(253)}]`), 0, 258)), "no"],
  },
  { threshold: "stars of a pattern", below: [stars(2), "pattern"], above: [stars(3), "refused"] },
  {
    threshold: "age of what is known of a file, ms",
    below: [whether(resource().isFresh(949)), "yes"],
    above: [whether(resource().isFresh(950)), "no"],
  },
  {
    threshold: "age from which it is looked at ahead, ms",
    below: [whether(resource().growsOld(499)), "no"],
    above: [whether(resource().growsOld(500)), "yes"],
  },
  {
    threshold: "clock set back, ms",
    below: [whether(resource().isFresh(0)), "yes"],
    above: [whether(resource().isFresh(-1)), "no"],
  },
  {
    threshold: "a call of the file system that was slow, ms",
    below: [paceAfter(1.99), "no"],
    above: [paceAfter(2), "yes"],
  },
  { threshold: "buffers that a pool keeps", below: [poolKeeps(2), "2"], above: [poolKeeps(3), "2"] },
  { threshold: "a deadline, ms", below: [due(999), "no"], above: [due(1000), "yes"] },
];

for (const { threshold, below, above } of VALUES) {
  Deno.test(`serve-http keeps its bound when it is given more: ${threshold}`, () => {
    assertEquals({ below: below[0], above: above[0] }, { below: below[1], above: above[1] });
  });
}

Deno.test("Server keeps its bound when it is given more: connections at a time", async () => {
  for (const [limit, status] of [[2, 200], [1, 503]] as const) {
    await withServer({ files: { "a.txt": "a" }, limits: { connections: limit } }, async ({ address, exchange }) => {
      using held = await Deno.connect(address);
      await held.write(bytesOf(request("/a.txt")));
      await held.read(new Uint8Array(1000));
      assertEquals((await exchange(request("/a.txt")))[0]?.status, status);
    });
  }
});

Deno.test("Site keeps its bound when it is given more: bytes of a file kept in memory, and of one that is compressed", async () => {
  const files = {
    "fits.css": "a".repeat(600),
    "too-large.css": "a".repeat(601),
    "small.css": "a".repeat(511),
    "worth.css": "a".repeat(512),
  };
  await withServer({ files, site: { cachedFile: 600, compress: ["gzip"] } }, async ({ exchange }) => {
    for (
      const [name, coding] of [["fits", "gzip"], ["too-large", undefined], ["worth", "gzip"], ["small", undefined]]
    ) {
      const [reply] = await exchange(request(`/${name}.css`, { "Accept-Encoding": "gzip" }));
      assertEquals(reply?.fields.get("content-encoding"), coding, name);
    }
  });
});

Deno.test("Compressor keeps its bound when it is given more: tasks that wait", async () => {
  const compressor = new Compressor();
  const tasks = Array.from({ length: 65 }, () => compressor.compress("gzip", new Uint8Array(1000)));
  assertEquals(await tasks[64], null);
  const made = await Promise.all(tasks.slice(0, 64));
  assertEquals(made.filter((packed) => packed === null).length, 0);
  compressor.close();
});

Deno.test("AccessLog keeps its bound when it is given more: characters that wait for a reader", async () => {
  const metrics = new Metrics();
  const { promise: never, resolve } = Promise.withResolvers<void>();
  const log = new AccessLog(logFormatter("common")!, () => never, metrics);
  log.add("x".repeat(40_000));
  log.add("y".repeat(4 << 20));
  assertEquals(metrics.lostLogLines, 0);
  log.add("z");
  assertEquals(metrics.lostLogLines, 1);
  resolve();
  await log.flush();
});
