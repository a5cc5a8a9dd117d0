/**
 * From captured bytes to layers. Any bytes at all can be dissected: what cannot be read is told in `packet.problem`, and the
 * layers up to there stand.
 */
import { invariant } from "../base/invariant.ts";
import { ETHERNET, IPV4, LAYER_NAMES, MOST_LAYERS, NOTHING, type OpenLayer, TCP } from "./layer.ts";
import { readIpv4 } from "./layers/ipv4.ts";
import { HEADER_LENGTHS, LAYER_READERS } from "./layers/layer_readers.ts";
import { readEthernet } from "./layers/links.ts";
import { readTcp } from "./layers/tcp.ts";
import { LINK_LAYERS } from "./link_layer.ts";
import { Packet } from "./packet.ts";

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
 * packet beyond the next record copies it.
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
  packet.piece = null;
  packet.length = record.length;
  packet.place(record.bytes, record.start, record.capturedLength);
  dissectLayers(packet);
  return packet;
}

let lastLinkType = -1;
let lastFirst: number | undefined;

/** Reads the layers of a packet whose `linkType`, `length` and bytes are set; whatever it said before is forgotten. */
export function dissectLayers(packet: Packet): void {
  clear(packet);
  if (packet.linkType !== lastLinkType) {
    lastFirst = LINK_LAYERS.get(packet.linkType);
    lastLinkType = packet.linkType;
  }
  if (lastFirst === undefined) {
    packet.problem = { offset: 0, reason: `link type ${packet.linkType} is not known` };
  } else {
    readLayers(packet, lastFirst);
  }
  if (packet.ipVersion === 0) clearIp(packet);
  if (packet.tcpStart < 0) clearTcp(packet);
  invariant(packet.payloadLength >= 0, "the length of the data is not negative");
}

/** The loop that every packet goes through: each header says which layer follows it, until one is the last. */
function readLayers(packet: Packet, first: number): void {
  const { layers, capturedLength } = packet;
  let at = 0;
  for (let kind = first; kind !== NOTHING;) {
    const end = at + HEADER_LENGTHS[kind]!;
    if (end > capturedLength || (end > packet.ipEnd && packet.ipVersion !== 0) || layers.length === MOST_LAYERS) {
      packet.problem = { offset: at, reason: noRoom(packet, kind, end) };
      return;
    }
    const layer = layers.open(kind, at);
    kind = readLayer(packet, layer);
    at = layer.end;
    invariant(at >= layer.start, "a header ends where it begins, or after");
    if (at === layer.start) layers.length--;
    else if (at > capturedLength) layer.end = capturedLength;
  }
}

/** The headers of almost every packet by name, so that their readers become part of the loop; the others by the table. */
function readLayer(packet: Packet, layer: OpenLayer): number {
  switch (layer.kind) {
    case ETHERNET:
      return readEthernet(packet, layer);
    case IPV4:
      return readIpv4(packet, layer);
    case TCP:
      return readTcp(packet, layer);
    default:
      return LAYER_READERS[layer.kind]!.read(packet, layer);
  }
}

/** Why a header cannot be read: it must lie in what was captured, and inside an IP packet in what that says is its own. */
function noRoom(packet: Packet, kind: number, end: number): string {
  if (end > packet.capturedLength) return `the capture ends inside the ${LAYER_NAMES[kind]} header`;
  if (packet.ipVersion !== 0 && end > packet.ipEnd) return `the IP packet ends inside the ${LAYER_NAMES[kind]} header`;
  return `more than ${MOST_LAYERS} headers are nested`;
}

/** What the readers count on before the first header. */
function clear(packet: Packet): void {
  packet.layers.length = 0;
  packet.outerHash = 0;
  packet.etherType = -1;
  packet.frameEnd = packet.length;
  packet.ipLacking = 0;
  packet.ipVersion = 0;
  packet.moreFragments = false;
  packet.pieceStart = -1;
  packet.tcpStart = -1;
  packet.problem = null;
}

/** A reused packet still holds the fields of the packet before where there was no header to set them. */
function clearIp(packet: Packet): void {
  packet.ipStart = -1;
  packet.ipEnd = -1;
  packet.protocol = -1;
  packet.ipId = -1;
  packet.ttl = -1;
  packet.fragmentOffset = 0;
}

function clearTcp(packet: Packet): void {
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
}
