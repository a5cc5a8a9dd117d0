/**
 * What the page of a run (`tcplab lab --html FILE`) has beside its packets: both transcripts, and what the wire did.
 */
import type { Language } from "../../../language/language.ts";
import type { Program } from "../../../lab/host/program.ts";
import type { Recording } from "../../../lab/recording.ts";
import { SCENARIOS } from "../../../lab/scenarios/registry.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { describeCounts, describeLink } from "../../../lab/wire/describe_link.ts";
import type { WireEvent } from "../../../expectation/wire_event.ts";
import type { End } from "../../../lab/wire/end.ts";
import type { LinkOptions } from "../../../lab/wire/link_options.ts";
import type { OnTheWire, Surroundings } from "../../../report/html/facts/report_collector.ts";
import type { Fate, Transcript } from "../../../report/html/facts/report_data.ts";
import { wordsOf } from "../../../report/html/text/page_words.ts";
import { kernelCurves } from "./kernel_curves.ts";
import { tellKernels } from "../../../lab/kernel/tell_kernels.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { shellWord } from "../../../base/shell_word.ts";
import { VERSION } from "../../line/version.ts";

export interface LabPage {
  readonly scenario: Scenario;
  /** Null for a run on loopback. */
  readonly link: LinkOptions | null;
  readonly recording: Recording;
  /** The command line that plays it again. */
  readonly command: string;
  /** The capture that was written of it; null where there is none to be read. */
  readonly capture: string | null;
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

/** What stands around the packets of the page. */
export function labSurroundings(page: LabPage): Surroundings {
  const { scenario, link, recording, command, capture, language } = page;
  const counts = describeCounts(recording.counts(), language);
  return {
    title: `${scenario.name}: ${scenario.title}`,
    done: [scenario.teaches, road(link, language), counts].filter((text) => text !== ""),
    command,
    showCommand: capture === null ? "" : `tcplab explain ${shellWord(capture)} --packets {number}`,
    program: `tcplab ${VERSION}`,
    transcripts: [transcript("client", page), transcript("server", page)],
    next: scenario.next.map(({ line, why }) => ({ text: why, command: line })),
    kernel: kernelCurves(recording),
    remarks: tellKernels(recording.samples, recording.packets, language),
  };
}

/** The same for a page that is handed out: the title of a scenario of ours tells what will be seen. */
export function withPlainTitle(surroundings: Surroundings, { name }: Scenario): Surroundings {
  const ours = SCENARIOS.some((scenario) => scenario.name === name);
  return ours ? { ...surroundings, title: name } : surroundings;
}

/** What the wire did with the packet of a number. */
export function wireOf({ packets }: Recording, number: number): OnTheWire {
  const packet = packets[number - 1];
  if (packet === undefined) return { fate: "delivered", delay: 0 };
  const { at, event, delay, arrived } = packet;
  return { fate: event === null ? "delivered" : FATES[event], delay: arrived === undefined ? delay : arrived - at };
}

function road(link: LinkOptions | null, language: Language): string {
  const words = tablesOf(language).lab;
  return words.link(link === null ? words.loopback : describeLink(link, language));
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
    case "command":
      return program.command;
    default:
      return "";
  }
}
