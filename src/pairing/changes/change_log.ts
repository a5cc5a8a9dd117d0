/** The changes of a conversation, each code once, with the first packet that shows it and how many do. */
import type { Change, ChangeCode } from "../terms/change.ts";
import { CHANGE_CODES } from "../terms/change.ts";

type Open = { -readonly [K in keyof Change]: Change[K] };

/** Where a change shows: in which file, and in which packet. */
export type Shown = Pick<Change, "side" | "packet">;

export class ChangeLog {
  readonly #changes = new Map<ChangeCode, Open>();

  /** `before` and `after` as the packets have it where they were sent, and where they arrived. */
  add(code: ChangeCode, { side, packet }: Shown, before: string | number = "", after: string | number = ""): void {
    const known = this.#changes.get(code);
    if (known !== undefined) known.count++;
    else this.#changes.set(code, { code, before: String(before), after: String(after), side, packet, count: 1 });
  }

  has(code: ChangeCode): boolean {
    return this.#changes.has(code);
  }

  /** Takes in the changes of another log. */
  include(changes: readonly Change[]): void {
    for (const change of changes) {
      const known = this.#changes.get(change.code);
      if (known === undefined) this.#changes.set(change.code, { ...change });
      else known.count += change.count;
    }
  }

  /** In the order in which the codes are listed. */
  list(): Change[] {
    return CHANGE_CODES.flatMap((code) => this.#changes.get(code) ?? []);
  }
}
