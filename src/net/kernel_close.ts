/**
 * Closing a socket as close(2) does, and nothing else.
 *
 * `conn.close()` is two system calls: shutdown(SHUT_WR), then close. The first sends a FIN whatever waits in the receive
 * buffer. A program in C or Python that closes with bytes unread makes its kernel send a RST instead and no FIN at all
 * (RFC 2525 section 2.17: the peer must learn that its bytes were not read). That packet is what some experiments are
 * about, so they need the bare close.
 *
 * The way there: a failed upgrade to TLS. `Deno.startTls` takes the socket out of the connection, then reads the
 * certificates it was given, and when these are no certificates it drops the socket, which is the bare close(2). Nothing
 * is sent and no handshake begins. A test looks at the packets' effect, so a runtime that behaves otherwise is noticed.
 */
import { closeQuietly } from "./linger.ts";

/** Readable as PEM, unreadable as a certificate. */
const NOT_A_CERTIFICATE = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

/**
 * Closes `conn` by close(2) alone: FIN where everything that arrived was read, RST where bytes were left unread.
 * No read or write may be under way; where one is, use `conn.close()`, which ends a waiting read (nothing is unread then).
 */
export async function kernelClose(conn: Deno.TcpConn): Promise<void> {
  try {
    const upgraded = await Deno.startTls(conn, { hostname: "localhost", caCerts: [NOT_A_CERTIFICATE] });
    upgraded.close();
  } catch {
    closeQuietly(conn);
  }
}

let prepared = false;

/**
 * Does once what the first `kernelClose` would otherwise do first: loading the system's certificates takes some
 * milliseconds, longer than a packet's way to the other host and back. To be called before the packets matter.
 */
export async function prepareKernelClose(): Promise<void> {
  if (prepared) return;
  prepared = true;
  try {
    Deno.createHttpClient({ caCerts: [NOT_A_CERTIFICATE] }).close();
  } catch {
    // As intended: what it had to load for this is loaded now.
  }
  await kernelClose(NO_CONNECTION);
  // The first turn of the event loop is a long one: the runtime still has work of its own from starting.
  await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Has nothing to upgrade and nothing to close. */
const NO_CONNECTION = { close() {} } as Deno.TcpConn;
