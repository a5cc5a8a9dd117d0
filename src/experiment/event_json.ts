/**
 * Events as JSON, one object a line. The fields are stable: programs read them.
 *
 * Every object has `event` and `time`, seconds since the epoch as a decimal string with nine digits (a float would lose
 * digits). Addresses are `{ "address", "port" }`. Bytes are given three times over: `length` counts them, `base64`
 * carries them exactly, `text` shows them as Python does. Where the same bytes went out several times in a row,
 * `base64` and `text` are one copy, `times` says how many, and `length` counts all.
 */
import type { EchoEvent } from "./echo_event.ts";
import { pythonBytes } from "./python_repr.ts";

/** The line for an event, without a line end. */
export function eventJson(event: EchoEvent): string {
  return JSON.stringify({ event: event.type, time: decimalSeconds(event.time), ...details(event) });
}

function details(event: EchoEvent): Record<string, unknown> {
  switch (event.type) {
    case "listening":
      return { local: address(event.local) };
    case "connection":
      return { connection: event.connection, local: address(event.local), remote: address(event.remote) };
    case "received":
      return { connection: event.connection, length: event.bytes.length, ...content(event.bytes) };
    case "sent":
      return { connection: event.connection, length: event.length, times: event.times, ...content(event.bytes) };
    case "closed":
      return { connection: event.connection, reason: event.reason, received: event.received, sent: event.sent };
    case "error":
      return { connection: event.connection ?? null, name: event.error.name, message: event.error.message };
  }
}

function address({ hostname, port }: Deno.NetAddr): { address: string; port: number } {
  return { address: hostname, port };
}

function content(bytes: Uint8Array): { base64: string; text: string } {
  return { base64: bytes.toBase64(), text: pythonBytes(bytes) };
}

/** Milliseconds with a fraction to seconds with nine digits; the clock gives whole microseconds at best. */
function decimalSeconds(milliseconds: number): string {
  const microseconds = Math.round(milliseconds * 1000);
  const seconds = Math.floor(microseconds / 1e6);
  return `${seconds}.${String(microseconds - seconds * 1e6).padStart(6, "0")}000`;
}
