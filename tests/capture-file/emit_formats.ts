/** snoop and NetMon captures as bytes. */
import type { WritableRecord } from "../../src/capture-file/pcap_writer.ts";
import { joined } from "../packet/record_of.ts";

function word(value: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
}

const big = (value: number): Uint8Array => word(value, false);
const little = (value: number): Uint8Array => word(value, true);
const half = (value: number): Uint8Array => little(value).slice(0, 2);

/** RFC 1761; packets are filled up to four bytes. */
export function snoopFile(records: readonly WritableRecord[], datalink = 4): Uint8Array<ArrayBuffer> {
  const packets = records.map(({ seconds, nanoseconds, length, data }) => {
    const padding = new Uint8Array((4 - data.length % 4) % 4);
    const size = 24 + data.length + padding.length;
    return joined(
      ...[big(length), big(data.length), big(size), big(0), big(seconds), big(nanoseconds / 1000)],
      ...[data, padding],
    );
  });
  return joined("736e6f6f70000000", big(2), big(datalink), ...packets);
}

/** The versions of NetMon, with the bytes that each has behind a frame. */
export const NETMON_VERSIONS = [[1, 1], [2, 0], [2, 1], [2, 2], [2, 3]] as const;

/** A capture of version `major`.`minor` that began at 2020-11-27 18:00:00.250 UTC; times of records count from 1970. */
export function netmonFile(
  records: readonly WritableRecord[],
  [major, minor]: readonly [number, number],
  { media = 1, notes = false }: { readonly media?: number; readonly notes?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const start = 1_606_500_000.25;
  const trailer = (at: number, kind: number): Uint8Array => {
    const time = new Uint8Array(8);
    new DataView(time.buffer).setBigUint64(0, BigInt(Math.round((at + 11_644_473_600) * 1e6)) * 10n, true);
    const parts = [half(kind), little(0), joined(time, 0)];
    return joined(...parts.slice(0, major === 1 ? 0 : minor));
  };
  const frame = (at: number, data: Uint8Array, length: number, kind: number): Uint8Array => {
    const head = major === 1
      ? joined(little(Math.round((at - start) * 1000)), half(length), half(data.length))
      : joined(little(Math.round((at - start) * 1e6)), little(0), little(length), little(data.length));
    return joined(head, data, trailer(at, kind));
  };
  const frames = records.flatMap(({ seconds, nanoseconds, length, data }) => [
    ...notes ? [frame(start, Uint8Array.of(1, 2, 3), 3, 0xffff)] : [],
    frame(seconds + nanoseconds / 1e9, data, length, media),
  ]);
  const body = joined(...frames);
  const end = 128 + body.length;
  const date = joined(...[2020, 11, 5, 27, 18, 0, 0, 250].map(half));
  const head = joined(
    ...[major === 1 ? "52545353" : "474d4255", minor, major, half(media), date, little(end), little(4 * frames.length)],
  );
  return joined(head, new Uint8Array(128 - head.length), body, new Uint8Array(4 * frames.length).fill(7));
}
