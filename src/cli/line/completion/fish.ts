/** The completion script for fish. */
import type { Command } from "../command.ts";
import { argumentValue, CAPTURE_ENDINGS, flagValue, type Option, optionsOf, type ValueKind } from "./options.ts";

/** Folders and files of these endings, where there are any; fish asks for the word as it is typed. */
const CAPTURES = `(__fish_complete_suffix ${CAPTURE_ENDINGS.map((ending) => `.${ending}`).join(" ")})`;

function fishText(text: string): string {
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}

/** What is offered for a value: of an option, which must have one, or of an argument. */
function fishValue(value: ValueKind, needed: boolean): string {
  const exclusive = needed ? " -x" : "";
  switch (value.kind) {
    case "words":
      return `${value.files ? needed ? " -r -F" : " -F" : exclusive} -a ${fishText(value.words.join(" "))}`;
    case "interfaces":
      return `${exclusive} -a 'any (command ls /sys/class/net 2>/dev/null)'`;
    case "captures":
      return `${exclusive} -k -a ${fishText(CAPTURES)}`;
    case "files":
      return needed ? " -r -F" : " -F";
    case "nothing":
      return exclusive;
  }
}

function fishOption(command: string, { names, flag }: Option): string[] {
  const long = names.filter((name) => name.startsWith("--"));
  const value = flag.kind === "switch" ? "" : fishValue(flagValue(flag), true);
  return long.map((name, index) => {
    const short = index === 0 && flag.short ? ` -s ${flag.short}` : "";
    const seen = `-n '__fish_seen_subcommand_from ${command}'`;
    return `complete -c tcplab ${seen}${short} -l ${name.slice(2)}${value} -d ${fishText(flag.help)}`;
  });
}

export function fishScript(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => {
    const seen = `-n '__fish_seen_subcommand_from ${command.name}'`;
    const argument = fishValue(argumentValue(command), false);
    return [
      `complete -c tcplab -n __fish_use_subcommand -a ${command.name} -d ${fishText(command.summary)}`,
      `complete -c tcplab -n '__fish_seen_subcommand_from help' -a ${command.name} -d ${fishText(command.summary)}`,
      ...(argument === "" ? [] : [`complete -c tcplab ${seen}${argument}`]),
      ...optionsOf(command).flatMap((option) => fishOption(command.name, option)),
    ];
  });
  return [
    "# fish completion for tcplab",
    "complete -c tcplab -f",
    "complete -c tcplab -s h -l help -d 'Show help'",
    "complete -c tcplab -n __fish_use_subcommand -s V -l version -d 'Show versions'",
    ...lines,
    "",
  ].join("\n");
}
