/**
 * Settings of a link that contradict each other.
 */
import { ENDS } from "../wire/end.ts";
import { type LinkOptions, oneWay } from "../wire/link_options.ts";

/** What is wrong with a link, and what to do about it; null where nothing is. */
export function checkLink(link: LinkOptions): string | null {
  const rated = ENDS.some((end) => oneWay(link.rate, end) !== null) ||
    link.at.some(({ rate }) => rate !== undefined && rate !== null);
  const queued = [link.queue].flat().some((queue) => queue !== null) ||
    [link.queueKind].flat().some((kind) => kind !== "tail");
  if (queued && !rated) return "A queue needs a slow line: without --rate nothing waits";
  for (const end of ENDS) {
    if (!oneWay(link.ecn, end)) continue;
    if (oneWay(link.queueKind, end) === "tail") {
      return "--ecn needs --queue-kind codel or red: a queue that drops only when it is full has no room for a packet to mark";
    }
  }
  if (link.boxes.length > 0 && link.offload) {
    return `A box (${link.boxes[0]?.text}) takes packets as they are on a cable: it does not go with --offload`;
  }
  return null;
}
