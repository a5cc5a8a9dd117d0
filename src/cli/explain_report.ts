/**
 * Plays an output format against a capture: one reading to learn what the format must know beforehand, then as many
 * as it asks for.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import { Explainer } from "../explain/explainer.ts";
import type { Explanation, Language } from "../explain/explanation.ts";
import type { Packet } from "../packet/packet.ts";
import type { Ending, Format, Overview, Pass, ReportOptions } from "../report/format.ts";
import type { ReportedPacket } from "../report/reported_packet.ts";
import { type Selection, selects } from "../report/selection.ts";
import { GatheredOutput } from "./explain_output.ts";
import { type Reading, type ReadingOptions, readPackets } from "./explain_reading.ts";
import type { CaptureSource } from "./explain_source.ts";

/** Conversations whose stories are told. */
const MOST_STORIES = 200;
const NO_EXPLANATIONS: readonly Explanation[] = [];

/** A capture that has been read once. */
export interface Scanned {
  readonly source: CaptureSource;
  readonly overview: Overview;
  /** Final completeness by stream index. */
  readonly completeness: Uint8Array;
}

/** What is printed, and of what. */
export interface Printing {
  readonly format: Format;
  readonly options: ReportOptions;
  readonly selection: Selection;
  readonly language: Language;
  /** Of the second reading on; the first one was the scan. */
  readonly reading: Omit<ReadingOptions, "pass">;
}

/** Prints the report; gives the last reading, or null where the overview was enough. */
export async function printReport(scanned: Scanned, printing: Printing): Promise<{ shown: number; stopped: boolean }> {
  const { format, options, reading } = printing;
  const { terminal } = reading;
  const output = new GatheredOutput(terminal);
  const report = format.open(scanned.overview, options);
  let ending: Ending = { stories: [], summary: null, shown: scanned.overview.facts.packets };
  for (const [index, pass] of report.passes.entries()) {
    output.add(pass.begin);
    const isLast = index === report.passes.length - 1;
    const printer = new PacketPrinter(scanned, printing, { pass, output, isLast });
    const { stopped } = await printer.read(index + 2);
    ending = printer.ending();
    if (stopped) return { shown: ending.shown, stopped };
  }
  output.add(report.end(ending));
  await output.flush();
  return { shown: ending.shown, stopped: terminal.closed };
}

/** One pass of a format. */
interface PassAtWork {
  readonly pass: Pass;
  readonly output: GatheredOutput;
  readonly isLast: boolean;
}

class PacketPrinter {
  private readonly explainer: Explainer;
  /** The packet at hand: one object, filled again for each. */
  private readonly reported: { -readonly [K in keyof ReportedPacket]: ReportedPacket[K] };
  private readonly tells: boolean;
  private readonly follows: boolean;
  private readonly told = new Set<Conversation>();
  private shown = 0;

  constructor(
    private readonly scanned: Scanned,
    private readonly printing: Printing,
    private readonly work: PassAtWork,
  ) {
    const { format, selection, language } = printing;
    this.explainer = new Explainer({ language });
    this.tells = work.isLast && format.tellsStories;
    this.follows = work.pass.explains || selection.filterReadsExplanations || this.tells;
    this.reported = { packet: null!, analysed: null, completeness: null, explanations: NO_EXPLANATIONS };
  }

  read(pass: number): Promise<Reading> {
    const { selection, reading } = this.printing;
    return readPackets(this.scanned.source, {
      visit: (packet, analysed) => this.visit(packet, analysed),
      output: this.work.output,
      last: this.tells ? Infinity : selection.last,
    }, { ...reading, pass });
  }

  ending(): Ending {
    const { explainer } = this;
    const stories = [...this.told].map((conversation) => ({
      stream: conversation.stream,
      story: explainer.story(conversation),
    }));
    const whole = this.tells && this.printing.selection.stream === null;
    return { stories, summary: whole ? explainer.summary() : null, shown: this.shown };
  }

  private visit(packet: Packet, analysed: AnalysedPacket | null): void {
    const { reported, scanned, printing: { selection } } = this;
    const stream = analysed === null ? -1 : analysed.conversation.stream;
    if (selection.stream !== null && stream !== selection.stream) return;
    reported.packet = packet;
    reported.analysed = analysed;
    reported.completeness = analysed === null ? null : scanned.completeness[stream]!;
    const { first, last, filterReadsExplanations } = selection;
    const inRange = packet.number >= first && packet.number <= last;
    const wanted = inRange && (filterReadsExplanations || selects(selection, reported));
    reported.explanations = analysed !== null && this.follows ? this.follow(analysed, wanted) : NO_EXPLANATIONS;
    if (!wanted || (filterReadsExplanations && !selects(selection, reported))) return;
    this.shown++;
    if (this.tells && analysed !== null && this.told.size < MOST_STORIES) this.told.add(analysed.conversation);
    this.work.output.add(this.work.pass.packet(reported));
  }

  /** Explanations are made for packets that are shown; the others are only taken in. */
  private follow(analysed: AnalysedPacket, wanted: boolean): readonly Explanation[] {
    if (wanted && (this.work.pass.explains || this.printing.selection.filterReadsExplanations)) {
      return this.explainer.explain(analysed);
    }
    this.explainer.observe(analysed);
    return NO_EXPLANATIONS;
  }
}
