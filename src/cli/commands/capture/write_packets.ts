/** From a feed to files: each packet as it comes, with the processes it belongs to as a comment where they are asked for. */
import type { ReadonlyRecord } from "../../../capture-file/capture_record.ts";
import { dissect } from "../../../packet/dissect.ts";
import { Packet } from "../../../packet/packet.ts";
import type { CaptureFeed, RecordStream } from "../../../reading/feeds/capture_feed.ts";
import type { CaptureSink } from "./capture_file_sink.ts";
import { processText } from "../../../reading/write_live.ts";
import type { ProcessNames } from "./process_names.ts";

/** Writes packets until there are no more, or enough files; gives how the feed ended. */
export async function writePackets(
  feed: CaptureFeed,
  sink: CaptureSink,
  processes: ProcessNames | null,
): Promise<Pick<RecordStream, "problem" | "compressed">> {
  using records = await feed.open();
  const comments = processes === null ? null : new ProcessComments(processes);
  let wanted = true;
  do {
    for (let record = records.next(); record !== null && wanted; record = records.next()) {
      wanted = sink.add(record, { linkType: record.linkType, comment: comments?.of(record) ?? null });
    }
    await sink.flush();
  } while (wanted && await records.more());
  await sink.end();
  const { problem, compressed } = records;
  return { problem, compressed };
}

/** The processes of a packet in words, once for each conversation and pair of processes. */
class ProcessComments {
  readonly #processes: ProcessNames;
  readonly #packet = new Packet();
  readonly #told = new Set<string>();

  constructor(processes: ProcessNames) {
    this.#processes = processes;
  }

  of(record: ReadonlyRecord): string | null {
    const packet = dissect(record, this.#packet);
    const text = processText(this.#processes.of(packet));
    const key = `${packet.srcPort} ${packet.dstPort} ${text}`;
    if (text === "" || this.#told.has(key)) return null;
    this.#told.add(key);
    return text;
  }
}
