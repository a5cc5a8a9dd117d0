/** Responses from a connection, one by one, each as long as it says it is. */

export interface ReadReply {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export interface ReadOptions {
  /** Pause before each read, ms. */
  readonly pause?: number;
  /** Bytes a read takes at most. */
  readonly size?: number;
}

export class ReplyReader {
  readonly #conn: Deno.Conn;
  readonly #pause: number;
  #buffer: Uint8Array;
  #start = 0;
  #end = 0;

  constructor(conn: Deno.Conn, { pause = 0, size = 256 << 10 }: ReadOptions = {}) {
    this.#conn = conn;
    this.#pause = pause;
    this.#buffer = new Uint8Array(size);
  }

  /** The next response. Rejects when the connection ends within it. */
  async next(method: string): Promise<ReadReply> {
    let headEnd = this.#headEnd();
    while (headEnd < 0) {
      if (!await this.#fill()) throw new Error("the connection ended where an answer was due");
      headEnd = this.#headEnd();
    }
    const [statusLine = "", ...lines] = String.fromCharCode(...this.#buffer.subarray(this.#start, headEnd - 4)).split(
      "\r\n",
    );
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    if (!(status >= 200)) throw new Error(`no status line: ${JSON.stringify(statusLine)}`);
    const fields = new Map(lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }));
    this.#start = headEnd;
    const hasBody = method !== "HEAD" && status !== 304 && status !== 204;
    return { status, fields, body: await this.#take(hasBody ? Number(fields.get("content-length")) : 0) };
  }

  /** True when nothing more comes. A reset is an end as well. */
  async atEnd(): Promise<boolean> {
    return this.#start === this.#end && !await this.#fill().catch(() => false);
  }

  async #take(length: number): Promise<Uint8Array> {
    const body = new Uint8Array(length);
    for (let filled = 0; filled < length;) {
      if (this.#start === this.#end && !await this.#fill()) {
        throw new Error(`a body ended ${length - filled} bytes early`);
      }
      const piece = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + length - filled));
      body.set(piece, filled);
      filled += piece.length;
      this.#start += piece.length;
    }
    return body;
  }

  async #fill(): Promise<boolean> {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    if (this.#pause > 0) await new Promise((resolve) => setTimeout(resolve, this.#pause));
    const count = await this.#conn.read(this.#buffer.subarray(this.#end));
    this.#end += count ?? 0;
    return count !== null;
  }

  #headEnd(): number {
    for (let at = this.#start + 3; at < this.#end; at++) {
      const { [at - 3]: a, [at - 2]: b, [at - 1]: c, [at]: d } = this.#buffer;
      if (a === 13 && b === 10 && c === 13 && d === 10) return at + 1;
    }
    return -1;
  }
}
