/**
 * The bytes of an IP packet from those of its pieces: the headers are those of the piece that came last, with lengths, flags and
 * checksum as the whole packet would have had them.
 */
import { u16 } from "./bytes.ts";
import { foldSum, sumWords } from "./checksum.ts";
import { GTP_U, IPV4, IPV6, type Layer, PPPOE, UDP } from "./layer.ts";
import type { Packet } from "./packet.ts";

/** A piece: from which byte of the content to which, and the packet that brought it. */
export interface KeptPiece {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  readonly number: number;
  /** Of IPv6: what its fragment header announces. */
  readonly nextHeader: number;
}

const FRAGMENT_HEADER = 8;

/**
 * Places the joined bytes in `packet`, whose own piece came last; `pieces` are all of them, in their order and without gaps. In
 * IPv6 the first piece says what follows the fragment header.
 */
export function joinPieces(packet: Packet, pieces: readonly KeptPiece[]): void {
  const { pieceStart, ipStart, ipEnd, ipVersion } = packet;
  const whole = pieces.at(-1)!.end;
  const bytes = new Uint8Array(pieceStart + whole);
  bytes.set(packet.data.subarray(0, pieceStart));
  for (const piece of pieces) bytes.set(piece.bytes, pieceStart + piece.start);
  const more = pieceStart + whole - ipEnd;
  for (let i = 0; i < packet.layers.length; i++) lengthen(bytes, packet.layers.at(i), more);
  if (ipVersion === 4) {
    putU16(bytes, ipStart + 6, 0);
    putIpv4Checksum(bytes, ipStart, pieceStart);
  } else {
    const header = pieceStart - FRAGMENT_HEADER;
    bytes[header] = pieces[0]!.nextHeader;
    putU16(bytes, header + 2, 0);
  }
  packet.place(bytes, 0, bytes.length);
}

/** Headers around a piece say how long it is; those around the whole packet say more. */
function lengthen(bytes: Uint8Array, { kind, start }: Layer, more: number): void {
  if (kind === IPV4) putLength(bytes, start + 2, more);
  else if (kind === IPV6) putLength(bytes, start + 4, more);
  else if (kind === PPPOE || kind === UDP) putLength(bytes, start + 4, more);
  else if (kind === GTP_U) putLength(bytes, start + 2, more);
}

/** A length beyond what the field can say is written as 0: the packet ends where the frame does. */
function putLength(bytes: Uint8Array, at: number, more: number): void {
  const length = u16(bytes, at) + more;
  putU16(bytes, at, length > 0xffff ? 0 : length);
}

function putIpv4Checksum(bytes: Uint8Array, start: number, end: number): void {
  putU16(bytes, start + 10, 0);
  putU16(bytes, start + 10, ~foldSum(sumWords(bytes, start, end)));
}

function putU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8;
  bytes[at + 1] = value;
}
