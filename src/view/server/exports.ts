/** What is shown, to keep: packets that a filter or a conversation chooses, in the forms that `tcplab explain` writes. */
import { shellWord } from "../../base/shell_word.ts";
import type { Language } from "../../language/language.ts";
import { tablesOf } from "../../language/all_tables.ts";
import { plainPalette } from "../../output/palette.ts";
import type { Terminal } from "../../output/terminal.ts";
import { readyFilter } from "../../reading/choose_conversations.ts";
import { Progress } from "../../reading/progress.ts";
import { scan } from "../../reading/scan.ts";
import { writeCommented } from "../../reading/write_comments.ts";
import { writePage } from "../../reading/write_page.ts";
import { writeReport } from "../../reading/write_report.ts";
import { FORMATS } from "../../report/all_formats.ts";
import { describeCapture } from "../../report/html/facts/describe_capture.ts";
import { type Filter, filterReadsExplanations } from "../../report/select/filter.ts";
import { EVERYTHING } from "../../report/select/selection.ts";
import type { IndexedCapture } from "../index/indexed_capture.ts";
import { SequentialFeed } from "../index/sequential_feed.ts";

export const EXPORT_FORMS = ["pcapng", "html", "ndjson"] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

const MEDIA_TYPES: Readonly<Record<ExportForm, string>> = {
  pcapng: "application/x-pcapng",
  html: "text/html; charset=utf-8",
  ndjson: "application/x-ndjson",
};
const STANDARD_OUTPUT = "-";

export interface ExportWishes {
  readonly form: ExportForm;
  /** The only conversation wanted; null for all. */
  readonly stream: number | null;
  /** As it was typed, and read; null for none. */
  readonly filter: { readonly text: string; readonly filter: Filter } | null;
  readonly language: Language;
  /** The program and its version. */
  readonly program: string;
}

/** An answer that is written while the capture is read; who goes away ends the reading. */
export function exported(capture: IndexedCapture, wishes: ExportWishes): Response {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const terminal = new BodyTerminal(writer, capture.interrupted);
  write(capture, wishes, terminal).then(() => {
    // Half of a file must not look like a whole one.
    if (terminal.interrupted.aborted) throw new Error("the view has ended");
    return writer.close();
  }).catch((error) => writer.abort(error)).catch(() => {});
  return new Response(readable, {
    headers: {
      "content-type": MEDIA_TYPES[wishes.form],
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(nameOf(capture.name, wishes))}`,
    },
  });
}

/** `capture-3.ndjson`: the capture's name without folder and ending, and the conversation. */
function nameOf(capture: string, { stream, form }: ExportWishes): string {
  const base = capture.replace(/^.*[/\\]/, "").replace(/(\.(pcap|pcapng|cap|gz|zst))+$/i, "");
  return `${base}${stream === null ? "" : `-${stream}`}.${form}`;
}

async function write(capture: IndexedCapture, wishes: ExportWishes, terminal: Terminal): Promise<void> {
  const { form, stream, filter, language, program } = wishes;
  const reading = { terminal, progress: new Progress(terminal, 1) };
  const feed = new SequentialFeed(capture.bytes, { follows: false, turns: null });
  const { scanned } = await scan(feed, reading, { diagnoses: form === "html" });
  const first = scanned.overview.facts.first;
  const selection = {
    ...EVERYTHING,
    stream,
    filter: filter === null ? null : await readyFilter(filter.filter, { ...scanned, first }, reading),
    filterReadsExplanations: filter !== null && filterReadsExplanations(filter.filter),
  };
  const { report: words } = tablesOf(language);
  if (form === "pcapng") {
    await writeCommented(scanned, STANDARD_OUTPUT, { selection, language, words, reading });
  } else if (form === "html") {
    const surroundings = { ...describeCapture(scanned.overview.facts, language), command: commandOf(capture, wishes) };
    await writePage(scanned, STANDARD_OUTPUT, {
      selection,
      language,
      surroundings: { ...surroundings, program },
      reading,
    });
  } else {
    const options = { words, palette: plainPalette, width: terminal.columns, raw: false, utc: false, stream };
    await writeReport(scanned, { format: FORMATS.ndjson, options, selection, language, reading });
  }
}

/** The line that makes the page again. */
function commandOf({ name }: IndexedCapture, { stream, filter, form }: ExportWishes): string {
  const parts = [
    `tcplab explain ${shellWord(name)}`,
    stream === null ? "" : `--stream ${stream}`,
    filter === null ? "" : `--filter ${shellWord(filter.text)}`,
    `--${form} out.${form}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** What is printed goes into an answer's body. */
class BodyTerminal implements Terminal {
  readonly interactive = false;
  readonly showsProgress = false;
  readonly colour = false;
  readonly columns = 80;
  /** The reader of the answer has gone. */
  closed = false;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;

  constructor(writer: WritableStreamDefaultWriter<Uint8Array>, readonly interrupted: AbortSignal) {
    this.#writer = writer;
    writer.closed.catch(() => this.closed = true);
  }

  async out(text: string | Uint8Array): Promise<void> {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    try {
      await this.#writer.ready;
      // Bytes that are handed on may be used again here.
      await this.#writer.write(bytes.slice());
    } catch {
      this.closed = true;
    }
  }

  err(): Promise<void> {
    return Promise.resolve();
  }
}
