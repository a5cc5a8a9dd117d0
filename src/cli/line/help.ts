/** `--help`, made from the same definitions as the parser. Pure: definitions in, text out. */
import { BUGS } from "./version.ts";
import { type Command, type Example, invocationOf, type Listing } from "./command.ts";
import { type Flag, type Flags, optionName } from "./flag.ts";
import { positionalUsage } from "./parse.ts";
import { showNumber } from "./value.ts";
import { layParagraphs, wrap } from "../../output/paragraphs.ts";

/** What the page may look like. */
export interface HelpStyle {
  readonly columns: number;
  readonly colour: boolean;
}

/** Lines longer than this are hard to read, however wide the terminal. */
const WIDEST = 100;
const GENERAL_GROUP = "Options";
const HELP_ROW: Row = ["-h, --help", "Show help: -h in short, --help all of it"];
/** Examples that the short help shows. */
const FEW = 2;

/** The help of a command, in short or all of it. */
export type HelpLength = "short" | "long";

/** What the program is for. */
export const PURPOSE =
  "Run the classic TCP socket experiments, see exactly what went over the wire, and have every packet explained.";

/** Variables of the environment that are asked by every command. */
export const VARIABLES: readonly Row[] = [
  ["NO_COLOR", "no colour, where it is set"],
  ["FORCE_COLOR", "colour in files and pipes too; so does CLICOLOR_FORCE"],
  ["PAGER", "what shows long results on a terminal (less); cat or --no-pager for none"],
  ["TCPLAB_LANG", "en or he, as --lang; without it what LC_ALL, LC_MESSAGES or LANG say"],
  ["TCPLAB_COLOR", "as --color"],
  ["TCPLAB_ASCII", "as --ascii; so is a locale that is not UTF-8"],
  ["TCPLAB_WIDTH", "as --width"],
  ["TCPLAB_DEBUG", "with an unexpected error, where in the program it came from"],
];

type Row = readonly [left: string, right: string];

function heading(text: string, style: HelpStyle): string {
  return style.colour ? `\x1b[1m${text}\x1b[22m` : text;
}

/** Two columns; the left one is as wide as its widest short entry, a longer entry gets a line of its own. */
function columnsOf(rows: readonly Row[], style: HelpStyle): string[] {
  const width = Math.min(style.columns, WIDEST);
  const left = Math.min(Math.max(...rows.map(([name]) => name.length)), 28);
  const indent = " ".repeat(left + 4);
  return rows.flatMap(([name, text]) => {
    const lines = wrap(text, Math.max(width - indent.length, 20));
    const first = name.length > left ? [`  ${name}`] : [];
    const texts = lines.map((line, index) => {
      const label = index === 0 && name.length <= left ? `  ${name.padEnd(left)}  ` : indent;
      return label + line;
    });
    return [...first, ...texts];
  });
}

/** `--port PORT`, `--[no-]offload`: the option as its row of help begins. */
export function optionLabel(key: string, flag: Flag<unknown>): string {
  const name = optionName(key);
  const value = flag.placeholder === "" ? "" : ` ${flag.placeholder}`;
  return `--${flag.negatable ? "[no-]" : ""}${name}${value}`;
}

/** `1 to 65535`, `at least 1`, `ms`: a number's range and unit. That a length is not negative need not be said. */
function rangeNote(flag: Flag<unknown>): string {
  const { minimum = 0, maximum, unit } = flag;
  if (maximum !== undefined) return `${showNumber(minimum, flag, "plain")} to ${showNumber(maximum, flag)}`;
  return minimum === 0 ? unit ?? "" : `at least ${showNumber(minimum, flag)}`;
}

/** What a row of help says beyond its text: choices, range, default, repetition. */
function optionNotes(flag: Flag<unknown>): string[] {
  const notes: string[] = [];
  if (flag.choices && flag.placeholder !== flag.choices.join("|")) notes.push(flag.choices.join(", "));
  if (flag.kind === "integer" || flag.kind === "number") {
    const range = rangeNote(flag);
    if (range !== "") notes.push(range);
  }
  if (flag.kind === "list") notes.push("may be repeated");
  const isSet = flag.default !== undefined && flag.kind !== "list" && flag.default !== "";
  if (flag.variable !== undefined) notes.push(`variable: ${flag.variable}`);
  if (isSet && flag.kind === "switch") {
    if (flag.negatable) notes.push(`default: ${flag.default ? "on" : "off"}`);
  } else if (isSet) {
    notes.push(`default: ${typeof flag.default === "number" ? showNumber(flag.default, flag) : flag.default}`);
  }
  return notes;
}

/** What the flag does, with its notes in parentheses; a text that ends in parentheses takes them in. */
export function optionText(flag: Flag<unknown>): string {
  const notes = optionNotes(flag).join("; ");
  if (notes === "") return flag.help;
  return flag.help.endsWith(")") ? `${flag.help.slice(0, -1)}; ${notes})` : `${flag.help} (${notes})`;
}

function optionRow(key: string, flag: Flag<unknown>): Row {
  const label = `${flag.short ? `-${flag.short}, ` : "    "}${optionLabel(key, flag)}`;
  return [label, optionText(flag)];
}

/** The visible flags under their headings, in the order of their definition. */
export function groupsOf(flags: Flags): Map<string, [string, Flag<unknown>][]> {
  const groups = new Map<string, [string, Flag<unknown>][]>();
  for (const [key, flag] of Object.entries(flags)) {
    if (flag.hidden) continue;
    const group = flag.group ?? GENERAL_GROUP;
    groups.set(group, [...groups.get(group) ?? [], [key, flag]]);
  }
  return groups;
}

function optionSections(flags: Flags, style: HelpStyle): string[] {
  const groups = groupsOf(flags);
  if (!groups.has(GENERAL_GROUP)) groups.set(GENERAL_GROUP, []);
  return [...groups].flatMap(([group, members]) => {
    const rows = members.map(([key, flag]) => optionRow(key, flag));
    if (group === GENERAL_GROUP) rows.push(HELP_ROW);
    return ["", heading(`${group}:`, style), ...columnsOf(rows, style)];
  });
}

function exampleSection(examples: readonly Example[], style: HelpStyle): string[] {
  if (examples.length === 0) return [];
  const width = Math.min(style.columns, WIDEST) - 6;
  const lines = examples.flatMap((
    { line, does },
  ) => [`  ${line}`, ...wrap(does, width).map((text) => `      ${text}`)]);
  return ["", heading("Examples:", style), ...lines];
}

/** `tcplab NAME --help`, or with `-h` what most users look for. */
export function commandHelp(command: Command, style: HelpStyle, length: HelpLength = "long"): string {
  const width = Math.min(style.columns, WIDEST);
  const usage = [invocationOf(command), "[OPTIONS]", positionalUsage(command.positionals)].join(" ").trimEnd();
  const head = [...wrap(`${command.summary}.`, width), "", `${heading("Usage:", style)} ${usage}`];
  const lines = length === "short" ? shortHelp(command, style) : longHelp(command, style);
  return [...head, ...lines].join("\n") + "\n";
}

function longHelp({ description, positionals, flags, examples }: Command, style: HelpStyle): string[] {
  const rows = positionals.map(({ name, help, choices }): Row => [
    name,
    choices ? `${help} (${choices.join(", ")})` : help,
  ]);
  const argumentRows = rows.length === 0 ? [] : ["", heading("Arguments:", style), ...columnsOf(rows, style)];
  return [
    ...exampleSection(examples, style),
    ...layParagraphs(description, Math.min(style.columns, WIDEST)),
    ...argumentRows,
    ...optionSections(flags, style),
  ];
}

/** A few examples, and the names of the options. */
function shortHelp(command: Command, style: HelpStyle): string[] {
  const width = Math.min(style.columns, WIDEST);
  const names = Object.entries(command.flags).filter(([, { hidden }]) => !hidden).map(([key, flag]) =>
    `${flag.short ? `-${flag.short}/` : ""}${optionLabel(key, flag)}`.replaceAll(" ", "\u00a0")
  );
  const options = wrap(names.join(" "), width - 2).map((line) => `  ${line.replaceAll("\u00a0", " ")}`);
  return [
    ...exampleSection(command.examples.slice(0, FEW), style),
    ...(names.length === 0 ? [] : ["", heading("Options:", style), ...options]),
    "",
    ...wrap(`${invocationOf(command)} --help says what each does.`, width),
  ];
}

/** `tcplab --help`: the commands, one line each. */
export function programHelp(commands: readonly Listing[], style: HelpStyle): string {
  const rows = commands.filter(({ hidden }) => !hidden).map(({ name, summary }): Row => [name, summary]);
  const width = Math.min(style.columns, WIDEST);
  return [
    ...wrap(PURPOSE, width),
    "",
    `${heading("Usage:", style)} tcplab COMMAND [OPTIONS]`,
    "",
    heading("Commands:", style),
    ...columnsOf(rows, style),
    "",
    heading(`${GENERAL_GROUP}:`, style),
    ...columnsOf([HELP_ROW, ["-V, --version", "Show the version of tcplab, of Deno and of V8"]], style),
    "",
    heading("Environment:", style),
    ...columnsOf(VARIABLES, style),
    "",
    ...wrap("tcplab COMMAND -h shows a command's examples, --help all of it. tcplab man prints manual pages.", width),
    ...wrap(`Bugs: ${BUGS}`, width),
  ].join("\n") + "\n";
}
