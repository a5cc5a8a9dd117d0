/** The time of one conversation, cut into spans of one cause each: sums, and the longest spans of every cause. */
import { type BudgetItem, type Cause, CAUSES, type End, type LongSpan } from "./cause.ts";

/** Spans named of each cause. */
const NAMED = 5;
const ENDS: readonly End[] = [null, "client", "server"];
const PLACE = Object.fromEntries(CAUSES.map((cause, index) => [cause, index * ENDS.length])) as Record<Cause, number>;

function keyOf(cause: Cause, end: End): number {
  return PLACE[cause] + (end === null ? 0 : end === "client" ? 1 : 2);
}

interface Sum {
  nanoseconds: number;
  longest: LongSpan[];
}

/** Takes spans in the order of time, each beginning where the one before ended. */
export class Budget {
  readonly #sums: (Sum | undefined)[] = [];
  #key = -1;
  #from = 0;
  #to = 0;
  #firstPacket = 0;
  #lastPacket = 0;
  total = 0;

  /** Adds the time from `from` to `to`, ns; what is empty is left out. */
  add(cause: Cause, end: End, from: number, to: number, packets: { first: number; last: number }): void {
    if (!(to > from)) return;
    const key = keyOf(cause, end);
    if (key === this.#key && from === this.#to) {
      this.#to = to;
      this.#lastPacket = Math.max(this.#lastPacket, packets.last);
      return;
    }
    this.#close();
    this.#key = key;
    this.#from = from;
    this.#to = to;
    this.#firstPacket = packets.first;
    this.#lastPacket = Math.max(packets.first, packets.last);
  }

  /** The budget, largest item first. Nothing may be added after this. */
  items(): BudgetItem[] {
    this.#close();
    const { total } = this;
    const items: BudgetItem[] = [];
    this.#sums.forEach((sum, key) => {
      if (sum === undefined) return;
      const { nanoseconds, longest } = sum;
      items.push({
        cause: CAUSES[Math.floor(key / ENDS.length)]!,
        end: ENDS[key % ENDS.length]!,
        nanoseconds,
        share: total > 0 ? nanoseconds / total : 0,
        longest,
      });
    });
    return items.sort((a, b) => b.nanoseconds - a.nanoseconds);
  }

  /** What was taken for `cause` was `other`, of no end. */
  rename(cause: Cause, end: End, other: Cause): void {
    this.#close();
    const key = keyOf(cause, end);
    const sum = this.#sums[key];
    if (sum === undefined) return;
    delete this.#sums[key];
    const into = this.#sums[PLACE[other]] ??= { nanoseconds: 0, longest: [] };
    into.nanoseconds += sum.nanoseconds;
    into.longest = [...into.longest, ...sum.longest].sort((a, b) => b.nanoseconds - a.nanoseconds).slice(0, NAMED);
  }

  #close(): void {
    if (this.#key < 0) return;
    const nanoseconds = this.#to - this.#from;
    const sum = this.#sums[this.#key] ??= { nanoseconds: 0, longest: [] };
    sum.nanoseconds += nanoseconds;
    this.total += nanoseconds;
    this.#key = -1;
    const { longest } = sum;
    if (longest.length === NAMED && longest[NAMED - 1]!.nanoseconds >= nanoseconds) return;
    longest.push({ from: this.#firstPacket, to: this.#lastPacket, nanoseconds });
    longest.sort((a, b) => b.nanoseconds - a.nanoseconds);
    if (longest.length > NAMED) longest.length = NAMED;
  }
}
