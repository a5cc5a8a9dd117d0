/** When a capture is too large to be read packet by packet. What prints its overview is loaded only then. */
import type { Scanned } from "../../../reading/scan.ts";
import type { Job } from "./explain_job.ts";

/** More packets than anybody reads one by one. */
export const LARGE = 2000;

/** Whether the overview stands in for the packets: the user chose no format and nothing of the capture. */
export function isLarge({ overview }: Scanned, { flags, selection }: Job): boolean {
  if (!flags.overviews || flags.all || overview.facts.packets <= LARGE) return false;
  const { stream, filter, first, last } = selection;
  return stream === null && filter === null && first === 1 && last === Infinity;
}
