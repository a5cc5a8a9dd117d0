/**
 * The analyser's answer for one packet, written anew for the next one.
 */
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
  copyOf = 0;
  copyGap = 0;
  isPiece = false;
  isReplay = false;
  newBytes = 0;
  stray = false;

  constructor(public conversation: Conversation) {}
}
