/** The list of conversations, sorted and searched. */
import type { Flow } from "../../flows/flow.ts";
import { type Column, columnOf, orderBy } from "../../report/conversations/columns.ts";
import type { ColumnContext } from "../../report/conversations/columns.ts";
import { MOST_ROWS, type Row, type Rows } from "./row.ts";

/** The columns of the page, what matters most first; the bar of the budget stands after `BAR_AFTER` of them. */
export const SHOWN_COLUMNS: readonly Column[] = [
  "stream",
  "lost",
  "cause",
  "client",
  "server",
  "duration",
  "toServer",
  "toClient",
  "again",
  "rtt",
  "state",
  "findings",
  "start",
  "packets",
  "rate",
].map((key) => columnOf(key)!);
export const BAR_AFTER = 3;

/** What is asked for. */
export interface ConversationQuery {
  /** Key of a column; what is no key sorts by lost time. */
  readonly sort: string;
  readonly reverse: boolean;
  /** Text that one of the cells holds, in any case of letters; empty for all. */
  readonly search: string;
  /** Only these; null for all. */
  readonly streams: ReadonlySet<number> | null;
}

/** Sorted once for each question, and kept for the next window of the same one. */
export class ConversationRows {
  readonly #flows: readonly Flow[];
  readonly #context: ColumnContext;
  #asked: ConversationQuery | null = null;
  #sorted: readonly Flow[] = [];

  constructor(flows: readonly Flow[], context: ColumnContext) {
    this.#flows = flows;
    this.#context = context;
  }

  /** Up to `count` rows from row `from` on. */
  window(query: ConversationQuery, from: number, count: number): Rows {
    const sorted = this.#answerTo(query);
    const rows = sorted.slice(from, from + Math.min(count, MOST_ROWS)).map((flow) => this.#rowOf(flow));
    return { total: sorted.length, from, rows };
  }

  #answerTo(query: ConversationQuery): readonly Flow[] {
    const asked = this.#asked;
    const same = asked !== null && asked.sort === query.sort && asked.reverse === query.reverse &&
      asked.search === query.search && asked.streams === query.streams;
    if (same) return this.#sorted;
    const { streams, sort, reverse } = query;
    const search = query.search.trim().toLowerCase();
    const order = orderBy(columnOf(sort) ?? columnOf("lost")!, reverse);
    this.#asked = query;
    this.#sorted = this.#flows
      .filter((flow) => streams === null || streams.has(flow.stream))
      .filter((flow) => search === "" || this.#cells(flow).some((cell) => cell.toLowerCase().includes(search)))
      .toSorted((a, b) => order(a, b) || a.stream - b.stream);
    return this.#sorted;
  }

  #cells(flow: Flow): readonly string[] {
    return SHOWN_COLUMNS.map((column) => column.text(flow, this.#context));
  }

  #rowOf(flow: Flow): Row {
    return {
      id: flow.stream,
      href: `conversation/${flow.stream}`,
      cells: this.#cells(flow),
      bar: flow.budget.map(({ cause, share }) => [cause, Math.round(share * 1000) / 1000] as const),
      trouble: flow.lost > flow.duration / 2,
    };
  }
}
