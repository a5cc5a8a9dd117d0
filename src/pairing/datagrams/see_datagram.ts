/** A datagram as matching takes it: with its content where a segment has its numbers. */
import { datagramChecksumState } from "../../packet/checksum.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { seeNetwork } from "../match/see_packet.ts";
import { Sighting } from "../terms/sighting.ts";
import type { Datagram } from "./datagram.ts";

/** How a file's datagrams are seen. */
export interface Seeing {
  /** Capture time, ns since the file's origin. */
  readonly time: number;
  /** Ask whether the checksum is right. */
  readonly verify: boolean;
  /** Both captures hold all bytes of every datagram. */
  readonly whole: boolean;
}

export function seeDatagram(packet: ReadonlyPacket, datagram: Datagram, { time, verify, whole }: Seeing): Sighting {
  const sighting = new Sighting(packet.number, time);
  sighting.seq = datagram.head;
  sighting.ack = whole ? datagram.rest : 0;
  sighting.length = datagram.length;
  sighting.exchange = datagram.exchange;
  sighting.segmentLength = datagram.length;
  seeNetwork(packet, sighting);
  if (verify) sighting.sum = datagramChecksumState(packet);
  return sighting;
}
