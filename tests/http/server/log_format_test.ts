import { assertEquals } from "@std/assert";
import { AccessLog } from "../../../src/http/logging/access_log.ts";
import { LOG_FORMATS, logFormatter } from "../../../src/http/logging/log_format.ts";
import { formatMetrics, Metrics, sumMetrics } from "../../../src/http/logging/metrics.ts";
import { Event, RequestReader } from "../../../src/http/message/request_reader.ts";
import { bytesOf, LIMITS } from "../feeding.ts";
import { request, withServer } from "../serving.ts";

const PEER: Deno.Addr = { transport: "tcp", hostname: "10.0.2.4", port: 37432 };
const TIME = Date.UTC(2026, 10, 23, 15, 4, 5);

function headOf(text: string) {
  const reader = new RequestReader(LIMITS);
  reader.space().set(bytesOf(text));
  reader.received(text.length);
  assertEquals(reader.next(), Event.request);
  return reader.head;
}

Deno.test("logFormatter() writes one line a request in each format's form", () => {
  const head = headOf(request("/a?b=c", { "User-Agent": "curl/8", Referer: "http://r/" }));
  const entry = { peer: PEER, time: TIME, head, status: 200, bytes: 17 };
  const common = '10.0.2.4 - - [23/Nov/2026:15:04:05 +0000] "GET /a?b=c HTTP/1.1" 200 17';
  assertEquals(logFormatter("common")?.request(entry), `${common}\n`);
  assertEquals(logFormatter("combined")?.request(entry), `${common} "http://r/" "curl/8"\n`);
  assertEquals(
    logFormatter("json")?.request(entry),
    '{"time":"2026-11-23T15:04:05.000Z","peer":"10.0.2.4","user":null,"method":"GET","target":"/a?b=c","version":"1.1",' +
      '"status":200,"bytes":17,"referer":"http://r/","userAgent":"curl/8"}\n',
  );
  assertEquals(logFormatter("classic")?.opened(PEER), "Connection from: ('10.0.2.4', 37432)\n");
  assertEquals(logFormatter("none"), null);
  const refused = logFormatter("combined")?.request({ ...entry, head: null, status: 400, bytes: 0 });
  assertEquals(refused, '10.0.2.4 - - [23/Nov/2026:15:04:05 +0000] "-" 400 - "-" "-"\n');
});

Deno.test("the access log cannot be forged when a request holds quotes, line ends' codes or escape sequences", async () => {
  const nasty = { "User-Agent": 'x" 200 1\\ \x9b31m\xff\t', Referer: '"\\' };
  for (const logFormat of LOG_FORMATS) {
    if (logFormat === "none") continue;
    await withServer({ logFormat }, async ({ exchange, serving, log }) => {
      await exchange(request('/%0d%0a127.0.0.1"', nasty));
      await exchange(request("/%0d%0a127.0.0.1\\", nasty));
      await exchange("\x1b[2J\r\n127.0.0.1 forged\r\n\r\n");
      await serving.stop(0);
      assertEquals(/[^\r\n\t\x20-\x7e]/.test(log()), false, logFormat);
      if (logFormat === "classic") return;
      assertEquals(log().trimEnd().split("\n").length, 3, logFormat);
      assertEquals(/^127\.0\.0\.1 forged/m.test(log()), false);
      if (logFormat === "json") log().trimEnd().split("\n").forEach((line) => JSON.parse(line));
      else {for (const line of log().trimEnd().split("\n")) {
          assertEquals(
            /^\S+ - - \[[^\]]+\] "(?:[^"\\]|\\.)*" \d{3} [\d-]+( "(?:[^"\\]|\\.)*"){0,2}$/.test(line),
            true,
            line,
          );
        }}
    });
  }
});

Deno.test("AccessLog drops and counts lines when its sink fails or does not keep up", async () => {
  const metrics = new Metrics();
  const formatter = logFormatter("common")!;
  const entry = { peer: PEER, time: TIME, head: headOf(request("/")), status: 200, bytes: 1 };
  const failing = new AccessLog(formatter, () => Promise.reject(new Error("No space left on device")), metrics);
  for (let count = 0; count < 10; count++) failing.request(entry);
  await failing.flush();
  assertEquals(metrics.lostLogLines, 10);

  const released = Promise.withResolvers<void>();
  let written = 0;
  const sink = async (text: string) => {
    await released.promise;
    written += text.split("\n").length - 1;
  };
  const stuck = new AccessLog(formatter, sink, metrics);
  metrics.lostLogLines = 0;
  const count = 120_000;
  for (let done = 0; done < count; done++) stuck.request(entry);
  released.resolve();
  await stuck.flush();
  assertEquals(metrics.lostLogLines > 0, true);
  assertEquals(written + metrics.lostLogLines, count);
});

Deno.test("sumMetrics() adds up what several servers counted, and formatMetrics() says it in a line", () => {
  const [one, other] = [new Metrics(), new Metrics()];
  one.answered(200, 10);
  other.answered(404, 5);
  other.limits.connections = 3;
  assertEquals(
    formatMetrics(sumMetrics([one, other])),
    "metrics: requests=2 bytes=15 2xx=1 3xx=0 4xx=1 5xx=0 connections=0 open=0 broken=0 lost-log-lines=0 limits: " +
      "head-time=0 body-time=0 idle-time=0 write-time=0 connections=3 descriptors=0",
  );
});
