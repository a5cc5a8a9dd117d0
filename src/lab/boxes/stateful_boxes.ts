/**
 * Boxes that remember: a firewall that forgets, one that resets, one that doubles, one that cuts segments anew.
 */
import { foldSum, pseudoHeaderSum, sumWords } from "../../packet/checksum.ts";
import { FIN, PSH, RST, SYN } from "../../packet/packet.ts";
import { type Box, type Passed, passOn } from "../wire/box.ts";
import { type End, otherEnd } from "../wire/end.ts";
import type { Fault } from "../wire/fault.ts";
import { isOfKind, viewSegment } from "../wire/segment_view.ts";
import { resetToReceiver, resetToSender } from "./answers.ts";
import { addressesOf, PacketEdit, u16 } from "./ip_packet.ts";
import { type TcpParts, tcpPartsOf } from "./tcp_parts.ts";

const SECOND = 1e9;

/**
 * A firewall that lets through what belongs to a connection it saw opened, and forgets those on which nothing was heard for
 * `idle` seconds. Later packets are thrown away, or with `answers` reset in the other end's name.
 */
export function forgetfulFirewall(idle: number, answers: boolean): Box {
  const heard = new Map<string, number>();
  return {
    take(packet, from, now): Passed {
      const tcp = tcpPartsOf(packet);
      if (tcp === null) return passOn(packet);
      const key = connectionOf(packet, tcp, from);
      const opens = (tcp.flags & SYN) !== 0;
      const last = heard.get(key);
      const known = last !== undefined && now - last <= idle * SECOND;
      if (known || opens) {
        heard.set(key, now);
        return passOn(packet);
      }
      heard.delete(key);
      const reset = answers && (tcp.flags & RST) === 0;
      return { on: [], back: reset ? [resetToSender(packet, tcp)] : [] };
    },
  };
}

/** Both ports and addresses, the client's first. */
function connectionOf(packet: Uint8Array, tcp: TcpParts, from: End): string {
  const { source, length } = addressesOf(tcp);
  const ends = [
    `${packet.subarray(source, source + length)} ${u16(packet, tcp.start)}`,
    `${packet.subarray(source + length, source + 2 * length)} ${u16(packet, tcp.start + 2)}`,
  ];
  return (from === "client" ? ends : ends.reverse()).join(" ");
}

/** Lets the packet that `aim` names pass, and then resets its connection, to one end or to both. */
export function resetInjector(aim: Fault, to: End | "both"): Box {
  let seen = 0;
  return {
    take(packet, from): Passed {
      if (from !== aim.from || !isOfKind(viewSegment(packet), aim.kind)) return passOn(packet);
      seen++;
      const tcp = tcpPartsOf(packet);
      if (tcp === null || seen < aim.nth || seen >= aim.nth + aim.count) return passOn(packet);
      return {
        on: [packet, ...(to === from ? [] : [resetToReceiver(packet, tcp)])],
        back: to === otherEnd(from) ? [] : [resetToSender(packet, tcp)],
      };
    },
  };
}

/** Sends every `every`-th packet twice, as a badly joined network does. */
export function duplicator(every: number): Box {
  let seen = 0;
  return {
    take(packet): Passed {
      return ++seen % every === 0 ? passOn(packet, packet.slice()) : passOn(packet);
    },
  };
}

/** Cuts the data of TCP segments into pieces of `most` bytes: a proxy or a card that cuts them anew. */
export function resegmenter(most: number): Box {
  return {
    take(packet): Passed {
      const tcp = tcpPartsOf(packet);
      if (tcp === null || tcp.length <= most || (tcp.flags & (SYN | RST)) !== 0 || !isWhole(packet, tcp)) {
        return passOn(packet);
      }
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for (let at = 0; at < tcp.length; at += most) pieces.push(piece(packet, tcp, { at, most }));
      return passOn(...pieces);
    },
  };
}

/** A segment that was damaged must not become whole by a new checksum. */
function isWhole(packet: Uint8Array, { start }: TcpParts): boolean {
  const pseudo = pseudoHeaderSum(packet, packet.byteLength - start);
  return foldSum(sumWords(packet, start, packet.byteLength, pseudo)) === 0xffff;
}

function piece(
  packet: Uint8Array<ArrayBuffer>,
  tcp: TcpParts,
  { at, most }: { readonly at: number; readonly most: number },
): Uint8Array<ArrayBuffer> {
  const data = packet.subarray(tcp.data + at, tcp.data + at + most);
  const bytes = new Uint8Array(tcp.data + data.byteLength);
  bytes.set(packet.subarray(0, tcp.data));
  bytes.set(data, tcp.data);
  const last = at + most >= tcp.length;
  const edit = new PacketEdit(bytes, tcp);
  if (tcp.version === 4) edit.ipHeader(2, [bytes.byteLength >> 8, bytes.byteLength & 255]);
  else edit.bytes.set([(bytes.byteLength - 40) >> 8, (bytes.byteLength - 40) & 255], 4);
  const view = new DataView(edit.bytes.buffer);
  view.setUint32(tcp.start + 4, (tcp.sequence + at) >>> 0);
  if (!last) edit.bytes[tcp.start + 13]! &= ~(FIN | PSH);
  view.setUint16(tcp.start + 16, 0);
  const pseudo = pseudoHeaderSum(edit.bytes, bytes.byteLength - tcp.start);
  view.setUint16(tcp.start + 16, ~foldSum(sumWords(edit.bytes, tcp.start, bytes.byteLength, pseudo)));
  return edit.bytes;
}
