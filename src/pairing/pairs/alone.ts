/** What is noted of a talk that only one capture holds, while its packets come; and why that may be so. */
import type { LonelyReason } from "../terms/lonely.ts";
import type { Side } from "../terms/side.ts";
import type { Protocol, Talk } from "../terms/talk.ts";

export class Alone {
  /** Packets of its client and of its server, and resets among the latter. */
  readonly packets = { client: 0, server: 0, resets: 0 };
  /** Capture time of its first and last packet, ns since the file's origin. */
  first = Infinity;
  last = -Infinity;

  constructor(readonly side: Side, readonly talk: Talk & { readonly protocol: Protocol }) {}

  take(time: number, { fromClient, isReset }: { readonly fromClient: boolean; readonly isReset: boolean }): void {
    const { packets } = this;
    packets[fromClient ? "client" : "server"]++;
    if (isReset && !fromClient) packets.resets++;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }
}

/** What is known of the other capture. */
export interface Elsewhere {
  /** It was taken farther from the client. */
  readonly near: boolean;
  /** When it ran, by the clock of the capture that holds the talk, ns. */
  readonly from: number;
  readonly until: number;
  /** It holds other packets of both hosts. */
  readonly knowsBoth: boolean;
}

/** A capture that began or ended so near may have been running: its first packet, or its last, came when it came; ns. */
const MARGIN = 1e9;

/** What the evidence allows. */
export function reasonOf({ packets, first, last }: Alone, { near, from, until, knowsBoth }: Elsewhere): LonelyReason {
  if (last < from - MARGIN || first > until + MARGIN) return "not-running";
  if (near && packets.server === 0) return "unanswered";
  if (!knowsBoth) return "elsewhere";
  return near && packets.resets === packets.server ? "refused" : "not-captured";
}
