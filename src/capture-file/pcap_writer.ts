/**
 * Writes classic capture files (draft-ietf-opsawg-pcap), little-endian. The functions give bytes; whoever calls them writes.
 */

const SNAP_LENGTH = 262144;

/** The parts of a record that a writer needs; `CaptureRecord` and `Packet` have them. */
export interface WritableRecord {
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Length on the wire. */
  readonly length: number;
  readonly data: Uint8Array;
}

/** Resolution of the times in a classic file. */
export type PcapResolution = "us" | "ns";

/** The 24-byte file header. */
export function pcapHeader(linkType: number, resolution: PcapResolution = "ns"): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, resolution === "ns" ? 0xa1b23c4d : 0xa1b2c3d4, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, SNAP_LENGTH, true);
  view.setUint32(20, linkType, true);
  return bytes;
}

/** One record. Microsecond files lose the last three digits of the time. */
export function pcapRecord(record: WritableRecord, resolution: PcapResolution = "ns"): Uint8Array<ArrayBuffer> {
  const { data } = record;
  const bytes = new Uint8Array(16 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, record.seconds, true);
  view.setUint32(4, resolution === "ns" ? record.nanoseconds : Math.floor(record.nanoseconds / 1000), true);
  view.setUint32(8, data.length, true);
  view.setUint32(12, record.length, true);
  bytes.set(data, 16);
  return bytes;
}
