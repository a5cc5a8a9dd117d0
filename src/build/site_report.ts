/** `deno task site-report`: plays the lab's v2 anew and writes its report into the built-in site, www/report.html. */
import { DONE } from "../base/exit_code.ts";
import { join } from "@std/path";
import { Failure } from "../base/failure.ts";
import { type Command, defineCommand } from "../cli/line/command.ts";
import { ProcessTerminal } from "../output/process_terminal.ts";
import { run } from "../cli/line/run.ts";
import { ROOT } from "./deno_compile.ts";

const SCENARIO = "v2";
const FILE = "report.html";

const SITE_REPORT: Command = {
  name: "site-report",
  summary: "Write the report that the built-in site shows",
  ...defineCommand({
    invokedAs: "deno task site-report",
    description:
      `Plays tcplab lab ${SCENARIO} and writes www/${FILE}, which the site's first page leads to. Where the ` +
      "lab cannot play, or the run differs from the lesson, the file stays as it is.",
    positionals: [],
    flags: {},
    examples: [{ line: "deno task site-report", does: `Writes www/${FILE}` }],
    async run(_invocation, terminal) {
      // In the folder itself, so that the page names the command without a path.
      const site = join(ROOT, "www");
      const made = `.${FILE}.${crypto.randomUUID().slice(0, 8)}`;
      const folder = join(site, made);
      await Deno.mkdir(folder);
      try {
        const { success, stderr } = await new Deno.Command(Deno.execPath(), {
          args: ["run", "--allow-all", join(ROOT, "main.ts"), "lab", SCENARIO, "--lang", "en", "--html", FILE],
          cwd: folder,
          stdout: "null",
          stderr: "piped",
        }).output();
        if (!success) throw new Failure(`The lab did not play: ${new TextDecoder().decode(stderr).trim()}`);
        await Deno.rename(join(folder, FILE), join(site, FILE));
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
      await terminal.err(`site-report: wrote www/${FILE}\n`);
      return DONE;
    },
  }),
};

if (import.meta.main) {
  Deno.exit(await run(["site-report", ...Deno.args], [SITE_REPORT], new ProcessTerminal()));
}
