/**
 * A sketch of a set: those of its members whose hashes are smallest. Two sets that have a part in common have some of these
 * in common as well, wherever in the sets that part lies; so two captures of one conversation are recognised although one of
 * them begins later or ends earlier (bottom-k sketches: Broder, "On the resemblance and containment of documents", 1997).
 */
export class Sketch<Member> {
  readonly #hashes: number[] = [];
  readonly #members: Member[] = [];
  /** Hashes that came more than once. */
  readonly #repeated = new Set<number>();
  readonly #size: number;

  /** Keeps at most `size` members. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Whether a member with this hash would be kept: ask before one is made. */
  wants(hash: number): boolean {
    const hashes = this.#hashes;
    if (hashes.length >= this.#size && hash > hashes[hashes.length - 1]!) return false;
    if (!hashes.includes(hash)) return true;
    this.#repeated.add(hash);
    return false;
  }

  /** Takes a member that `wants` has said yes to. */
  add(hash: number, member: Member): void {
    let at = this.#hashes.length;
    while (at > 0 && this.#hashes[at - 1]! > hash) at--;
    this.#hashes.splice(at, 0, hash);
    this.#members.splice(at, 0, member);
    if (this.#hashes.length <= this.#size) return;
    this.#repeated.delete(this.#hashes.pop()!);
    this.#members.pop();
  }

  /** Every member with its hash, the smallest first. */
  *entries(): Generator<[hash: number, member: Member]> {
    for (const [index, hash] of this.#hashes.entries()) yield [hash, this.#members[index]!];
  }

  /** The members of which there was one only: those that cannot be taken for another. */
  *unique(): Generator<[hash: number, member: Member]> {
    for (const entry of this.entries()) if (!this.#repeated.has(entry[0])) yield entry;
  }

  get length(): number {
    return this.#hashes.length;
  }
}
