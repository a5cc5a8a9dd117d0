/**
 * Plays an output format against a capture that has been read once: as many more readings as the format asks for.
 */
import type { Language } from "../language/language.ts";
import { Explainer } from "../explain/explainer.ts";
import { groupedConversations } from "../explain/findings/capture_findings.ts";
import { BlockOutput, type BlockTaker } from "./jobs/block_output.ts";
import type { Share } from "./jobs/share.ts";
import { GatheredOutput } from "../output/gathered_output.ts";
import type { Terminal } from "../output/terminal.ts";
import type { Ending, OutputFormat, Pass, ReportOptions } from "../report/facts/output_format.ts";
import type { Selection } from "../report/select/selection.ts";
import type { ReportedPacket } from "../report/facts/reported_packet.ts";
import { ExplainedPass, type PassPurpose } from "./explained_pass.ts";
import type { Progress } from "./progress.ts";
import type { Scanned } from "./scan.ts";

/** What is printed, and of what. */
export interface Printing {
  readonly format: OutputFormat;
  readonly options: ReportOptions;
  readonly selection: Selection;
  readonly language: Language;
  /** Leaves out the passes that list packets without explaining them: they have been seen already. */
  readonly onlyExplanations?: boolean;
  readonly reading: { readonly terminal: Terminal; readonly progress: Progress };
  /** The part of this job, and where its blocks go; left out where one job prints all. */
  readonly shared?: { readonly share: Share; readonly taker: BlockTaker };
}

const NOTHING_TOLD = { stories: [], summary: null, findings: [] } as const;

/** Prints the report; gives the number of packets it shows. An interrupt leaves it unfinished. */
export async function writeReport(scanned: Scanned, printing: Printing): Promise<{ readonly shown: number }> {
  const { format, options, selection, language, onlyExplanations = false, reading, shared } = printing;
  const { terminal } = reading;
  const output = new GatheredOutput(terminal);
  const blocks = shared === undefined ? null : new BlockOutput(shared.share, shared.taker, terminal.ascii ?? false);
  const report = format.open(scanned.overview, options);
  const telling = report.tells ? report.passes.at(-1) : undefined;
  const passes = report.passes.filter((pass) => pass.explains || pass === telling || !onlyExplanations);
  let ending: Ending | null = null;
  for (const [index, pass] of passes.entries()) {
    if (blocks === null) output.add(pass.begin);
    else if (blocks.puts(1)) blocks.add(1, pass.begin);
    const packets = new ExplainedPass(scanned, {
      selection,
      language,
      explains: pass.explains,
      tells: report.tells && index === passes.length - 1,
      ...blocks === null
        ? { show: (reported: ReportedPacket) => output.add(pass.packet(reported)), drain: output, ...saidBy(pass) }
        : ownPackets(pass, blocks),
    });
    const read = await packets.read(reading);
    ending = packets.ending();
    if (read.stopped) return ending;
    await blocks?.endPass(read.packets);
  }
  ending ??= withoutPackets(scanned, language);
  if (shared !== undefined && shared.share.job > 0) return ending;
  output.add(report.end(ending));
  await output.flush();
  return ending;
}

/** What is known where no packet is looked at once more: what the first reading has gathered of the capture as a whole. */
function withoutPackets({ overview: { evidence, facts } }: Scanned, language: Language): Ending {
  const captureFindings = new Explainer({ language }).captureFindings(evidence, []);
  return { ...NOTHING_TOLD, grouped: groupedConversations(evidence), captureFindings, shown: facts.packets };
}

/** Nothing is put into words that is not printed. */
function saidBy({ codesOnly }: Pass): Pick<PassPurpose, "puts"> {
  return codesOnly ? { puts: () => false } : {};
}

/** Shows the packets of one job, and passes over those of others. */
function ownPackets(pass: Pass, blocks: BlockOutput): Pick<PassPurpose, "show" | "puts" | "drain"> {
  const passOver = pass.passOver?.bind(pass) ?? ((reported: ReportedPacket) => void pass.packet(reported));
  return {
    show: (reported) => {
      const { number } = reported.packet;
      if (blocks.puts(number)) blocks.add(number, pass.packet(reported));
      else passOver(reported);
    },
    puts: (number) => blocks.puts(number),
    drain: blocks,
    ...saidBy(pass),
  };
}
