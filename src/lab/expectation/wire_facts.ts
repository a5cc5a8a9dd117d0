/**
 * Packets on the wire in the terms of an expectation.
 */
import { ACK, SYN } from "../../packet/packet.ts";
import { seqRelative } from "../../packet/sequence.ts";
import type { PacketFact } from "../../expectation/packet_fact.ts";
import type { WirePacket } from "../wire/passage.ts";
import { type End, otherEnd } from "../wire/end.ts";
import { type SegmentView, viewSegment } from "../wire/segment_view.ts";

/** A packet of the wire, with its conversation. */
export interface WireFact extends PacketFact {
  /** Which conversation it belongs to, from 0 in the order in which they began, and the client's port in it. */
  readonly conversation: number;
  readonly clientPort: number;
}

interface Conversation {
  readonly index: number;
  readonly base: Partial<Record<End, number>>;
  previous: number;
}

/** Sorts packets into conversations and counts their numbers from where each began. */
export class PacketNumbering {
  readonly #conversations = new Map<string, Conversation>();

  /** Conversations seen so far. */
  get conversations(): number {
    return this.#conversations.size;
  }

  /** The packet's fact; null where it is not TCP. */
  add(packet: WirePacket): WireFact | null {
    const segment = viewSegment(packet.bytes);
    if (segment === null) return null;
    const { sourcePort, destinationPort } = segment;
    const [clientPort, serverPort] = packet.from === "client"
      ? [sourcePort, destinationPort]
      : [destinationPort, sourcePort];
    const key = `${clientPort}:${serverPort}`;
    let conversation = this.#conversations.get(key);
    if (conversation === undefined) {
      conversation = { index: this.#conversations.size, base: {}, previous: packet.at };
      this.#conversations.set(key, conversation);
    }
    return { clientPort, ...factOf(packet, segment, conversation) };
  }
}

/** The facts of each conversation, in the order in which these began; what is not TCP is left out. */
export function factsByConversation(packets: readonly WirePacket[]): WireFact[][] {
  const numbering = new PacketNumbering();
  const conversations: WireFact[][] = [];
  for (const packet of packets) {
    const fact = numbering.add(packet);
    if (fact !== null) (conversations[fact.conversation] ??= []).push(fact);
  }
  return conversations;
}

function factOf(packet: WirePacket, segment: SegmentView, conversation: Conversation): Omit<WireFact, "clientPort"> {
  const { from, at, event } = packet;
  const { base } = conversation;
  const { flags, payloadLength, sequence, acknowledgment } = segment;
  if ((flags & SYN) !== 0 || base[from] === undefined) base[from] = (flags & SYN) !== 0 ? sequence : sequence - 1;
  const sincePrevious = at - conversation.previous;
  conversation.previous = at;
  return {
    conversation: conversation.index,
    from,
    flags,
    length: payloadLength + (packet.length ?? packet.bytes.byteLength) - packet.bytes.byteLength,
    seq: seqRelative(sequence, base[from] ?? 0),
    ack: (flags & ACK) === 0 ? 0 : seqRelative(acknowledgment, base[otherEnd(from)] ?? 0),
    event,
    sincePrevious,
  };
}
