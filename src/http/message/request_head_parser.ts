/**
 * The request head, parsed strictly (RFC 9112 2-5): request line, field lines, empty line. It is given what has arrived
 * so far and goes on where it stopped, line by line, so that a head dripped one byte at a time costs no more than its
 * length. Everything lenient is left out on purpose: two parsers that forgive differently are how requests get smuggled.
 */
import { CLASS, COLON, CR, DIGIT, FIELD_VALUE, HTAB, latin1, LF, SP, TARGET, TOKEN } from "./char_class.ts";
import { hashName, knownField, UNKNOWN } from "./known_field.ts";
import { FIELD_STRIDE, type RequestHead } from "./request_head.ts";
import { type Problem, problem } from "./problem.ts";

export interface HeadLimits {
  /** Bytes of the request line; more is 414. */
  readonly requestLine: number;
  /** Bytes of the whole head; more is 431. */
  readonly head: number;
  /** Field lines; more is 431. */
  readonly fields: number;
}

/** Not all of the head is there yet. */
export const INCOMPLETE = -1;
/** The head is refused: see `problem`. */
export const REFUSED = -2;

const EMPTY_LINES = 4;

export class RequestHeadParser {
  readonly #limits: HeadLimits;
  readonly #head: RequestHead;
  /** Offset from the base of the first line not yet parsed. */
  #line = 0;
  /** Offset from the base up to which that line is known to have no end. */
  #searched = 0;
  #inFields = false;
  #emptyLines = 0;
  problem: Problem | null = null;

  constructor(head: RequestHead, limits: HeadLimits) {
    this.#head = head;
    this.#limits = limits;
  }

  /** True once a byte of the next head has arrived. */
  get started(): boolean {
    return this.#searched > 0 || this.#inFields;
  }

  /**
   * Parses the head that begins at `base` of `bytes`, of which bytes up to `end` have arrived. Later calls for the same
   * head may give another array or base as long as the head's bytes are the same.
   * Gives the head's length (of empty lines before it too), or `INCOMPLETE`, or `REFUSED`.
   */
  parse(bytes: Uint8Array, base: number, end: number): number {
    const head = this.#head;
    head.bytes = bytes;
    head.base = base;
    if (this.#searched > 0 && !hasLineEnd(bytes, base + this.#searched, end)) return this.#incomplete(bytes, base, end);
    if (!this.#inFields) {
      const status = this.#requestLine(bytes, base, end);
      if (status !== DONE) return status === INCOMPLETE ? this.#incomplete(bytes, base, end) : status;
    }
    for (;;) {
      const at = base + this.#line;
      if (at + 1 < end && bytes[at] === CR && bytes[at + 1] === LF) {
        return this.#complete(at + 2 - base);
      }
      const next = this.#fieldLine(bytes, at, end);
      if (next < 0) return next === INCOMPLETE ? this.#incomplete(bytes, base, end) : next;
      this.#line = next - base;
      if (this.#line > this.#limits.head) return this.#refuse(HEAD_TOO_LARGE);
    }
  }

  /** Why a head that will not be completed is refused: the client has ended or its time is over. */
  abandon(because: "end" | "timeout"): Problem {
    return because === "end" ? CUT_SHORT : TOO_SLOW;
  }

  #complete(length: number): number {
    if (length > this.#limits.head) return this.#refuse(HEAD_TOO_LARGE);
    this.#head.length = length;
    this.#line = 0;
    this.#searched = 0;
    this.#emptyLines = 0;
    this.#inFields = false;
    return length;
  }

  #incomplete(bytes: Uint8Array, base: number, end: number): number {
    this.#searched = end - base;
    if (!this.#inFields && end - base - this.#line > this.#limits.requestLine) {
      const space = bytes.indexOf(SP, base + this.#line);
      return this.#refuse(space < 0 || space >= end ? METHOD_TOO_LONG : TARGET_TOO_LONG);
    }
    return end - base > this.#limits.head ? this.#refuse(HEAD_TOO_LARGE) : INCOMPLETE;
  }

  #refuse(problem: Problem): number {
    this.problem = problem;
    return REFUSED;
  }

  #requestLine(bytes: Uint8Array, base: number, end: number): number {
    const head = this.#head;
    let at = base + this.#line;
    // One CRLF too many after a body is an old habit of clients (RFC 9112 2.2).
    while (at + 1 < end && bytes[at] === CR && bytes[at + 1] === LF) {
      if (++this.#emptyLines > EMPTY_LINES) return this.#refuse(NO_METHOD);
      at += 2;
      this.#line += 2;
    }
    if (at + 1 === end && bytes[at] === CR) return INCOMPLETE;
    const start = at;
    while (at < end && (CLASS[bytes[at]!]! & TOKEN) !== 0) at++;
    if (at === end) return INCOMPLETE;
    if (at === start || bytes[at] !== SP) return this.#refuse(NO_METHOD);
    const methodEnd = at++;
    head.targetStart = at - base;
    let hash = 0;
    while (at < end && (CLASS[bytes[at]!]! & TARGET) !== 0) {
      hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
      at++;
    }
    if (at === end) return INCOMPLETE;
    if (at - base === head.targetStart || bytes[at] !== SP) {
      return this.#refuse(bytes[at] === CR ? NO_VERSION : BAD_TARGET);
    }
    head.targetEnd = at - base;
    head.targetHash = hash;
    if (end - at < VERSION_LENGTH) return hasLineEnd(bytes, at, end) ? this.#refuse(NO_VERSION) : INCOMPLETE;
    if (!this.#version(bytes, at + 1)) return REFUSED;
    head.method = methodName(bytes, start, methodEnd);
    this.#line = at + VERSION_LENGTH - base;
    if (this.#line > this.#limits.requestLine + 2 * EMPTY_LINES + 2) return this.#refuse(TARGET_TOO_LONG);
    this.#inFields = true;
    head.fieldCount = 0;
    head.present = 0;
    head.repeated = 0;
    head.user = null;
    return DONE;
  }

  /** `HTTP/1.x` and the line's end. Another major version is 505, anything else 400 (RFC 9112 2.3). */
  #version(bytes: Uint8Array, at: number): boolean {
    for (let index = 0; index < HTTP_SLASH.length; index++) {
      if (bytes[at + index] !== HTTP_SLASH[index]) return this.#refuse(NO_VERSION) === DONE;
    }
    const major = bytes[at + 5]!;
    const minor = bytes[at + 7]!;
    const digits = CLASS[major]! & CLASS[minor]! & DIGIT;
    if (digits === 0 || bytes[at + 6] !== 0x2e) return this.#refuse(NO_VERSION) === DONE;
    if (bytes[at + 8] !== CR || bytes[at + 9] !== LF) return this.#refuse(BAD_LINE_END) === DONE;
    if (major !== 0x31) return this.#refuse(OTHER_VERSION) === DONE;
    this.#head.minorVersion = minor === 0x30 ? 0 : 1;
    return true;
  }

  /** Parses the field line at `at`; gives the next line's position, or `INCOMPLETE` or `REFUSED`. */
  #fieldLine(bytes: Uint8Array, at: number, end: number): number {
    const start = at;
    let hash = 0;
    while (at < end && (CLASS[bytes[at]!]! & TOKEN) !== 0) hash = hashName(hash, bytes[at++]!);
    if (at === end) return INCOMPLETE;
    if (bytes[at] !== COLON || at === start) {
      if (at === start && bytes[at] === CR && at + 1 === end) return INCOMPLETE;
      return this.#refuse(nameProblem(bytes, start, at));
    }
    const nameEnd = at++;
    while (at < end && (bytes[at] === SP || bytes[at] === HTAB)) at++;
    const valueStart = at;
    while (at < end && (CLASS[bytes[at]!]! & FIELD_VALUE) !== 0) at++;
    if (at === end) return INCOMPLETE;
    if (bytes[at] !== CR) return this.#refuse(bytes[at] === LF ? BAD_LINE_END : BAD_VALUE);
    if (at + 1 === end) return INCOMPLETE;
    if (bytes[at + 1] !== LF) return this.#refuse(BAD_LINE_END);
    const next = at + 2;
    while (at > valueStart && (bytes[at - 1] === SP || bytes[at - 1] === HTAB)) at--;
    if (!this.#store(start, nameEnd, valueStart, at, knownField(bytes, start, nameEnd, hash))) return REFUSED;
    return next;
  }

  #store(start: number, nameEnd: number, valueStart: number, valueEnd: number, known: number): boolean {
    const head = this.#head;
    const { base, fields } = head;
    if (head.fieldCount === this.#limits.fields) return this.#refuse(TOO_MANY_FIELDS) === DONE;
    const slot = head.fieldCount++ * FIELD_STRIDE;
    fields[slot] = start - base;
    fields[slot + 1] = nameEnd - base;
    fields[slot + 2] = valueStart - base;
    fields[slot + 3] = valueEnd - base;
    fields[slot + 4] = known;
    if (known !== UNKNOWN) {
      head.repeated |= head.present & (1 << known);
      head.present |= 1 << known;
    }
    return true;
  }
}

const DONE = 0;
/** ` HTTP/1.1` and CRLF. */
const VERSION_LENGTH = 11;
const HTTP_SLASH = new TextEncoder().encode("HTTP/");

const NO_METHOD = problem(400, "The request does not begin with a method");
const METHOD_TOO_LONG = problem(501, "The method is longer than any this server knows");
const TARGET_TOO_LONG = problem(414, "The request target is too long");
const BAD_TARGET = problem(400, "The request target holds a character it may not");
const NO_VERSION = problem(400, "The request line does not end with an HTTP version");
const OTHER_VERSION = problem(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here");
const BAD_LINE_END = problem(400, "A line does not end with CR LF");
const BAD_NAME = problem(400, "A field name holds a character it may not");
const SPACE_BEFORE_COLON = problem(400, "There is white space between a field name and its colon");
const FOLDED = problem(400, "A field line is folded onto a second line");
const BAD_VALUE = problem(400, "A field value holds a control character");
const HEAD_TOO_LARGE = problem(431, "The request head is too large");
const TOO_MANY_FIELDS = problem(431, "The request has too many fields");
const CUT_SHORT = problem(400, "The request ended within its head");
const TOO_SLOW = problem(408, "The request head took too long to arrive");

function nameProblem(bytes: Uint8Array, start: number, at: number): Problem {
  const blank = bytes[at] === SP || bytes[at] === HTAB;
  if (blank) return at === start ? FOLDED : SPACE_BEFORE_COLON;
  return bytes[at] === LF || bytes[at] === CR ? BAD_LINE_END : BAD_NAME;
}

function hasLineEnd(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    if (bytes[at] === LF) return true;
  }
  return false;
}

/** The methods that come every time are compared; only the others become new strings. */
function methodName(bytes: Uint8Array, start: number, end: number): string {
  if (end - start === 3 && bytes[start] === 0x47 && bytes[start + 1] === 0x45 && bytes[start + 2] === 0x54) {
    return "GET";
  }
  return latin1(bytes, start, end);
}
