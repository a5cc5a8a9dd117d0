/** Waits by their names: HTTP requests, the name of an address, a TLS handshake. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { tablesOf } from "../../src/language/all_tables.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { plainPalette } from "../../src/output/palette.ts";
import { diagnose } from "../../src/reading/diagnose.ts";
import { RecordsFeed } from "../../src/reading/feeds/records_feed.ts";
import { Progress } from "../../src/reading/progress.ts";
import { whyText } from "../../src/report/why/why_text.ts";
import { clientHello, record, serverHello } from "../application/emit_tls.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { PAGE, Trace } from "./named_trace.ts";
import { joined } from "../packet/record_of.ts";

async function diagnosisOf({ records }: Trace) {
  const wishes = { stream: null, top: 10, ranking: "number" } as const;
  const terminal = new MemoryTerminal();
  const reading = { terminal, progress: new Progress(terminal, 1) };
  return (await diagnose(new RecordsFeed(records, "trace"), wishes, reading)).diagnoses[0]!;
}

Deno.test("a request, its answer without the path's round trip, and the pause before the next request", async () => {
  const { waits: { answers, pauses } } = await diagnosisOf(PAGE);
  assertEquals(answers.map(({ request, status, from, to, nanoseconds }) => [request, status, from, to, nanoseconds]), [
    ["GET /slow", "200 OK", 6, 7, 1200e6],
    ["GET /quick", "200 OK", 8, 9, 1e6],
  ]);
  assertEquals(pauses.map(({ request, from, to, nanoseconds }) => [request, from, to, nanoseconds]), [
    ["GET /quick", 7, 8, 2000e6],
  ]);
});

Deno.test("a server that answers half a request after 20 s had waited for the other half; a whole one it took 20 s to answer", async () => {
  const post = (length: number) => `POST /form HTTP/1.1\r\nHost: example.org\r\nContent-Length: ${length}\r\n\r\nabc`;
  const answer = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
  const told = async (length: number) => {
    const trace = new Trace(80).open(0, 20).say("client", post(length), 21).say("server", answer, 20_041);
    const { verdict, waits } = await diagnosisOf(trace);
    return [verdict.cause, verdict.outcome, verdict.certainty, waits.answers.length];
  };
  assertEquals(await told(500), ["server-application", "unfinished", "possible", 0]);
  assertEquals(await told(3), ["server-application", null, "likely", 1]);
});

Deno.test("a server that tells a client which asked nothing that its time is over had waited for it; one that speaks first took its time", async () => {
  const told = async (words: string) => {
    const { verdict } = await diagnosisOf(new Trace(80).open(0, 20).say("server", words, 10_020));
    return [verdict.cause, verdict.outcome];
  };
  assertEquals(await told("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"), [
    "server-application",
    "unfinished",
  ]);
  assertEquals(await told("220 mail.example.org ESMTP\r\n"), ["server-application", null]);
});

Deno.test("a connection on which an answer was never complete was not kept open for nothing", async () => {
  const told = async (length: number) => {
    const answer = `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\nabc`;
    const trace = new Trace(80).open(0, 20).say("client", "GET / HTTP/1.1\r\n\r\n", 21).say("server", answer, 42)
      .say("client", "", 43).reset("server", 15_000);
    const { verdict } = await diagnosisOf(trace);
    return [verdict.cause, verdict.outcome, verdict.certainty];
  };
  assertEquals(await told(500), ["closing", "cut", "possible"]);
  assertEquals(await told(3), ["closing", "reset", "certain"]);
});

Deno.test("behind a switch of protocols nobody is known to wait; behind another answer the server is waited for", async () => {
  const told = async (status: string) => {
    const trace = new Trace(80).open(0, 20).say("client", "GET /chat HTTP/1.1\r\nHost: example.org\r\n\r\n", 21)
      .say("server", `HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`, 42).say("server", "\x81\x01a", 30_000);
    const { verdict, remedy } = await diagnosisOf(trace);
    return [verdict.cause, verdict.outcome, verdict.certainty, remedy === null];
  };
  assertEquals(await told("101 Switching Protocols"), ["server-application", "upgraded", "possible", true]);
  assertEquals(await told("200 OK"), ["server-application", null, "likely", false]);
});

Deno.test("the name of the address counts to the set-up where it was waited for, and not when it was known for long", async () => {
  const { waits: { setUp }, duration } = await diagnosisOf(PAGE);
  assertEquals(setUp.name, { name: "example.org", from: 1, to: 2, nanoseconds: 35e6 });
  assertEquals(duration, 3261e6);
  const known = new Trace(80).ask("example.org", 0, 35).open(9000, 20).say("client", "GET / HTTP/1.1\r\n\r\n", 9020);
  assertEquals((await diagnosisOf(known)).waits.setUp.name, null);
});

Deno.test("a TLS handshake with its round trips", async () => {
  const hello = record(22, clientHello({ name: "example.org", versions: [0x0304] }));
  const flight = joined(record(22, serverHello({ version: 0x0304 })), record(23, new Uint8Array(60)));
  const secure = new Trace(443).open(0, 20).say("client", hello, 20).say("server", flight, 40)
    .say("client", record(23, new Uint8Array(60)), 41).say("client", record(23, new Uint8Array(40)), 42);
  const { waits: { setUp: { tls } } } = await diagnosisOf(secure);
  assertEquals([tls?.serverName, tls?.roundTrips, tls?.from], ["example.org", 1, 4]);
});

Deno.test("waits are told in every language, within 80 columns", async () => {
  const diagnosis = await diagnosisOf(PAGE);
  for (const language of LANGUAGES) {
    const { why: words } = tablesOf(language);
    const text = whyText({ diagnoses: [{ ...diagnosis, capture: "trace" }], captures: 1, further: 0 }, {
      words,
      palette: plainPalette,
      width: 80,
    });
    for (const part of ["example.org", "GET /slow", "1.20 s", "6-7"]) assertStringIncludes(text, part);
  }
});
