/** The completion script for PowerShell, from version 5 on. */
import type { Command } from "../command.ts";
import { argumentValue, flagValue, optionsOf, type ValueKind } from "./options.ts";

function quoted(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

function list(words: readonly string[]): string {
  return `@(${words.map(quoted).join(", ")})`;
}

/** Words to offer; a file is completed by the shell itself, which is asked for by offering nothing. */
function words(value: ValueKind): string {
  return list(value.kind === "words" || value.kind === "sentence" ? value.words : []);
}

function entry(command: Command): string[] {
  const options = optionsOf(command);
  const values = options.filter(({ flag }) => flag.kind !== "switch").flatMap(({ names, flag }) =>
    names.map((name) => `        ${quoted(name)} = ${words(flagValue(flag))}`)
  );
  const long = options.flatMap(({ names }) => names.filter((name) => name.startsWith("--")));
  return [
    `    ${quoted(command.name)} = @{`,
    `      Options = ${list([...long, "--help"])}`,
    `      Arguments = ${words(argumentValue(command))}`,
    "      Values = New-Object System.Collections.Hashtable ([StringComparer]::Ordinal)",
    "    }",
    ...values.map((line) => {
      const [name = "", value = ""] = line.trim().split(" = ");
      return `    $tcplab[${quoted(command.name)}].Values[${name}] = ${value}`;
    }),
  ];
}

export function powershellScript(commands: readonly Command[]): string {
  const entries = commands.map(entry);
  const tables = entries.map((lines) => lines.slice(0, 5));
  const values = entries.flatMap((lines) => lines.slice(5).map((line) => line.trim()));
  return [
    "# PowerShell completion for tcplab",
    "Register-ArgumentCompleter -Native -CommandName tcplab -ScriptBlock {",
    "  param($wordToComplete, $commandAst, $cursorPosition)",
    "  $tcplab = @{",
    ...tables.flat(),
    "  }",
    ...values.map((line) => `  ${line}`),
    "  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })",
    "  if ($wordToComplete -ne '') { $typed = @($typed | Select-Object -SkipLast 1) }",
    "  $prefix = ''",
    "  if ($typed.Count -eq 0) { $offered = @($tcplab.Keys) + @('help', '--help', '--version') }",
    "  elseif ($typed[0] -eq 'help') { $offered = @($tcplab.Keys) }",
    "  elseif (-not $tcplab.ContainsKey($typed[0])) { return }",
    "  else {",
    "    $command = $tcplab[$typed[0]]",
    "    $before = $typed[-1]",
    "    $word = $wordToComplete",
    "    if ($word -match '^(--[^=]+)=(.*)$') { $before = $Matches[1]; $word = $Matches[2]; $prefix = \"$before=\" }",
    "    if ($command.Values.ContainsKey($before)) { $offered = $command.Values[$before] }",
    "    elseif ($word -like '-*') { $offered = $command.Options }",
    "    else { $offered = $command.Arguments }",
    "    $wordToComplete = $word",
    "  }",
    '  $offered | Where-Object { $_ -like "$wordToComplete*" } | Sort-Object | ForEach-Object {',
    "    [System.Management.Automation.CompletionResult]::new($prefix + $_, $_, 'ParameterValue', $_)",
    "  }",
    "}",
    "",
  ].join("\n");
}
