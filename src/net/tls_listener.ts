/**
 * A listener for TLS whose certificate can be replaced while it listens, and whose connections look at the first byte
 * before they decide what they are: a client who speaks no TLS can then be told so in words. `Deno.listenTls` can do
 * neither, so connections come from `Deno.listen`, and their TLS is that of `node:tls`.
 */
import { createSecureContext, type SecureContext } from "node:tls";
import { Failure } from "../base/failure.ts";
import { checkTls, type ListenOptions, listenTcp, type TlsMaterial } from "./listen.ts";
import { TlsServerConn } from "./tls_server_conn.ts";

export class TlsListener {
  readonly addr: Deno.Addr;
  readonly #listener: Deno.TcpListener;
  #context: SecureContext;

  /** Listens. Throws `Failure`. */
  constructor(options: ListenOptions, tls: TlsMaterial) {
    this.#context = contextOf(tls);
    this.#listener = listenTcp(options);
    this.addr = this.#listener.addr;
  }

  /** The next connection. Rejects as a `Deno.TcpListener` does. */
  async accept(): Promise<TlsServerConn> {
    return new TlsServerConn(await this.#listener.accept(), this.#context);
  }

  /** New connections get this certificate. Throws `Failure` where it cannot be used; the one before stays then. */
  replace(tls: TlsMaterial): void {
    this.#context = contextOf(tls);
  }

  close(): void {
    this.#listener.close();
  }
}

function contextOf(tls: TlsMaterial): SecureContext {
  checkTls(tls);
  try {
    return createSecureContext({ cert: tls.cert, key: tls.key });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot use the certificate and key: ${reason}; both files must be PEM and match`);
  }
}
