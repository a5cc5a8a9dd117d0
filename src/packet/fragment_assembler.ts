/**
 * Puts IP fragments together (RFC 791 3.2, RFC 8200 4.5), as the receiving host does: the piece that completes a packet becomes
 * that packet. What is kept is bounded in bytes, in number and in time; pieces that overlap are refused (RFC 5722).
 */
import { i32 } from "./bytes.ts";
import { dissectLayers } from "./dissect.ts";
import { joinPieces, type KeptPiece } from "./join_pieces.ts";
import type { Packet, Piece, PieceFate } from "./packet.ts";

/** What is kept at most. */
export interface AssemblyLimits {
  /** Bytes of pieces, and packets that lack some. */
  readonly bytes: number;
  readonly packets: number;
}

/** 4 MB is what Linux keeps. */
const LIMITS: AssemblyLimits = { bytes: 4 << 20, packets: 4096 };
/** Pieces that come later than this after the first, seconds, are not waited for: Linux for IPv4, RFC 8200 for IPv6. */
export const LONGEST_WAIT = { 4: 30, 6: 60 } as const;
/** The length field of an IPv4 packet, and the payload's of IPv6, say no more. */
const LARGEST = 0xffff;

/** A packet of which some pieces have come. */
interface Unfinished {
  readonly seconds: number;
  readonly ipVersion: 4 | 6;
  /** In the order of their bytes. */
  readonly pieces: KeptPiece[];
  /** Bytes of the pieces that are there; bytes that there should be, -1 until the last piece is there. */
  held: number;
  whole: number;
  srcPort: number;
  dstPort: number;
  /** Pieces overlapped: none of them is believed. */
  refused: boolean;
}

export class FragmentAssembler {
  readonly #unfinished = new Map<string, Unfinished>();
  readonly #limits: AssemblyLimits;
  /** Bytes kept. */
  #held = 0;

  constructor(limits: AssemblyLimits = LIMITS) {
    this.#limits = limits;
  }

  /** Bytes of pieces that are waiting. */
  get held(): number {
    return this.#held;
  }

  /**
   * Takes a packet that has just been dissected. Where it is the last piece that was missing, it is filled with the whole packet
   * and dissected again; `packet.piece` says what became of a piece. Other packets stay as they are.
   */
  take(packet: Packet): void {
    while (packet.pieceStart >= 0) {
      const piece = this.#place(packet);
      packet.piece = piece;
      if (piece.fate !== "completes") return;
    }
  }

  /** Pieces inside a tunnel that came in pieces itself are told by the inner ones, but have the record of the file. */
  #place(packet: Packet): Piece {
    const record = packet.piece?.record ?? packet.data;
    const key = keyOf(packet);
    this.#forget(packet.seconds);
    const unfinished = this.#unfinished.get(key) ?? this.#begin(key, packet);
    const fate = this.#add(unfinished, packet);
    const { pieces, srcPort, dstPort } = unfinished;
    const numbers = pieces.map(({ number }) => number);
    if (fate === "completes") {
      this.#drop(key, unfinished);
      joinPieces(packet, pieces);
      dissectWhole(packet);
    }
    return { fate, numbers, srcPort, dstPort, record };
  }

  #begin(key: string, { seconds, ipVersion }: Packet): Unfinished {
    const unfinished: Unfinished = {
      seconds,
      ipVersion: ipVersion === 4 ? 4 : 6,
      pieces: [],
      held: 0,
      whole: -1,
      srcPort: -1,
      dstPort: -1,
      refused: false,
    };
    this.#unfinished.set(key, unfinished);
    this.#makeRoom();
    return unfinished;
  }

  #add(unfinished: Unfinished, packet: Packet): PieceFate {
    const { pieceStart, ipEnd, fragmentOffset: start, moreFragments } = packet;
    const length = ipEnd - pieceStart;
    const end = start + length;
    if (unfinished.refused) return "overlap";
    if (ipEnd > packet.capturedLength) return "cut";
    if (length <= 0 || end > LARGEST || moreFragments && length % 8 !== 0) return "malformed";
    const { pieces } = unfinished;
    const at = pieces.findIndex((piece) => piece.end > start);
    const next = at < 0 ? undefined : pieces[at]!;
    if (next !== undefined && next.start === start && next.end === end) return "again";
    const beyond = !moreFragments ? (pieces.at(-1)?.end ?? 0) > end : unfinished.whole >= 0 && end > unfinished.whole;
    if (next !== undefined && next.start < end || beyond || !moreFragments && unfinished.whole >= 0) {
      this.#refuse(unfinished);
      return "overlap";
    }
    const bytes = packet.data.slice(pieceStart, ipEnd);
    pieces.splice(at < 0 ? pieces.length : at, 0, {
      start,
      end,
      bytes,
      number: packet.number,
      nextHeader: packet.data[pieceStart - 8]!,
    });
    if (!moreFragments) unfinished.whole = end;
    if (start === 0 && length >= 4) {
      unfinished.srcPort = i32(bytes, 0) >>> 16;
      unfinished.dstPort = i32(bytes, 0) & 0xffff;
    }
    unfinished.held += length;
    this.#held += length;
    if (unfinished.held === unfinished.whole) return "completes";
    this.#makeRoom();
    return "kept";
  }

  /** Keeps in mind that pieces of this packet are not to be believed, but none of them. */
  #refuse(unfinished: Unfinished): void {
    unfinished.refused = true;
    this.#held -= unfinished.held;
    unfinished.held = 0;
    unfinished.pieces.length = 0;
  }

  #drop(key: string, { held }: Unfinished): void {
    this.#unfinished.delete(key);
    this.#held -= held;
  }

  /** Lets go of packets whose pieces have been waited for long enough, by the capture's clock. */
  #forget(now: number): void {
    for (const [key, unfinished] of this.#unfinished) {
      if (now - unfinished.seconds < LONGEST_WAIT[unfinished.ipVersion]) return;
      this.#drop(key, unfinished);
    }
  }

  #makeRoom(): void {
    for (const [key, unfinished] of this.#unfinished) {
      if (this.#unfinished.size <= this.#limits.packets && this.#held <= this.#limits.bytes) return;
      this.#drop(key, unfinished);
    }
  }
}

/** What makes pieces belong together: addresses, protocol and identification, in the same tunnel. */
function keyOf(packet: Packet): string {
  const { bytes, start, ipStart, ipVersion, pieceStart } = packet;
  const at = start + ipStart;
  const four = ipVersion === 4;
  const id = four ? packet.ipId : i32(bytes, start + pieceStart - 4);
  // The protocol of an IPv6 packet stands in its first piece alone.
  let key = `${packet.outerHash} ${id} ${four ? packet.protocol : 6}`;
  const end = at + (four ? 20 : 40);
  for (let i = at + (four ? 12 : 8); i < end; i += 4) key += ` ${i32(bytes, i)}`;
  return key;
}

/** The frame was only as long as its piece: its length is needed while the headers are read, and then is the frame's again. */
function dissectWhole(packet: Packet): void {
  const { length } = packet;
  packet.length = packet.capturedLength;
  dissectLayers(packet);
  packet.length = length;
}
