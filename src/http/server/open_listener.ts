/**
 * The listener a server accepts from: TCP, TLS or a Unix socket.
 */
import { listenTcp, listenTls, listenUnix, type TlsMaterial } from "../../net/listen.ts";
import { RenewableListener } from "../../net/renewable_listener.ts";
import type { ServerListener } from "./server.ts";

export interface Place {
  readonly hostname: string;
  readonly port: number;
  readonly reusePort: boolean;
}

/** A TCP listener, with TLS if there is a certificate. Throws `Failure`. */
export function openListener(place: Place, tls: TlsMaterial | null): ServerListener & { readonly addr: Deno.Addr } {
  if (tls === null) return listenTcp(place);
  // Two listeners on one port, which is what renewing a certificate takes, are not to be had on Windows.
  if (Deno.build.os === "windows") return listenTls(place, tls);
  // Sharing a port would succeed beside a stranger's server too: whether it is free shows only without sharing.
  if (!place.reusePort && place.port !== 0) listenTcp(place).close();
  return new RenewableListener(place, tls);
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
