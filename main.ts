/** tcplab: run the classic TCP socket experiments, see what went over the wire, have every packet explained. */
import { COMMANDS } from "./src/cli/commands/registry.ts";
import { ProcessTerminal } from "./src/cli/process_terminal.ts";
import { report, run } from "./src/cli/run.ts";

if (import.meta.main) {
  const terminal = new ProcessTerminal();
  // A rejected promise that nobody awaits must not print a stack trace either.
  addEventListener("unhandledrejection", async (event) => {
    event.preventDefault();
    Deno.exit(await report(event.reason, terminal));
  });
  Deno.exit(await run(Deno.args, COMMANDS, terminal));
}
