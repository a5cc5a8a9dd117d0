/** The link of a lab run, in English. */
import type { LinkWords } from "../kinds/link_words.ts";

export const ENGLISH_LINK: LinkWords = {
  delay: (ms) => `${ms} one way`,
  jitter: (ms) => `up to ${ms} more by chance`,
  code: (text) => text,
  offload: "segmentation offload (checksums are left to the card)",
  noOffload: "no offload",
  lost: (share) => `${share} lost`,
  overtaken: (share) => `${share} overtaken`,
  doubled: (share) => `${share} doubled`,
  damaged: (share) => `${share} damaged`,
  fault({ action, from, kind, nth, count }) {
    const which = count > 1 ? `packets ${nth} to ${nth + count - 1}` : `packet ${nth}`;
    const what = kind === "any"
      ? which
      : which.replace("packet", `${kind === "data" ? "data" : kind.toUpperCase()} packet`);
    return `the ${from}'s ${what} ${
      { drop: "lost", hold: "overtaken", duplicate: "doubled", corrupt: "damaged" }[action]
    }`;
  },
  eachWay: "client to server / server to client",
  unlimited: "unlimited",
  packets: (count) => `${count} packets`,
  bytes: (count) => `${count} bytes`,
  queue: (room, kind) => `a queue of ${room} (${kind})`,
  queueKinds: { tail: "tail drop", codel: "CoDel", red: "RED" },
  ecn: "ECN marks instead of drops",
  bursts: (share, packets) => `${share} lost in bursts of ${packets}`,
  change: (seconds, what) => `after ${seconds}: ${what}`,
  down: (seconds) => `down for ${seconds}`,
  boxes: (texts) => `in the middle: ${texts}`,
  queueDropped: (packets) => packets === 1 ? "The queue dropped 1 packet." : `The queue dropped ${packets} packets.`,
  queueMarked: (packets) => packets === 1 ? "The queue marked 1 packet." : `The queue marked ${packets} packets.`,
  boxesBlocked: (packets) =>
    packets === 1 ? "1 packet did not get past the boxes." : `${packets} packets did not get past the boxes.`,
};
