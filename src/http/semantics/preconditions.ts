/**
 * Conditional requests: which of the conditions counts, in which order, and what follows (RFC 9110 13).
 */
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";
import { parseEntityTags, strongMatch, weakMatch } from "./entity_tag.ts";
import { parseHttpDate } from "./http_date.ts";

/** What identifies a representation's present state. */
export interface Validators {
  readonly etag: string;
  /** Modification time, ms since the epoch; null when it is not known. */
  readonly modified: number | null;
  /** False while the same date may come to name another state: parts of both must not be joined. */
  readonly dateIsStrong: boolean;
}

/** Bits of `RequestHead.present` of the fields looked at here; none of them set means there is nothing to evaluate. */
export const CONDITIONAL_FIELDS: number = 1 << Field.ifMatch | 1 << Field.ifNoneMatch | 1 << Field.ifModifiedSince |
  1 << Field.ifUnmodifiedSince;

/** Evaluates the preconditions of a GET or HEAD in the order of RFC 9110 13.2.2. */
export function evaluatePreconditions(head: RequestHead, current: Validators, now: number): "go on" | 304 | 412 {
  const match = head.value(Field.ifMatch);
  if (match !== null) {
    if (!anyMatches(match, current.etag, strongMatch)) return 412;
  } else if (changedSince(head.value(Field.ifUnmodifiedSince), current, now) === true) {
    return 412;
  }
  const noneMatch = head.value(Field.ifNoneMatch);
  if (noneMatch !== null) return anyMatches(noneMatch, current.etag, weakMatch) ? 304 : "go on";
  return changedSince(head.value(Field.ifModifiedSince), current, now) === false ? 304 : "go on";
}

/**
 * True when the Range field counts: there is no If-Range, or it names the present representation by a strong
 * validator (RFC 9110 13.1.5). A date is one only once the second it names has passed (8.8.2.2).
 */
export function ifRangeHolds(head: RequestHead, current: Validators, now: number): boolean {
  const value = head.value(Field.ifRange);
  if (value === null) return true;
  if (value.startsWith('"') || value.startsWith("W/")) return strongMatch(value, current.etag);
  const time = parseHttpDate(value, now);
  if (time === null || current.modified === null || !current.dateIsStrong) return false;
  return time === wholeSeconds(current.modified) && now - time >= 1000;
}

function anyMatches(list: string, etag: string, matches: (one: string, other: string) => boolean): boolean {
  const tags = parseEntityTags(list);
  return tags === "*" || (tags?.some((tag) => matches(tag, etag)) ?? false);
}

/** Undefined when the field is not there or not a date: then it is as if it were not there. */
function changedSince(value: string | null, current: Validators, now: number): boolean | undefined {
  if (value === null || current.modified === null) return undefined;
  const time = parseHttpDate(value, now);
  return time === null ? undefined : wholeSeconds(current.modified) > time;
}

function wholeSeconds(time: number): number {
  return time - time % 1000;
}
