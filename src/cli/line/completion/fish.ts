/** The completion script for fish. */
import type { Command } from "../command.ts";
import { argumentValue, CAPTURE_ENDINGS, flagValue, type Option, optionsOf, type ValueKind } from "./options.ts";

/** Files of these endings first, then folders, then what else there is. */
const CAPTURES = `function __tcplab_captures
  set -l files (complete -C "__fish_command_without_completions "(commandline -ct))
  string match -r '^.*\\.(?:${CAPTURE_ENDINGS.map((ending) => ending.replace(".", "\\.")).join("|")})$' -- $files
  string match -r '^.*/$' -- $files
  printf '%s\\n' $files
end`;

function fishText(text: string): string {
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}

/** The last word of a sentence is completed, those before it stay as they are. */
const SENTENCE = `function __tcplab_sentence
  set -l begin (commandline -ct | string replace -r '^(--[^=]*=)?["\\']?' '' | string match -r '^.*[ (]')
  for word in $argv
    echo "$begin$word"
  end
end`;

/** What is offered for a value: of an option, which must have one, or of an argument. */
function fishValue(value: ValueKind, needed: boolean): string {
  const exclusive = needed ? " -x" : "";
  switch (value.kind) {
    case "words":
      return `${value.files ? needed ? " -r -F" : " -F" : exclusive} -a ${fishText(value.words.join(" "))}`;
    case "sentence":
      return `${exclusive} -a ${fishText(`(__tcplab_sentence ${value.words.join(" ")})`)}`;
    case "interfaces":
      return `${exclusive} -a 'any (command ls /sys/class/net 2>/dev/null)'`;
    case "captures":
      return `${exclusive} -k -a '(__tcplab_captures)'`;
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
    CAPTURES,
    SENTENCE,
    "complete -c tcplab -f",
    "complete -c tcplab -s h -l help -d 'Show help'",
    "complete -c tcplab -n __fish_use_subcommand -s V -l version -d 'Show versions'",
    ...lines,
    "",
  ].join("\n");
}
