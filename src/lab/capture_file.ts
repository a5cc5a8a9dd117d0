/**
 * Writes what was recorded to a file, whole or not at all.
 */
import { Failure } from "../base/failure.ts";
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

/** Writes `parts` to `path` by way of a file beside it that takes the name only when it is complete. */
export async function writeWhole(path: string, parts: Iterable<Uint8Array<ArrayBuffer>>): Promise<void> {
  const beside = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    {
      using file = await Deno.open(beside, { write: true, createNew: true });
      for (const part of parts) {
        for (let rest = part; rest.length > 0;) rest = rest.subarray(await file.write(rest));
      }
    }
    await Deno.rename(beside, path);
  } catch (error) {
    await Deno.remove(beside).catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot write ${path}: ${reason}; choose another place`);
  }
}
