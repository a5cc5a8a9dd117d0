/** When a capture is too large to be read packet by packet. What prints its overview is loaded only then. */
import type { Scanned } from "../../../reading/scan.ts";
import type { Job } from "./explain_job.ts";

/** More packets than anybody reads one by one. */
const LARGE = 2000;
/** So many that the explanations are longer than anybody reads without knowing what to look for: some ten lines a packet. */
const LONG = 100;

/** Whether an overview is printed of a capture that is long: for a user who chose no format and nothing of the capture. */
export function wantsOverview({ flags, selection, filter }: Job): boolean {
  const { stream, first, last } = selection;
  const everything = stream === null && filter === null && first === 1 && last === Infinity;
  return flags.prints && flags.overviews && !flags.all && everything;
}

/** Whether the overview that is wanted stands in for the packets, or before them, or there is none. */
export function placeOfOverview({ overview }: Scanned): "instead" | "before" | null {
  const { packets } = overview.facts;
  if (packets <= LONG) return null;
  if (packets > LARGE) return "instead";
  return overview.conversationCount > 0 ? "before" : null;
}
