/** What the lab and the thread that carries its packets say to each other. */
import type { LinkOptions } from "../wire/link_options.ts";
import type { End } from "../wire/end.ts";
import type { SeenPacket, WirePacket } from "../wire/passage.ts";
import type { KernelAnswer } from "../kernel/kernel_answer.ts";

/** A link in values that can go to another thread: boxes as they are written. */
export interface SentLink extends Omit<LinkOptions, "boxes"> {
  readonly boxes: readonly string[];
}

/** Lab to thread. */
export type WireOrder =
  /** The first: get ready for this link, and for cables that are packet sockets with frames, or else TUN devices. */
  | { readonly do: "rehearse"; readonly link: SentLink; readonly frames: boolean }
  | { readonly do: "carry"; readonly parts: SentParts };

/**
 * What the wire is made of. Descriptors go by number, for both threads are of one process; from now on they are the thread's, but
 * for the bell.
 */
export interface SentParts {
  /** The cables of the hosts' interfaces. */
  readonly cables: Readonly<Record<End, number>>;
  /** Netlink sockets to both kernels' diagnosis. */
  readonly kernels: Readonly<Record<End, number>>;
  /** The wire ends when this is readable. */
  readonly bell: number;
  /** The hosts of which it is told what their interfaces saw. */
  readonly seen: readonly End[];
}

/** A packet that entered the link, as it is known so far. */
export interface EnteredPacket extends WirePacket {
  /** Counted from 0. */
  readonly number: number;
}

/** What became of a packet of which it was told before: what is there takes the place of what was known. */
export type ChangedPacket =
  & Pick<EnteredPacket, "number" | "event" | "delay" | "pending" | "arrived">
  & Partial<Pick<EnteredPacket, "bytes">>;

/** What happened on the wire since the last time. */
export interface WireNews {
  readonly entered: EnteredPacket[];
  readonly changed: ChangedPacket[];
  readonly seen: { readonly host: End; readonly packet: SeenPacket }[];
  /** What the kernels answered. */
  readonly answers: KernelAnswer[];
  /** Nothing is on its way. */
  readonly empty: boolean;
}

/** Thread to lab. */
export type WireMessage =
  /** It is ready to carry. */
  | { readonly say: "ready" }
  /** Before that: news of packets that were nobody's. */
  | { readonly say: "rehearsed"; readonly news: WireNews }
  | { readonly say: "news"; readonly news: WireNews }
  /** The bell has rung, and all is closed. `overrun`: packets of each host that found no room before the wire. */
  | { readonly say: "ended"; readonly overrun: Readonly<Record<End, number>> };
