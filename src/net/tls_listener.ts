/**
 * A listener for TLS whose certificate can be replaced while it listens, and that looks at the first byte before it
 * decides what a connection is: a client who speaks no TLS can then be told so in words. `Deno.listenTls` can do
 * neither, so this is the TLS of `node:tls`.
 */
import { createServer, type Server, type Socket } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { Failure } from "../base/failure.ts";
import { checkTls, listenFailure, type ListenOptions, type TlsMaterial } from "./listen.ts";
import { TlsServerConn } from "./tls_server_conn.ts";

interface Waiter {
  resolve(conn: TlsServerConn): void;
  reject(error: unknown): void;
}

/** Connections the kernel has given that nobody has taken yet: `node:net` accepts without being asked. */
const MOST_ARRIVED = 4096;

export class TlsListener {
  readonly addr: Deno.NetAddr;
  readonly #server: Server;
  readonly #arrived: TlsServerConn[] = [];
  readonly #waiting: Waiter[] = [];
  #context: SecureContext;
  #closed = false;

  /** Listens. Rejects with `Failure`. */
  static async open(options: ListenOptions, tls: TlsMaterial): Promise<TlsListener> {
    checkTls(tls);
    const { hostname, port, reusePort = false, backlog = 4096 } = options;
    // A client may end its side and still wait for its answer.
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen({ host: hostname, port, backlog, reusePort }, () => {
          server.off("error", reject);
          resolve();
        });
      });
    } catch (error) {
      throw listenFailure(options, error);
    }
    return new TlsListener(server, contextOf(tls));
  }

  private constructor(server: Server, context: SecureContext) {
    this.#server = server;
    this.#context = context;
    const address = server.address() as { address: string; port: number };
    this.addr = { transport: "tcp", hostname: address.address, port: address.port };
    server.on("connection", (socket: Socket) => this.#take(new TlsServerConn(socket, this.#context)));
    server.on("error", (error: unknown) => this.#waiting.shift()?.reject(error));
  }

  /** The next connection. Rejects with what the system says, with `BadResource` once closed. */
  accept(): Promise<TlsServerConn> {
    const arrived = this.#arrived.shift();
    if (arrived !== undefined) return Promise.resolve(arrived);
    if (this.#closed) return Promise.reject(new Deno.errors.BadResource("The listener is closed"));
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** New connections get this certificate. Throws `Failure` where it cannot be used; the one before stays then. */
  replace(tls: TlsMaterial): void {
    checkTls(tls);
    this.#context = contextOf(tls);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#server.close();
    for (const conn of this.#arrived.splice(0)) conn.close();
    for (const { reject } of this.#waiting.splice(0)) reject(new Deno.errors.BadResource("The listener is closed"));
  }

  #take(conn: TlsServerConn): void {
    const waiter = this.#waiting.shift();
    if (waiter !== undefined) waiter.resolve(conn);
    else if (this.#closed || this.#arrived.length >= MOST_ARRIVED) conn.close();
    else this.#arrived.push(conn);
  }
}

function contextOf({ cert, key }: TlsMaterial): SecureContext {
  try {
    return createSecureContext({ cert, key });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot use the certificate and key: ${reason}; both files must be PEM and match`);
  }
}
