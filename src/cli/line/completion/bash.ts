/** The completion script for bash, from version 3.2 on. */
import type { Command } from "../command.ts";
import { argumentValue, flagValue, type Option, optionsOf, type ValueKind } from "./options.ts";

/** Names of files may have spaces: they are read line by line. `compopt` marks folders, where this bash has it. */
const HELPERS = `_tcplab_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_tcplab_sentence() {
  local IFS=$'\\n' text="\${cur#[\\"\\']}"
  local last="\${text##*[ (]}"
  COMPREPLY=($(compgen -P "\${text%"$last"}" -W "\${1// /$'\\n'}" -- "$last"))
}
_tcplab_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -f -- "$cur"))
}
_tcplab_captures() {
  local IFS=$'\\n' ending
  compopt -o filenames 2>/dev/null
  for ending in pcap pcapng cap gz zst; do COMPREPLY+=($(compgen -f -X "!*.$ending" -- "$cur")); done
  if [[ \${#COMPREPLY[@]} -eq 0 ]]; then _tcplab_files; else COMPREPLY+=($(compgen -d -- "$cur")); fi
}
_tcplab_interfaces() { _tcplab_words "any $(command ls /sys/class/net 2>/dev/null)"; }`;

/** bash takes `--format=md` for three words where `=` breaks words, which is its own choice. */
const WORDS = `  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  if [[ $cur == = ]]; then cur=""
  elif [[ $prev == = && $COMP_CWORD -ge 3 ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"
  elif [[ $cur == --*=* ]]; then prev="\${cur%%=*}"; cur="\${cur#*=}"; fi
  COMPREPLY=()`;

function reply(value: ValueKind): string {
  switch (value.kind) {
    case "words":
      return `_tcplab_words "${value.words.join(" ")}"${value.files ? "; _tcplab_files" : ""}`;
    case "sentence":
      return `_tcplab_sentence "${value.words.join(" ")}"`;
    case "nothing":
      return ":";
    default:
      return `_tcplab_${value.kind}`;
  }
}

/** The case that completes the value of one option, or nothing for a switch. */
function valueCase({ names, flag }: Option): string[] {
  return flag.kind === "switch" ? [] : [`        ${names.join("|")}) ${reply(flagValue(flag))}; return ;;`];
}

function commandCase(command: Command): string[] {
  const options = optionsOf(command);
  const words = [...options.flatMap(({ names }) => names.filter((name) => name.startsWith("--"))), "--help"];
  const values = options.flatMap(valueCase);
  return [
    `    ${command.name})`,
    ...(values.length === 0 ? [] : [`      case "$prev" in`, ...values, `      esac`]),
    `      if [[ $cur == -* ]]; then _tcplab_words "${words.join(" ")}"`,
    `      else ${reply(argumentValue(command))}; fi ;;`,
  ];
}

export function bashScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return [
    "# bash completion for tcplab",
    HELPERS,
    "_tcplab() {",
    WORDS,
    `  if [[ $COMP_CWORD -eq 1 ]]; then _tcplab_words "${names} help --help --version"; return; fi`,
    `  case "\${COMP_WORDS[1]}" in`,
    `    help) _tcplab_words "${names}" ;;`,
    ...commands.flatMap(commandCase),
    "  esac",
    "}",
    "complete -F _tcplab tcplab",
    "",
  ].join("\n");
}
