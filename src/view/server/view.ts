/** What `tcplab view` answers: pages of lists and conversations, rows of lists, files to keep. */
import { basename } from "@std/path";
import { parseFilter } from "../../report/select/filter_parser.ts";
import { FilterError } from "../../report/select/filter_tokens.ts";
import type { Language } from "../../language/language.ts";
import { tablesOf } from "../../language/all_tables.ts";
import type { Tables } from "../../language/en/tables.ts";
import type { ReadingOptions } from "../../reading/read_packets.ts";
import { renderPage } from "../../report/html/page.ts";
import { markup } from "../../report/html/text/markup.ts";
import { endpointText } from "../../packet/address.ts";
import { grouped } from "../../report/words/times.ts";
import { conversationReport, PAGE_PACKETS } from "../index/conversation_report.ts";
import { type FilteredPackets, filteredPackets } from "../index/filtered_packets.ts";
import type { IndexedCapture } from "../index/indexed_capture.ts";
import { type FramePlace, keysScript, type PlaceName, viewBar, viewStyle } from "../pages/frame.ts";
import { type Head, listPage } from "../pages/list_page.ts";
import { BAR_AFTER, ConversationRows, SHOWN_COLUMNS } from "../rows/conversation_rows.ts";
import { packetRows } from "../rows/packet_rows.ts";
import type { Rows } from "../rows/row.ts";

/** Who looks, and how. */
export interface ViewOptions {
  readonly language: Language;
  readonly program: string;
  readonly reading: ReadingOptions;
}

export class View {
  readonly #capture: IndexedCapture;
  readonly #options: ViewOptions;
  readonly #tables: Tables;
  readonly #conversations: ConversationRows;
  /** The filter asked for last, and what it lets through. */
  #filter: { readonly text: string; readonly passed: Promise<FilteredPackets> } | null = null;

  constructor(capture: IndexedCapture, options: ViewOptions) {
    this.#capture = capture;
    this.#options = options;
    this.#tables = tablesOf(options.language);
    const { conversations: words, why } = this.#tables;
    this.#conversations = new ConversationRows(capture.flows, { words, why, first: capture.first });
  }

  /** The answer for a path below the secret; null where there is none. */
  async answer(path: string, query: URLSearchParams): Promise<Response | null> {
    if (path === "") return html(await this.#conversationsPage());
    if (path === "packets") return html(await this.#packetsPage());
    if (path === "rows/conversations" || path === "rows/packets") return await this.#rows(path, query);
    const conversation = /^conversation\/(\d{1,9})$/.exec(path);
    return conversation === null ? null : await this.#conversationPage(Number(conversation[1]), query);
  }

  #frame(place: PlaceName, up = ""): FramePlace {
    return { capture: basename(this.#capture.name), place, up, words: this.#tables.view };
  }

  #conversationsPage(): Promise<string> {
    const { conversations, view } = this.#tables;
    const heads: Head[] = SHOWN_COLUMNS.map(({ key }) => ({
      text: conversations.columns[key],
      sort: key,
      width: WIDTHS[key] ?? "4.8rem",
    }));
    heads.splice(BAR_AFTER, 0, { text: view.column.budget, sort: null, width: "minmax(8rem, 2fr)" });
    const { language, program: generator } = this.#options;
    const all = grouped(this.#capture.flows.length);
    return listPage({
      frame: this.#frame("conversations"),
      kind: "conversations",
      heads,
      barAt: BAR_AFTER,
      all,
      language,
      generator,
    });
  }

  #packetsPage(): Promise<string> {
    const { view: { column } } = this.#tables;
    const { language, program: generator } = this.#options;
    const widths: readonly (readonly [string, string])[] = [
      [column.number, "5rem"],
      [column.time, "8.5rem"],
      [column.from, "minmax(9rem, 1fr)"],
      [column.to, "minmax(9rem, 1fr)"],
      [column.protocol, "6rem"],
      [column.length, "4rem"],
      [column.what, "minmax(14rem, 3fr)"],
    ];
    const heads = widths.map(([text, width]) => ({ text, sort: null, width }));
    const all = grouped(this.#capture.index.count);
    return listPage({ frame: this.#frame("packets"), kind: "packets", heads, barAt: null, all, language, generator });
  }

  async #rows(path: string, query: URLSearchParams): Promise<Response> {
    const [from, count] = [numberIn(query, "from"), numberIn(query, "count")];
    let passed: FilteredPackets | null;
    try {
      passed = await this.#passing(query.get("filter") ?? "");
    } catch (error) {
      if (error instanceof FilterError) return text(400, error.message);
      throw error;
    }
    const rows: Rows | null = path === "rows/packets"
      ? packetRows(this.#capture, passed?.packets ?? null, { from, count, words: this.#tables.report })
      : this.#conversations.window(
        {
          sort: query.get("sort") ?? "lost",
          reverse: query.get("reverse") === "1",
          search: query.get("q") ?? "",
          streams: passed?.streams ?? null,
        },
        from,
        count,
      );
    return rows === null ? text(409, this.#tables.view.changed) : Response.json(rows);
  }

  /** What the filter lets through; the same one is not run twice in a row. */
  async #passing(filter: string): Promise<FilteredPackets | null> {
    if (filter.trim() === "") return null;
    if (this.#filter?.text !== filter) {
      const passed = filteredPackets(this.#capture, parseFilter(filter), this.#options.reading);
      this.#filter = { text: filter, passed };
    }
    return await this.#filter.passed;
  }

  async #conversationPage(stream: number, query: URLSearchParams): Promise<Response | null> {
    const { index, flows, name } = this.#capture;
    const flow = flows[stream];
    if (flow === undefined) return null;
    const { view: words } = this.#tables;
    const { language, program, reading } = this.#options;
    const from = Math.max(numberIn(query, "from"), 1);
    const [client, server] = [flow.client, flow.server].map(({ address, port }) => endpointText(address, port));
    const title = `${words.conversation(String(stream))}: ${client} - ${server}`;
    const command = `tcplab explain ${name} --stream ${stream}`;
    const data = await conversationReport(this.#capture, { stream, from, language, title, command, program }, reading);
    if (data === null) return text(409, words.changed);
    const numbers = index.packetsOf(stream);
    const first = Math.max(numbers.findIndex((number) => number >= from), 0);
    const more = this.#steps(stream, { first, numbers });
    const bar = viewBar(this.#frame("conversation", "../"), more);
    return html(await renderPage(data, { bar, style: viewStyle(), script: `{\n${keysScript()}}\n` }));
  }

  /** Ways to the conversations beside this one, and to its packets before and after. */
  #steps(stream: number, { first, numbers }: { first: number; numbers: readonly number[] }) {
    const { view: words } = this.#tables;
    const { flows } = this.#capture;
    const last = Math.min(first + PAGE_PACKETS, numbers.length);
    const packetsFrom = (position: number): string => `?from=${numbers[position]}`;
    return markup`
      ${stream > 0 && markup`<a href="${stream - 1}" data-key="[">${words.conversation(String(stream - 1))}</a>`}
      ${
      stream < flows.length - 1 &&
      markup`<a href="${stream + 1}" data-key="]">${words.conversation(String(stream + 1))}</a>`
    }
      ${
      numbers.length > PAGE_PACKETS &&
      markup`<span>${words.shownPackets(grouped(first + 1), grouped(last), grouped(numbers.length))}</span>`
    }
      ${first > 0 && markup`<a href="${packetsFrom(Math.max(0, first - PAGE_PACKETS))}">${words.previous}</a>`}
      ${last < numbers.length && markup`<a href="${packetsFrom(last)}">${words.next}</a>`}
    `;
  }
}

/** Widths of columns whose texts are all about as long. */
const WIDTHS: Readonly<Record<string, string>> = {
  stream: "3.5rem",
  lost: "4.5rem",
  cause: "9rem",
  client: "minmax(9.5rem, 1.5fr)",
  server: "minmax(9.5rem, 1.5fr)",
  state: "8rem",
  findings: "minmax(9rem, 1fr)",
};

/** A whole number of the query; 0 for what is none. */
function numberIn(query: URLSearchParams, name: string): number {
  const value = Number(query.get(name) ?? 0);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function html(page: string): Response {
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}

function text(status: number, message: string): Response {
  return new Response(message + "\n", { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
