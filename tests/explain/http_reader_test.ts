/** HTTP heads read from segments, however the stream is cut. */
import { assertEquals } from "@std/assert";
import { beginsMessage, readHead } from "../../src/explain/http/http_head.ts";
import { HttpReader } from "../../src/explain/http/http_reader.ts";
import { Packet } from "../../src/packet/packet.ts";
import { seeded } from "../random.ts";

const text = new TextEncoder();

function packetOf(payload: Uint8Array, captured = payload.length): Packet {
  const packet = new Packet();
  packet.data = payload.slice(0, captured);
  packet.payloadStart = 0;
  packet.payloadLength = payload.length;
  return packet;
}

/** What a reader tells of a stream cut into pieces: heads, body bytes, ends. */
function read(stream: Uint8Array, cuts: readonly number[], method = "GET"): string {
  let ends = 0;
  const told: string[] = [];
  let body = 0;
  const reader = new HttpReader((head) => head.isRequest ? head.method : method, () => ends++);
  let from = 0;
  for (const to of [...cuts, stream.length]) {
    if (to <= from) continue;
    reader.take(packetOf(stream.subarray(from, to)), from + 1);
    const { line, head } = reader.part;
    if (line !== null) told.push(line.line);
    if (head !== null) told.push(`head ${head.contentLength} ${head.chunked} ${head.host}`);
    body += reader.part.body;
    from = to;
  }
  return [...told, `body ${body}`, `ends ${ends}`].join(", ");
}

const STREAMS: readonly { name: string; stream: string; expected: string; method?: string }[] = [
  {
    name: "a request",
    stream: "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    expected: "GET / HTTP/1.1, head -1 false a, body 0, ends 1",
  },
  {
    name: "a sized body",
    stream: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    expected: "HTTP/1.1 200 OK, head 5 false , body 5, ends 1",
  },
  {
    name: "a chunked body with a trailer",
    stream: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n",
    expected: "HTTP/1.1 200 OK, head -1 true , body 8, ends 1",
  },
  {
    name: "a chunk of less than nothing",
    stream: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
    expected: "HTTP/1.1 200 OK, head -1 true , body 0, ends 0",
  },
  {
    name: "an answer to HEAD",
    stream: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
    method: "HEAD",
    expected: "HTTP/1.1 200 OK, head 5 false , body 0, ends 1",
  },
  {
    name: "a body until the close",
    stream: "HTTP/1.0 200 OK\r\n\r\nall of it",
    expected: "HTTP/1.0 200 OK, head -1 false , body 9, ends 0",
  },
  {
    name: "bare line feeds",
    stream: "GET / HTTP/1.1\nHost: a\n\n",
    expected: "GET / HTTP/1.1, head -1 false a, body 0, ends 1",
  },
  { name: "something else", stream: "GET nothing from this\r\n\r\n", expected: "body 0, ends 0" },
];

for (const { name, stream, expected, method } of STREAMS) {
  Deno.test(`HttpReader.take() reads ${name} whole, byte by byte and in random pieces`, () => {
    const bytes = text.encode(stream);
    assertEquals(read(bytes, [], method), expected);
    // Fewer than four bytes do not tell a message from other data: the beginning stays in one piece.
    const single = Array.from({ length: bytes.length - 5 }, (_, i) => i + 5);
    assertEquals(read(bytes, single, method), expected);
    const random = seeded(7);
    for (let round = 0; round < 50; round++) {
      const cuts = single.filter(() => random() < 0.2);
      assertEquals(read(bytes, cuts, method), expected);
    }
  });
}

Deno.test("HttpReader.take() skips repeated bytes and counts missing ones inside a body", () => {
  const head = text.encode("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n0123456789");
  let ends = 0;
  const reader = new HttpReader(() => "GET", () => ends++);
  reader.take(packetOf(head), 1);
  reader.take(packetOf(head), 1);
  assertEquals([reader.part.body, reader.part.begun], [0, 0]);
  // Ten bytes are missing, the last ten come.
  reader.take(packetOf(text.encode("abcdefghij")), 1 + head.length + 10);
  assertEquals([reader.part.body, reader.part.from, ends], [20, 11, 1]);
});

Deno.test("HttpReader.take() counts bytes that the snap length cut off", () => {
  const whole = text.encode("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n" + "x".repeat(30));
  let ends = 0;
  const reader = new HttpReader(() => "GET", () => ends++);
  reader.take(packetOf(whole, whole.length - 20), 1);
  assertEquals([reader.part.body, ends], [30, 1]);
});

Deno.test("HttpReader.take() finds the next message after it lost the thread", () => {
  const reader = new HttpReader(() => "GET", () => {});
  reader.take(packetOf(text.encode("GET /one HTTP/1.1\r\nHos")), 1);
  reader.take(packetOf(text.encode("GET /two HTTP/1.1\r\n\r\n")), 500);
  assertEquals(reader.part.line?.line, "GET /two HTTP/1.1");
});

Deno.test("HttpReader.take() survives any bytes", () => {
  const random = seeded(11);
  const words = [
    "GET ",
    "HTTP/1.1 ",
    "\r\n",
    "\r\n\r\n",
    "Content-Length: ",
    "99999999999999999",
    "chunked",
    "0",
    "f",
    " ",
  ];
  for (let round = 0; round < 300; round++) {
    const reader = new HttpReader(() => "", () => {});
    let seq = Math.floor(random() * 2 ** 32);
    for (let i = 0; i < 20; i++) {
      const piece = random() < 0.7
        ? text.encode(Array.from({ length: 4 }, () => words[Math.floor(random() * words.length)]).join(""))
        : Uint8Array.from({ length: 12 }, () => Math.floor(random() * 256));
      reader.take(packetOf(piece), seq);
      seq = (seq + (random() < 0.8 ? piece.length : Math.floor(random() * 100))) >>> 0;
    }
  }
});

Deno.test("beginsMessage() knows requests and responses by their first letters", () => {
  const cases: readonly { input: string; expected: string | null }[] = [
    { input: "GET / HTTP/1.1", expected: "request" },
    { input: "OPTIONS * HTTP/1.1", expected: "request" },
    { input: "HTTP/1.1 200 OK", expected: "response" },
    { input: "HTTPS", expected: null },
    { input: "GETS", expected: null },
    { input: "get / http/1.1", expected: null },
    { input: "\x16\x03\x01\x02", expected: null },
    { input: "GE", expected: null },
  ];
  for (const { input, expected } of cases) {
    assertEquals(beginsMessage(text.encode(input), 0, input.length), expected, input);
  }
});

Deno.test("readHead() takes lengths, coding, and who closes", () => {
  const head = readHead("HTTP/1.0 301 Moved\r\nLocation: /b\x07\r\nContent-Length: 5x\r\n\r\n");
  assertEquals(head?.contentLength, -1);
  assertEquals(head?.location, "/b?");
  assertEquals(head?.close, true);
  assertEquals(readHead("HTTP/1.1 200 OK\r\nConnection: keep-alive, Upgrade\r\n")?.close, false);
  assertEquals(readHead("HTTP/1.1 2x0 OK\r\n"), null);
});
