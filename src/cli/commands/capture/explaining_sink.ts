/**
 * Captured packets on their way to the terminal: a line each, and with `--explain` what there is to say of them.
 */
import { Analyser } from "../../../analysis/analyser.ts";
import { CaptureRecord } from "../../../capture-file/capture_record.ts";
import type { WritableRecord } from "../../../capture-file/pcap_writer.ts";
import { Explainer } from "../../../explain/explainer.ts";
import type { Language } from "../../../language/language.ts";
import { dissect } from "../../../packet/dissect.ts";
import type { Overview, Pass, ReportOptions } from "../../../report/facts/output_format.ts";
import { OverviewBuilder } from "../../../report/facts/overview_builder.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import { TEXT_FORMAT } from "../../../report/text/text.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import type { PacketSink } from "./capture_file_sink.ts";
import { GatheredOutput } from "../../../output/gathered_output.ts";
import type { Terminal } from "../../../output/terminal.ts";

export class ExplainingSink implements PacketSink {
  readonly #analyser = new Analyser();
  readonly #explainer: Explainer;
  readonly #record = new CaptureRecord();
  readonly #output: GatheredOutput;
  readonly #options: ReportOptions;
  readonly #explains: boolean;
  #pass: Pass | null = null;

  constructor(
    terminal: Terminal,
    linkType: number,
    { explains, language }: { readonly explains: boolean; readonly language: Language },
  ) {
    this.#output = new GatheredOutput(terminal);
    this.#record.linkType = linkType;
    this.#explains = explains;
    this.#explainer = new Explainer({ language });
    const palette = terminal.colour ? colourPalette : plainPalette;
    this.#options = { words: tablesOf(language).report, palette, width: terminal.columns, raw: false, utc: false };
  }

  add({ seconds, nanoseconds, length, data }: WritableRecord): void {
    const record = this.#record;
    record.number++;
    record.seconds = seconds;
    record.nanoseconds = nanoseconds;
    record.length = length;
    record.bytes = data;
    record.capturedLength = data.length;
    const packet = dissect(record);
    const analysed = this.#analyser.analyse(packet);
    this.#pass ??= this.#begin(record);
    const explanations = analysed === null || !this.#explains ? [] : this.#explainer.explain(analysed);
    this.#output.add(this.#pass.packet({ packet, analysed, completeness: null, explanations }));
  }

  async flush(): Promise<void> {
    await this.#output.flush();
  }

  async end(): Promise<void> {
    await this.#output.flush();
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  /** The format's own pass over packets, with times that count from the first one. */
  #begin({ seconds, nanoseconds }: CaptureRecord): Pass {
    const nothing = new OverviewBuilder().overview({ name: "", fileFormat: "", problem: null });
    const first = { seconds, nanoseconds };
    // Conversations are still to come: room is left for their numbers.
    const overview: Overview = {
      ...nothing,
      facts: { ...nothing.facts, first, packets: 9_999 },
      conversationCount: 99,
    };
    const { passes } = TEXT_FORMAT.open(overview, this.#options);
    const pass = passes.find(({ explains }) => explains === this.#explains);
    if (pass === undefined) throw new Error("the text format has no such pass");
    return pass;
  }
}
