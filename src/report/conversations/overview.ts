/** What `explain` prints first of a large capture: what is in it, the conversations most worth a look, and how to go on. */
import { serverNameOf } from "../../application/facts.ts";
import type { ListedFlow } from "../../flows/flow_list.ts";
import { troubledTime, worthOf } from "../../flows/worth.ts";
import type { Flow } from "../../flows/flow.ts";
import type { Finding } from "../../explain/words/finding.ts";
import type { ConversationWords } from "../../language/kinds/conversation_words.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import { flow as flowText, padRight, textWidth, wrap } from "../../output/layout.ts";
import { endpointText } from "../../packet/address.ts";
import type { Overview, ReportOptions } from "../facts/output_format.ts";
import { captureLines } from "../text/capture_lines.ts";
import { findingLines } from "../text/finding_lines.ts";
import { duration, grouped } from "../words/times.ts";
import { groupText } from "./list_text.ts";

/** Conversations shown. */
export const OVERVIEW_MOST = 10;

export interface OverviewReport {
  readonly overview: Overview;
  /** What was found of the capture as a whole. */
  readonly findings: readonly Finding[];
  /** The most worth a look first. */
  readonly lines: readonly ListedFlow[];
  /** The capture as a command line names it. */
  readonly path: string;
  /** Every packet stands below. */
  readonly follows: boolean;
}

export interface OverviewOptions extends ReportOptions {
  readonly conversationWords: ConversationWords;
  readonly why: WhyWords;
}

/** The overview as text. */
export function overviewText(report: OverviewReport, options: OverviewOptions): string {
  const { overview, findings, lines, follows } = report;
  const { conversationWords: words, palette, width } = options;
  const worthy = lines.filter(({ flow }) => worthOf(flow) > 0);
  const told = worthy.length === 0 && findings.length === 0
    ? wrap(overview.conversationCount === 0 ? options.words.noTcp : words.overview.nothing, width)
    : worthy.flatMap((line) => conversationLines(line, options));
  return [
    ...captureLines(overview, options),
    "",
    // The findings have the same heading.
    ...findings.length === 0 ? [palette("heading", words.overview.title)] : findingLines(findings, options, 0),
    ...told,
    "",
    palette("heading", words.overview.goOn),
    ...commandLines(commandsFor(report, worthy[0]?.flow.stream ?? 0, words), options),
    ...follows ? ["", ...wrap(words.overview.follows(grouped(overview.facts.packets)), width), ""] : [],
  ].map((line) => line + "\n").join("");
}

/** What goes on from here: a command, and what it does. */
function commandsFor(
  { overview: { conversationCount }, path, follows }: OverviewReport,
  stream: number,
  { overview: words }: ConversationWords,
): [command: string, does: string][] {
  const [some, several] = [conversationCount > 0, conversationCount > 1];
  const commands: [worth: boolean, command: string, does: string][] = [
    [several || some && !follows, `tcplab explain ${path} --stream ${stream}`, words.one],
    [some, `tcplab why ${path} --stream ${stream}`, words.where],
    [true, `tcplab view ${path} --open`, words.look],
    [several, `tcplab explain ${path} --format conversations`, words.list],
    [!follows, `tcplab explain ${path} --all`, words.everything],
  ];
  return commands.flatMap(([worth, command, does]) => worth ? [[command, does]] : []);
}

function conversationLines({ flow, group }: ListedFlow, options: OverviewOptions): string[] {
  const { conversationWords: words, palette, width } = options;
  const { client, server } = flow;
  const ends = `${endpointText(client.address, client.port)} → ${endpointText(server.address, server.port)}`;
  const name = serverNameOf(flow.application);
  const title = [
    { ink: "title", text: `${options.words.conversation(flow.stream)}:` } as const,
    { ink: "client", text: ends } as const,
    ...name === null ? [] : [{ ink: "server", text: `(${name})` } as const],
  ];
  const pieces = group === null ? whatIsWrong(flow, options) : [groupText(group, words)];
  const findings = flow.findings.filter(({ certainty }) => certainty !== "possible").map(({ title }) => title);
  return [
    ...flowText(title.map(({ ink, text }) => ({ plain: text, inked: palette(ink, text) })), width, " "),
    ...wrap(pieces.join("; "), width - 4).map((line) => "    " + line),
    ...wrap(findings.join("; "), width - 4).filter((line) => line !== "").map((line) =>
      "    " + palette("warning", line)
    ),
  ];
}

function whatIsWrong(flow: Flow, { conversationWords: { overview }, why, words }: OverviewOptions): string[] {
  const { fromClient, fromServer, rtt } = flow;
  const bytes = fromClient.bytes + fromServer.bytes;
  const again = fromClient.retransmissions + fromServer.retransmissions;
  const troubled = troubledTime(flow);
  return [
    overview.took(duration(flow.duration), words.byteCount(grouped(bytes), bytes === 1)),
    troubled > 0 ? overview.lost(duration(troubled), why.causes[worstCause(flow)]!) : "",
    again > 0 ? overview.again(grouped(again), again === 1) : "",
    rtt === null ? "" : overview.roundTrip(duration(rtt)),
  ].filter((text) => text !== "");
}

/** The cause that cost most, of those that are trouble. */
function worstCause(flow: Flow): string {
  const alone = (item: Flow["budget"][number]): number => troubledTime({ ...flow, budget: [item] });
  return flow.budget.reduce((worst, item) => alone(item) > alone(worst) ? item : worst).cause;
}

function commandLines(commands: readonly (readonly [string, string])[], { palette, width }: OverviewOptions): string[] {
  const longest = Math.max(...commands.map(([command]) => textWidth(command)));
  return commands.flatMap(([command, does]) =>
    2 + longest + 2 + textWidth(does) <= width
      ? [`  ${padRight(command, longest)}  ${palette("faint", does)}`]
      : [`  ${command}`, ...wrap(does, width - 6).map((line) => "      " + palette("faint", line))]
  );
}
