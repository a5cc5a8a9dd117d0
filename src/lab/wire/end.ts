/** The two ends of the wire. */

export type End = "client" | "server";

export const ENDS: readonly End[] = ["client", "server"];

/** The end on the other side. */
export function otherEnd(end: End): End {
  return end === "client" ? "server" : "client";
}
