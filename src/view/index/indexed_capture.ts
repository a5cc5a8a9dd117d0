/** A capture that can be looked at in any order: one pass has noted where its packets stand and what its conversations are. */
import { type CaptureInput, openCapture } from "../../capture-file/capture_input.ts";
import type { CaptureProblem, CaptureRecord } from "../../capture-file/capture_record.ts";
import { type Flow, FlowBuilder } from "../../flows/flow.ts";
import type { CaptureFeed, RecordStream } from "../../reading/feeds/capture_feed.ts";
import { type ReadingOptions, readPackets } from "../../reading/read_packets.ts";
import type { Moment } from "../../base/moment.ts";
import { NONE, PacketIndex } from "./packet_index.ts";
import { RecordStore } from "./record_store.ts";
import { openSeekable } from "./seekable_file.ts";

export class IndexedCapture implements Disposable {
  readonly index = new PacketIndex();
  /** By conversation index. */
  readonly flows: Flow[] = [];
  /** Time of the first packet that has one. */
  first: Moment = { seconds: 0, nanoseconds: 0 };
  fileFormat = "";
  problem: CaptureProblem | null = null;

  private constructor(
    /** As the user named it. */
    readonly name: string,
    readonly store: RecordStore,
  ) {}

  /** Reads the capture at `path` once; null after an interrupt. Throws `Failure` where it cannot be opened. */
  static async open(path: string, options: ReadingOptions): Promise<IndexedCapture | null> {
    const file = await openSeekable(path);
    const capture = new IndexedCapture(path === "-" ? "standard input" : path, new RecordStore(file));
    await capture.#read(new SeekableFeed(file, capture), options);
    if (!options.terminal.interrupted.aborted) return capture;
    capture[Symbol.dispose]();
    return null;
  }

  /** A copy of the record of packet `number`; null where the file has changed since it was indexed. */
  record(number: number): CaptureRecord | null {
    return this.store.read(number, this.index.offsetOf(number));
  }

  [Symbol.dispose](): void {
    this.store[Symbol.dispose]();
  }

  async #read(feed: SeekableFeed, options: ReadingOptions): Promise<void> {
    const builder = new FlowBuilder(this.name);
    let timed = false;
    const outcome = await readPackets(feed, {
      visit: (packet, analysed, related) => {
        const stream = analysed === null ? NONE : analysed.conversation.index;
        this.index.add(feed.offset, stream, analysed?.verdicts ?? 0);
        if (!timed && packet.hasTime) {
          timed = true;
          this.first = { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
        }
        if (analysed !== null) builder.take(analysed);
        else if (related !== null) builder.takeRelated(related);
      },
      onConversationEnd: (conversation) => {
        const flow = builder.end(conversation);
        if (flow !== null) this.flows[flow.stream] = flow;
      },
    }, options);
    this.fileFormat = outcome.fileFormat;
    this.problem = outcome.problem;
  }
}

/** The file read from its beginning, its sections handed to the store. */
class SeekableFeed implements CaptureFeed {
  readonly live = false;
  readonly name: string;
  readonly size: number;
  bytesRead = 0;
  /** Byte of the file at which the record handed out last begins. */
  offset = 0;
  readonly #file: Deno.FsFile;
  readonly #capture: IndexedCapture;

  constructor(file: Deno.FsFile, capture: IndexedCapture) {
    this.#file = file;
    this.#capture = capture;
    this.name = capture.name;
    this.size = file.statSync().size;
  }

  get label(): string {
    return this.name;
  }

  async open(): Promise<RecordStream> {
    return new SeekableRecords(await openCapture(this.#file), this, this.#capture.store);
  }
}

class SeekableRecords implements RecordStream {
  readonly compressed = false;
  #section = 0;
  readonly #input: CaptureInput;
  readonly #feed: SeekableFeed;
  readonly #store: RecordStore;

  constructor(input: CaptureInput, feed: SeekableFeed, store: RecordStore) {
    this.#input = input;
    this.#feed = feed;
    this.#store = store;
  }

  next(): CaptureRecord | null {
    const record = this.#input.next();
    if (record === null) return null;
    this.#feed.offset = record.fileOffset;
    if (this.#input.sections !== this.#section) {
      this.#section = this.#input.sections;
      this.#store.addSection(record.number, this.#input.fork());
    }
    return record;
  }

  async more(): Promise<boolean> {
    const more = await this.#input.more();
    this.#feed.bytesRead = this.#input.bytesRead;
    return more;
  }

  get problem(): CaptureProblem | null {
    return this.#input.problem;
  }

  get fileFormat(): string {
    return this.#input.format ?? "";
  }

  [Symbol.dispose](): void {
    this.#input.close();
  }
}
