/** Completion scripts for bash, zsh and fish. Pure: definitions in, a script out. */
import type { Command } from "./command.ts";
import { type Flag, optionName } from "./flag.ts";

export type Shell = "bash" | "zsh" | "fish";

/** One word on the line that begins with hyphens. */
interface Option {
  readonly names: readonly string[];
  readonly flag: Flag<unknown>;
}

const FILE_PLACEHOLDERS = /FILE|DIR|PATH|SOCKET/;
const INTERFACE_PLACEHOLDER = "IFACE";

function optionsOf(command: Command): Option[] {
  return Object.entries(command.flags).filter(([, flag]) => !flag.hidden).map(([key, flag]) => {
    const name = optionName(key);
    const names = flag.negatable ? [`--${name}`, `--no-${name}`] : [`--${name}`];
    return { names: flag.short ? [`-${flag.short}`, ...names] : names, flag };
  });
}

function listed(commands: readonly Command[]): Command[] {
  return commands.filter(({ hidden }) => !hidden);
}

function wantsFile(text: string): boolean {
  return FILE_PLACEHOLDERS.test(text);
}

/** The script that makes the shell complete tcplab's command line. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };
  return scripts[shell](listed(commands));
}

// ---- bash ----

/** Completes one of some words, or a file as well. */
function bashWords(words: string, files = false): string {
  const reply = `COMPREPLY=($(compgen -W "${words}"${files ? " -f" : ""} -- "$cur"))`;
  return files ? `compopt -o filenames; ${reply}` : reply;
}

const BASH_FILES = `compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur"))`;
/** Linux lists its interfaces in a folder; elsewhere only `any` is offered. */
const BASH_INTERFACES = bashWords("any $(command ls /sys/class/net 2>/dev/null)");

/** The case that completes the value of one option, or nothing for a switch. */
function bashValueCase({ names, flag }: Option): string[] {
  if (flag.kind === "switch") return [];
  const reply = flag.choices
    ? bashWords(flag.choices.join(" "))
    : flag.placeholder === INTERFACE_PLACEHOLDER
    ? BASH_INTERFACES
    : wantsFile(flag.placeholder)
    ? BASH_FILES
    : `COMPREPLY=()`;
  return [`        ${names.join("|")}) ${reply}; return ;;`];
}

function bashCommandCase(command: Command): string[] {
  const options = optionsOf(command);
  const words = [...options.flatMap(({ names }) => names.filter((name) => name.startsWith("--"))), "--help"];
  const values = options.flatMap(bashValueCase);
  const first = command.positionals[0];
  const argument = first?.choices
    ? bashWords(first.choices.join(" "))
    : first?.suggestions
    ? bashWords(first.suggestions.join(" "), true)
    : first && wantsFile(first.name)
    ? BASH_FILES
    : `COMPREPLY=()`;
  return [
    `    ${command.name})`,
    ...(values.length === 0 ? [] : [`      case "$prev" in`, ...values, `      esac`]),
    `      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$cur"))`,
    `      else ${argument}; fi ;;`,
  ];
}

function bashScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return [
    "# bash completion for tcplab",
    "_tcplab() {",
    `  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"`,
    "  COMPREPLY=()",
    "  if [[ $COMP_CWORD -eq 1 ]]; then",
    `    COMPREPLY=($(compgen -W "${names} help --help --version" -- "$cur")); return`,
    "  fi",
    `  case "\${COMP_WORDS[1]}" in`,
    `    help) COMPREPLY=($(compgen -W "${names}" -- "$cur")) ;;`,
    ...commands.flatMap(bashCommandCase),
    "  esac",
    "}",
    "complete -F _tcplab tcplab",
    "",
  ].join("\n");
}

// ---- zsh ----

/** Text inside a single-quoted `_arguments` specification. */
function zshText(text: string): string {
  return text.replace(/'/g, `'\\''`).replace(/([\[\]:])/g, "\\$1");
}

function zshAction(
  placeholder: string,
  choices: readonly string[] | undefined,
  suggestions?: readonly string[],
): string {
  if (suggestions) {
    return `:${zshText(placeholder)}:{_alternative "names:name:(${suggestions.join(" ")})" "files:file:_files"}`;
  }
  if (placeholder === INTERFACE_PLACEHOLDER) return `:${zshText(placeholder)}:{compadd any; _net_interfaces}`;
  if (choices) return `:${zshText(placeholder)}:(${choices.join(" ")})`;
  return `:${zshText(placeholder)}:${wantsFile(placeholder) ? "_files" : ""}`;
}

function zshOption({ names, flag }: Option): string[] {
  return names.map((name) => {
    const repeat = flag.kind === "list" ? "*" : "";
    const equals = flag.kind !== "switch" && name.startsWith("--") ? "=" : "";
    const action = flag.kind === "switch" ? "" : zshAction(flag.placeholder, flag.choices);
    return `        '${repeat}${name}${equals}[${zshText(flag.help)}]${action}'`;
  });
}

function zshScript(commands: readonly Command[]): string {
  const describe = commands.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`);
  const cases = commands.flatMap((command) => [
    `    ${command.name})`,
    "      _arguments -s \\",
    ...[
      ...optionsOf(command).flatMap(zshOption),
      `        '(-h --help)'{-h,--help}'[Show help]'`,
      ...command.positionals.map(({ name, choices, suggestions }) =>
        `        '${zshAction(name, choices, suggestions)}'`
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
    "  shift words; (( CURRENT-- ))",
    "  case $command in",
    ...cases,
    "  esac",
    "}",
    `if [[ $funcstack[1] == _tcplab ]]; then _tcplab "$@"; else compdef _tcplab tcplab; fi`,
    "",
  ].join("\n");
}

// ---- fish ----

function fishText(text: string): string {
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}

function fishOption(command: string, { names, flag }: Option): string[] {
  const long = names.filter((name) => name.startsWith("--"));
  const value = flag.kind === "switch"
    ? ""
    : flag.choices
    ? ` -x -a ${fishText(flag.choices.join(" "))}`
    : flag.placeholder === INTERFACE_PLACEHOLDER
    ? " -x -a 'any (command ls /sys/class/net 2>/dev/null)'"
    : wantsFile(flag.placeholder)
    ? " -r -F"
    : " -x";
  return long.map((name, index) => {
    const short = index === 0 && flag.short ? ` -s ${flag.short}` : "";
    const seen = `-n '__fish_seen_subcommand_from ${command}'`;
    return `complete -c tcplab ${seen}${short} -l ${name.slice(2)}${value} -d ${fishText(flag.help)}`;
  });
}

function fishScript(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => {
    const seen = `-n '__fish_seen_subcommand_from ${command.name}'`;
    const first = command.positionals[0];
    return [
      `complete -c tcplab -n __fish_use_subcommand -a ${command.name} -d ${fishText(command.summary)}`,
      ...(first?.choices ? [`complete -c tcplab ${seen} -a ${fishText(first.choices.join(" "))}`] : []),
      ...(first?.suggestions ? [`complete -c tcplab ${seen} -F -a ${fishText(first.suggestions.join(" "))}`] : []),
      ...(first && wantsFile(first.name) ? [`complete -c tcplab ${seen} -F`] : []),
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
