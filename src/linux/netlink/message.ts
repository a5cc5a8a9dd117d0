/**
 * Netlink messages as bytes (netlink(7), rtnetlink(7)): a header, the family's own header, attributes; all aligned to
 * four bytes, in the machine's order. No I/O.
 */
import { concatenate } from "../../base/concatenate.ts";
import { NLMSG_DONE, NLMSG_ERROR } from "../calls/constants.ts";

/** Length of `struct nlmsghdr`. */
const HEADER_LENGTH = 16;
const ATTRIBUTE_HEADER = 4;

/** An attribute: its type, and its bytes or the attributes within it. */
export interface Attribute {
  readonly type: number;
  readonly value: Uint8Array | readonly (Attribute | Uint8Array)[];
}

/** One received message. */
export interface NetlinkMessage {
  readonly type: number;
  readonly payload: Uint8Array;
}

/** A message; `body` is the family's header and the attributes, in order. */
export function encodeNetlink(
  { type, flags, sequence }: { readonly type: number; readonly flags: number; readonly sequence: number },
  body: readonly (Attribute | Uint8Array)[],
): Uint8Array<ArrayBuffer> {
  const payload = concatenate(body.map(encodePart));
  const bytes = new Uint8Array(HEADER_LENGTH + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, true);
  view.setUint16(4, type, true);
  view.setUint16(6, flags, true);
  view.setUint32(8, sequence, true);
  bytes.set(payload, HEADER_LENGTH);
  return bytes;
}

/** The messages in what one receive gave. What is cut short ends them. */
export function decodeNetlink(bytes: Uint8Array): NetlinkMessage[] {
  const messages: NetlinkMessage[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEADER_LENGTH <= bytes.length;) {
    const length = view.getUint32(at, true);
    if (length < HEADER_LENGTH || at + length > bytes.length) break;
    messages.push({ type: view.getUint16(at + 4, true), payload: bytes.subarray(at + HEADER_LENGTH, at + length) });
    at += aligned(length);
  }
  return messages;
}

/** The attributes in `bytes`, by type; of several of one type the last. What is cut short ends them. */
export function decodeAttributes(bytes: Uint8Array): Map<number, Uint8Array> {
  const attributes = new Map<number, Uint8Array>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + ATTRIBUTE_HEADER <= bytes.length;) {
    const length = view.getUint16(at, true);
    if (length < ATTRIBUTE_HEADER || at + length > bytes.length) break;
    attributes.set(view.getUint16(at + 2, true), bytes.subarray(at + ATTRIBUTE_HEADER, at + length));
    at += aligned(length);
  }
  return attributes;
}

/** Whether a message is the last one of an answer; the error number it carries, 0 for success, else null. */
export function endOfAnswer({ type, payload }: NetlinkMessage): number | null {
  if (type === NLMSG_DONE) return 0;
  if (type !== NLMSG_ERROR || payload.length < 4) return null;
  return -new DataView(payload.buffer, payload.byteOffset, 4).getInt32(0, true);
}

/** A number of 32 bits as an attribute's value. */
export function number32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

/** A text as an attribute's value, with the zero that ends it. */
export function zeroEnded(text: string): Uint8Array {
  return new TextEncoder().encode(text + "\0");
}

function encodePart(part: Attribute | Uint8Array): Uint8Array {
  if (part instanceof Uint8Array) return padded(part);
  const value = part.value instanceof Uint8Array ? part.value : concatenate(part.value.map(encodePart));
  const bytes = new Uint8Array(aligned(ATTRIBUTE_HEADER + value.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, ATTRIBUTE_HEADER + value.length, true);
  view.setUint16(2, part.type, true);
  bytes.set(value, ATTRIBUTE_HEADER);
  return bytes;
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(aligned(bytes.length));
  whole.set(bytes);
  return whole;
}

function aligned(length: number): number {
  return (length + 3) & ~3;
}
