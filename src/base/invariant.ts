/**
 * What must hold whatever bytes come in: where it does not, the fault is this program's own and not the data's.
 */

/** Throws an `Error` with `message`, which says what should hold, where `condition` is false. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${message}`);
}
