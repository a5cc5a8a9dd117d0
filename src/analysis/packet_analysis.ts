/**
 * The analyser's answer for one packet, written anew for the next one.
 */
import { copyPacket } from "../packet/copy_packet.ts";
import { Packet, type ReadonlyPacket } from "../packet/packet.ts";
import type { AnalysedPacket } from "./analysed_packet.ts";
import type { Conversation } from "./conversation.ts";

/** A writable `AnalysedPacket`. */
export class PacketAnalysis implements AnalysedPacket {
  packet: ReadonlyPacket = new Packet();
  fromClient = true;
  seq = 0;
  ack = 0;
  window = 0;
  verdicts = 0;
  duplicateAck = 0;
  duplicateOf = 0;
  acks: number | null = null;
  rtt: number | null = null;
  bytesInFlight: number | null = null;
  retransmissionTimeout: number | null = null;

  constructor(public conversation: Conversation) {}
}

/** A copy that outlives the analyser's next packet, its captured bytes included. The conversation stays the living one. */
export function copyAnalysedPacket(analysed: AnalysedPacket): AnalysedPacket {
  const copy = Object.assign(new PacketAnalysis(analysed.conversation), analysed);
  copy.packet = copyPacket(analysed.packet);
  return copy;
}
