/**
 * What was seen on the wire and said by the hosts, kept in memory in the form of a capture.
 */
import { CaptureRecord } from "../capture-file/capture_record.ts";
import { wallClock, type WallTime } from "../linux/clock.ts";
import type { KernelSample } from "./kernel/kernel_sample.ts";
import type { TranscriptLine } from "./lab.ts";
import type { WireEvent, WirePacket } from "./wire/direction.ts";

/** LINKTYPE_RAW: the packet begins with its IP header. A TUN device has no link layer. */
export const LINKTYPE_RAW = 101;

/** Once so many bytes are kept, later packets are cut to their headers. */
const MEMORY = 256 * 1024 * 1024;
const SNAP_LENGTH = 128;
const MOST_SAMPLES = 200_000;

const COMMENTS: Readonly<Record<WireEvent, string>> = {
  lost: "lost on the wire: never arrived",
  duplicated: "a copy made by the wire",
  held: "held back by the wire: others went first",
  corrupted: "a bit was flipped on the wire",
};

export class Recording {
  readonly packets: WirePacket[] = [];
  readonly lines: TranscriptLine[] = [];
  readonly samples: KernelSample[] = [];
  readonly #time = wallClock();
  #bytes = 0;

  addPacket(packet: WirePacket): void {
    const cut = this.#bytes > MEMORY && packet.bytes.byteLength > SNAP_LENGTH;
    const kept = cut
      ? { ...packet, bytes: packet.bytes.slice(0, SNAP_LENGTH), length: packet.bytes.byteLength }
      : packet;
    this.#bytes += kept.bytes.byteLength;
    this.packets.push(kept);
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

  /** The packets as a capture holds them, in order. */
  records(): CaptureRecord[] {
    return this.packets.map((packet, index) => this.#record(packet, index + 1));
  }

  #record({ at, bytes, length, event }: WirePacket, number: number): CaptureRecord {
    const { seconds, nanoseconds } = this.#time(at);
    return Object.assign(new CaptureRecord(), {
      number,
      seconds,
      nanoseconds,
      linkType: LINKTYPE_RAW,
      interfaceName: "wire",
      length: length ?? bytes.byteLength,
      bytes,
      capturedLength: bytes.byteLength,
      comments: event === null ? [] : [COMMENTS[event]],
    });
  }
}
