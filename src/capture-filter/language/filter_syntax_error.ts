/** A filter expression that cannot be read: where, counted from column 1, and why. */
export class FilterSyntaxError extends Error {
  override name = "FilterSyntaxError";
  constructor(readonly column: number, readonly reason: string) {
    super(`column ${column}: ${reason}`);
  }
}
