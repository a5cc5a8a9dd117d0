/**
 * The listener a server accepts from: TCP, TLS or a Unix socket.
 */
import { listenTcp, listenUnix, type TlsMaterial } from "../../net/listen.ts";
import { TlsListener } from "../../net/tls_listener.ts";
import type { ServerListener } from "./server.ts";

export interface Place {
  readonly hostname: string;
  readonly port: number;
  readonly reusePort: boolean;
}

/** A TCP listener, with TLS if there is a certificate. Throws `Failure`. */
export function openListener(place: Place, tls: TlsMaterial | null): ServerListener & { readonly addr: Deno.Addr } {
  return tls === null ? listenTcp(place) : new TlsListener(place, tls);
}

/** Listens on a Unix socket, whose file is removed with the listener. Rejects with `Failure`. */
export async function openUnixListener(path: string): Promise<ServerListener & { readonly addr: Deno.Addr }> {
  const listener = await listenUnix(path);
  return {
    addr: listener.addr,
    accept: () => listener.accept(),
    close() {
      listener.close();
      try {
        Deno.removeSync(path);
      } catch {
        // Somebody else has removed it.
      }
    },
  };
}
