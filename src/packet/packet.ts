/**
 * One captured packet as the dissector saw it: faithful to the bytes, judged by nobody. Numbers are kept as numbers and
 * places in the capture as offsets, so that a million packets cost a million small writes; names and texts are made on
 * demand by the functions beside this file.
 */
import { LayerList, type Layers } from "./layer.ts";

/** Flag bits as they stand in bytes 12 and 13 of the TCP header (RFC 9293 3.1; AE: RFC 9768). */
export const FIN = 0x001;
export const SYN = 0x002;
export const RST = 0x004;
export const PSH = 0x008;
export const ACK = 0x010;
export const URG = 0x020;
export const ECE = 0x040;
export const CWR = 0x080;
export const AE = 0x100;

/** Why dissection stopped: the offset in the captured bytes, and the reason in words. */
export interface Problem {
  readonly offset: number;
  readonly reason: string;
}

/**
 * What became of a piece of an IP packet: `kept` until the others come, `completes` the packet, came `again`, overlaps (`overlap`)
 * another, is `cut` off by the capture, or is `malformed`.
 */
export type PieceFate = "kept" | "completes" | "again" | "overlap" | "cut" | "malformed";

/** A piece, as putting together has it (fragment_assembler.ts). */
export interface Piece {
  readonly fate: PieceFate;
  /** Packets of the pieces that are known, in the order of their bytes; this one's among them unless it was not taken. */
  readonly numbers: readonly number[];
  /** Ports of the TCP or UDP header, -1 until the first piece has come. */
  readonly srcPort: number;
  readonly dstPort: number;
  /** The captured bytes of this piece: where it completes a packet, `Packet.data` holds that packet. */
  readonly record: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);
const NO_COMMENTS: readonly string[] = [];

/**
 * A packet's layers. The dissector fills one it is given, so a caller that keeps no packet can use the same one again.
 * Offsets count from the start of `data`; -1 says that the layer is not there.
 */
export class Packet {
  /** Number in the capture, from 1. */
  number = 0;
  /** Capture time: whole seconds since 1970 and nanoseconds within the second. */
  seconds = 0;
  nanoseconds = 0;
  linkType = 0;
  /** Length on the wire, bytes. */
  length = 0;
  /** Captured bytes, possibly fewer than `length`. */
  capturedLength = 0;
  /**
   * Where the captured bytes stand: `bytes[start]` is the first one. In a reused packet `bytes` is the reader's buffer and is
   * overwritten by the next read; whoever keeps bytes copies them. Code that runs for every packet reads
   * `bytes[start + offset]`; everything else reads `data[offset]`.
   */
  bytes: Uint8Array = NO_BYTES;
  start = 0;
  #view: Uint8Array | null = NO_BYTES;

  /** The headers that were read, outermost first. The fields below are those of the innermost IP header. */
  readonly layers: LayerList = new LayerList();
  /** Tells apart the networks of equal addresses (layers/outer.ts); 0 where no tag or tunnel stands around the IP header. */
  outerHash = 0;
  /** Protocol of the network header as an EtherType, tags skipped; -1 where the link layer does not say. */
  etherType = -1;
  /** Offset at which the innermost header that tells says its content ends: the frame's length, or less. */
  frameEnd = 0;
  /** 4, 6, or 0 where no IP header could be read. */
  ipVersion: 0 | 4 | 6 = 0;
  ipStart = -1;
  /** Offset just past the IP packet by its own length field (link-layer padding lies beyond it). */
  ipEnd = -1;
  /** Bytes by which that length field exceeds the frame's length: the record was shortened, and its length with it. */
  ipLacking = 0;
  /** Protocol of the innermost header reached (6 = TCP). */
  protocol = -1;
  /** Identification field: 16 bits for IPv4, -1 where there is none. */
  ipId = -1;
  ttl = -1;
  /** Fragment offset in bytes, 0 for a whole packet or a first fragment. */
  fragmentOffset = 0;
  moreFragments = false;
  /** Of a piece, where the bytes begin that it carries; -1 for a whole packet. */
  pieceStart = -1;
  /** What became of a piece; null for a packet that came whole, and until it is known. */
  piece: Piece | null = null;

  tcpStart = -1;
  srcPort = 0;
  dstPort = 0;
  /** Raw sequence and acknowledgment numbers, unsigned 32-bit. */
  seq = 0;
  ack = 0;
  /** The nine flag bits, AE to FIN. */
  flags = 0;
  /** The window field as it stands in the header. */
  window = 0;
  checksum = 0;
  urgentPointer = 0;
  /** Offset of the first option byte is tcpStart + 20; options end where the payload begins. */
  payloadStart = -1;
  /** Bytes of TCP data by the IP length, captured or not. */
  payloadLength = 0;

  problem: Problem | null = null;

  /** False where the capture file holds no time for the packet (pcapng simple packet block). */
  hasTime = true;
  /** pcapng interface the packet was captured on, 0 in other files; its name where the file says it. */
  interfaceId = 0;
  interfaceName = "";
  /** pcapng `epb_flags` (bits 0-1 direction, see the pcapng draft, section 4.3.1), 0 where the file has none. */
  captureFlags = 0;
  /** Comments the capture file holds beside the packet. */
  comments: readonly string[] = NO_COMMENTS;

  /** The captured bytes as one view, made when first asked for. */
  get data(): Uint8Array {
    return this.#view ??= this.bytes.subarray(this.start, this.start + this.capturedLength);
  }

  /** Gives the packet captured bytes of its own. */
  set data(bytes: Uint8Array) {
    this.bytes = bytes;
    this.start = 0;
    this.capturedLength = bytes.length;
    this.#view = bytes;
  }

  /** Points the packet at captured bytes inside a larger buffer. */
  place(bytes: Uint8Array, start: number, capturedLength: number): void {
    this.bytes = bytes;
    this.start = start;
    this.capturedLength = capturedLength;
    this.#view = null;
  }
}

/**
 * A packet as whoever looks at it is handed it: one that is filled again for the next packet. Read what you need before then,
 * and copy what you keep; a test overwrites every packet after its visit to show that nobody does otherwise.
 */
export type ReadonlyPacket = Readonly<Omit<Packet, "place" | "layers">> & { readonly layers: Layers };
