/** What `tcplab explain --format conversations|flows|zeek` does, from the flags' values to the exit code. */
import { INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import { nearest } from "../../../base/nearest.ts";
import { connLogLine } from "../../../flows/conn_log.ts";
import type { Flow } from "../../../flows/flow.ts";
import { FlowList } from "../../../flows/flow_list.ts";
import { flowLine } from "../../../flows/flow_json.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { GatheredOutput } from "../../../output/gathered_output.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { captureFiles } from "../../../reading/feeds/capture_files.ts";
import { Progress } from "../../../reading/progress.ts";
import type { FlowTaker } from "../../../reading/read_flows.ts";
import { LIST_FORMS } from "../../../report/conversations/all_list_forms.ts";
import { type Column, columnOf, COLUMNS, orderBy } from "../../../report/conversations/columns.ts";
import type { Moment } from "../../../base/moment.ts";
import { languageOf } from "../../line/reader_language.ts";
import type { FlowsByJobs } from "./jobs/flows_by_jobs.ts";
import { type ConversationWishes, type FileReading, readFileFlows, readingsOfFile } from "./read_file_flows.ts";

const SHOWN = 1000;
const SHOWN_ON_TERMINAL = 40;

/** Lists the conversations of the captures at `paths`; gives the exit code. */
export async function runConversations(
  paths: readonly string[],
  flags: ConversationWishes,
  terminal: Terminal,
): Promise<number> {
  refuseWhatListsPackets(flags);
  const files = await captureFiles(paths);
  if (flags.format === "conversations") return await listConversations(files, flags, terminal);
  const output = new GatheredOutput(terminal);
  const lineOf = flags.format === "flows" ? flowLine : connLogLine;
  const taker = { take: (flow: Flow) => output.add(lineOf(flow) + "\n"), drain: output };
  const problems = await readAll(files, { flags, terminal }, taker);
  if (problems === null) return INTERRUPTED;
  await output.flush();
  return await tell(problems, terminal);
}

function refuseWhatListsPackets({ format, packets, pcapng, html, answers }: ConversationWishes): void {
  const noAnswers = answers ? undefined : "";
  const given = Object.entries({ packets, pcapng, html, "no-answers": noAnswers }).find(([, value]) =>
    value !== undefined
  );
  if (given !== undefined) {
    throw new UsageError(
      `Option --${given[0]} is about packets: --format ${format} tells of conversations; use --stream N or --filter`,
    );
  }
}

interface Job {
  readonly flags: ConversationWishes;
  readonly terminal: Terminal;
}

async function listConversations(
  files: readonly string[],
  flags: ConversationWishes,
  terminal: Terminal,
): Promise<number> {
  const chosen = flags.columns === undefined
    ? null
    : flags.columns.split(",").map((key) => requireColumn(key, "--columns"));
  const form = flags.as ?? "text";
  const list = new FlowList({
    most: flags.top ?? (form === "text" && terminal.interactive ? SHOWN_ON_TERMINAL : SHOWN),
    order: orderBy(requireColumn(flags.sort ?? "lost", "--sort"), flags.reverse),
    grouped: flags.groups,
  });
  let first: Moment | null = null;
  const problems = await readAll(files, { flags, terminal }, { take: (flow) => list.add(flow) }, (reading) => {
    first ??= reading.first;
  });
  if (problems === null) return INTERRUPTED;
  const { conversations: words, why } = tablesOf(languageOf(flags.lang));
  await terminal.out(LIST_FORMS[form]({ ...list.lines(), first: first ?? { seconds: 0, nanoseconds: 0 } }, {
    columns: chosen ?? COLUMNS.filter(({ key }) => key !== "capture" || files.length > 1),
    fits: chosen === null,
    words,
    why,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: flags.width ?? terminal.columns,
  }));
  return await tell(problems, terminal);
}

/** What was wrong, when what could be read has been printed; gives the exit code where nothing was. */
async function tell(problems: readonly string[], terminal: Terminal): Promise<number> {
  for (const problem of problems.slice(0, -1)) await terminal.err(`tcplab: ${problem}\n`);
  const last = problems.at(-1);
  if (last !== undefined) throw new Failure(last);
  return 0;
}

function requireColumn(key: string, option: string): Column {
  const column = columnOf(key.trim());
  if (column !== undefined) return column;
  const keys = COLUMNS.map((known) => known.key);
  const close = nearest(key, keys);
  const hint = close === undefined ? `one of ${keys.join(", ")}` : `did you mean ${close}?`;
  throw new UsageError(`Option ${option} takes names of columns: found ${JSON.stringify(key)}; ${hint}`);
}

/** Reads file after file; gives what is wrong with them, null after an interrupt. A damaged file costs no other one. */
async function readAll(
  files: readonly string[],
  { flags, terminal }: Job,
  taker: FlowTaker,
  done: (reading: FileReading) => void = () => {},
): Promise<readonly string[] | null> {
  const progress = new Progress(terminal, files.length * readingsOfFile(flags));
  const problems: string[] = [];
  using captures = flags.jobs > 1 && files.length > 1 ? await flowsByJobs(files, flags, terminal) : null;
  try {
    for (const [index, file] of files.entries()) {
      const reading = captures === null
        ? await readFileFlows(file, { flags, taker }, { terminal, progress })
        : await captures.take(index, taker);
      if (reading === null) return null;
      done(reading);
      if (reading.problem !== null) problems.push(reading.problem);
    }
  } finally {
    await progress.end();
  }
  return problems;
}

async function flowsByJobs(
  files: readonly string[],
  flags: ConversationWishes,
  terminal: Terminal,
): Promise<FlowsByJobs> {
  const { FlowsByJobs } = await import("./jobs/flows_by_jobs.ts");
  return new FlowsByJobs(files, flags, terminal);
}
