/**
 * What went wrong on a connection, in the words of `errno`: a reset by the peer is an event of the protocol, not a
 * fault of ours, and every server must live through it.
 */

/** True for the errors a peer or the network can cause on an open connection at any time. */
export function isPeerError(error: unknown): boolean {
  if (
    error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.ConnectionAborted ||
    error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.TimedOut ||
    error instanceof Deno.errors.UnexpectedEof || error instanceof Deno.errors.NotConnected ||
    // TLS: bytes that are no TLS record, or a handshake this side cannot agree to.
    error instanceof Deno.errors.InvalidData
  ) return true;
  return PEER_CODES.has(errorCode(error));
}

/** True when an operation ended because this side closed the connection or the listener under it. */
export function isClosedHere(error: unknown): boolean {
  return error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted;
}

/** True when this process or this machine has no file descriptor left. It passes: connections close. */
export function isOutOfDescriptors(error: unknown): boolean {
  const code = errorCode(error);
  if (code === "EMFILE" || code === "ENFILE") return true;
  return error instanceof Error && /os error (?:23|24)\)/.test(error.message);
}

/**
 * True when the machine or this process is short of something that an accept needs: descriptors, or memory for sockets.
 * It passes when connections close; asking again at once would only keep the processor busy until then.
 */
export function isShortage(error: unknown): boolean {
  if (isOutOfDescriptors(error)) return true;
  const code = errorCode(error);
  if (code === "ENOBUFS" || code === "ENOMEM") return true;
  return error instanceof Error && /os error (?:12|105)\)/.test(error.message);
}

/** The `errno` name Deno attaches to system errors, or the empty string. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const code = (error as Error & { code?: unknown }).code;
  return typeof code === "string" ? code : "";
}

const PEER_CODES: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTCONN",
]);
