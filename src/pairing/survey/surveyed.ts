/** What a reading keeps of a talk, whatever its protocol, so that its partner in the other capture is found. */
import type { Talk } from "../terms/talk.ts";
import type { Fingerprints, Mark } from "./marks.ts";

/** What packets are recognised by, each sketched by itself. */
export const MARK_KINDS = ["numbers", "clocks", "label"] as const satisfies readonly (keyof Fingerprints)[];
export type MarkKind = (typeof MARK_KINDS)[number];

export interface Surveyed {
  readonly talk: Talk;
  /** Capture time of the first packet, ns since the file's origin. */
  readonly first: number;
  /** The packets of one kind that cannot be taken for another. */
  unique(kind: MarkKind): Iterable<[hash: number, mark: Mark]>;
}
