/**
 * What was seen on the wire and said by the hosts, kept in memory in the form of a capture.
 */
import { CaptureRecord } from "../capture-file/capture_record.ts";
import { wallClock, type WallTime } from "../linux/clock.ts";
import type { KernelSample } from "./kernel/kernel_sample.ts";
import type { TranscriptLine } from "./lab_options.ts";
import { withChecksum } from "./fill_checksums.ts";
import type { End } from "./wire/end.ts";
import { WIRE_COMMENTS, type WireEvent } from "../expectation/wire_event.ts";
import type { SeenPacket, WirePacket } from "./wire/passage.ts";

/** LINKTYPE_RAW: the packet begins with its IP header. A TUN device has no link layer. */
export const LINKTYPE_RAW = 101;

const MOST_SAMPLES = 200_000;

/** What a recording keeps besides what was on the wire. */
export interface RecordingOptions {
  /** The hosts whose interfaces are recorded too. */
  readonly hosts?: readonly End[];
  /** Fill in the checksums that hosts left to their network card. */
  readonly checksums?: boolean;
}

export class Recording {
  readonly packets: WirePacket[] = [];
  readonly lines: TranscriptLine[] = [];
  readonly samples: KernelSample[] = [];
  readonly #seen: Record<End, SeenPacket[]> = { client: [], server: [] };
  readonly #options: RecordingOptions;
  readonly #time = wallClock();

  constructor(options: RecordingOptions = {}) {
    this.#options = options;
  }

  addPacket(packet: WirePacket): void {
    this.packets.push(packet);
  }

  /** A host's interface sent or got a packet. */
  addSeen(host: End, packet: SeenPacket): void {
    if (this.#options.hosts?.includes(host)) this.#seen[host].push(packet);
  }

  addLine(line: TranscriptLine): void {
    this.lines.push(line);
  }

  /** Later samples than these are left out: nobody reads so many. */
  addSample(sample: KernelSample): void {
    if (this.samples.length < MOST_SAMPLES) this.samples.push(sample);
  }

  /** A moment of the monotonic clock as the packets' time of day. */
  timeOf(at: number): WallTime {
    return this.#time(at);
  }

  /** When the first packet passed, monotonic ns; 0 without packets. */
  get start(): number {
    return this.packets[0]?.at ?? 0;
  }

  /** The packets of the wire as a capture holds them, in order. */
  records(): CaptureRecord[] {
    return this.packets.map((packet, index) =>
      this.#record(packet, {
        number: index + 1,
        interfaceName: "wire",
        comments: packet.event === null ? [] : [WIRE_COMMENTS[packet.event]],
      })
    );
  }

  /** What a host's interface sent and got, as a capture on the host holds it. */
  seenRecords(host: End): CaptureRecord[] {
    return this.#seen[host].map((packet, index) =>
      this.#record(packet, { number: index + 1, interfaceName: host, comments: [] })
    );
  }

  /** How often each thing happened to packets. */
  counts(): Readonly<Partial<Record<WireEvent, number>>> {
    const counts: Partial<Record<WireEvent, number>> = {};
    for (const { event } of this.packets) if (event !== null) counts[event] = (counts[event] ?? 0) + 1;
    return counts;
  }

  #record(
    { at, bytes, length }: SeenPacket,
    rest: Pick<CaptureRecord, "number" | "interfaceName" | "comments">,
  ): CaptureRecord {
    const { seconds, nanoseconds } = this.#time(at);
    const kept = this.#options.checksums ? withChecksum(bytes) : bytes;
    return Object.assign(new CaptureRecord(), {
      ...rest,
      seconds,
      nanoseconds,
      linkType: LINKTYPE_RAW,
      length: length ?? kept.byteLength,
      bytes: kept,
      capturedLength: kept.byteLength,
    });
  }
}
