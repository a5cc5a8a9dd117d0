/** A live capture as a feed: read once, until the user, a count or the time ends it. */
import { CaptureRecord } from "../../capture-file/capture_record.ts";
import type { WritableRecord } from "../../capture-file/pcap_writer.ts";
import type { CaptureFeed, RecordStream } from "./capture_feed.ts";

/**
 * Waits for packets and shows each to `take`, whose bytes are valid during the call only; false once no more will come.
 */
export type PacketPump = (take: (packet: WritableRecord) => void) => Promise<boolean>;

export class LiveFeed implements CaptureFeed {
  readonly live = true;
  readonly bytesRead = 0;
  readonly size = null;
  readonly label: string;

  readonly #linkType: number;
  readonly #pump: PacketPump;

  constructor(readonly name: string, linkType: number, pump: PacketPump) {
    this.#linkType = linkType;
    this.#pump = pump;
    this.label = name;
  }

  open(): Promise<RecordStream> {
    return Promise.resolve(new LiveRecords(this.#linkType, this.#pump));
  }
}

/** Packets wait here between the ring that they came from and the analysis; their bytes are copied meanwhile. */
class LiveRecords implements RecordStream {
  readonly problem = null;
  readonly fileFormat = "";
  readonly compressed = false;
  #waiting: CaptureRecord[] = [];
  #taken = 0;
  #count = 0;
  #open = true;

  readonly #linkType: number;
  readonly #pump: PacketPump;

  constructor(linkType: number, pump: PacketPump) {
    this.#linkType = linkType;
    this.#pump = pump;
  }

  next(): CaptureRecord | null {
    return this.#waiting[this.#taken++] ?? null;
  }

  async more(): Promise<boolean> {
    this.#waiting = [];
    this.#taken = 0;
    if (!this.#open) return false;
    this.#open = await this.#pump((packet) => this.#waiting.push(this.#record(packet)));
    return this.#open || this.#waiting.length > 0;
  }

  [Symbol.dispose](): void {}

  #record({ seconds, nanoseconds, length, data }: WritableRecord): CaptureRecord {
    const record = new CaptureRecord();
    record.number = ++this.#count;
    record.seconds = seconds;
    record.nanoseconds = nanoseconds;
    record.linkType = this.#linkType;
    record.length = length;
    record.bytes = data.slice();
    record.capturedLength = data.length;
    return record;
  }
}
