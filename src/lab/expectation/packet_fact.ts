/**
 * A packet on the wire in the terms of an expectation.
 */
import { ACK, SYN } from "../../packet/packet.ts";
import type { WireEvent, WirePacket } from "../wire/direction.ts";
import type { End } from "../wire/link_options.ts";
import { type SegmentView, viewSegment } from "../wire/segment_view.ts";

export interface PacketFact {
  readonly from: End;
  readonly flags: number;
  /** Bytes of TCP data. */
  readonly length: number;
  /** Relative numbers: the SYN has 0, the first byte 1. */
  readonly seq: number;
  readonly ack: number;
  readonly event: WireEvent | null;
  /** Time since the conversation's packet before, ns. */
  readonly sincePrevious: number;
}

interface Numbering {
  readonly facts: PacketFact[];
  readonly base: Partial<Record<End, number>>;
  previous: number;
}

/** Sorts packets into conversations, in the order in which these began; what is not TCP is left out. */
export function factsByConversation(packets: readonly WirePacket[]): PacketFact[][] {
  const conversations = new Map<string, Numbering>();
  for (const packet of packets) {
    const segment = viewSegment(packet.bytes);
    if (segment === null) continue;
    const { sourcePort, destinationPort } = segment;
    const ports = packet.from === "client" ? [sourcePort, destinationPort] : [destinationPort, sourcePort];
    const key = ports.join(":");
    let numbering = conversations.get(key);
    if (numbering === undefined) conversations.set(key, numbering = { facts: [], base: {}, previous: packet.at });
    numbering.facts.push(factOf(packet, segment, numbering));
  }
  return [...conversations.values()].map(({ facts }) => facts);
}

function factOf({ from, at, event }: WirePacket, segment: SegmentView, numbering: Numbering): PacketFact {
  const { base } = numbering;
  const { flags, payloadLength: length, sequence, acknowledgment } = segment;
  const other: End = from === "client" ? "server" : "client";
  if ((flags & SYN) !== 0 || base[from] === undefined) base[from] = (flags & SYN) !== 0 ? sequence : sequence - 1;
  const sincePrevious = at - numbering.previous;
  numbering.previous = at;
  return {
    from,
    flags,
    length,
    seq: (sequence - (base[from] ?? 0)) >>> 0,
    ack: (flags & ACK) === 0 ? 0 : (acknowledgment - (base[other] ?? 0)) >>> 0,
    event,
    sincePrevious,
  };
}
