/** When a capture is too large to be read packet by packet. What prints its overview is loaded only then. */
import type { Scanned } from "../../../reading/scan.ts";
import type { Job } from "./explain_job.ts";

/** More packets than anybody reads one by one. */
const LARGE = 2000;
/** So many that the explanations are longer than anybody reads without knowing what to look for: some ten lines a packet. */
const LONG = 100;

/**
 * Whether an overview stands in for the packets, or before them, or there is none: it needs a user who chose no format and nothing
 * of the capture.
 */
export function overviewOf({ overview }: Scanned, { flags, selection }: Job): "instead" | "before" | null {
  const { packets } = overview.facts;
  if (!flags.overviews || flags.all || packets <= LONG) return null;
  const { stream, filter, first, last } = selection;
  if (stream !== null || filter !== null || first !== 1 || last !== Infinity) return null;
  if (packets > LARGE) return "instead";
  return overview.conversationCount > 0 ? "before" : null;
}
