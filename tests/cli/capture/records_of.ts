/** What a capture file holds. */
import { CaptureReader } from "../../../src/capture-file/capture_reader.ts";

/** One record: seconds, captured bytes and bytes on the wire. */
export interface FileRecord {
  readonly seconds: number;
  readonly captured: number;
  readonly length: number;
}

/** The records of a file, and why it ends early, or null. */
export function recordsIn(path: string): { readonly records: FileRecord[]; readonly problem: string | null } {
  const reader = new CaptureReader();
  reader.push(Deno.readFileSync(path));
  reader.end();
  const records: FileRecord[] = [];
  for (let record = reader.next(); record !== null; record = reader.next()) {
    records.push({ seconds: record.seconds, captured: record.capturedLength, length: record.length });
  }
  return { records, problem: reader.problem?.reason ?? null };
}
