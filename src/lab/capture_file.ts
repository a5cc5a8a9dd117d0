/**
 * What was recorded, as the bytes of a capture file.
 */
import type { CaptureRecord } from "../capture-file/capture_record.ts";
import { pcapHeader, pcapRecord } from "../capture-file/pcap_writer.ts";
import { PcapngWriter } from "../capture-file/pcapng_writer.ts";
import { LINKTYPE_RAW } from "./recording.ts";

/** The bytes of a capture file: classic pcap for `classic`, else pcapng, which tells in comments what the wire did. */
export function* captureFile(records: readonly CaptureRecord[], classic: boolean): Generator<Uint8Array<ArrayBuffer>> {
  if (classic) {
    yield pcapHeader(LINKTYPE_RAW);
    for (const record of records) yield pcapRecord(record);
    return;
  }
  const writer = new PcapngWriter();
  yield writer.header();
  const wire = writer.addInterface({ linkType: LINKTYPE_RAW, name: "wire", description: "the wire of tcplab lab" });
  yield wire.block;
  for (const record of records) yield writer.packet(record, { interfaceId: wire.id, comments: record.comments });
}
