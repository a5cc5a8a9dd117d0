/**
 * A request on its way to an answer: what was asked for, in the terms of the site.
 */
import type { RequestPath } from "../files/request_path.ts";
import type { RequestHead } from "../message/request_head.ts";

export interface Asked {
  readonly head: RequestHead;
  /** "hidden": a path that leads to no file whatever is there; "elsewhere": not below the site's base. */
  readonly place: "site" | "hidden" | "elsewhere";
  /** Below the site's base. */
  readonly path: RequestPath;
  /** Decoded path, for patterns. */
  readonly plain: string;
  /** As sent, without `?`. */
  readonly query: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The decoded path with `/` between the names. */
export function plainPath({ segments, folder }: RequestPath): string {
  return `/${segments.join("/")}${folder && segments.length > 0 ? "/" : ""}`;
}
