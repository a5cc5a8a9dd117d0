/** The two captures of a pair: A is the first that was named, always. */
export type Side = "a" | "b";

/** The other capture. */
export function otherSide(side: Side): Side {
  return side === "a" ? "b" : "a";
}
