/** The list of conversations, sorted and searched. */
import { type Column, columnOf, orderBy } from "../../report/conversations/columns.ts";
import { causeColour } from "../../report/html/parts/cause_colour.ts";
import type { ColumnContext } from "../../report/conversations/columns.ts";
import type { Conversations, ViewedFlow } from "../index/conversations.ts";
import { byWorth, worthOf } from "../../flows/worth.ts";
import { MOST_ROWS, type Row, type Rows } from "./row.ts";

/** The columns of the page, what matters most first; the bar of the budget stands after `BAR_AFTER` of them. */
export const SHOWN_COLUMNS: readonly Column[] = [
  "stream",
  "lost",
  "cause",
  "client",
  "server",
  "name",
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

/** Columns that are empty until a conversation's time has been judged. */
const JUDGED: ReadonlySet<string> = new Set(["lost", "cause", "findings"]);
const NOT_YET = "…";

/** What is asked for. */
export interface ConversationQuery {
  /** Key of a column; what is no key puts first what is most worth a look. */
  readonly sort: string;
  readonly reverse: boolean;
  /** Text that one of the cells holds, in any case of letters; empty for all. */
  readonly search: string;
  /** Only these; null for all. */
  readonly streams: ReadonlySet<number> | null;
  /** What the asker knows the list by: while it stays the same, so does the list. Empty for the list as it is now. */
  readonly version: string;
}

/** Which rows of it. */
export interface ConversationWindow {
  readonly from: number;
  readonly count: number;
  /** A conversation whose window is wanted, wherever it stands; null for none. */
  readonly at: number | null;
}

/** Sorted once for each question, and kept for the next window of the same one. */
export class ConversationRows {
  readonly #conversations: Conversations;
  readonly #context: () => ColumnContext;
  #asked: ConversationQuery | null = null;
  #sorted: readonly ViewedFlow[] = [];

  /** `context` gives what texts are made with at the moment. */
  constructor(conversations: Conversations, context: () => ColumnContext) {
    this.#conversations = conversations;
    this.#context = context;
  }

  /** Up to `count` rows from row `from` on, or of the window in which the conversation `at` stands now, which is told. */
  window(query: ConversationQuery, { from, count, at }: ConversationWindow): Rows {
    this.#answer(query);
    const place = at === null ? undefined : this.#sorted.findIndex(({ stream }) => stream === at);
    const size = Math.min(count, MOST_ROWS);
    const first = place === undefined || place < 0 || size === 0 ? from : place - place % size;
    const rows = this.#sorted.slice(first, first + size).map((flow) => this.#rowOf(flow));
    const all = this.#conversations.count;
    return { total: this.#sorted.length, all, from: first, rows, ...(place === undefined ? {} : { place }) };
  }

  #answer(query: ConversationQuery): void {
    if (query.version !== "" && this.#asked !== null && isSame(this.#asked, query)) return;
    const { streams, sort, reverse } = query;
    const search = query.search.trim().toLowerCase();
    const column = columnOf(sort);
    const order = column === undefined ? byWorthAndLost : orderBy(column, reverse);
    const waits = column === undefined || JUDGED.has(column.key);
    this.#asked = query;
    this.#sorted = this.#conversations.all()
      .filter((flow) => streams === null || streams.has(flow.stream))
      .filter((flow) => search === "" || this.#cells(flow).some((cell) => cell.toLowerCase().includes(search)))
      // What is not judged yet cannot be sorted by it: it stands behind, those that sent most again first.
      .sort((a, b) =>
        (waits ? Number(b.judged) - Number(a.judged) : 0) || (waits && !a.judged ? BY_AGAIN(a, b) : order(a, b)) ||
        a.stream - b.stream
      );
  }

  #cells(flow: ViewedFlow): readonly string[] {
    const context = this.#context();
    return SHOWN_COLUMNS.map((column) => !flow.judged && JUDGED.has(column.key) ? NOT_YET : column.text(flow, context));
  }

  #rowOf(flow: ViewedFlow): Row {
    const { causes } = this.#context().why;
    return {
      id: flow.stream,
      href: `conversation/${flow.stream}`,
      cells: this.#cells(flow),
      bar: flow.budget.map(({ cause, share }) =>
        [causes[cause]!, Math.round(share * 1000) / 1000, causeColour(cause)] as const
      ),
      trouble: flow.judged && worthOf(flow) > 0,
    };
  }
}

const BY_AGAIN = orderBy(columnOf("again")!, false);
const BY_LOST = orderBy(columnOf("lost")!, false);

/** As the overview of `explain` ranks them; among those that nothing troubled, what a change could win comes first. */
function byWorthAndLost(a: ViewedFlow, b: ViewedFlow): number {
  return byWorth(a, b) || BY_LOST(a, b);
}

function isSame(a: ConversationQuery, b: ConversationQuery): boolean {
  return a.version === b.version && a.sort === b.sort && a.reverse === b.reverse && a.search === b.search &&
    a.streams === b.streams;
}
