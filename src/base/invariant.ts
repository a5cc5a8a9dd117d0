/**
 * What must hold in the cores whatever bytes come: lengths that are not negative, spans inside their buffer, order. Bytes that
 * break a protocol's rules are no reason to fail; an invariant that does not hold is a bug of ours, told as one.
 */

/** Thrown where an invariant does not hold. It is neither a `Failure` nor a `UsageError`. */
export class BrokenInvariant extends Error {
  override name = "BrokenInvariant";
}

/** Throws `BrokenInvariant` unless `holds`; `what` says in words what should have held. Cheap: used for every packet. */
export function invariant(holds: boolean, what: string): asserts holds {
  if (!holds) throw new BrokenInvariant(what);
}
