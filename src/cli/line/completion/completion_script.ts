/** Completion scripts for bash, zsh, fish and PowerShell. Pure: definitions in, a script out. */
import type { Command } from "../command.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { powershellScript } from "./powershell.ts";
import { zshScript } from "./zsh.ts";

export type Shell = "bash" | "zsh" | "fish" | "powershell";

/** The script that makes the shell complete tcplab's command line. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript };
  return scripts[shell](commands.filter(({ hidden }) => !hidden));
}
