/**
 * What was seen on the wire and said by the hosts, kept in memory in the form of a capture.
 */
import { CaptureRecord } from "../capture-file/capture_record.ts";
import { wallClock } from "../linux/clock.ts";
import type { TranscriptLine } from "./lab.ts";
import type { WireEvent, WirePacket } from "./wire/passage.ts";

/** LINKTYPE_RAW: the packet begins with its IP header. A TUN device has no link layer. */
export const LINKTYPE_RAW = 101;

/** Once so many bytes are kept, later packets are cut to their headers. */
const MEMORY = 256 * 1024 * 1024;
const SNAP_LENGTH = 128;

const COMMENTS: Readonly<Record<WireEvent, string>> = {
  lost: "lost on the wire: never arrived",
  duplicated: "a copy made by the wire",
  held: "held back by the wire: others went first",
  corrupted: "a bit was flipped on the wire",
  dropped: "dropped by the queue: never arrived",
  marked: "marked by the queue with congestion experienced (CE)",
  blocked: "blocked by a box in the middle: never arrived",
  injected: "sent by a box in the middle, not by the host whose address it carries",
};

export class Recording {
  readonly packets: WirePacket[] = [];
  readonly lines: TranscriptLine[] = [];
  readonly #time = wallClock();
  #bytes = 0;

  addPacket(packet: WirePacket): void {
    if (this.#bytes > MEMORY) packet.cut?.(SNAP_LENGTH);
    this.#bytes += packet.bytes.byteLength;
    this.packets.push(packet);
  }

  addLine(line: TranscriptLine): void {
    this.lines.push(line);
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
