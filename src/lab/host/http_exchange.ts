/**
 * One request and its answer on a connection, as far as a browser of the lab needs it.
 */
import { writeAll } from "../../net/write_all.ts";

export interface HttpAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly body: Uint8Array;
  /** The server will close. */
  readonly closes: boolean;
}

/** What a connection must be able to do. */
export interface HttpConnection {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
}

const HEAD_END = "\r\n\r\n";

/** The bytes of a browser's request for `path`. */
export function requestBytes(host: string, path: string): Uint8Array {
  return new TextEncoder().encode(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\nUpgrade-Insecure-Requests: 1\r\n` +
      "User-Agent: tcplab lab (a browser's manners)\r\nAccept: text/html,image/webp,image/*,*/*;q=0.8\r\n" +
      "Accept-Encoding: identity\r\nAccept-Language: en\r\n\r\n",
  );
}

/** Sends a request and reads the whole answer. Null where the server closed without one. */
export async function exchange(conn: HttpConnection, request: Uint8Array): Promise<HttpAnswer | null> {
  await writeAll(conn, request);
  const received = new ReceivedBytes(conn);
  const end = await received.find(HEAD_END);
  if (end < 0) return null;
  const head = received.text(0, end);
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*$`, "im").exec(head)?.[1] ?? null;
  const length = field("content-length");
  const closes = field("connection")?.toLowerCase() === "close";
  const start = end + HEAD_END.length;
  // Without a length the body ends where the connection does (RFC 9112 6.3).
  const stop = length === null ? Infinity : start + Number(length);
  await received.until(stop);
  const body = received.bytes(start, stop);
  return { status: Number(head.split(" ")[1]), location: field("location"), body, closes };
}

/** Bytes of a connection as they come. */
class ReceivedBytes {
  readonly #conn: HttpConnection;
  #bytes = new Uint8Array(65536);
  #length = 0;

  constructor(conn: HttpConnection) {
    this.#conn = conn;
  }

  /** Reads until `text` has come: where it begins, -1 where the stream ends before. */
  async find(text: string): Promise<number> {
    for (;;) {
      const at = this.text(0, this.#length).indexOf(text);
      if (at >= 0 || !await this.#more()) return at;
    }
  }

  /** Reads until there are `length` bytes, or no more come. */
  async until(length: number): Promise<void> {
    while (this.#length < length && await this.#more());
  }

  text(start: number, end: number): string {
    return String.fromCharCode(...this.#bytes.subarray(start, Math.min(end, start + 8192)));
  }

  bytes(start: number, end: number): Uint8Array {
    return this.#bytes.slice(start, Math.min(end, this.#length));
  }

  async #more(): Promise<boolean> {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    const count = await this.#conn.read(this.#bytes.subarray(this.#length));
    this.#length += count ?? 0;
    return count !== null;
  }
}
