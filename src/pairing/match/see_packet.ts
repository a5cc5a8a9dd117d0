/** Takes from a packet, which will be filled again, what pairing needs of it. */
import { i32, u16 } from "../../packet/bytes.ts";
import { tcpChecksumState } from "../../packet/checksum.ts";
import { PROVIDER_VLAN, VLAN } from "../../packet/layer.ts";
import { TCP_HEADER } from "../../packet/layers/tcp.ts";
import { ACK, type ReadonlyPacket, SYN } from "../../packet/packet.ts";
import { signedSeq } from "../../packet/sequence.ts";
import {
  OPTION_END,
  OPTION_NOP,
  OPTION_SACK,
  OPTION_TIMESTAMPS,
  type TcpOption,
  tcpOptions,
} from "../../packet/tcp_options.ts";
import { mix } from "../survey/hash.ts";
import { Sighting } from "../terms/sighting.ts";
import type { SynOffer } from "../terms/syn_offer.ts";

/** Two NOPs and timestamps, the options of almost every segment, as they begin. */
const ALIGNED_TIMESTAMPS = 0x0101080a;

/** `time` counts from the file's origin, ns; `verify` asks whether the checksum is right. */
export function seePacket(packet: ReadonlyPacket, time: number, verify: boolean): Sighting {
  const { bytes, start, tcpStart } = packet;
  const sighting = new Sighting(packet.number, time);
  sighting.seq = signedSeq(packet.seq);
  // Without the flag the field means nothing, and boxes that shift numbers leave it alone.
  sighting.ack = (packet.flags & ACK) !== 0 ? signedSeq(packet.ack) : 0;
  sighting.length = packet.payloadLength;
  sighting.flags = packet.flags;
  sighting.window = packet.window;
  sighting.ports = i32(bytes, start + tcpStart);
  sighting.fragment = packet.moreFragments;
  sighting.segmentLength = packet.ipEnd - tcpStart;
  seeNetwork(packet, sighting);
  sighting.cut = packet.payloadStart > packet.capturedLength;
  readOptions(packet, sighting);
  if ((packet.flags & SYN) !== 0) sighting.offer = offerOf(tcpOptions(packet));
  if (verify) sighting.sum = tcpChecksumState(packet);
  return sighting;
}

/** Takes what the network layer and a tag say. */
export function seeNetwork(packet: ReadonlyPacket, into: Sighting): void {
  const { bytes, start, ipStart } = packet;
  into.ipId = packet.ipId;
  into.ttl = packet.ttl;
  into.trafficClass = packet.ipVersion === 4 ? bytes[start + ipStart + 1]! : (u16(bytes, start + ipStart) >> 4) & 0xff;
  if (packet.layers.length > 2) into.vlan = vlanOf(packet);
}

function vlanOf({ layers, bytes, start }: ReadonlyPacket): number {
  for (let index = 0; index < layers.length; index++) {
    const layer = layers.at(index);
    if (layer.kind === VLAN || layer.kind === PROVIDER_VLAN) return u16(bytes, start + layer.start) & 0xfff;
  }
  return -1;
}

function readOptions(packet: ReadonlyPacket, into: Sighting): void {
  const { bytes, start } = packet;
  const end = start + Math.min(packet.payloadStart, packet.capturedLength);
  let at = start + packet.tcpStart + TCP_HEADER;
  if (end - at === 12 && i32(bytes, at) === ALIGNED_TIMESTAMPS) return takeTimestamps(bytes, at + 4, into);
  while (at + 1 < end && bytes[at] !== OPTION_END) {
    const kind = bytes[at]!;
    if (kind === OPTION_NOP) {
      at++;
      continue;
    }
    const length = bytes[at + 1]!;
    if (length < 2 || at + length > end) return;
    if (kind === OPTION_TIMESTAMPS && length === 10) takeTimestamps(bytes, at + 2, into);
    else if (kind === OPTION_SACK) into.blocks = blocksIn(bytes, at + 2, at + length);
    else into.otherOptions = otherOption(bytes, { at, length, hash: into.otherOptions });
    at += length;
  }
}

function takeTimestamps(bytes: Uint8Array, at: number, into: Sighting): void {
  into.hasTimestamps = true;
  into.timestamp = i32(bytes, at);
  into.echo = i32(bytes, at + 4);
}

function blocksIn(bytes: Uint8Array, from: number, until: number): number[] {
  const blocks: number[] = [];
  for (let at = from; at + 8 <= until; at += 8) blocks.push(i32(bytes, at), i32(bytes, at + 4));
  return blocks;
}

function otherOption(
  bytes: Uint8Array,
  { at, length, hash }: { readonly at: number; readonly length: number; readonly hash: number },
): number {
  let mixed = mix(hash, bytes[at]!);
  for (let i = at + 2; i < at + length; i++) mixed = mix(mixed, bytes[i]!);
  return mixed;
}

const KNOWN_KINDS: ReadonlySet<string> = new Set(["mss", "window_scale", "sack_permitted", "timestamps", "nop", "end"]);

function offerOf(options: readonly TcpOption[]): SynOffer {
  const mss = options.find((option) => option.kind === "mss");
  const scale = options.find((option) => option.kind === "window_scale");
  return {
    maximumSegment: mss?.value ?? -1,
    windowShift: scale?.shift ?? -1,
    sackPermitted: options.some(({ kind }) => kind === "sack_permitted"),
    timestamps: options.some(({ kind }) => kind === "timestamps"),
    others: options.filter(({ kind }) => !KNOWN_KINDS.has(kind)).map((option) => JSON.stringify(option)).join(" "),
  };
}
