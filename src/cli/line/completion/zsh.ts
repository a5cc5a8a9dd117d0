/** The completion script for zsh. */
import type { Command } from "../command.ts";
import { CAPTURE_ENDINGS, flagValue, type Option, optionsOf, positionalValue, type ValueKind } from "./options.ts";

/** Text inside a single-quoted `_arguments` specification. */
function zshText(text: string): string {
  return text.replace(/'/g, `'\\''`).replace(/([\[\]:])/g, "\\$1");
}

function zshAction(placeholder: string, value: ValueKind): string {
  const title = `:${zshText(placeholder)}:`;
  switch (value.kind) {
    case "words": {
      const words = value.words.join(" ");
      return value.files ? `${title}{_alternative "names:name:(${words})" "files:file:_files"}` : `${title}(${words})`;
    }
    case "sentence":
      return `${title}{compset -P "*[ (]"; compadd -- ${value.words.join(" ")}}`;
    case "interfaces":
      return `${title}{compadd any; _net_interfaces}`;
    case "captures":
      return `${title}{_files -g "*.(${CAPTURE_ENDINGS.join("|")})(-.)" || _files}`;
    case "files":
      return `${title}_files`;
    case "nothing":
      return title;
  }
}

function zshOption({ names, flag }: Option): string[] {
  return names.map((name) => {
    const repeat = flag.kind === "list" ? "*" : "";
    const equals = flag.kind !== "switch" && name.startsWith("--") ? "=" : "";
    const action = flag.kind === "switch" ? "" : zshAction(flag.placeholder, flagValue(flag));
    return `        '${repeat}${name}${equals}[${zshText(flag.help)}]${action}'`;
  });
}

export function zshScript(commands: readonly Command[]): string {
  const describe = commands.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`);
  const cases = commands.flatMap((command) => [
    `    ${command.name})`,
    "      _arguments -s \\",
    ...[
      ...optionsOf(command).flatMap(zshOption),
      `        '(-h --help)'{-h,--help}'[Show help]'`,
      ...command.positionals.map((positional) =>
        `        '${positional.name.endsWith("...") ? "*" : ""}${
          zshAction(positional.name, positionalValue(positional))
        }'`
      ),
    ].map((line, index, all) => index === all.length - 1 ? line : `${line} \\`),
    "      ;;",
  ]);
  return [
    "#compdef tcplab",
    "# zsh completion for tcplab",
    "_tcplab() {",
    "  local -a commands",
    "  commands=(",
    ...describe,
    "  )",
    "  if (( CURRENT == 2 )); then _describe -t commands 'tcplab command' commands; return; fi",
    "  local command=$words[2]",
    "  if [[ $command == help ]]; then _describe -t commands 'tcplab command' commands; return; fi",
    "  shift words; (( CURRENT-- ))",
    "  case $command in",
    ...cases,
    "  esac",
    "}",
    `if [[ $funcstack[1] == _tcplab ]]; then _tcplab "$@"; else compdef _tcplab tcplab; fi`,
    "",
  ].join("\n");
}
