/**
 * The port without TLS beside the one with it: every request is sent to the same path there. Nothing is served, so little is
 * needed: the parser's limits, one deadline, a close. A `Host` that the certificate does not know is nobody's name for this
 * server: who sends one is led to the address it has reached, and nowhere else.
 */
import { abortConnection } from "../../net/abort_connection.ts";
import { Deadlines, type Timed } from "../../net/deadlines.ts";
import { closeQuietly, lingerAndClose } from "../../net/linger.ts";
import { plainHostname } from "../../net/address.ts";
import { listenTcp } from "../../net/listen.ts";
import { isShortage } from "../../net/peer_error.ts";
import { writeAll } from "../../net/write_all.ts";
import type { Answer } from "../message/answer.ts";
import { DateLine } from "../message/date_line.ts";
import { errorAnswer, redirectAnswer } from "../message/error_page.ts";
import { Fields } from "../message/fields.ts";
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";
import { Event, RequestReader } from "../message/request_reader.ts";
import { parseRequestTarget } from "../semantics/request_target.ts";
import { BasePath } from "../site/base_path.ts";
import { CertificateNames } from "./certificate_names.ts";
import type { ServerLimits } from "./limits.ts";

const HTTPS = 443;
const LINGER_BYTES = 1 << 20;

/** The address with TLS. */
export interface SecureSite {
  readonly address: Deno.NetAddr;
  /** Certificate chain, PEM. */
  readonly cert: string;
  /** The path that the site stands below: `/docs`, or empty. */
  readonly base: string;
}

/** Where requests belong, or what is wrong with them. */
class Directions {
  readonly #names: CertificateNames;
  readonly #base: BasePath;
  readonly #port: number;

  constructor({ address, cert, base }: SecureSite) {
    this.#names = new CertificateNames(cert);
    this.#base = new BasePath(base);
    this.#port = address.port;
  }

  /** @param reached The address of this side that the client has connected to. */
  answer(head: RequestHead, reached: Deno.NetAddr): Answer {
    const target = parseRequestTarget(head.target, head.method);
    const host = (head.value(Field.host) ?? "").replace(/:\d*$/, "");
    if (target === "*" || "status" in target || host === "") {
      return errorAnswer(400, { reason: "This port only sends to the address with TLS", final: true });
    }
    const path = this.#pathOf(target.path);
    if (path === null) return errorAnswer(404, { final: true });
    const name = this.#names.cover(host) ? host : bracketed(plainHostname(reached.hostname));
    const place = this.#port === HTTPS ? name : `${name}:${this.#port}`;
    const query = target.query === null ? "" : `?${target.query}`;
    // 308 keeps the method (RFC 9110 15.4.9): a form sent here arrives there.
    return redirectAnswer(308, `https://${place}${path}${query}`, new Fields().set("Cache-Control", "no-cache"));
  }

  /** The path there; `/` is the site's first page, wherever that stands; null for what is not the site's. */
  #pathOf(path: string): string | null {
    const { encoded } = this.#base;
    if (encoded === "" || path === encoded || path.startsWith(`${encoded}/`)) return path;
    return path === "/" ? `${encoded}/` : null;
  }
}

function bracketed(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}

export class RedirectServer {
  readonly address: Deno.NetAddr;
  readonly #listener: Deno.TcpListener;
  #directions: Directions;
  readonly #secure: SecureSite;
  readonly #limits: ServerLimits;
  readonly #deadlines = new Deadlines();
  readonly #date = new DateLine();
  readonly #open = new Map<Deno.TcpConn, Promise<void>>();
  #stopping = false;

  /** Listens on `port` of the host that `secure` listens on. Throws `Failure`. */
  static start(port: number, secure: SecureSite, limits: ServerLimits): RedirectServer {
    const listener = listenTcp({ hostname: secure.address.hostname, port, option: "--redirect-port" });
    return new RedirectServer(listener, secure, limits);
  }

  private constructor(listener: Deno.TcpListener, secure: SecureSite, limits: ServerLimits) {
    this.#listener = listener;
    this.address = listener.addr as Deno.NetAddr;
    this.#secure = secure;
    this.#directions = new Directions(secure);
    this.#limits = limits;
    this.#acceptAll();
  }

  /** From now on the other port has this certificate, PEM. */
  renew(cert: string): void {
    this.#directions = new Directions({ ...this.#secure, cert });
  }

  /** Stops; resolves when the last client has its answer or `grace` ms are over. */
  async stop(grace: number): Promise<void> {
    this.#stopping = true;
    closeQuietly(this.#listener);
    const timer = setTimeout(() => this.#open.forEach((_, conn) => abortConnection(conn)), Math.min(grace, 1000));
    const late = Promise.withResolvers<void>();
    const end = setTimeout(late.resolve, Math.min(grace, 1000) + 500);
    await Promise.race([Promise.all(this.#open.values()), late.promise]);
    clearTimeout(timer);
    clearTimeout(end);
  }

  async #acceptAll(): Promise<void> {
    while (!this.#stopping) {
      try {
        const conn = await this.#listener.accept();
        if (this.#open.size >= this.#limits.connections) closeQuietly(conn);
        else this.#open.set(conn, this.#serve(conn).finally(() => this.#open.delete(conn)));
      } catch (error) {
        if (this.#stopping) return;
        await new Promise((resolve) => setTimeout(resolve, isShortage(error) ? 50 : 0));
      }
    }
  }

  /** One answer a connection. Never rejects. */
  async #serve(conn: Deno.TcpConn): Promise<void> {
    const timed: Timed = {
      deadline: Date.now() + this.#limits.headTime,
      expire() {
        this.deadline = Infinity;
        abortConnection(conn);
      },
    };
    this.#deadlines.add(timed);
    try {
      const answer = await this.#answer(conn);
      if (answer !== null) {
        this.#date.update(Date.now());
        await writeAll(conn, answer.headFor(this.#date, CLOSE));
        if (answer.body !== null) await writeAll(conn, answer.body);
      }
      timed.deadline = Date.now() + this.#limits.lingerTime;
      await lingerAndClose(conn, { maximum: LINGER_BYTES, buffer: new Uint8Array(4096) });
    } catch {
      // It has gone.
    } finally {
      this.#deadlines.remove(timed);
      closeQuietly(conn);
    }
  }

  /** Reads a head; null for a client that has none. */
  async #answer(conn: Deno.TcpConn): Promise<Answer | null> {
    const reader = new RequestReader(this.#limits);
    for (;;) {
      const event = reader.next();
      if (event === Event.end) return null;
      if (event === Event.problem) return errorAnswer(reader.problem!.status, { reason: reader.problem!.reason });
      if (event !== Event.needMore) return this.#directions.answer(reader.head, conn.localAddr as Deno.NetAddr);
      const count = await conn.read(reader.space());
      if (count === null) reader.receivedEnd();
      else reader.received(count);
    }
  }
}

const CLOSE = new TextEncoder().encode("Connection: close\r\n");
