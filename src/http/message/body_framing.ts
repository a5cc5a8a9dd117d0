/**
 * Where a request's body ends (RFC 9112 6). Anything two readers could understand differently is refused: that is how
 * one request is smuggled inside another.
 */
import { CLASS, DIGIT } from "./char_class.ts";
import { Field } from "./known_field.ts";
import { isHost } from "./host.ts";
import { type Problem, problem } from "./problem.ts";
import { FIELD_STRIDE, type RequestHead } from "./request_head.ts";

const HOST_BIT = 1 << Field.host;
const LENGTH_BIT = 1 << Field.contentLength;
const CODING_BIT = 1 << Field.transferEncoding;

/**
 * Checks what binds every request before anything is done with it, and fills in `framing` and `contentLength`.
 * @param maximumBody Bytes of a body that will be read; more is 413.
 */
export function checkFraming(head: RequestHead, maximumBody: number): Problem | null {
  if ((head.repeated & HOST_BIT) !== 0) return TWO_HOSTS;
  if ((head.present & HOST_BIT) === 0) {
    if (head.minorVersion === 1) return NO_HOST;
  } else if (!hostIsValid(head)) return BAD_HOST;
  head.framing = "none";
  head.contentLength = 0;
  if ((head.present & (LENGTH_BIT | CODING_BIT)) === 0) return null;
  if ((head.present & CODING_BIT) === 0) return sizedBody(head, maximumBody);
  if ((head.present & LENGTH_BIT) !== 0) return BOTH;
  if (head.minorVersion === 0) return CODING_IN_1_0;
  return codedBody(head);
}

function hostIsValid(head: RequestHead): boolean {
  for (let at = 0;; at += FIELD_STRIDE) {
    if (head.fields[at + 4] !== Field.host) continue;
    return isHost(head.bytes, head.base + head.fields[at + 2]!, head.base + head.fields[at + 3]!);
  }
}

function sizedBody(head: RequestHead, maximumBody: number): Problem | null {
  if ((head.repeated & LENGTH_BIT) !== 0) return TWO_LENGTHS;
  const value = head.value(Field.contentLength) ?? "";
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code > 0xff || (CLASS[code]! & DIGIT) === 0) return BAD_LENGTH;
  }
  const length = Number(value);
  if (value === "" || !Number.isSafeInteger(length)) return BAD_LENGTH;
  if (length > maximumBody) return BODY_TOO_LARGE;
  head.contentLength = length;
  head.framing = length === 0 ? "none" : "sized";
  return null;
}

/** `chunked` must come last and once; other codings are not undone here (RFC 9112 6.1, 6.3). */
function codedBody(head: RequestHead): Problem | null {
  const codings = (head.value(Field.transferEncoding) ?? "").toLowerCase().split(",").map((coding) => coding.trim());
  if (codings.at(-1) !== "chunked") return CHUNKED_NOT_LAST;
  if (codings.indexOf("chunked") !== codings.length - 1) return CHUNKED_TWICE;
  if (codings.length > 1) return UNKNOWN_CODING;
  head.framing = "chunked";
  return null;
}

const NO_HOST = problem(400, "The request has no Host field");
const TWO_HOSTS = problem(400, "The request has more than one Host field");
const BAD_HOST = problem(400, "The Host field is not a host name with an optional port");
const BOTH = problem(400, "The request has both Content-Length and Transfer-Encoding");
const CODING_IN_1_0 = problem(400, "HTTP/1.0 has no Transfer-Encoding");
const TWO_LENGTHS = problem(400, "The request has more than one Content-Length");
const BAD_LENGTH = problem(400, "The Content-Length is not a whole number");
const CHUNKED_NOT_LAST = problem(400, "The last transfer coding is not chunked");
const CHUNKED_TWICE = problem(400, "The chunked coding is named twice");
const UNKNOWN_CODING = problem(501, "Only the chunked transfer coding is understood");

/** The body is larger than this server reads. */
export const BODY_TOO_LARGE: Problem = problem(413, "The request body is too large");
