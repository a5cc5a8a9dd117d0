/**
 * From captured bytes to layers. Any bytes at all can be dissected: what cannot be read is told in `packet.problem`, and the
 * layers up to there stand.
 */
import { ETHERTYPE_IPV4, ETHERTYPE_IPV6 } from "./ether_type.ts";
import { readIpv4 } from "./ipv4.ts";
import { readIpv6 } from "./ipv6.ts";
import { LINK_LAYERS, type LinkLayer } from "./link_layer.ts";
import { Packet } from "./packet.ts";
import { readTcp } from "./tcp.ts";

/** IP protocol number of TCP. */
export const PROTOCOL_TCP = 6;

/** What dissection needs of a capture record; `CaptureRecord` of src/capture-file is one. */
export interface Captured {
  readonly number: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly hasTime: boolean;
  readonly linkType: number;
  readonly interfaceId: number;
  readonly interfaceName: string;
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly capturedLength: number;
  readonly flags: number;
  readonly comments: readonly string[];
}

/**
 * Fills `packet` (or a new one) from a record and gives it back. Its bytes stay where the record has them; whoever keeps the
 * packet beyond the next record copies it with `copyPacket`.
 */
export function dissect(record: Captured, packet: Packet = new Packet()): Packet {
  packet.number = record.number;
  packet.seconds = record.seconds;
  packet.nanoseconds = record.nanoseconds;
  packet.hasTime = record.hasTime;
  packet.linkType = record.linkType;
  packet.interfaceId = record.interfaceId;
  packet.interfaceName = record.interfaceName;
  packet.captureFlags = record.flags;
  packet.comments = record.comments;
  packet.length = record.length;
  packet.place(record.bytes, record.start, record.capturedLength);
  dissectLayers(packet);
  return packet;
}

let lastLinkType = -1;
let lastLayer: LinkLayer | undefined;

/** Reads the layers of a packet whose `linkType`, `length` and bytes are set; whatever it said before is forgotten. */
export function dissectLayers(packet: Packet): void {
  clear(packet);
  if (packet.linkType !== lastLinkType) {
    lastLayer = LINK_LAYERS.get(packet.linkType);
    lastLinkType = packet.linkType;
  }
  const layer = lastLayer;
  if (layer === undefined) {
    packet.problem = { offset: 0, reason: `link type ${packet.linkType} is not known` };
  } else if (packet.capturedLength < layer.headerLength) {
    packet.problem = { offset: 0, reason: `the capture ends inside the ${layer.name} header` };
  } else {
    readNetwork(packet, layer.read(packet));
  }
}

function readNetwork(packet: Packet, at: number): void {
  let inner = -1;
  if (packet.etherType === ETHERTYPE_IPV4) inner = readIpv4(packet, at);
  else if (packet.etherType === ETHERTYPE_IPV6) inner = readIpv6(packet, at);
  // Only a first fragment begins with the TCP header.
  if (inner >= 0 && packet.protocol === PROTOCOL_TCP && packet.fragmentOffset === 0) readTcp(packet, inner);
}

function clear(packet: Packet): void {
  packet.etherType = -1;
  packet.frameEnd = packet.length;
  packet.ipVersion = 0;
  packet.ipStart = -1;
  packet.ipEnd = -1;
  packet.protocol = -1;
  packet.ipId = -1;
  packet.ttl = -1;
  packet.fragmentOffset = 0;
  packet.moreFragments = false;
  packet.tcpStart = -1;
  packet.srcPort = 0;
  packet.dstPort = 0;
  packet.seq = 0;
  packet.ack = 0;
  packet.flags = 0;
  packet.window = 0;
  packet.checksum = 0;
  packet.urgentPointer = 0;
  packet.payloadStart = -1;
  packet.payloadLength = 0;
  packet.problem = null;
}
