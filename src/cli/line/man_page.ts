/** Manual pages in mdoc(7), from the same definitions as help. Pure: definitions in, the source of a page out. */
import { DONE, FAILED, HUNG_UP, INTERRUPTED, TERMINATED, WRONG_USAGE } from "../../base/exit_code.ts";
import type { Command, Listing } from "./command.ts";
import { type Flag, optionName } from "./flag.ts";
import { layParagraphs, wrap } from "../../output/paragraphs.ts";
import { groupsOf, optionText, VARIABLES } from "./help.ts";
import { BUGS } from "./version.ts";

/** Exit codes that all commands have in common. */
const EXIT_CODES: readonly (readonly [code: number, means: string])[] = [
  [DONE, "The work is done."],
  [FAILED, "It could not be done, or nothing matched what was asked for; a line on standard error says which."],
  [WRONG_USAGE, "The command line asked for something that does not exist or is out of range."],
  [INTERRUPTED, `It was ended by SIGINT (Ctrl-C); by SIGTERM, it is ${TERMINATED}, by SIGHUP ${HUNG_UP}.`],
];

/** Columns of the source's lines; what is on them is laid out anew. */
const SOURCE_COLUMNS = 72;

/** The page of one command: `tcplab-explain(1)`. `date` is as mdoc writes it: `November 26, 2026`. */
export function commandPage(command: Command, date: string): string {
  const name = `tcplab-${command.name}`;
  return lines([
    ...head(name, command.summary, date),
    ".Sh SYNOPSIS",
    `.Nm tcplab ${command.name}`,
    ".Op Ar options",
    ...command.positionals.map(({ name, required }) => required ? `.Ar ${escaped(name)}` : `.Op Ar ${escaped(name)}`),
    ".Sh DESCRIPTION",
    ...paragraphs(command.description),
    ...optionSection(command),
    ...exitSection(),
    ...exampleSection(command),
    ".Sh SEE ALSO",
    ".Xr tcplab 1",
  ]);
}

/** The page of the program: `tcplab(1)`. */
export function programPage(commands: readonly Listing[], purpose: string, date: string): string {
  const listed = commands.filter(({ hidden }) => !hidden);
  const others = listed.map(({ name }) => `.Xr tcplab-${name} 1`).sort();
  return lines([
    ...head("tcplab", "TCP laboratory: run, see and explain TCP connections", date),
    ".Sh SYNOPSIS",
    ".Nm tcplab",
    ".Ar command",
    ".Op Ar options",
    ".Sh DESCRIPTION",
    ...paragraphs(purpose),
    ".Pp",
    "The commands are:",
    ...table(listed.map(({ name, summary }) => [`Ic ${name}`, `${summary}.`])),
    ".Sh ENVIRONMENT",
    ...table(VARIABLES.map(([name, means]) => [`Ev ${name}`, `${means[0]!.toUpperCase()}${means.slice(1)}.`])),
    ...exitSection(),
    ".Sh SEE ALSO",
    ...others.map((line, index) => index === others.length - 1 ? line : `${line} ,`),
    ".Sh BUGS",
    `Report them at ${escaped(BUGS)} .`,
  ]);
}

function lines(parts: readonly string[]): string {
  return parts.join("\n") + "\n";
}

function head(name: string, summary: string, date: string): string[] {
  return [
    `.Dd ${date}`,
    `.Dt ${name.toUpperCase()} 1`,
    ".Os",
    ".Sh NAME",
    `.Nm ${name}`,
    `.Nd ${escaped(summary.charAt(0).toLowerCase() + summary.slice(1))}`,
  ];
}

/** Running lines as they are; indented ones, which are rows of a list, in columns of their own. */
function paragraphs(text: string): string[] {
  return text.split(/\n[ \t]*\n/).flatMap((paragraph, index) => {
    const parts: string[] = [];
    let rows: string[] = [];
    const endRows = () => {
      const laid = layParagraphs(rows.join("\n"), SOURCE_COLUMNS).slice(1).map(textLine);
      if (rows.length > 0) parts.push(".Bd -literal", ...laid, ".Ed");
      rows = [];
    };
    for (const line of paragraph.split("\n")) {
      if (/^\s/.test(line)) rows.push(line);
      else {
        endRows();
        parts.push(...sentences(line));
      }
    }
    endRows();
    return index === 0 || parts[0]?.startsWith(".Bd") ? parts : [".Pp", ...parts];
  });
}

/** A sentence a line, as roff wants it: so it knows where one ends. Escaped first: the source's lines are what is measured. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.!?]) (?=[A-Z])/).flatMap((sentence) => wrap(escaped(sentence), SOURCE_COLUMNS)).map(
    noRequest,
  );
}

function optionSection(command: Command): string[] {
  const groups = [...groupsOf(command.flags)];
  if (groups.length === 0) return [];
  const rows = groups.flatMap(([group, members]) => [
    ...(groups.length > 1 ? [`.Ss ${escaped(group)}`] : []),
    ...table(members.map(([key, flag]) => [optionMacro(key, flag), `${optionText(flag)}.`])),
  ]);
  return [".Sh OPTIONS", ...rows];
}

function optionMacro(key: string, flag: Flag<unknown>): string {
  const name = optionName(key);
  const value = flag.placeholder === "" ? "" : ` Ar ${escaped(flag.placeholder)}`;
  const long = flag.negatable ? `Fl -${name} , Fl -no-${name}` : `Fl -${name}`;
  return `${flag.short ? `Fl ${flag.short} , ` : ""}${long}${value}`;
}

function exitSection(): string[] {
  return [".Sh EXIT STATUS", ...table(EXIT_CODES.map(([code, means]) => [`Er ${code}`, means] as const))]
    .map((line) => line.replace(/^\.It Er /, ".It "));
}

function exampleSection({ examples }: Command): string[] {
  if (examples.length === 0) return [];
  return [
    ".Sh EXAMPLES",
    ...examples.flatMap(({ line, does }, index) => [
      ...(index === 0 ? [] : [".Pp"]),
      ...sentences(`${does}:`),
      ".Bd -literal -offset indent",
      textLine(line),
      ".Ed",
    ]),
  ];
}

function table(rows: readonly (readonly [term: string, text: string])[]): string[] {
  return [
    ".Bl -tag -width indent",
    ...rows.flatMap(([term, text]) => [`.It ${term}`, ...sentences(text)]),
    ".El",
  ];
}

/** A line of text as it is. */
function textLine(text: string): string {
  return noRequest(escaped(text));
}

/** A line of the source that roff takes for no request. */
function noRequest(line: string): string {
  return /^[.']/.test(line) ? `\\&${line}` : line;
}

function escaped(text: string): string {
  return text.replace(/\\/g, "\\e").replace(/-/g, "\\-").replace(/"/g, "\\(dq").replace(/`/g, "\\(ga").replace(
    /~/g,
    "\\(ti",
  )
    .replace(/\^/g, "\\(ha");
}
