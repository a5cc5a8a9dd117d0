/** `tcplab pair --pcapng OUT`: both captures in one file, an interface each, in the order of A's clock. */
import type { CaptureRecord } from "../capture-file/capture_record.ts";
import { PcapngWriter } from "../capture-file/pcapng_writer.ts";
import { AtomicFile } from "../output/atomic_file.ts";
import { momentAfter } from "../base/moment.ts";
import { FileFacts } from "../pairing/survey/file_facts.ts";
import { correctionsOf } from "../pairing/clock/corrections.ts";
import type { ClockReading, Pairing } from "../pairing/terms/pairing.ts";
import type { Side } from "../pairing/terms/side.ts";
import type { PacketNotes } from "../report/pair/packet_notes.ts";
import type { RecordStream } from "./feeds/capture_feed.ts";
import type { ReadingOptions } from "./read_packets.ts";
import type { Feeds } from "./read_pair.ts";

/** Writes the file; gives the number of packets, null after an interrupt. Throws `Failure`. */
export async function writeMerged(
  feeds: Feeds,
  { path, pairing, notes, reading }: {
    readonly path: string;
    readonly pairing: Pairing;
    readonly notes: PacketNotes;
    readonly reading: ReadingOptions;
  },
): Promise<number | null> {
  const { interrupted } = reading.terminal;
  await using file = await AtomicFile.create(path, interrupted);
  const merged = new MergedCapture(file, feeds, notes);
  using a = await feeds.a.open();
  using b = await feeds.b.open();
  const next = async (stream: RecordStream): Promise<CaptureRecord | null> => {
    for (;;) {
      const record = stream.next();
      if (record !== null || !await stream.more()) return record;
    }
  };
  const correct = correctionOf(pairing);
  const [withoutA, withoutB] = [withoutSteps(pairing, "a"), withoutSteps(pairing, "b")];
  const ofA = (record: CaptureRecord | null): Timed | null => record && { record, time: withoutA(record) };
  const ofB = (record: CaptureRecord | null): Timed | null => record && { record, time: correct(withoutB(record)) };
  let [fromA, fromB] = [ofA(await next(a)), ofB(await next(b))];
  while ((fromA !== null || fromB !== null) && !interrupted.aborted) {
    if (fromA !== null && (fromB === null || isNotAfter(fromA.time, fromB.time))) {
      merged.add("a", fromA.record, fromA.time);
      fromA = ofA(await next(a));
    } else {
      merged.add("b", fromB!.record, fromB!.time);
      fromB = ofB(await next(b));
    }
    if (file.full) await file.flush();
  }
  if (interrupted.aborted) return null;
  await file.finish();
  return merged.packets;
}

type Moment = Pick<CaptureRecord, "seconds" | "nanoseconds">;

/** A record with its time by A's clock. */
interface Timed {
  readonly record: CaptureRecord;
  readonly time: Moment;
}

function isNotAfter(one: Moment, other: Moment): boolean {
  return one.seconds < other.seconds || (one.seconds === other.seconds && one.nanoseconds <= other.nanoseconds);
}

/** The times of a file as they would be, had no clock been set. */
function withoutSteps({ steps }: Pairing, side: Side): (record: CaptureRecord) => Moment {
  const corrections = correctionsOf(steps, side);
  if (corrections.length === 0) return (record) => record;
  const facts = new FileFacts(corrections);
  return (record) => {
    const time = facts.take(record);
    return momentAfter({ seconds: facts.origin, nanoseconds: 0 }, Math.round(time));
  };
}

/** B's times by A's clock; as they are where the clocks are not known. */
function correctionOf({ clock, origins }: Pairing): (time: Moment) => Moment {
  if (clock === null) return (time) => time;
  const between = (origins.b - origins.a) * 1e9;
  return ({ seconds, nanoseconds }) => {
    const since = (seconds - origins.b) * 1e9 + nanoseconds;
    const corrected = nanoseconds - aheadAt(since - (clock.offset - between), clock);
    const carried = Math.floor(corrected / 1e9);
    return { seconds: seconds + carried, nanoseconds: Math.floor(corrected - carried * 1e9) };
  };
}

/** How far B's clock is ahead at a time of A's. */
function aheadAt(time: number, { offset, middle, skewPpm }: ClockReading): number {
  return offset + (skewPpm ?? 0) * 1e-6 * (time - middle);
}

/** The blocks of the file. Interfaces are described when their first packet comes. */
class MergedCapture {
  readonly #writer = new PcapngWriter();
  readonly #interfaces = new Map<string, number>();
  readonly #file: AtomicFile;
  readonly #feeds: Feeds;
  readonly #notes: PacketNotes;
  packets = 0;

  constructor(file: AtomicFile, feeds: Feeds, notes: PacketNotes) {
    this.#file = file;
    this.#feeds = feeds;
    this.#notes = notes;
    file.add(this.#writer.header());
  }

  add(side: Side, record: CaptureRecord, { seconds, nanoseconds }: Moment): void {
    const { length, data, comments, flags, linkType, number } = record;
    const note = this.#notes[side].get(number);
    this.packets++;
    this.#file.add(this.#writer.packet({ seconds, nanoseconds, length, data }, {
      interfaceId: this.#interfaceOf(side, linkType),
      comments: note === undefined ? comments : [...comments, note],
      flags,
    }));
  }

  #interfaceOf(side: Side, linkType: number): number {
    const key = `${side} ${linkType}`;
    const known = this.#interfaces.get(key);
    if (known !== undefined) return known;
    const { id, block } = this.#writer.addInterface({
      linkType,
      name: side.toUpperCase(),
      description: this.#feeds[side].name,
    });
    this.#file.add(block);
    this.#interfaces.set(key, id);
    return id;
  }
}
