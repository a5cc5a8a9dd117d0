/** Pages of conversations, made when they are looked at: the report of a thousand packets, then each piece of it that comes into sight. */
import { shellWord } from "../../base/shell_word.ts";
import type { Language } from "../../language/language.ts";
import { tablesOf } from "../../language/all_tables.ts";
import { endpointText } from "../../packet/address.ts";
import type { ReadingOptions } from "../../reading/read_packets.ts";
import type { ReportData } from "../../report/html/facts/report_data.ts";
import { renderPage } from "../../report/html/page.ts";
import { drawPiece } from "../../report/html/parts/workspace.ts";
import { type Markup, markup } from "../../report/html/text/markup.ts";
import { fill, wordsOf } from "../../report/html/text/page_words.ts";
import { grouped } from "../../report/words/times.ts";
import { conversationReport } from "../index/conversation_report.ts";
import { PAGE_PACKETS } from "../index/conversation_stretch.ts";
import type { IndexedCapture } from "../index/indexed_capture.ts";
import { keysScript, viewStyle } from "../pages/frame.ts";

/** Reports kept, so that their pieces need no second reading. */
const KEPT = 4;

/** What is looked at: of a conversation with `size` packets, those from number `from` on. */
export interface ConversationPlace {
  readonly stream: number;
  readonly from: number;
  readonly size: number;
}

export interface PagesOptions {
  readonly language: Language;
  /** The program and its version. */
  readonly program: string;
  readonly reading: ReadingOptions;
}

export class ConversationPages {
  readonly #capture: IndexedCapture;
  readonly #options: PagesOptions;
  /** By place, the one asked for last at the end. */
  readonly #reports = new Map<string, Promise<ReportData | null>>();

  constructor(capture: IndexedCapture, options: PagesOptions) {
    this.#capture = capture;
    this.#options = options;
  }

  /** The page, with the bar that `barOf` makes of the ways on; null where the file has changed. */
  async page(place: ConversationPlace, barOf: (steps: Markup) => Markup): Promise<string | null> {
    const data = await this.#report(place);
    if (data === null) return null;
    const { stream, from, size } = place;
    return await renderPage(data, {
      bar: barOf(this.#steps(place)),
      style: viewStyle(),
      script: `{\n${keysScript()}}\n`,
      pieces: `${stream}/pieces/{name}?from=${from}&size=${size}`,
    });
  }

  /** The markup of a piece of that page; null where there is none. */
  async piece(place: ConversationPlace, name: string): Promise<string | null> {
    const data = await this.#report(place);
    return data === null ? null : drawPiece(data, wordsOf(this.#options.language), name);
  }

  #report(place: ConversationPlace): Promise<ReportData | null> {
    const key = `${place.stream} ${place.from} ${place.size}`;
    const report = this.#reports.get(key) ?? this.#make(place);
    this.#reports.delete(key);
    this.#reports.set(key, report);
    // A place that failed is tried again.
    report.catch(() => this.#reports.delete(key));
    for (const oldest of this.#reports.keys()) {
      if (this.#reports.size <= KEPT) break;
      this.#reports.delete(oldest);
    }
    return report;
  }

  #make(place: ConversationPlace): Promise<ReportData | null> {
    const { language, program, reading } = this.#options;
    const { stream } = place;
    const { name, conversations } = this.#capture;
    const { client, server } = conversations.outline(stream)!;
    const ends = {
      client: endpointText(client.address, client.port),
      server: endpointText(server.address, server.port),
    };
    const title = fill(wordsOf(language).conversation, { stream, ...ends });
    const file = shellWord(name);
    const command = `tcplab explain ${file} --stream ${stream}`;
    const showCommand = `tcplab explain ${file} --packets {number}`;
    return conversationReport(this.#capture, { ...place, language, title, command, showCommand, program }, reading);
  }

  /** Ways to the conversations beside this one, and to its packets before and after. */
  #steps({ stream, from, size }: ConversationPlace): Markup {
    const { view: words } = tablesOf(this.#options.language);
    const { index, conversations } = this.#capture;
    const numbers = index.packetsOf(stream, size);
    const first = Math.max(numbers.findIndex((number) => number >= from), 0);
    const last = Math.min(first + PAGE_PACKETS, numbers.length);
    const packetsFrom = (position: number): string => `?from=${numbers[position]}`;
    return markup`
      ${stream > 0 && markup`<a href="${stream - 1}" data-key="[">${words.conversation(String(stream - 1))}</a>`}
      ${
      stream < conversations.count - 1 &&
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
