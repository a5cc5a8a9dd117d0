/**
 * What was recorded, as the bytes of a capture file.
 */
import type { CaptureRecord } from "../capture-file/capture_record.ts";
import { pcapHeader, pcapRecord } from "../capture-file/pcap_writer.ts";
import { PcapngWriter } from "../capture-file/pcapng_writer.ts";
import { LINKTYPE_RAW } from "./recording.ts";

/** What a capture is of. */
export interface CaptureSource {
  /** `wire`, or the host whose interface it was. */
  readonly name: string;
  /** Its packets carry checksums that were left to the network card. */
  readonly unfilled: boolean;
}

/** The bytes of a capture file: classic pcap for `classic`, else pcapng, which tells in comments what the wire did. */
export function* captureFile(
  records: readonly CaptureRecord[],
  classic: boolean,
  { name, unfilled }: CaptureSource = { name: "wire", unfilled: false },
): Generator<Uint8Array<ArrayBuffer>> {
  if (classic) {
    yield pcapHeader(LINKTYPE_RAW);
    for (const record of records) yield pcapRecord(record);
    return;
  }
  const writer = new PcapngWriter();
  yield writer.header();
  const of = name === "wire" ? "the wire of tcplab lab" : `the ${name}'s interface in tcplab lab`;
  const description = unfilled ? `${of}; checksums were left to the network card, and are not filled in` : of;
  const { id, block } = writer.addInterface({ linkType: LINKTYPE_RAW, name, description });
  yield block;
  for (const record of records) yield writer.packet(record, { interfaceId: id, comments: record.comments });
}
