/** Thresholds of the HTTP that is read along. */
import { OPEN } from "../examples/conversations.ts";
import { type Edge, MILLISECOND, stream } from "./edge.ts";

const ASKING = { from: 100 * MILLISECOND, ack: 1 };
const ANSWERING = { from: 200 * MILLISECOND, ack: 1 };

const requests = (count: number): readonly string[] => Array<string>(count).fill("GET / HTTP/1.1\r\n\r\n");
const answers = (count: number): readonly string[] => Array<string>(count).fill("HTTP/1.1 204 No Content\r\n\r\n");
const exchanges = (count: number): string =>
  OPEN + stream("C", requests(count), ASKING) + stream("S", answers(count), ANSWERING);

/** A request whose first line is so long. */
const firstLine = (length: number): string =>
  OPEN + stream("C", [`GET /${"a".repeat(length - 14)} HTTP/1.1\r\n\r\n`], ASKING);
/** An answer with this status, a place and no body. */
const status = (code: number): string =>
  OPEN +
  stream("S", [`HTTP/1.1 ${String(code).padStart(3, "0")} X\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n`], ANSWERING);

export const HTTP_EDGES: readonly Edge[] = [
  { threshold: "http_head.ts LONGEST_SHOWN", at: firstLine, silent: 81, speaks: 80, says: "a HTTP/1.1" },
  {
    threshold: "http_head.ts LONGEST_SHOWN, cut",
    at: firstLine,
    silent: 80,
    speaks: 81,
    says: `GET /${"a".repeat(67)} HTTP...`,
  },
  {
    threshold: "http_reader.ts LONGEST_HEAD",
    at: (length) => OPEN + stream("C", [`GET / HTTP/1.1\r\nX: ${"a".repeat(length - 23)}\r\n\r\n`], ASKING),
    silent: 16_385,
    speaks: 16_384,
    says: "The request's head ends in this packet",
  },
  {
    threshold: "http_reader.ts LONGEST_LINE",
    at: (length) =>
      OPEN + stream("S", [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        `3;${"x".repeat(254)}`,
        "x".repeat(length - 257),
        "x",
        "\nabc",
      ], ANSWERING),
    silent: 513,
    speaks: 512,
    says: "http-body:",
  },
  { threshold: "http_exchange.ts LONGEST_QUEUE", at: exchanges, silent: 32, speaks: 33, says: "no request is known" },
  {
    threshold: "tell_story.ts NAMED_EXCHANGES",
    at: exchanges,
    silent: 6,
    speaks: 7,
    says: ", and 1 more.",
    story: true,
  },
  {
    threshold: "http.ts pipelined",
    at: (count) => OPEN + stream("C", requests(count), ASKING),
    silent: 1,
    speaks: 2,
    says: "the requests are pipelined",
  },
  {
    threshold: "http_head.ts letters of a request",
    at: (cut) =>
      OPEN + stream("C", ["GET / HTTP/1.1\r\n\r\n".slice(0, cut), "GET / HTTP/1.1\r\n\r\n".slice(cut)], ASKING),
    silent: 3,
    speaks: 4,
    says: "http-request:",
  },
  {
    threshold: "http_head.ts letters of an answer",
    at: (cut) => OPEN + stream("S", [answers(1)[0]!.slice(0, cut), answers(1)[0]!.slice(cut)], ANSWERING),
    silent: 3,
    speaks: 4,
    says: "http-response:",
  },
  { threshold: "http_head.ts lowest status", at: status, silent: 99, speaks: 100, says: "http-response:" },
  { threshold: "http.ts redirects, from 300", at: status, silent: 299, speaks: 300, says: "sends the browser on to" },
  { threshold: "http.ts redirects, below 400", at: status, silent: 400, speaks: 399, says: "sends the browser on to" },
  { threshold: "http.ts final answers without a body", at: status, silent: 199, speaks: 200, says: "It has no body" },
  {
    threshold: "http.ts final answers on an open connection",
    at: status,
    silent: 199,
    speaks: 200,
    says: "stays open for more",
  },
  {
    threshold: "http_exchange.ts interim answers",
    at: (code) =>
      OPEN + stream("C", requests(1), ASKING) +
      stream("S", [`HTTP/1.1 ${code} X\r\nContent-Length: 0\r\n\r\n`, "HTTP/1.1 200 OK\r\n\r\n"], ANSWERING),
    silent: 199,
    speaks: 200,
    says: "no request is known",
  },
];
