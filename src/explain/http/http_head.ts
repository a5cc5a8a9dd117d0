/**
 * Heads of HTTP/1.x messages as a listener reads them (RFC 9112): tolerant, since it is not the one who must refuse. It wants
 * the first line and how long the body is.
 */

/** How the end of a body is told (RFC 9112 6.3); `tunnel`: there is none, and what follows is no HTTP (RFC 9110 9.3.6). */
export type BodyKind = "none" | "length" | "chunked" | "until-close" | "tunnel";

export interface HttpHead {
  /** The first line: `GET / HTTP/1.1`, `HTTP/1.1 404 Not Found`. */
  readonly line: string;
  readonly isRequest: boolean;
  /** Method and target of a request, `GET /`; status code and reason of a response, `404 Not Found`. */
  readonly short: string;
  readonly method: string;
  /** Status code of a response, 0 for a request. */
  readonly status: number;
  readonly host: string;
  readonly location: string;
  /** Value of Content-Length, -1 without a usable one. */
  readonly contentLength: number;
  readonly chunked: boolean;
  /** The sender will close after this message. */
  readonly close: boolean;
  /** A Connection field says so; else the version does, for HTTP/1.0 has to be asked to keep a connection (RFC 9112 9.3). */
  readonly closeSaid: boolean;
  /** A request that wants to hear 100 Continue before it sends its body (RFC 9110 10.1.1). */
  readonly expectsContinue: boolean;
}

const LONGEST_SHOWN = 80;
const METHODS: readonly string[] = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"];

/** True where the bytes may begin a message of this kind: the first few letters say so. */
export function beginsMessage(bytes: Uint8Array, at: number, end: number): "request" | "response" | null {
  const first = bytes[at]!;
  // Capital letters only: everything else is none, and most data is sorted out here.
  if (first < 0x41 || first > 0x5a || end - at < 4) return null;
  if (first === 0x48 && matches(bytes, at, "HTTP")) return end - at < 5 || bytes[at + 4] === 0x2f ? "response" : null;
  return METHODS.some((method) => matches(bytes, at, method + " ") && at + method.length < end) ? "request" : null;
}

function matches(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The first line of a message, or null where it is no HTTP/1 message after all. */
export function readFirstLine(
  line: string,
): Pick<HttpHead, "line" | "isRequest" | "short" | "method" | "status"> | null {
  const shown = printable(line);
  if (line.startsWith("HTTP/1.")) {
    const status = Number(line.slice(9, 12));
    if (!(status >= 100 && status <= 999)) return null;
    return { line: shown, isRequest: false, short: printable(line.slice(9).trim()), method: "", status };
  }
  const version = line.lastIndexOf(" HTTP/1.");
  const space = line.indexOf(" ");
  if (version <= space || space < 0) return null;
  return {
    line: shown,
    isRequest: true,
    short: printable(line.slice(0, version)),
    method: line.slice(0, space),
    status: 0,
  };
}

/** A head from its text, without the empty line; null where it is no HTTP/1 message. */
export function readHead(text: string): HttpHead | null {
  const lines = text.split("\n");
  const first = readFirstLine((lines[0] ?? "").trimEnd());
  if (first === null) return null;
  const fields = new Map<string, string>();
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const length = fields.get("content-length") ?? "";
  const connection = (fields.get("connection") ?? "").toLowerCase();
  const old = first.line.endsWith("HTTP/1.0") || first.line.startsWith("HTTP/1.0");
  return {
    ...first,
    host: printable(fields.get("host") ?? ""),
    location: printable(fields.get("location") ?? ""),
    contentLength: /^\d{1,15}$/.test(length) ? Number(length) : -1,
    chunked: (fields.get("transfer-encoding") ?? "").toLowerCase().endsWith("chunked"),
    closeSaid: connection.includes("close"),
    close: connection.includes("close") || old && !connection.includes("keep-alive"),
    expectsContinue: first.isRequest && (fields.get("expect") ?? "").toLowerCase() === "100-continue",
  };
}

/** How the body of a message ends; `method` is that of the request it answers. */
export function bodyKind(head: HttpHead, method: string): BodyKind {
  if (head.isRequest) return head.chunked ? "chunked" : head.contentLength > 0 ? "length" : "none";
  const { status } = head;
  if (method === "CONNECT" && status >= 200 && status < 300) return "tunnel";
  if (method === "HEAD" || status < 200 || status === 204 || status === 304) return "none";
  if (head.chunked) return "chunked";
  if (head.contentLength === 0) return "none";
  return head.contentLength > 0 ? "length" : "until-close";
}

function printable(text: string): string {
  const cut = text.length > LONGEST_SHOWN ? text.slice(0, LONGEST_SHOWN - 3) + "..." : text;
  return cut.replace(/[^\x20-\x7e]/g, "?");
}
