/**
 * The connection of a packet, as its sender's or receiver's kernel knows it. No I/O.
 */

const TCP = 6;
const IPV4_LEAST = 20;
const IPV6_LENGTH = 40;
const IDENTITY_LENGTH = 48;

export interface SegmentKey {
  /** One number for each pair of ports and version of IP: on a wire between two hosts it names the connection. */
  readonly key: number;
  /** 4 or 6. */
  readonly version: number;
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** The TCP connection of an IP packet; null where it has none, or is a later fragment. */
export function segmentKey(bytes: Uint8Array): SegmentKey | null {
  const version = (bytes[0] ?? 0) >> 4;
  if (version === 4) {
    const transport = ((bytes[0] ?? 0) & 0x0f) * 4;
    const fragment = ((bytes[6] ?? 0) & 0x1f) | (bytes[7] ?? 0);
    if (bytes[9] !== TCP || fragment !== 0 || transport < IPV4_LEAST) return null;
    return keyOf(bytes, { version, transport, source: 12, length: 4 });
  }
  if (version !== 6 || bytes[6] !== TCP) return null;
  return keyOf(bytes, { version, transport: IPV6_LENGTH, source: 8, length: 16 });
}

function keyOf(
  bytes: Uint8Array,
  place: { version: number; transport: number; source: number; length: number },
): SegmentKey | null {
  const { version, transport, source, length } = place;
  if (bytes.length < transport + 4) return null;
  const port = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const [sourcePort, destinationPort] = [port(transport), port(transport + 2)];
  return {
    key: ((version - 4) / 2 * 0x10000 + sourcePort) * 0x10000 + destinationPort,
    version,
    source: bytes.subarray(source, source + length),
    destination: bytes.subarray(source + length, source + 2 * length),
    sourcePort,
    destinationPort,
  };
}

/** The key of the packets that go the other way. */
export function reverseKey({ version, sourcePort, destinationPort }: SegmentKey): number {
  return ((version - 4) / 2 * 0x10000 + destinationPort) * 0x10000 + sourcePort;
}

/**
 * What asks the kernel for the socket that sent the packet, or for the one that received it: its own port and address
 * first (`struct inet_diag_sockid`), and no cookie.
 */
export function socketIdentity(segment: SegmentKey, sent: boolean): Uint8Array<ArrayBuffer> {
  const identity = new Uint8Array(IDENTITY_LENGTH);
  const view = new DataView(identity.buffer);
  const { source, destination, sourcePort, destinationPort } = segment;
  view.setUint16(0, sent ? sourcePort : destinationPort);
  view.setUint16(2, sent ? destinationPort : sourcePort);
  identity.set(sent ? source : destination, 4);
  identity.set(sent ? destination : source, 20);
  view.setUint32(IDENTITY_LENGTH - 8, 0xffffffff, true);
  view.setUint32(IDENTITY_LENGTH - 4, 0xffffffff, true);
  return identity;
}
