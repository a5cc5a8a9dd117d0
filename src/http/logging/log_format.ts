/**
 * The access log's formats. Whatever comes from a request is escaped, so that no request can write a line of its own or
 * move a terminal's cursor.
 */
import { formatPythonAddress, plainHostname } from "../../net/address.ts";
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";

export const LOG_FORMATS = ["common", "combined", "json", "classic", "none"] as const;
export type LogFormat = typeof LOG_FORMATS[number];

/** One answered request. */
export interface LogEntry {
  readonly peer: Deno.Addr;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Null when no head could be read. */
  readonly head: RequestHead | null;
  readonly status: number;
  /** Bytes of the body sent. */
  readonly bytes: number;
}

/** What a format writes for a request; connections are written by the classic one only. */
export interface LogFormatter {
  request(entry: LogEntry): string;
  opened(peer: Deno.Addr): string;
  closed(peer: Deno.Addr): string;
}

/** The formatter of a format; null for none. */
export function logFormatter(format: LogFormat): LogFormatter | null {
  const silent = { opened: () => "", closed: () => "" };
  switch (format) {
    case "none":
      return null;
    case "common":
      return { request: (entry) => `${common(entry)}\n`, ...silent };
    case "combined":
      return {
        request: (entry) =>
          `${common(entry)} ${quotedField(entry, Field.referer)} ${quotedField(entry, Field.userAgent)}\n`,
        ...silent,
      };
    case "json":
      return { request: (entry) => `${json(entry)}\n`, ...silent };
    case "classic":
      return {
        request: ({ head }) => `${escapeText(head?.text ?? "")}\n`,
        opened: (peer) => `Connection from: ${formatPythonAddress(peer)}\n`,
        closed: () => "Client disconnected\n",
      };
  }
}

/** Common Log Format: host, identity, user, time, request line, status, bytes. */
function common({ peer, time, head, status, bytes }: LogEntry): string {
  const request = head === null ? "-" : escapeQuoted(`${head.method} ${head.target} HTTP/1.${head.minorVersion}`);
  const user = head?.user ?? null;
  const name = user === null ? "-" : escapeQuoted(user).replaceAll(" ", "\\x20");
  return `${peerName(peer)} - ${name} [${commonTime(time)}] "${request}" ${status} ${bytes === 0 ? "-" : bytes}`;
}

function json({ peer, time, head, status, bytes }: LogEntry): string {
  return JSON.stringify({
    time: new Date(time).toISOString(),
    peer: peerName(peer),
    user: head?.user ?? null,
    method: head?.method ?? null,
    target: head?.target ?? null,
    version: head === null ? null : `1.${head.minorVersion}`,
    status,
    bytes,
    referer: head?.value(Field.referer) ?? null,
    userAgent: head?.value(Field.userAgent) ?? null,
  }).replace(/[\x7f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function quotedField({ head }: LogEntry, field: typeof Field.referer | typeof Field.userAgent): string {
  return `"${escapeQuoted(head?.value(field) ?? "-")}"`;
}

/** The peer's address without its port, as logs have it. */
function peerName(peer: Deno.Addr): string {
  return "hostname" in peer ? plainHostname(peer.hostname) : "unix:";
}

let lastSecond = -1;
let lastTime = "";

/** `10/Oct/2000:13:55:36 +0000`, in UTC. */
function commonTime(time: number): string {
  const second = Math.floor(time / 1000);
  if (second !== lastSecond) {
    const [, day, month, year, clock] = new Date(time).toUTCString().split(" ");
    lastSecond = second;
    lastTime = `${day}/${month}/${year}:${clock} +0000`;
  }
  return lastTime;
}

/** Text within quotes: quotes, backslashes and what is not visible ASCII become `\xHH` or are put after a backslash. */
function escapeQuoted(text: string): string {
  return /[^ !#-\[\]-~]/.test(text)
    ? text.replace(/["\\]/g, "\\$&").replace(/[^ -~]/g, (character) => hexEscape(character))
    : text;
}

/** Text of several lines: everything but line ends, tabs and visible ASCII is escaped. */
export function escapeText(text: string): string {
  return text.replace(/[^\r\n\t -~]/g, (character) => hexEscape(character));
}

function hexEscape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
