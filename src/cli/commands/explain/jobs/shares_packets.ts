/** Whether jobs share the packets of a capture. What starts them is loaded only then. */
import { FORMATS } from "../../../../report/all_formats.ts";
import type { Job } from "../explain_job.ts";

/** Whether packets are printed, and printing them is most of the work: not where an overview may take their place. */
export function sharesPackets({ flags, selection }: Omit<Job, "expectation">): boolean {
  const { stream, first, last } = selection;
  const selects = stream !== null || flags.filter !== undefined || first !== 1 || last !== Infinity;
  const isShared: boolean | undefined = FORMATS[flags.format].isShared;
  return flags.prints && isShared === true && (!flags.overviews || flags.all || selects);
}
