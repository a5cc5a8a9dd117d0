/**
 * Boxes that change the IP header, or judge by it: hop limit, ECN, DSCP, size.
 */
import { setEcn } from "../queue/congestion_mark.ts";
import { type Box, type Passed, passOn } from "../wire/box.ts";
import { icmpError } from "./answers.ts";
import { type IpParts, PacketEdit, partsOf, PROTOCOL_ICMP, PROTOCOL_ICMPV6, u16 } from "./ip_packet.ts";

/** Last byte of the address from which a router complains. */
const ROUTER_HOST = 254;

function ipBox(take: (packet: Uint8Array<ArrayBuffer>, parts: IpParts) => Passed): Box {
  return {
    take(packet): Passed {
      const parts = partsOf(packet);
      return parts === null ? passOn(packet) : take(packet, parts);
    },
  };
}

/** So many routers: each takes one off the hop limit; where none is left, the sender hears of it (RFC 792, RFC 4443 3.3). */
export function hops(count: number): Box {
  return ipBox((packet, parts) => {
    const at = parts.version === 4 ? 8 : 7;
    const left = packet[at]! - count;
    if (left > 0) return passOn(new PacketEdit(packet, parts).ipHeader(at, [left]).bytes);
    const type = parts.version === 4 ? 11 : 3;
    return complain(packet, parts, { type, code: 0, value: 0 });
  });
}

/** Clears the ECN field, as routers do that took it for part of the old type of service. */
export function ecnClearer(): Box {
  return ipBox((packet) => {
    const copy = packet.slice();
    setEcn(copy, 0);
    return passOn(copy);
  });
}

/** Writes another DSCP (RFC 2474); the two bits of ECN stay. */
export function dscpMarker(dscp: number): Box {
  return ipBox((packet, parts) => {
    if (parts.version === 4) {
      return passOn(new PacketEdit(packet, parts).ipHeader(1, [(dscp << 2) | (packet[1]! & 3)]).bytes);
    }
    const copy = packet.slice();
    copy[0] = 0x60 | (dscp >> 2);
    copy[1] = (copy[1]! & 0x3f) | ((dscp & 3) << 6);
    return passOn(copy);
  });
}

/**
 * A link of a smaller MTU further on. Packets that may not be cut are thrown away, and the sender is told the MTU
 * (RFC 1191, RFC 8201), or with `silent` it is not: a black hole. IPv4 packets that may be cut are cut.
 */
export function narrowLink(mtu: number, silent: boolean): Box {
  return ipBox((packet, parts) => {
    if (packet.byteLength <= mtu) return passOn(packet);
    if (!parts.dontFragment) return passOn(...fragments(packet, mtu));
    if (silent) return { on: [], back: [] };
    const error = parts.version === 4 ? { type: 3, code: 4, value: mtu } : { type: 2, code: 0, value: mtu };
    return complain(packet, parts, error);
  });
}

/** No complaint about a complaint (RFC 1122 3.2.2). */
function complain(
  packet: Uint8Array<ArrayBuffer>,
  parts: IpParts,
  error: { readonly type: number; readonly code: number; readonly value: number },
): Passed {
  const errors = parts.protocol === PROTOCOL_ICMP
    ? [3, 11, 12].includes(packet[parts.start]!)
    : parts.protocol === PROTOCOL_ICMPV6 && packet[parts.start]! < 128;
  if (errors || parts.laterFragment) return { on: [], back: [] };
  return { on: [], back: [icmpError(packet, parts, { ...error, host: ROUTER_HOST })] };
}

/** The fragments of an IPv4 packet (RFC 791 3.2); its options stay with the first only if there are none. */
function fragments(packet: Uint8Array<ArrayBuffer>, mtu: number): Uint8Array<ArrayBuffer>[] {
  const header = (packet[0]! & 15) * 4;
  const most = Math.floor((mtu - header) / 8) * 8;
  const first = u16(packet, 6);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let at = header; at < packet.byteLength; at += most) {
    const data = packet.subarray(at, at + most);
    const piece = new Uint8Array(header + data.byteLength);
    piece.set(packet.subarray(0, header));
    piece.set(data, header);
    const more = at + most < packet.byteLength || (first & 0x2000) !== 0 ? 0x2000 : 0;
    const place = (first & 0x1fff) + (at - header) / 8;
    const parts = partsOf(piece)!;
    const edit = new PacketEdit(piece, { ...parts, laterFragment: true });
    edit.ipHeader(2, [piece.byteLength >> 8, piece.byteLength & 255]);
    pieces.push(edit.ipHeader(6, [(more | place) >> 8, place & 255]).bytes);
  }
  return pieces;
}
