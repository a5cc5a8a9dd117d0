/**
 * `tcplab lab --html FILE`: the run as one page for a browser, with both transcripts and what the wire did.
 */
import { Analyser } from "../../../analysis/analyser.ts";
import type { CaptureRecord } from "../../../capture-file/capture_record.ts";
import { Explainer } from "../../../explain/explainer.ts";
import type { Language } from "../../../language/language.ts";
import type { Program } from "../../../lab/host/program.ts";
import type { Recording } from "../../../lab/recording.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { describeLink } from "../../../lab/wire/describe_link.ts";
import type { WireEvent } from "../../../lab/wire/passage.ts";
import type { End } from "../../../lab/wire/end.ts";
import type { LinkOptions } from "../../../lab/wire/link_options.ts";
import { dissect } from "../../../packet/dissect.ts";
import { renderPage } from "../../../report/html/page.ts";
import { ReportCollector } from "../../../report/html/facts/report_collector.ts";
import type { Fate, Transcript } from "../../../report/html/facts/report_data.ts";
import { wordsOf } from "../../../report/html/text/page_words.ts";
import { AtomicFile } from "../../../output/atomic_file.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { VERSION } from "../../line/version.ts";

export interface LabPage {
  readonly scenario: Scenario;
  readonly link: LinkOptions;
  readonly recording: Recording;
  readonly records: readonly CaptureRecord[];
  /** The command line that plays it again. */
  readonly command: string;
  readonly language: Language;
}

const FATES: Readonly<Record<WireEvent, Fate>> = {
  lost: "dropped",
  corrupted: "corrupted",
  duplicated: "duplicated",
  held: "delivered",
  dropped: "overflowed",
  marked: "marked",
  blocked: "blocked",
  injected: "injected",
};

/** Writes the page. Throws `Failure` where that is not possible. */
export async function writeLabPage(path: string, page: LabPage): Promise<void> {
  await using file = await AtomicFile.create(path);
  const { scenario, link, recording, records, command, language } = page;
  const explainer = new Explainer({ language });
  const analyser = new Analyser();
  const collector = new ReportCollector(explainer, language);
  for (const [index, record] of records.entries()) {
    const packet = dissect(record);
    const analysed = analyser.analyse(packet);
    const explanations = analysed === null ? [] : explainer.explain(analysed);
    const { event = null, delay = 0 } = recording.packets[index] ?? {};
    const wire = { fate: event === null ? "delivered" : FATES[event], delay };
    collector.add({ packet, analysed, explanations, wire });
  }
  const data = collector.finish({
    title: `${scenario.name}: ${scenario.title}`,
    done: [scenario.teaches, tablesOf(language).lab.link(describeLink(link, language))].filter((text) => text !== ""),
    command,
    program: `tcplab ${VERSION}`,
    transcripts: [transcript("client", page), transcript("server", page)],
    next: scenario.next.map(({ line, why }) => ({ text: why, command: line })),
  });
  file.add(new TextEncoder().encode(await renderPage(data)));
  await file.finish();
}

function transcript(end: End, { recording, scenario, language }: LabPage): Transcript {
  const lines = recording.lines.filter((line) => line.end === end);
  return {
    name: wordsOf(language)[end],
    command: commandOf(scenario[end]),
    lines: lines.map(({ at, text }) => ({ time: at - recording.start, text })),
  };
}

/** What a user would type to run a host's program by itself; empty for a script. */
function commandOf(program: Program): string {
  switch (program.program) {
    case "echo-server":
      return `tcplab echo --variant ${program.variant}`;
    case "echo-client":
      return `tcplab client --variant ${program.variant}`;
    case "http-server":
      return `tcplab serve-http --profile classic --port ${program.port}`;
    default:
      return "";
  }
}
