import { assertEquals, assertMatch } from "@std/assert";
import { bytesOf, LIMITS, readThreeWays } from "../feeding.ts";

const H = "Host: a\r\n";

const ACCEPTED: { name: string; input: string; expected: string[] }[] = [
  { name: "a plain request", input: `GET / HTTP/1.1\r\n${H}\r\n`, expected: ["GET / 1.1", "end"] },
  { name: "HTTP/1.0 without Host", input: "GET /a HTTP/1.0\r\n\r\n", expected: ["GET /a 1.0", "end"] },
  { name: "a later minor version", input: `GET / HTTP/1.9\r\n${H}\r\n`, expected: ["GET / 1.1", "end"] },
  {
    name: "pipelined requests",
    input: `GET /1 HTTP/1.1\r\n${H}\r\nHEAD /2 HTTP/1.1\r\n${H}\r\nGET /3 HTTP/1.1\r\n${H}\r\n`,
    expected: ["GET /1 1.1", "HEAD /2 1.1", "GET /3 1.1", "end"],
  },
  {
    name: "a sized body",
    input: `POST /p HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nhelloGET /n HTTP/1.1\r\n${H}\r\n`,
    expected: ["body sized", "POST /p 1.1", "GET /n 1.1", "end"],
  },
  {
    name: "a chunked body with extensions and trailers",
    input: `POST /p HTTP/1.1\r\n${H}Transfer-Encoding: Chunked\r\n\r\n` +
      `5;a=b\r\nhello\r\n0A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\nGET /n HTTP/1.1\r\n${H}\r\n`,
    expected: ["body chunked", "POST /p 1.1", "GET /n 1.1", "end"],
  },
  { name: "an empty line first", input: `\r\nGET / HTTP/1.1\r\n${H}\r\n`, expected: ["GET / 1.1", "end"] },
  { name: "an absolute target", input: `GET http://b/c HTTP/1.1\r\n${H}\r\n`, expected: ["GET http://b/c 1.1", "end"] },
  { name: "no white space after the colon", input: "GET / HTTP/1.1\r\nhost:a\r\n\r\n", expected: ["GET / 1.1", "end"] },
  { name: "an empty Host", input: "GET / HTTP/1.1\r\nHost:\r\n\r\n", expected: ["GET / 1.1", "end"] },
  { name: "an IPv6 host", input: "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", expected: ["GET / 1.1", "end"] },
  { name: "obs-text in a value", input: `GET / HTTP/1.1\r\n${H}X: \xe9\r\n\r\n`, expected: ["GET / 1.1", "end"] },
  { name: "an empty body", input: `POST / HTTP/1.1\r\n${H}Content-Length: 0\r\n\r\n`, expected: ["POST / 1.1", "end"] },
  { name: "nothing", input: "", expected: ["end"] },
  {
    name: "spaces and tabs around a Host that would be none with them",
    input: "GET / HTTP/1.1\r\nHost: \t a \t \r\n\r\n",
    expected: ["GET / 1.1", "end"],
  },
];

for (const { name, input, expected } of ACCEPTED) {
  Deno.test(`RequestReader gives the requests however they are cut when given ${name}`, () => {
    for (const events of readThreeWays(bytesOf(input))) assertEquals(events, expected);
  });
}

/** Heads and bodies that must be refused, and with what. */
const REFUSED: [name: string, status: number, input: string][] = [
  ["an end within the head", 400, "GET / HTTP/1.1\r\nHost: a\r\n"],
  ["an end within the body", 400, `POST / HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nab`],
  ["no Host", 400, "GET / HTTP/1.1\r\n\r\n"],
  ["two Hosts", 400, `GET / HTTP/1.1\r\n${H}${H}\r\n`],
  ["a Host with a space", 400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"],
  ["a Host with a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"],
  ["a Host with user information", 400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"],
  ["a Host with a port that is none", 400, "GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n"],
  ["a Host with a port out of range", 400, "GET / HTTP/1.1\r\nHost: a:70000\r\n\r\n"],
  ["a Host list", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n".replace(", ", " ,")],
  ["HTTP/0.9", 400, "GET /\r\n\r\n"],
  ["no version", 400, `GET / \r\n${H}\r\n`],
  ["a lower-case version", 400, `GET / http/1.1\r\n${H}\r\n`],
  ["a version of two digits", 400, `GET / HTTP/1.10\r\n${H}\r\n`],
  ["HTTP/2.0", 505, `GET / HTTP/2.0\r\n${H}\r\n`],
  ["the HTTP/2 preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["two spaces after the method", 400, `GET  / HTTP/1.1\r\n${H}\r\n`],
  ["two spaces before the version", 400, `GET /  HTTP/1.1\r\n${H}\r\n`],
  ["a space in the target", 400, `GET /a b HTTP/1.1\r\n${H}\r\n`],
  ["a tab after the method", 400, `GET\t/ HTTP/1.1\r\n${H}\r\n`],
  ["a space before the method", 400, ` GET / HTTP/1.1\r\n${H}\r\n`],
  ["a method with a slash", 400, `GE/T / HTTP/1.1\r\n${H}\r\n`],
  ["a fragment in the target", 400, `GET /#a HTTP/1.1\r\n${H}\r\n`],
  ["a raw byte above ASCII in the target", 400, `GET /\xe9 HTTP/1.1\r\n${H}\r\n`],
  ["NUL in the target", 400, `GET /\0 HTTP/1.1\r\n${H}\r\n`],
  ["bare LF after the request line", 400, `GET / HTTP/1.1\n${H}\r\n`],
  ["bare LF after a field", 400, "GET / HTTP/1.1\r\nHost: a\n\r\n"],
  ["bare LF for the empty line", 400, `GET / HTTP/1.1\r\n${H}\n`],
  ["bare CR in a value", 400, `GET / HTTP/1.1\r\n${H}X: a\rb\r\n\r\n`],
  ["NUL in a value", 400, `GET / HTTP/1.1\r\n${H}X: a\0b\r\n\r\n`],
  ["DEL in a value", 400, `GET / HTTP/1.1\r\n${H}X: a\x7fb\r\n\r\n`],
  ["a space before the colon", 400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"],
  ["a folded line", 400, `GET / HTTP/1.1\r\n${H}X: a\r\n b\r\n\r\n`],
  ["a space before the first field", 400, `GET / HTTP/1.1\r\n ${H}\r\n`],
  ["a line without colon", 400, `GET / HTTP/1.1\r\n${H}X\r\n\r\n`],
  ["an empty field name", 400, `GET / HTTP/1.1\r\n${H}: a\r\n\r\n`],
  ["a field name above ASCII", 400, `GET / HTTP/1.1\r\n${H}\xe9: a\r\n\r\n`],
  ["five empty lines first", 400, `\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\n${H}\r\n`],
  ["a letter and a bare LF first", 400, `A\nGET / HTTP/1.1\r\n${H}\r\n`],
  ["a bare CR first", 400, `\rGET / HTTP/1.1\r\n${H}\r\n`],
  ["a TLS greeting", 400, "\x16\x03\x01\x02\x00\x01"],
  [
    "Content-Length with Transfer-Encoding",
    400,
    `POST / HTTP/1.1\r\n${H}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`,
  ],
  ["two equal Content-Lengths", 400, `POST / HTTP/1.1\r\n${H}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello`],
  ["a list of Content-Lengths", 400, `POST / HTTP/1.1\r\n${H}Content-Length: 5,7\r\n\r\n`],
  ["a signed Content-Length", 400, `POST / HTTP/1.1\r\n${H}Content-Length: +5\r\n\r\n`],
  ["a negative Content-Length", 400, `POST / HTTP/1.1\r\n${H}Content-Length: -5\r\n\r\n`],
  ["a hexadecimal Content-Length", 400, `POST / HTTP/1.1\r\n${H}Content-Length: 0x5\r\n\r\n`],
  ["an empty Content-Length", 400, `POST / HTTP/1.1\r\n${H}Content-Length:\r\n\r\n`],
  ["a Content-Length above 2^53", 400, `POST / HTTP/1.1\r\n${H}Content-Length: 9007199254740993\r\n\r\n`],
  ["a Content-Length over the limit", 413, `POST / HTTP/1.1\r\n${H}Content-Length: 1048577\r\n\r\n`],
  ["Transfer-Encoding in HTTP/1.0", 400, `POST / HTTP/1.0\r\n${H}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ["chunked not last", 400, `POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked, gzip\r\n\r\n`],
  ["chunked twice", 400, `POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked, chunked\r\n\r\n`],
  ["identity as transfer coding", 400, `POST / HTTP/1.1\r\n${H}Transfer-Encoding: identity\r\n\r\n`],
  ["a misspelt coding", 400, `POST / HTTP/1.1\r\n${H}Transfer-Encoding: xchunked\r\n\r\n`],
  ["an unknown coding before chunked", 501, `POST / HTTP/1.1\r\n${H}Transfer-Encoding: gzip, chunked\r\n\r\n`],
];

/** Chunked bodies that must be refused. */
const BAD_CHUNKS: [name: string, status: number, body: string][] = [
  ["a size with 0x", 400, "0x5\r\nhello\r\n0\r\n\r\n"],
  ["a signed size", 400, "+5\r\nhello\r\n0\r\n\r\n"],
  ["a negative size", 400, "-5\r\nhello\r\n0\r\n\r\n"],
  ["a space before the size", 400, " 5\r\nhello\r\n0\r\n\r\n"],
  ["a space after the size", 400, "5 \r\nhello\r\n0\r\n\r\n"],
  ["an empty size", 400, "\r\nhello\r\n0\r\n\r\n"],
  ["a size that is no number", 400, "g\r\nhello\r\n0\r\n\r\n"],
  ["a size that overflows", 400, "fffffffffffffffff\r\nhello\r\n0\r\n\r\n"],
  ["a size over the limit", 413, "100001\r\nhello\r\n0\r\n\r\n"],
  ["bare LF after the size", 400, "5\nhello\r\n0\r\n\r\n"],
  ["bare LF after the data", 400, "5\r\nhello\n0\r\n\r\n"],
  ["data longer than its size", 400, "5\r\nhello!\r\n0\r\n\r\n"],
  ["bare LF at the end", 400, "5\r\nhello\r\n0\r\n\n"],
  ["a control character in an extension", 400, "5;a=\x01\r\nhello\r\n0\r\n\r\n"],
  ["extensions without end", 431, `5;${"a".repeat(5000)}\r\nhello\r\n0\r\n\r\n`],
  ["trailers without end", 431, `0\r\n${"X: a\r\n".repeat(1500)}\r\n`],
];
for (const [name, status, body] of BAD_CHUNKS) {
  REFUSED.push([name, status, `POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n${body}`]);
}

const LONG = "a".repeat(LIMITS.requestLine);
REFUSED.push(
  ["a target over the limit", 414, `GET /${LONG} HTTP/1.1\r\n${H}\r\n`],
  ["a target without end", 414, `GET /${LONG}${LONG}${LONG}`],
  ["a method without end", 501, `${LONG}${LONG}`],
  ["a field over the limit", 431, `GET / HTTP/1.1\r\n${H}X: ${LONG}${LONG}\r\n\r\n`],
  ["a field without end", 431, `GET / HTTP/1.1\r\n${H}X: ${LONG}${LONG}${LONG}`],
  ["too many fields", 431, `GET / HTTP/1.1\r\n${H}${"X: a\r\n".repeat(LIMITS.fields)}\r\n`],
);

for (const [name, status, input] of REFUSED) {
  Deno.test(`RequestReader refuses with ${status} however it is cut when given ${name}`, () => {
    const [whole, ...others] = readThreeWays(bytesOf(input));
    assertMatch(whole?.at(-1) ?? "", new RegExp(`^${status} `));
    for (const events of others) assertMatch(events.at(-1) ?? "", new RegExp(`^${status} `));
  });
}
