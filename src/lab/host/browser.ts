/**
 * A client with a browser's manners: it opens a second connection before it knows whether it will need one, follows a
 * redirect, and loads a page's pictures on connections of their own, six at a time.
 */
import { pythonError, socketError } from "../../experiment/socket_error.ts";
import { closeQuietly } from "../../net/linger.ts";
import { exchange, type HttpAnswer, requestBytes } from "./http_exchange.ts";
import type { HostVoice } from "./host_voice.ts";

/** Connections to one server at a time, as browsers have it. */
const PARALLEL = 6;

export interface BrowserOptions {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Loads a page with its pictures, then waits until the server has closed what is left open. */
export async function browse(options: BrowserOptions, voice: HostVoice): Promise<void> {
  const browser = new Browser(options, voice);
  try {
    await browser.load(options.path);
    await browser.waitForServer();
  } catch (error) {
    const failure = socketError(error);
    if (failure === undefined) throw error;
    voice.line(pythonError(failure));
  } finally {
    browser.close();
  }
}

class Browser {
  readonly #options: BrowserOptions;
  readonly #voice: HostVoice;
  readonly #open = new Set<Deno.TcpConn>();
  /** Opened ahead of need, and not needed yet. */
  #spare: Deno.TcpConn | null = null;

  constructor(options: BrowserOptions, voice: HostVoice) {
    this.#options = options;
    this.#voice = voice;
  }

  async load(path: string): Promise<void> {
    const first = await this.#connect();
    this.#spare = await this.#connect();
    this.#voice.line("opens a second connection, in case it is needed");
    const answer = await this.#get(first, path);
    if (answer === null) return;
    if (answer.closes) this.#end(first);
    if (answer.location !== null) {
      await this.#get(await this.#next(), answer.location);
      return;
    }
    const pictures = path.endsWith(".html") || path.endsWith("/") ? picturesOf(answer.body, path) : [];
    if (pictures.length === 0) return;
    // The server has time for one connection only: as long as this one is open, no picture comes.
    if (!answer.closes) this.#end(first);
    await this.#loadPictures(pictures);
  }

  /** Reads until the server closes, on every connection that is still open. */
  async waitForServer(): Promise<void> {
    for (const conn of this.#open) {
      while (await conn.read(new Uint8Array(1024)) !== null);
      this.#voice.line(conn === this.#spare ? "the server closed the second connection, unused" : "the server closed");
      this.#end(conn);
    }
  }

  close(): void {
    for (const conn of this.#open) this.#end(conn);
  }

  async #loadPictures(paths: readonly string[]): Promise<void> {
    const waiting = [...paths];
    const loader = async () => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const conn = await this.#next();
        await this.#get(conn, path);
        this.#end(conn);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, loader));
  }

  async #get(conn: Deno.TcpConn, path: string): Promise<HttpAnswer | null> {
    const { host, port } = this.#options;
    this.#voice.line(`GET ${path}`);
    const answer = await exchange(conn, requestBytes(`${host}:${port}`, path));
    const what = answer === null ? "no answer" : `${answer.status}, ${answer.body.length} bytes`;
    this.#voice.line(`${path}: ${what}${answer?.location ? `, go to ${answer.location}` : ""}`);
    return answer;
  }

  async #next(): Promise<Deno.TcpConn> {
    const spare = this.#spare;
    this.#spare = null;
    return spare ?? await this.#connect();
  }

  async #connect(): Promise<Deno.TcpConn> {
    const { host: hostname, port } = this.#options;
    const conn = await Deno.connect({ hostname, port });
    this.#open.add(conn);
    return conn;
  }

  #end(conn: Deno.TcpConn): void {
    this.#open.delete(conn);
    closeQuietly(conn);
  }
}

/** The paths of a page's pictures, in order; `path` is the page's own. */
export function picturesOf(page: Uint8Array, path: string): string[] {
  const html = new TextDecoder().decode(page);
  const sources = [...html.matchAll(/<img\b[^>]*?\bsrc="([^"]+)"/gi)].map((match) => match[1] ?? "");
  return sources.map((source) => new URL(source, new URL(path, "http://server/")).pathname);
}
