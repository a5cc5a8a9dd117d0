/** The changes of a conversation, each code once, with the first packet that shows it and how many do. */
import type { Change, ChangeCode } from "../terms/change.ts";
import { CHANGE_CODES } from "../terms/change.ts";
import type { Side } from "../terms/side.ts";

type Open = { -readonly [K in keyof Change]: Change[K] };

/** Where a change shows. */
export interface Shown {
  readonly before?: string;
  readonly after?: string;
  readonly side: Side;
  readonly packet: number;
}

export class ChangeLog {
  readonly #changes = new Map<ChangeCode, Open>();

  add(code: ChangeCode, { before = "", after = "", side, packet }: Shown): void {
    const known = this.#changes.get(code);
    if (known === undefined) this.#changes.set(code, { code, before, after, side, packet, count: 1 });
    else known.count++;
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
