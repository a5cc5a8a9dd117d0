/** How a capture that ends in damage is told, by every command alike. */
import type { CaptureProblem } from "../capture-file/capture_record.ts";

/** Where a reading stopped, and what its offsets count. */
export interface Damaged {
  readonly problem: CaptureProblem;
  /** Offsets count bytes after decompression. */
  readonly compressed: boolean;
}

/** `x.pcap is damaged at byte 123: the file ends inside a packet`; `label` names the capture as messages do. */
export function damageOf(label: string, { problem: { offset, reason }, compressed }: Damaged): string {
  const where = compressed ? `byte ${offset} of the uncompressed capture` : `byte ${offset}`;
  return `${label} is damaged at ${where}: ${reason}`;
}
