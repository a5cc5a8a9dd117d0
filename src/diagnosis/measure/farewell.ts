/** What an end says before it closes an idle connection. */
import { isAlert } from "../../explain/memory/evidence.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";

/** An alert that TLS 1.3 hides: a record of application data with two bytes, their kind and their tag (RFC 8446 5.2). */
const HIDDEN_ALERT = Uint8Array.of(23, 3, 3, 0, 19);
const HIDDEN_LENGTH = 24;
const CLEAR_ALERT = 7;
const FATAL = 2;
/** A server has waited long enough: FTP and SMTP (RFC 959 5.4, RFC 5321 3.8), IMAP (RFC 9051 7.1.5), HTTP (RFC 9110 15.5.9). */
const TIMED_OUT = ["421 ", "* BYE", "HTTP/1.0 408", "HTTP/1.1 408"].map((text) => new TextEncoder().encode(text));

/** The packet's data may take leave; that its sender closes right after it shows that it does. */
export function mayPart(packet: ReadonlyPacket): boolean {
  if (isAlert(packet)) return !isRefusal(packet);
  if (packet.payloadLength === HIDDEN_LENGTH && beginsWith(packet, HIDDEN_ALERT)) return true;
  return TIMED_OUT.some((words) => beginsWith(packet, words));
}

/** An alert in the clear that is fatal answers what came before it (RFC 8446 6.2). */
function isRefusal({ bytes, start, payloadStart, payloadLength }: ReadonlyPacket): boolean {
  return payloadLength === CLEAR_ALERT && bytes[start + payloadStart + CLEAR_ALERT - 2] === FATAL;
}

function beginsWith({ bytes, start, payloadStart, payloadLength }: ReadonlyPacket, words: Uint8Array): boolean {
  return payloadLength >= words.length && words.every((byte, i) => bytes[start + payloadStart + i] === byte);
}
