/** `tcplab completions SHELL`: a script for the user's shell, from the same definitions as the parser. */
import { DONE } from "../../../base/exit_code.ts";
import { defineCommand, type Definition, type ListedCommand, loadAll } from "../../line/command.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/**
 * The command that prints completions.
 *
 * @param commands Gives every command: the registry, which lists this one too.
 */
export function completions(commands: () => readonly ListedCommand[]): Definition {
  return defineCommand({
    description: "Prints a script that lets the shell complete tcplab's commands, options and their values. " +
      "Add the line of the example to the shell's start-up file.",
    positionals: [{ name: "SHELL", help: "The shell the script is for", required: true, choices: SHELLS }],
    flags: {},
    examples: [
      {
        line: "source <(tcplab completions bash)",
        does: "Complete in this bash; put the line into ~/.bashrc to keep it",
      },
      { line: "tcplab completions zsh > ~/.zfunc/_tcplab", does: "For zsh, with ~/.zfunc in fpath before compinit" },
      { line: "tcplab completions fish > ~/.config/fish/completions/tcplab.fish", does: "For fish" },
      {
        line: "tcplab completions powershell | Out-String | Invoke-Expression",
        does: "For PowerShell; into $PROFILE to keep",
      },
    ],
    async run({ positionals }, terminal) {
      const { completionScript } = await import("../../line/completion/completion_script.ts");
      const shell = SHELLS.find((name) => name === positionals[0]) ?? "bash";
      await terminal.out(completionScript(shell, await loadAll(commands())));
      return DONE;
    },
  });
}
