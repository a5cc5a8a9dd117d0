/** `--help`, made from the same definitions as the parser. Pure: definitions in, text out. */
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
const HELP_ROW: Row = ["-h, --help", "Show this help"];

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

/** `tcplab NAME --help`. */
export function commandHelp(command: Command, style: HelpStyle): string {
  const width = Math.min(style.columns, WIDEST);
  const usage = [invocationOf(command), "[OPTIONS]", positionalUsage(command.positionals)].join(" ").trimEnd();
  const lines = [
    ...wrap(`${command.summary}.`, width),
    "",
    `${heading("Usage:", style)} ${usage}`,
    ...layParagraphs(command.description, width),
  ];
  if (command.positionals.length > 0) {
    const rows = command.positionals.map(({ name, help, choices }): Row => [
      name,
      choices ? `${help} (${choices.join(", ")})` : help,
    ]);
    lines.push("", heading("Arguments:", style), ...columnsOf(rows, style));
  }
  lines.push(...optionSections(command.flags, style), ...exampleSection(command.examples, style));
  return lines.join("\n") + "\n";
}

/** `tcplab --help`: the commands, one line each. */
export function programHelp(commands: readonly Listing[], style: HelpStyle): string {
  const rows = commands.filter(({ hidden }) => !hidden).map(({ name, summary }): Row => [name, summary]);
  const width = Math.min(style.columns, WIDEST);
  const purpose =
    "Run the classic TCP socket experiments, see exactly what went over the wire, and have every packet " +
    "explained.";
  return [
    ...wrap(purpose, width),
    "",
    `${heading("Usage:", style)} tcplab COMMAND [OPTIONS]`,
    "",
    heading("Commands:", style),
    ...columnsOf(rows, style),
    "",
    heading(`${GENERAL_GROUP}:`, style),
    ...columnsOf([HELP_ROW, ["-V, --version", "Show the version of tcplab, of Deno and of V8"]], style),
    "",
    ...wrap("tcplab COMMAND --help shows a command's options and examples.", width),
  ].join("\n") + "\n";
}
