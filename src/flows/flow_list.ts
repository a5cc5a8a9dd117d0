/** The first so many conversations by some order, and groups of like ones in place of their members. */
import type { Flow } from "./flow.ts";
import { type Group, Groups } from "./groups.ts";

/** A line of the list: one conversation, or a group of like ones. */
export interface ListedFlow {
  readonly flow: Flow;
  /** What the line stands for, where that is more than `flow`. */
  readonly group: Group | null;
}

/** Puts flows into an order: negative where the first one goes first. */
export type FlowOrder = (a: Flow, b: Flow) => number;

export interface FlowListOptions {
  readonly most: number;
  readonly order: FlowOrder;
  /** Whether like conversations share a line. */
  readonly grouped: boolean;
}

/** Kept while others come and go: memory for `most` lines, not for all conversations. */
export class FlowList {
  /** Conversations taken. */
  count = 0;
  #kept: Flow[] = [];
  readonly #groups = new Groups();
  readonly #options: FlowListOptions;

  constructor(options: FlowListOptions) {
    this.#options = options;
  }

  add(flow: Flow): void {
    this.count++;
    const { grouped, most } = this.#options;
    // A group's line is its first conversation: later ones need no place of their own.
    const group = grouped ? this.#groups.add(flow) : null;
    if (group !== null && group.sample !== flow) return;
    this.#kept.push(flow);
    if (this.#kept.length >= 2 * most + 64) this.#cut();
  }

  /** The lines, and how many conversations they do not stand for. */
  lines(): { readonly lines: readonly ListedFlow[]; readonly further: number } {
    this.#cut();
    const lines = this.#kept.slice(0, this.#options.most).map((flow) => ({ flow, group: this.#groupOf(flow) }));
    const told = lines.reduce((sum, { group }) => sum + (group?.count ?? 1), 0);
    return { lines, further: this.count - told };
  }

  #groupOf(flow: Flow): Group | null {
    return this.#options.grouped ? this.#groups.of(flow) : null;
  }

  /** Drops what its group's first line tells, and what is beyond the end of the list. */
  #cut(): void {
    const { order, most } = this.#options;
    this.#kept = this.#kept.filter((flow) => {
      const group = this.#groupOf(flow);
      return group === null || group.sample === flow;
    });
    this.#kept.sort((a, b) => order(a, b) || a.stream - b.stream);
    if (this.#kept.length > most) this.#kept.length = most;
  }
}
