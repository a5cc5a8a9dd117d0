/**
 * Boxes that change TCP's header: the largest segment, options taken out, sequence numbers.
 */
import { ACK, SYN } from "../../packet/packet.ts";
import {
  OPTION_MSS,
  OPTION_SACK,
  OPTION_SACK_PERMITTED,
  OPTION_TIMESTAMPS,
  OPTION_WINDOW_SCALE,
} from "../../packet/tcp_options.ts";
import { type Box, type Passed, passOn } from "../wire/box.ts";
import type { End } from "../wire/end.ts";
import { PacketEdit, u16, u32 } from "./ip_packet.ts";
import { optionPlaces, type TcpParts, tcpPartsOf } from "./tcp_parts.ts";

/** A box that looks at TCP segments only, and lets everything else through. */
function tcpBox(change: (packet: Uint8Array<ArrayBuffer>, tcp: TcpParts, from: End) => Uint8Array<ArrayBuffer>): Box {
  return {
    take(packet, from): Passed {
      const tcp = tcpPartsOf(packet);
      return passOn(tcp === null ? packet : change(packet, tcp, from));
    },
  };
}

/** Lowers the largest segment that a SYN offers: for a tunnel behind, whose packets are smaller. */
export function mssClamp(largest: number): Box {
  return tcpBox((packet, tcp) => {
    if ((tcp.flags & SYN) === 0) return packet;
    const option = optionPlaces(packet, tcp).find(({ kind, length }) => kind === OPTION_MSS && length === 4);
    if (option === undefined || u16(packet, option.at + 2) <= largest) return packet;
    return new PacketEdit(packet, tcp).upper16(option.at + 2 - tcp.start, largest).bytes;
  });
}

/** The options that a box may take out, by the names they are asked for. */
export const STRIPPABLE: Readonly<Record<string, readonly number[]>> = {
  wscale: [OPTION_WINDOW_SCALE],
  sack: [OPTION_SACK_PERMITTED, OPTION_SACK],
  timestamps: [OPTION_TIMESTAMPS],
};

const NOP = 1;

/** Writes NOP over options, so that the ends never agree on them. */
export function optionStripper(kinds: ReadonlySet<number>): Box {
  return tcpBox((packet, tcp) => {
    const edit = new PacketEdit(packet, tcp);
    for (const { kind, at, length } of optionPlaces(packet, tcp)) {
      if (kinds.has(kind)) edit.upper(at - tcp.start, new Uint8Array(length).fill(NOP));
    }
    return edit.bytes;
  });
}

/**
 * Adds `shift` to the sequence numbers of both ends, as firewalls do that do not trust the hosts' choice; acknowledgments
 * coming back lose it again. SACK blocks are numbers too: with `leaveSack` they are forgotten, a well-known fault.
 */
export function sequenceShift(shift: number, leaveSack: boolean): Box {
  return tcpBox((packet, tcp) => {
    const edit = new PacketEdit(packet, tcp).upper32(4, (tcp.sequence + shift) >>> 0);
    if ((tcp.flags & ACK) !== 0) edit.upper32(8, (tcp.acknowledgment - shift) >>> 0);
    if (leaveSack) return edit.bytes;
    for (const { kind, at, length } of optionPlaces(packet, tcp)) {
      if (kind !== OPTION_SACK) continue;
      for (let block = at + 2; block + 4 <= at + length; block += 4) {
        edit.upper32(block - tcp.start, (u32(packet, block) - shift) >>> 0);
      }
    }
    return edit.bytes;
  });
}
