/**
 * A capture that can be looked at in any order: a light reading notes where its packets stand and what its conversations are, a
 * second one, when somebody is looking already, what their time went to.
 */
import type { Moment } from "../../base/moment.ts";
import type { CaptureProblem, CaptureRecord } from "../../capture-file/capture_record.ts";
import { FlowJudge } from "../../flows/flow_judge.ts";
import type { Language } from "../../language/language.ts";
import type { Progress } from "../../reading/progress.ts";
import { type ReadingOptions, readPackets } from "../../reading/read_packets.ts";
import type { CaptureBytes } from "./capture_bytes.ts";
import { Conversations } from "./conversations.ts";
import { type BytesOptions, openBytes } from "./open_bytes.ts";
import { NONE, PacketIndex } from "./packet_index.ts";
import { RecordStore } from "./record_store.ts";
import { SequentialFeed } from "./sequential_feed.ts";
import { Turns } from "./turns.ts";

export class IndexedCapture implements AsyncDisposable {
  readonly index = new PacketIndex();
  readonly conversations: Conversations;
  readonly turns = new Turns();
  /** Time of the first packet that has one. */
  first: Moment = { seconds: 0, nanoseconds: 0 };
  problem: CaptureProblem | null = null;
  /** All packets that will come have been indexed. */
  whole = false;
  /** Share of the bytes in which conversations have been judged, from 0 to 1. */
  judgedShare = 0;
  readonly #store: RecordStore;
  readonly #arriving: Promise<void>;
  readonly #working: Promise<void>[] = [];
  readonly #closing = new AbortController();
  /** Aborted when the view ends. */
  readonly interrupted: AbortSignal;

  private constructor(readonly bytes: CaptureBytes, arriving: Promise<void>, interrupted: AbortSignal) {
    this.#arriving = arriving;
    this.interrupted = AbortSignal.any([interrupted, this.#closing.signal]);
    this.#store = new RecordStore(bytes);
    this.conversations = new Conversations(bytes.name);
  }

  /** Opens the capture at `path`; null after an interrupt. Throws `Failure` where it cannot be opened. Then `read` it. */
  static async open(path: string, options: BytesOptions): Promise<IndexedCapture | null> {
    const opened = await openBytes(path, options);
    return opened === null ? null : new IndexedCapture(opened.bytes, opened.arriving, options.interrupted);
  }

  /** As the user named it. */
  get name(): string {
    return this.bytes.name;
  }

  /** A copy of the record of packet `number`; null where the file has changed since it was indexed. */
  record(number: number): CaptureRecord | null {
    return this.#store.read(number, this.index.offsetOf(number));
  }

  /** The light reading: resolves when all packets have been indexed, of a capture that is followed when it ends. */
  read(progress: Progress): Promise<void> {
    return this.#work(this.#read(this.reading(progress)));
  }

  /** The reading that judges conversations, which gives way to those who ask for pages. Titles of findings are in `language`. */
  judge(language: Language, progress: Progress): Promise<void> {
    return this.#work(this.#judge(language, this.reading(progress)));
  }

  /** How the capture is read on any occasion: until the view ends. */
  reading(progress: Progress): ReadingOptions {
    return { terminal: { interrupted: this.interrupted, closed: false }, progress };
  }

  /** Ends every reading. */
  stop(): void {
    this.#closing.abort();
    this.bytes.end("complete");
  }

  /** Ends every reading, and lets go of the file. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    await Promise.allSettled([this.#arriving, ...this.#working]);
    this.bytes[Symbol.dispose]();
  }

  #work(reading: Promise<void>): Promise<void> {
    this.#working.push(reading);
    return reading;
  }

  async #read(options: ReadingOptions): Promise<void> {
    const feed = new SequentialFeed(this.bytes, {
      follows: true,
      turns: null,
      onSection: (from, reader) => this.#store.addSection(from, reader),
    });
    const { index, conversations } = this;
    let timed = false;
    const { problem } = await readPackets(feed, {
      visit: (packet, analysed) => {
        if (!timed && packet.hasTime) {
          timed = true;
          this.first = { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
        }
        if (analysed === null) return index.add(feed.offset, NONE, 0);
        index.add(feed.offset, analysed.conversation.index, analysed.verdicts);
        conversations.take(analysed);
      },
      onConversationEnd: (conversation) => conversations.end(conversation),
    }, options);
    await this.#arriving;
    this.problem = problem;
    this.whole = true;
  }

  async #judge(language: Language, options: ReadingOptions): Promise<void> {
    const feed = new SequentialFeed(this.bytes, { follows: true, turns: this.turns });
    const judge = new FlowJudge(language);
    const { stopped } = await readPackets(feed, {
      visit: (packet, analysed, related) => {
        this.judgedShare = feed.offset / this.bytes.length;
        if (analysed !== null) judge.take(analysed);
        else judge.takeOther(packet, related);
      },
      onConversationEnd: (conversation) => {
        const judgement = judge.end(conversation);
        if (judgement !== null) this.conversations.judge(conversation.index, judgement);
      },
    }, options);
    if (!stopped) this.judgedShare = 1;
  }
}
