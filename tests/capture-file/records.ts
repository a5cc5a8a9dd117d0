import type { CaptureInput } from "../../src/capture-file/capture_input.ts";
import type { CaptureRecord } from "../../src/capture-file/capture_record.ts";

/**
 * The records of a capture, one after another, for callers that are in no hurry. Each is the same object; throws nothing for
 * a damaged file: see `input.problem` afterwards.
 */
export async function* records(input: CaptureInput): AsyncGenerator<CaptureRecord, void> {
  do {
    for (let record = input.next(); record !== null; record = input.next()) yield record;
  } while (await input.more());
}
