/**
 * Opening a listener, with the one line a user needs when it cannot be opened.
 */
import { Failure } from "../base/failure.ts";
import { errorCode } from "./peer_error.ts";
import { formatAddress } from "./address.ts";

export interface ListenOptions {
  readonly hostname: string;
  /** 0 lets the kernel choose. */
  readonly port: number;
  /** Several listeners share the port, and the kernel spreads connections over them (SO_REUSEPORT). */
  readonly reusePort?: boolean;
  /** Connections the kernel completes before they are accepted. */
  readonly backlog?: number;
  /** The option that chooses the port, as a message names it. */
  readonly option?: string;
}

/** Listens on a TCP port. Throws `Failure` with the reason and the way out. */
export function listenTcp(options: ListenOptions): Deno.TcpListener {
  try {
    return Deno.listen(tcpOptions(options));
  } catch (error) {
    throw listenFailure(options, error);
  }
}

export interface TlsMaterial {
  /** Certificate chain, PEM. */
  readonly cert: string;
  /** Private key, PEM. */
  readonly key: string;
}

/** Listens on a TCP port for TLS connections that speak HTTP/1.1. */
export function listenTls(options: ListenOptions, tls: TlsMaterial): Deno.TlsListener {
  try {
    return Deno.listenTls({ ...tcpOptions(options), ...tls, alpnProtocols: ["http/1.1"] });
  } catch (error) {
    if (error instanceof Deno.errors.InvalidData || /key|cert|pem/i.test(firstLine(error))) {
      throw new Failure(`Cannot use the certificate and key: ${firstLine(error)}; both files must be PEM and match`);
    }
    throw listenFailure(options, error);
  }
}

/** Throws `Failure` unless the certificate and the key can be read and belong together: a listener has to take them. */
export function checkTls(tls: TlsMaterial): void {
  listenTls({ hostname: "127.0.0.1", port: 0 }, tls).close();
}

/** Listens on a Unix socket; a socket file that no process listens on any more is replaced. */
export async function listenUnix(path: string): Promise<Deno.UnixListener> {
  try {
    return Deno.listen({ transport: "unix", path });
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) {
      throw new Failure(`Cannot listen on the Unix socket ${path}: ${firstLine(error)}`);
    }
  }
  await removeStaleSocket(path);
  return Deno.listen({ transport: "unix", path });
}

async function removeStaleSocket(path: string): Promise<void> {
  const file = await Deno.lstat(path);
  if (!file.isSocket) {
    throw new Failure(`Cannot listen on ${path}: a file of that name exists and is not a socket; choose another path`);
  }
  try {
    (await Deno.connect({ transport: "unix", path })).close();
  } catch {
    await Deno.remove(path);
    return;
  }
  throw new Failure(`Cannot listen on ${path}: another process listens there; stop it or choose another path`);
}

function tcpOptions(options: ListenOptions): Deno.TcpListenOptions {
  const { hostname, port, reusePort = false, backlog = 4096 } = options;
  return { hostname, port, reusePort, tcpBacklog: backlog };
}

function listenFailure({ hostname, port, option = "--port" }: ListenOptions, error: unknown): Failure {
  const cannot = `Cannot listen on ${formatAddress({ transport: "tcp", hostname, port })}`;
  if (error instanceof Deno.errors.AddrInUse) {
    return new Failure(`${cannot}: the port is in use; choose another with ${option}, or 0 for any`);
  }
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    const hint = port > 0 && port < 1024 ? "ports below 1024 need more rights; choose one above" : firstLine(error);
    return new Failure(`${cannot}: permission denied: ${hint}`);
  }
  if (error instanceof Deno.errors.AddrNotAvailable || errorCode(error) === "EADDRNOTAVAIL") {
    return new Failure(`${cannot}: no interface of this machine has that address; see --host`);
  }
  return new Failure(`${cannot}: ${firstLine(error)}; check --host`);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
