/**
 * An answer: its head as bytes, and where its body comes from. The fields that differ from one sending to the next
 * (Date, Connection) are left out of the head and put in when it is sent, so that one answer serves many requests.
 */
import { STATUS_TEXT } from "@std/http/status";
import type { DateLine } from "./date_line.ts";

/** A body that is read from a file while it is sent. */
export interface FileBody {
  /** Pieces in order: bytes of our own (a multipart delimiter), or a range of the file. */
  readonly pieces: readonly (Uint8Array | { readonly start: number; readonly end: number })[];
  /**
   * Reads into `buffer` from `position` on and gives the count, 0 at the end of the file: at once when the file's bytes
   * are likely to be in memory, later when another thread reads them. One read at a time.
   */
  readAt(buffer: Uint8Array, position: number): number | Promise<number>;
  /** The next read is another thread's: this one is free to write meanwhile. */
  readonly waits: boolean;
  /** False once the file is no longer what the head was made from. */
  unchanged(): boolean;
  close(): void;
}

/** A body that is made while it is sent. */
export interface StreamedBody {
  /**
   * Writes it piece by piece, each in full before the next; a piece must not change afterwards. Rejects when the body
   * cannot become what the head promised: the connection ends then.
   */
  send(write: (bytes: Uint8Array) => Promise<void>): Promise<void>;
  /** Ends a body that would go on for ever, as the server stops. */
  end?(): void;
}

const CR_LF = new TextEncoder().encode("\r\n");

export class Answer {
  readonly status: number;
  /** Status line and fields, each line with its CR LF; no Date, no Connection, no empty line. */
  readonly head: Uint8Array;
  /** Bytes of the body as it would be sent to a GET. */
  readonly length: number;
  /** Set when the body is read while it is sent. Whoever sends the answer closes it. */
  readonly file: FileBody | null;
  /** Set when the body is made while it is sent. */
  readonly stream: StreamedBody | null;
  /** The connection cannot go on after this answer. */
  readonly final: boolean;
  #body: Uint8Array | null;
  #whole: Uint8Array | null = null;
  #second = -1;

  constructor(status: number, fields: string, content: AnswerContent = {}) {
    this.status = status;
    this.head = new TextEncoder().encode(`HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? "Unknown"}\r\n${fields}`);
    this.#body = content.body ?? null;
    this.file = content.file ?? null;
    this.stream = content.stream ?? null;
    this.length = content.length ?? this.#body?.length ?? 0;
    this.final = content.final ?? false;
  }

  /** The body, when it is in memory. */
  get body(): Uint8Array | null {
    return this.#body;
  }

  /**
   * Head and body as one buffer for a persistent HTTP/1.1 connection. It is kept for as long as the Date holds and
   * never changed afterwards, because a slow reader may still be getting it; the body moves along, so that it is in
   * memory once.
   */
  whole(date: DateLine): Uint8Array {
    if (this.#whole !== null && this.#second === date.second) return this.#whole;
    const body = this.#body;
    const headLength = this.head.length + date.bytes.length + CR_LF.length;
    const whole = new Uint8Array(headLength + (body?.length ?? 0));
    whole.set(this.head);
    whole.set(date.bytes, this.head.length);
    whole.set(CR_LF, headLength - CR_LF.length);
    if (body !== null) {
      whole.set(body, headLength);
      this.#body = whole.subarray(headLength);
    }
    this.#second = date.second;
    return this.#whole = whole;
  }

  /** The head alone, with what this sending adds to it. @param connection The Connection line, or nothing. */
  headFor(date: DateLine, connection: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(this.head.length + date.bytes.length + connection.length + CR_LF.length);
    bytes.set(this.head);
    bytes.set(date.bytes, this.head.length);
    bytes.set(connection, this.head.length + date.bytes.length);
    bytes.set(CR_LF, bytes.length - CR_LF.length);
    return bytes;
  }
}

export interface AnswerContent {
  readonly body?: Uint8Array;
  readonly file?: FileBody;
  readonly stream?: StreamedBody;
  /** Length of the body where `body` does not give it. */
  readonly length?: number;
  readonly final?: boolean;
}
