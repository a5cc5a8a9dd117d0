/**
 * What a packet that is not read as TCP is, in a few words. Protocol names stay as their documents write them.
 */
import { trafficName } from "../../application/traffic/traffic.ts";
import { ipProtocolName } from "../../application/traffic/protocol_numbers.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";

/** `DNS`, `ARP`, `TCP, later IP fragment`, `EtherType 0x1234`. */
export function protocolName(packet: ReadonlyPacket): string {
  if (packet.ipVersion === 0) return packet.etherType < 0 ? "no network header" : trafficName(packet);
  const name = ipProtocolName(packet.protocol);
  if (packet.fragmentOffset > 0) return `${name}, later IP fragment`;
  if (packet.pieceStart >= 0) return `${name}, first IP fragment`;
  return trafficName(packet);
}
