/**
 * Which packets a report shows: `--stream`, `--packets` and `--filter` together.
 */
import type { Predicate } from "./compile_filter.ts";
import { type ReportedPacket, streamOf } from "../facts/reported_packet.ts";

/** What the user asked for; what is not said selects everything. */
export interface Selection {
  /** Index of the one conversation wanted; null for all. */
  readonly stream: number | null;
  /** Numbers of the first and the last packet wanted. */
  readonly first: number;
  readonly last: number;
  readonly filter: Predicate | null;
  /** The filter asks for explanations. */
  readonly filterReadsExplanations: boolean;
}

export const EVERYTHING: Selection = {
  stream: null,
  first: 1,
  last: Infinity,
  filter: null,
  filterReadsExplanations: false,
};

/** Whether a packet is shown. */
export function selects(selection: Selection, reported: ReportedPacket): boolean {
  const { packet } = reported;
  if (packet.number < selection.first || packet.number > selection.last) return false;
  if (selection.stream !== null && streamOf(reported) !== selection.stream) return false;
  return selection.filter === null || selection.filter(reported);
}

/**
 * Reads `A-B`, `A-`, `-B` or `A`, counted from 1; null where the text is none of these, or backwards.
 */
export function parseRange(text: string): { readonly first: number; readonly last: number } | null {
  const match = /^(\d{0,15})(-?)(\d{0,15})$/.exec(text.trim());
  if (match === null || (match[1] === "" && match[3] === "")) return null;
  const first = match[1] === "" ? 1 : Number(match[1]);
  const last = match[3] !== "" ? Number(match[3]) : match[2] === "-" ? Infinity : first;
  return first >= 1 && last >= first ? { first, last } : null;
}
