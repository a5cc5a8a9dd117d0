/** What `tcplab view` answers: pages of lists and conversations, rows of lists, files to keep. */
import { basename } from "@std/path";
import { parseFilter } from "../../report/select/filter_parser.ts";
import { FilterError } from "../../report/select/filter_tokens.ts";
import type { Language } from "../../language/language.ts";
import { tablesOf } from "../../language/all_tables.ts";
import type { Tables } from "../../language/en/tables.ts";
import type { ReadingOptions } from "../../reading/read_packets.ts";
import { type FilteredPackets, filteredPackets } from "../index/filtered_packets.ts";
import type { IndexedCapture } from "../index/indexed_capture.ts";
import { type FramePlace, type PlaceName, viewBar } from "../pages/frame.ts";
import { type Head, listPage } from "../pages/list_page.ts";
import { BAR_AFTER, ConversationRows, SHOWN_COLUMNS } from "../rows/conversation_rows.ts";
import { packetRows } from "../rows/packet_rows.ts";
import { ConversationPages, type ConversationPlace } from "./conversation_pages.ts";
import { EXPORT_FORMS, exported, type ExportForm } from "./exports.ts";
import { stateOf, type ViewState } from "./view_state.ts";

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
  readonly #pages: ConversationPages;
  /** The filter asked for last, how many packets there were, and what it lets through of them. */
  #filter: { readonly text: string; readonly packets: number; readonly passed: Promise<FilteredPackets> } | null = null;

  constructor(capture: IndexedCapture, options: ViewOptions) {
    this.#capture = capture;
    this.#options = options;
    this.#tables = tablesOf(options.language);
    this.#pages = new ConversationPages(capture, options);
    const { conversations: words, why } = this.#tables;
    this.#conversations = new ConversationRows(
      capture.conversations,
      () => ({ words, why, first: capture.first }),
    );
  }

  /** The answer for a path below the secret; null where there is none. */
  answer(path: string, query: URLSearchParams): Promise<Response | null> {
    return this.#capture.turns.answer(() => this.#answer(path, query));
  }

  async #answer(path: string, query: URLSearchParams): Promise<Response | null> {
    if (path === "") return html(await this.#conversationsPage());
    if (path === "packets") return html(await this.#packetsPage());
    if (path === "rows/conversations" || path === "rows/packets") return await this.#rows(path, query);
    const form = EXPORT_FORMS.find((form) => path === `export/${form}`);
    if (form !== undefined) return this.#export(form, query);
    const [, stream, , piece] = /^conversation\/(\d{1,9})(\/pieces\/([a-z]+-\d+))?$/.exec(path) ?? [];
    if (stream === undefined) return null;
    return piece === undefined
      ? await this.#conversationPage(Number(stream), query)
      : await this.#piece(Number(stream), piece, query);
  }

  /** How things stand, for the pages that are open. */
  state(): ViewState {
    return stateOf(this.#capture, this.#tables.view);
  }

  /** Makes pages that will probably be asked for, when nobody waits for any: of the conversations that are most worth a look. */
  async prepare(): Promise<void> {
    const question = { sort: "", reverse: false, search: "", streams: null, version: "" };
    const { rows } = this.#conversations.window(question, { from: 0, count: PREPARED, at: null });
    for (const { id } of rows) {
      await this.#capture.turns.giveWay();
      if (this.#capture.interrupted.aborted) return;
      await this.#conversationPage(id, new URLSearchParams());
    }
  }

  #frame(place: PlaceName, up = "", query = ""): FramePlace {
    return { capture: basename(this.#capture.name), place, up, words: this.#tables.view, query };
  }

  #conversationsPage(): Promise<string> {
    const { conversations, view } = this.#tables;
    const heads: Head[] = SHOWN_COLUMNS.map(({ key, right }) => ({
      text: conversations.columns[key],
      sort: key,
      width: WIDTHS[key] ?? "4.3rem",
      right,
    }));
    heads.splice(BAR_AFTER, 0, { text: view.column.budget, sort: null, width: "minmax(8rem, 2fr)", right: false });
    const { language, program: generator } = this.#options;
    return listPage({
      frame: this.#frame("conversations"),
      kind: "conversations",
      heads,
      barAt: BAR_AFTER,
      version: this.state().version,
      language,
      generator,
    });
  }

  #packetsPage(): Promise<string> {
    const { view: { column } } = this.#tables;
    const { language, program: generator } = this.#options;
    const widths: readonly (readonly [text: string, width: string, right?: boolean])[] = [
      [column.number, "5rem", true],
      [column.time, "8.5rem", true],
      [column.from, "minmax(9rem, 1fr)"],
      [column.to, "minmax(9rem, 1fr)"],
      [column.protocol, "6rem"],
      [column.length, "4rem", true],
      [column.what, "minmax(14rem, 3fr)"],
    ];
    const heads = widths.map(([text, width, right = false]) => ({ text, sort: null, width, right }));
    const { version } = this.state();
    const frame = this.#frame("packets");
    return listPage({ frame, kind: "packets", heads, barAt: null, version, language, generator });
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
    if (path === "rows/packets") {
      const rows = packetRows(this.#capture, passed?.packets ?? null, { from, count, words: this.#tables.report });
      return rows === null ? text(409, this.#tables.view.changed) : Response.json(rows);
    }
    const question = {
      sort: query.get("sort") ?? "",
      reverse: query.get("reverse") === "1",
      search: query.get("q") ?? "",
      streams: passed?.streams ?? null,
      version: query.get("v") ?? "",
    };
    return Response.json(this.#conversations.window(question, { from, count, at: atIn(query) }));
  }

  #export(form: ExportForm, query: URLSearchParams): Response | null {
    const asked = query.get("stream");
    const stream = asked === null ? null : Number(asked);
    if (stream !== null && !(this.#capture.index.sizeOf(stream) > 0)) return null;
    const { language, program } = this.#options;
    const typed = query.get("filter")?.trim() ?? "";
    try {
      const filter = typed === "" ? null : { text: typed, filter: parseFilter(typed) };
      return exported(this.#capture, { form, stream, filter, language, program });
    } catch (error) {
      if (error instanceof FilterError) return text(400, error.message);
      throw error;
    }
  }

  /** What the filter lets through; the same one is run again only where the capture has grown well beyond what it saw. */
  async #passing(filter: string): Promise<FilteredPackets | null> {
    if (filter.trim() === "") return null;
    const { index, whole } = this.#capture;
    const known = this.#filter?.text === filter ? this.#filter : null;
    const grown = known !== null && index.count > known.packets;
    if (known === null || (grown && (whole || index.count > GROWTH * known.packets))) {
      const packets = index.count;
      const passed = filteredPackets(this.#capture, parseFilter(filter), this.#options.reading);
      this.#filter = { text: filter, packets, passed };
    }
    return await this.#filter!.passed;
  }

  async #conversationPage(stream: number, query: URLSearchParams): Promise<Response | null> {
    const place = this.#placeOf(stream, query);
    if (place === null) return null;
    const page = await this.#pages.page(
      place,
      (steps) => viewBar(this.#frame("conversation", "../", `?stream=${stream}`), steps),
    );
    return page === null ? text(409, this.#tables.view.changed) : html(page);
  }

  async #piece(stream: number, name: string, query: URLSearchParams): Promise<Response | null> {
    const place = this.#placeOf(stream, query);
    const piece = place === null ? null : await this.#pages.piece(place, name);
    return piece === null ? null : html(piece);
  }

  /** What of a conversation is asked for; null where there is no such conversation. */
  #placeOf(stream: number, query: URLSearchParams): ConversationPlace | null {
    const all = this.#capture.index.sizeOf(stream);
    if (all === 0) return null;
    const size = numberIn(query, "size");
    return { stream, from: Math.max(numberIn(query, "from"), 1), size: size === 0 ? all : Math.min(size, all) };
  }
}

/** A filter is run again when the capture has grown by so much. */
const GROWTH = 1.1;
/** Pages made beforehand. */
const PREPARED = 3;

/** Widths of columns whose texts are all about as long. */
const WIDTHS: Readonly<Record<string, string>> = {
  stream: "3.5rem",
  lost: "4.5rem",
  cause: "9rem",
  client: "minmax(9.5rem, 1.5fr)",
  server: "minmax(9.5rem, 1.5fr)",
  name: "minmax(4.8rem, 1fr)",
  state: "8rem",
  findings: "minmax(9rem, 1fr)",
  rate: "5.6rem",
};

/** The row whose window is asked for, wherever it stands; null for none. */
function atIn(query: URLSearchParams): number | null {
  const at = query.get("at");
  return at !== null && /^\d{1,9}$/.test(at) ? Number(at) : null;
}

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
