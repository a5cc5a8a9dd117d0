/**
 * Network address and port translation (RFC 3022, RFC 5382): the client's connections leave with the box's address and a
 * port of its choice; what comes back to that port goes to the client. What nobody inside asked for does not get in.
 */
import { type Box, type Passed, passOn } from "../wire/box.ts";
import type { End } from "../wire/end.ts";
import { boxAddress } from "./answers.ts";
import {
  addressesOf,
  type IpParts,
  PacketEdit,
  partsOf,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  u16,
} from "./ip_packet.ts";

/** Last byte of the box's address, and the first port it gives. */
const HOST = 1;
const FIRST_PORT = 61_001;
const LAST_PORT = 65_535;
const HEADER_OF_ERROR = 8;

interface Mapping {
  readonly address: Uint8Array;
  readonly port: number;
  readonly outside: number;
}

const STOPPED: Passed = { on: [], back: [] };

export class Nat implements Box {
  readonly #inside = new Map<string, Mapping>();
  readonly #outside = new Map<string, Mapping>();
  #next = FIRST_PORT;

  take(packet: Uint8Array<ArrayBuffer>, from: End): Passed {
    const parts = partsOf(packet);
    if (parts === null || parts.laterFragment) return STOPPED;
    const { protocol } = parts;
    if (protocol === PROTOCOL_TCP || protocol === PROTOCOL_UDP) {
      return from === "client" ? this.#leave(packet, parts) : this.#enter(packet, parts);
    }
    const icmp = protocol === PROTOCOL_ICMP || protocol === PROTOCOL_ICMPV6;
    return icmp && from === "server" ? this.#enterError(packet, parts) : STOPPED;
  }

  #leave(packet: Uint8Array<ArrayBuffer>, parts: IpParts): Passed {
    const { source, length } = addressesOf(parts);
    const address = packet.slice(source, source + length);
    const port = u16(packet, parts.start);
    const key = `${parts.protocol} ${address} ${port}`;
    let mapping = this.#inside.get(key);
    if (mapping === undefined) {
      mapping = { address, port, outside: this.#next };
      this.#next = this.#next === LAST_PORT ? FIRST_PORT : this.#next + 1;
      this.#inside.set(key, mapping);
      this.#outside.set(`${parts.protocol} ${mapping.outside}`, mapping);
    }
    const own = boxAddress(packet.subarray(source + length, source + 2 * length), HOST);
    const edit = new PacketEdit(packet, parts).ipHeader(source, own, { pseudo: true }).upper16(0, mapping.outside);
    return passOn(edit.bytes);
  }

  #enter(packet: Uint8Array<ArrayBuffer>, parts: IpParts): Passed {
    const mapping = this.#outside.get(`${parts.protocol} ${u16(packet, parts.start + 2)}`);
    if (mapping === undefined) return STOPPED;
    const { source, length } = addressesOf(parts);
    const edit = new PacketEdit(packet, parts);
    return passOn(edit.ipHeader(source + length, mapping.address, { pseudo: true }).upper16(2, mapping.port).bytes);
  }

  /** An ICMP error quotes the packet as it was outside: both are translated (RFC 5508 4.2). */
  #enterError(packet: Uint8Array<ArrayBuffer>, parts: IpParts): Passed {
    const at = parts.start + HEADER_OF_ERROR;
    const quoted = partsOf(packet.subarray(at));
    if (quoted === null) return STOPPED;
    const mapping = this.#outside.get(`${quoted.protocol} ${u16(packet, at + quoted.start)}`);
    if (mapping === undefined) return STOPPED;
    const { source, length } = addressesOf(parts);
    const inner = new PacketEdit(packet.slice(at), quoted);
    inner.ipHeader(source, mapping.address, { pseudo: true }).upper16(0, mapping.port);
    // In ICMPv4 the sum covers the quotation; in ICMPv6 the addresses as well.
    const edit = new PacketEdit(packet, parts);
    edit.ipHeader(source + length, mapping.address, { pseudo: parts.version === 6 });
    return passOn(withQuotation(edit, inner.bytes));
  }
}

function withQuotation(edit: PacketEdit, quoted: Uint8Array): Uint8Array<ArrayBuffer> {
  const { parts } = edit;
  if (parts.version === 6) return edit.upper(HEADER_OF_ERROR, quoted).bytes;
  const { bytes } = edit;
  bytes.set(quoted, parts.start + HEADER_OF_ERROR);
  let sum = 0;
  bytes.fill(0, parts.start + 2, parts.start + 4);
  for (let at = parts.start; at < bytes.length; at += 2) sum += u16(bytes, at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  bytes.set([~sum >> 8 & 255, ~sum & 255], parts.start + 2);
  return bytes;
}
