/** The link of a lab run, in English. */
import type { LinkWords } from "../kinds/link_words.ts";

export const ENGLISH_LINK: LinkWords = {
  delay: (ms) => `${ms} one way`,
  jitter: (ms) => `up to ${ms} more by chance`,
  code: (text) => text,
  offload: "segmentation offload",
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
};
