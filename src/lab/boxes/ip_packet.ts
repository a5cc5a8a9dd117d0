/**
 * An IP packet as a box changes it: where its parts are, and changes that leave the checksums as right, or as wrong, as they
 * were (RFC 1624).
 */

export const PROTOCOL_ICMP = 1;
export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;
export const PROTOCOL_ICMPV6 = 58;

const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
/** Hop-by-hop, routing, destination options: each says how long it is and what follows. */
const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60]);
const FRAGMENT = 44;

/** Where the parts of a packet are; offsets in bytes. */
export interface IpParts {
  readonly version: 4 | 6;
  /** Where what is above IP begins, and its protocol. */
  readonly start: number;
  readonly protocol: number;
  /** A later fragment has no ports. */
  readonly laterFragment: boolean;
  readonly dontFragment: boolean;
}

/** The parts of an IP packet; null where it is none, or too short for what is above it. */
export function partsOf(packet: Uint8Array): IpParts | null {
  const version = (packet[0] ?? 0) >> 4;
  if (version === 4 && packet.byteLength >= IPV4_HEADER) {
    const fragment = u16(packet, 6);
    const start = ((packet[0] ?? 0) & 15) * 4;
    const later = (fragment & 0x1fff) !== 0;
    return checked(packet, {
      version: 4,
      start,
      protocol: packet[9] ?? 0,
      laterFragment: later,
      dontFragment: (fragment & 0x4000) !== 0,
    });
  }
  return version === 6 && packet.byteLength >= IPV6_HEADER ? partsOfIpv6(packet) : null;
}

function partsOfIpv6(packet: Uint8Array): IpParts | null {
  let [protocol, start, laterFragment] = [packet[6] ?? 0, IPV6_HEADER, false];
  while (EXTENSIONS.has(protocol) || protocol === FRAGMENT) {
    if (start + 8 > packet.byteLength) return null;
    if (protocol === FRAGMENT) laterFragment = u16(packet, start + 2) >> 3 !== 0;
    const length = protocol === FRAGMENT ? 8 : ((packet[start + 1] ?? 0) + 1) * 8;
    protocol = packet[start] ?? 0;
    start += length;
  }
  return checked(packet, { version: 6, start, protocol, laterFragment, dontFragment: true });
}

function checked(packet: Uint8Array, parts: IpParts): IpParts | null {
  const needed = parts.laterFragment ? 0 : parts.protocol === PROTOCOL_TCP ? 20 : 8;
  return parts.start + needed <= packet.byteLength ? parts : null;
}

export function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function u32(bytes: Uint8Array, at: number): number {
  return ((u16(bytes, at) << 16) | u16(bytes, at + 2)) >>> 0;
}

/** The addresses: where the source's begins, and how long each is. */
export function addressesOf({ version }: IpParts): { readonly source: number; readonly length: number } {
  return version === 4 ? { source: 12, length: 4 } : { source: 8, length: 16 };
}

/** Where the checksum of TCP or UDP stands; null where it has none to follow. */
function upperChecksum(packet: Uint8Array, { protocol, start, laterFragment }: IpParts): number | null {
  if (laterFragment) return null;
  if (protocol === PROTOCOL_TCP) return start + 16;
  // A UDP sender over IPv4 may leave the checksum out: 0.
  if (protocol === PROTOCOL_UDP) return u16(packet, start + 6) === 0 ? null : start + 6;
  return protocol === PROTOCOL_ICMPV6 ? start + 2 : null;
}

/** A copy of a packet that is being changed. */
export class PacketEdit {
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(packet: Uint8Array<ArrayBuffer>, readonly parts: IpParts) {
    this.bytes = packet.slice();
  }

  /** Changes the IP header: IPv4's own checksum follows, and that above where it covers addresses (`pseudo`). */
  ipHeader(at: number, values: ArrayLike<number>, { pseudo = false } = {}): this {
    const checksums = [...(this.parts.version === 4 ? [10] : []), ...(pseudo ? this.#upper() : [])];
    return this.#put(at, values, checksums);
  }

  /** Changes what is above IP. */
  upper(at: number, values: ArrayLike<number>): this {
    return this.#put(this.parts.start + at, values, this.#upper());
  }

  upper16(at: number, value: number): this {
    return this.upper(at, [value >> 8 & 255, value & 255]);
  }

  upper32(at: number, value: number): this {
    return this.upper(at, [value >>> 24, value >> 16 & 255, value >> 8 & 255, value & 255]);
  }

  #upper(): number[] {
    const at = upperChecksum(this.bytes, this.parts);
    return at === null ? [] : [at];
  }

  #put(at: number, values: ArrayLike<number>, checksums: readonly number[]): this {
    // Sums go by words of 16 bits, which begin at even places of what they cover; every header begins at one.
    const from = at & ~1;
    const until = (at + values.length + 1) & ~1;
    const before = wordsBetween(this.bytes, from, until);
    this.bytes.set(Array.from(values), at);
    const after = wordsBetween(this.bytes, from, until);
    for (const checksum of checksums) this.#follow(checksum, before, after);
    return this;
  }

  /** HC' = ~(~HC + ~m + m') (RFC 1624 3). */
  #follow(at: number, before: readonly number[], after: readonly number[]): void {
    let sum = ~u16(this.bytes, at) & 0xffff;
    for (const word of before) sum += ~word & 0xffff;
    for (const word of after) sum += word;
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
    const value = ~sum & 0xffff;
    // UDP writes a sum of 0 as its other form, because 0 says that there is none (RFC 768).
    const written = value === 0 && this.parts.protocol === PROTOCOL_UDP && at === this.parts.start + 6 ? 0xffff : value;
    this.bytes[at] = written >> 8;
    this.bytes[at + 1] = written & 255;
  }
}

function wordsBetween(bytes: Uint8Array, from: number, until: number): number[] {
  return Array.from({ length: (until - from) / 2 }, (_, index) => u16(bytes, from + index * 2));
}
