import type { End } from "../wire/end.ts";
import type { PacketKind } from "../wire/segment_view.ts";

/** The `nth` packet of a kind from one end, counted from 1. */
export interface AwaitedPacket {
  readonly from: End;
  readonly kind: PacketKind;
  readonly nth: number;
}

/** How a program speaks to the lab. */
export interface HostVoice {
  /** A line of the transcript. */
  line(text: string): void;
  /** The server accepts connections. */
  listening(): void;
  /** What it does next: where it waits, should it wait for ever. */
  step(step: string): void;
  /** Resolves when the wire has seen so many packets of a kind from one end. */
  seen(packet: AwaitedPacket): Promise<void>;
  /** Tells the other host something. */
  tell(what: string): void;
  /** Resolves when the other host has told `what`. */
  told(what: string): Promise<void>;
}
