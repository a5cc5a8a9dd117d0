/** tcplab: run the classic TCP socket experiments, see what went over the wire, have every packet explained. */
import { COMMANDS } from "./src/cli/commands/registry.ts";
import { ProcessTerminal } from "./src/output/process_terminal.ts";
import { report, run } from "./src/cli/line/run.ts";

/** Ends the process with one line where Deno would print a stack trace: for errors that no command was awaiting. */
async function endWith(error: unknown, terminal: ProcessTerminal): Promise<void> {
  Deno.exit(await report(error, terminal));
}

if (import.meta.main) {
  const terminal = new ProcessTerminal();
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    endWith(event.reason, terminal);
  });
  addEventListener("error", (event) => {
    event.preventDefault();
    endWith(event.error, terminal);
  });
  Deno.exit(await run(Deno.args, COMMANDS, terminal));
}
