/**
 * The end of a connection whose peer has had its time. `close()` is what a program asks for; whether it also ends a
 * write that is pending because the peer takes nothing depends on the runtime (some leave it pending, and the
 * descriptor open, for as long as the peer likes). So the kernel is asked first where that can be done.
 */
import { Failure } from "../base/failure.ts";
import { type ConnectionAddresses, resetConnection } from "../linux/reset_connection.ts";
import { closeQuietly } from "./linger.ts";

let canReset = Deno.build.os === "linux";

/** Ends a connection at once, with whatever waits on it. What was not sent is lost, and the peer gets a RST. */
export function abortConnection(conn: Partial<ConnectionAddresses> & { close(): void }): void {
  const { localAddr, remoteAddr } = conn;
  if (canReset && localAddr !== undefined && remoteAddr !== undefined) {
    try {
      resetConnection(conn as ConnectionAddresses);
    } catch (error) {
      // Without the right to call the C library there is `close()` alone.
      if (error instanceof Failure) canReset = false;
    }
  }
  closeQuietly(conn);
}
