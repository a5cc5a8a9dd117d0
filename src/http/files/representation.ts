/**
 * One file in one coding, and every answer that can be made from it: whole, in ranges, not modified, precondition failed
 * (RFC 9110 8, 13, 14). What depends on the file alone is made once, with the first request for it.
 */
import { concatenate } from "../../base/concatenate.ts";
import { Answer, type FileBody } from "../message/answer.ts";
import type { Fields } from "../message/fields.ts";
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";
import type { ContentCoding } from "../semantics/accept_encoding.ts";
import { type ByteRange, resolveRanges } from "../semantics/byte_ranges.ts";
import { formatHttpDate } from "../semantics/http_date.ts";
import { CONDITIONAL_FIELDS, evaluatePreconditions, ifRangeHolds } from "../semantics/preconditions.ts";
import { errorAnswer } from "../message/error_page.ts";
import { openFileBody } from "./file_body.ts";
import { changeTime, type Located } from "./located.ts";

const RANGE_BIT = 1 << Field.range;

export interface RepresentationParts {
  readonly coding: ContentCoding;
  /** The file the bytes come from. */
  readonly state: Located;
  /** The bytes, when they are kept in memory. */
  readonly content: Uint8Array | null;
  /** What makes the entity tag: the same for the same bytes only. */
  readonly version: string;
  /** The file may have changed, or still change, without a sign of it: whatever names this state names it weakly. */
  readonly unsettled: boolean;
  /** All fields but those about length, coding and version. */
  readonly fields: Fields;
}

export class Representation {
  readonly coding: ContentCoding;
  readonly state: Located;
  readonly etag: string;
  readonly modified: number | null;
  readonly dateIsStrong: boolean;
  /** Bytes held in memory. */
  readonly held: number;
  readonly length: number;
  readonly #fields: Fields;
  /** The answer to a plain GET, when the content is in memory; to HEAD in any case. */
  readonly #full: Answer;

  constructor({ coding, state, content, version, unsettled, fields }: RepresentationParts) {
    this.coding = coding;
    this.state = state;
    this.modified = shownTime(state, unsettled);
    this.dateIsStrong = !unsettled;
    // A digest names the bytes whatever the times are.
    const weak = unsettled && content === null ? "W/" : "";
    this.etag = `${weak}"${version}${coding === "" ? "" : `-${coding}`}"`;
    this.length = content?.length ?? state.size;
    this.held = content?.length ?? 0;
    this.#fields = fields.copy().set("Accept-Ranges", "bytes").set("ETag", this.etag);
    if (coding !== "") this.#fields.set("Content-Encoding", coding);
    if (this.modified !== null) this.#fields.set("Last-Modified", formatHttpDate(this.modified));
    const body = content === null ? {} : { body: content };
    this.#full = new Answer(200, this.#lines(this.length), { ...body, length: this.length });
  }

  /** Answers a GET or HEAD. @param now Milliseconds since the epoch. */
  answer(head: RequestHead, now: number): Answer | Promise<Answer> {
    if ((head.present & CONDITIONAL_FIELDS) !== 0) {
      const outcome = evaluatePreconditions(head, this, now);
      if (outcome === 304) return this.#notModified();
      if (outcome === 412) return errorAnswer(412, { fields: this.#errorFields() });
    }
    if (head.method === "HEAD") return this.#full;
    if ((head.present & RANGE_BIT) !== 0 && ifRangeHolds(head, this, now)) {
      const ranges = resolveRanges(head.value(Field.range) ?? "", this.length);
      if (ranges === "unsatisfiable") {
        const fields = this.#errorFields().set("Content-Range", `bytes */${this.length}`);
        return errorAnswer(416, { fields });
      }
      if (ranges !== "ignored") return ranges.length === 1 ? this.#single(ranges[0]!) : this.#multiple(ranges);
    }
    return this.#full.body === null ? this.#fromFile(200, this.#fields, [wholeOf(this.length)]) : this.#full;
  }

  /** The content under another status: a page for what was not found. */
  answerAs(status: number): Answer | Promise<Answer> {
    const fields = this.#fields.copy().remove("Accept-Ranges").remove("ETag").remove("Last-Modified");
    return this.#send(status, fields, [wholeOf(this.length)]);
  }

  #single(range: ByteRange): Answer | Promise<Answer> {
    const fields = this.#fields.copy().set("Content-Range", contentRange(range, this.length));
    return this.#send(206, fields, [range]);
  }

  /** Several ranges travel as a multipart body (RFC 9110 14.6). */
  #multiple(ranges: readonly ByteRange[]): Answer | Promise<Answer> {
    const boundary = `tcplab-${crypto.randomUUID()}`;
    const type = this.#fields.get("Content-Type") ?? "application/octet-stream";
    const pieces: (Uint8Array | ByteRange)[] = [];
    for (const range of ranges) {
      pieces.push(
        ENCODER.encode(
          `\r\n--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: ${contentRange(range, this.length)}\r\n\r\n`,
        ),
        range,
      );
    }
    pieces.push(ENCODER.encode(`\r\n--${boundary}--\r\n`));
    const fields = this.#fields.copy().set("Content-Type", `multipart/byteranges; boundary=${boundary}`);
    return this.#send(206, fields, pieces);
  }

  #send(status: number, fields: Fields, pieces: readonly (Uint8Array | ByteRange)[]): Answer | Promise<Answer> {
    const content = this.#full.body;
    if (content === null) return this.#fromFile(status, fields, pieces);
    const parts = pieces.map((piece) => piece instanceof Uint8Array ? piece : content.subarray(piece.start, piece.end));
    const body = parts.length === 1 ? parts[0]! : concatenate(parts);
    return new Answer(status, fields.copy().set("Content-Length", String(body.length)).toString(), { body });
  }

  async #fromFile(status: number, fields: Fields, pieces: readonly (Uint8Array | ByteRange)[]): Promise<Answer> {
    const length = lengthOf(pieces);
    const file: FileBody = await openFileBody(this.state, pieces);
    return new Answer(status, fields.copy().set("Content-Length", String(length)).toString(), { file, length });
  }

  /** What a 304 repeats: everything but what describes a body it does not have (RFC 9110 15.4.5). */
  #notModified(): Answer {
    const fields = this.#fields.copy().remove("Content-Type").remove("Content-Encoding").remove("Accept-Ranges");
    return new Answer(304, fields.toString());
  }

  #errorFields(): Fields {
    const fields = this.#fields.copy();
    for (const name of ["Content-Encoding", "ETag", "Last-Modified", "Cache-Control"]) fields.remove(name);
    return fields;
  }

  #lines(length: number): string {
    return this.#fields.copy().set("Content-Length", String(length)).toString();
  }
}

const ENCODER = new TextEncoder();

/**
 * The time that stands for a state. While another state may follow within the same second it is the second before, so
 * that whoever got this state then is not told that it holds when the second is over (RFC 9110 8.8.2.2).
 */
function shownTime(state: Located, unsettled: boolean): number | null {
  const time = changeTime(state);
  return time === null || !unsettled ? time : time - time % 1000 - 1000;
}

function wholeOf(length: number): ByteRange {
  return { start: 0, end: length };
}

function contentRange({ start, end }: ByteRange, length: number): string {
  return `bytes ${start}-${end - 1}/${length}`;
}

function lengthOf(pieces: readonly (Uint8Array | ByteRange)[]): number {
  return pieces.reduce((sum, piece) => sum + (piece instanceof Uint8Array ? piece.length : piece.end - piece.start), 0);
}
