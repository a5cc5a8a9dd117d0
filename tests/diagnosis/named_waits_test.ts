/** Waits by their names: HTTP requests, the name of an address, a TLS handshake. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { tablesOf } from "../../src/language/all_tables.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { plainPalette } from "../../src/output/palette.ts";
import { ACK, PSH, SYN } from "../../src/packet/packet.ts";
import { diagnose } from "../../src/reading/diagnose.ts";
import { RecordsFeed } from "../../src/reading/feeds/records_feed.ts";
import { Progress } from "../../src/reading/progress.ts";
import { whyText } from "../../src/report/why/why_text.ts";
import { clientHello, record, serverHello } from "../application/emit_tls.ts";
import { emitDns } from "../application/emit_dns.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { emitSegment } from "../packet/emit.ts";
import { emitDatagram } from "../packet/emit_udp.ts";
import { joined } from "../packet/record_of.ts";
import { CaptureRecord } from "../../src/capture-file/capture_record.ts";

const RAW_IP = 101;
const CLIENT = "10.0.0.1";
const SERVER = "192.0.2.80";
const RESOLVER = "10.0.0.53";

/** Packets with the moments at which they are captured, at the client, ms. */
class Trace {
  readonly records: CaptureRecord[] = [];
  readonly #next = { client: 1, server: 1 };
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** A question for a name, and its answer. */
  ask(name: string, at: number, took: number): this {
    const ports = { client: { src: CLIENT, dst: RESOLVER, srcPort: 4000, dstPort: 53 } };
    const back = { src: RESOLVER, dst: CLIENT, srcPort: 53, dstPort: 4000 };
    this.#add(emitDatagram({ ...ports.client, payload: emitDns({ name }) }), at);
    const answers = [{ owner: name, type: 1, data: SERVER }];
    return this.#add(emitDatagram({ ...back, payload: emitDns({ name, answers }) }), at + took);
  }

  open(at: number, roundTrip: number): this {
    this.#add(emitSegment({ ...this.#ends("client"), seq: 0, flags: SYN }), at);
    this.#add(emitSegment({ ...this.#ends("server"), seq: 0, ack: 1, flags: SYN | ACK }), at + roundTrip);
    return this.#add(emitSegment({ ...this.#ends("client"), seq: 1, ack: 1, flags: ACK }), at + roundTrip);
  }

  say(from: "client" | "server", payload: Uint8Array | string, at: number): this {
    const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
    const other = from === "client" ? "server" : "client";
    const numbers = { seq: this.#next[from], ack: this.#next[other] };
    this.#next[from] += bytes.length;
    return this.#add(emitSegment({ ...this.#ends(from), ...numbers, flags: PSH | ACK, payload: bytes }), at);
  }

  #ends(from: "client" | "server") {
    const [src, dst] = from === "client" ? [CLIENT, SERVER] : [SERVER, CLIENT];
    const [srcPort, dstPort] = from === "client" ? [40_000, this.#port] : [this.#port, 40_000];
    return { src, dst, srcPort, dstPort };
  }

  #add(bytes: Uint8Array, at: number): this {
    const record = new CaptureRecord();
    const length = bytes.length;
    const moment = { seconds: 1_600_000_000 + Math.floor(at / 1000), nanoseconds: Math.round((at % 1000) * 1e6) };
    Object.assign(record, { number: this.records.length + 1, linkType: RAW_IP, length, bytes, capturedLength: length });
    this.records.push(Object.assign(record, moment));
    return this;
  }
}

async function diagnosisOf({ records }: Trace) {
  const wishes = { stream: null, top: 10, ranking: "number" } as const;
  const terminal = new MemoryTerminal();
  const reading = { terminal, progress: new Progress(terminal, 1) };
  return (await diagnose(new RecordsFeed(records, "trace"), wishes, reading)).diagnoses[0]!;
}

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: example.org\r\n\r\n`;
const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

const PAGE = new Trace(80).ask("example.org", 0, 35).open(36, 20)
  .say("client", request("/slow"), 56).say("server", ANSWER, 1276)
  .say("client", request("/quick"), 3276).say("server", ANSWER, 3297);

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

Deno.test("the name of the address counts to the set-up where it was waited for, and not when it was known for long", async () => {
  const { waits: { setUp }, duration } = await diagnosisOf(PAGE);
  assertEquals(setUp.name, { name: "example.org", from: 1, to: 2, nanoseconds: 35e6 });
  assertEquals(duration, 3261e6);
  const known = new Trace(80).ask("example.org", 0, 35).open(9000, 20).say("client", request("/"), 9020);
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
    const text = whyText({ name: "trace", diagnoses: [diagnosis], further: 0 }, {
      words,
      palette: plainPalette,
      width: 80,
    });
    for (const part of ["example.org", "GET /slow", "1.20 s", "6-7"]) assertStringIncludes(text, part);
  }
});
