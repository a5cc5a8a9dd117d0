/** `tcplab man`: manual pages, from the same definitions as help. */
import { DONE } from "../../../base/exit_code.ts";
import { UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import { type Command, defineCommand, type Definition, type ListedCommand, loadAll } from "../../line/command.ts";
import { text } from "../../line/flag.ts";

const MAN_FLAGS = {
  directory: text({ help: "Write the pages of all commands into this folder", placeholder: "DIR" }),
};

/**
 * The command that prints manual pages.
 *
 * @param commands Gives every command: the registry, which lists this one too.
 */
export function man(commands: () => readonly ListedCommand[]): Definition {
  return defineCommand({
    description: "Prints the manual page of a command, or of tcplab itself, for man and mandoc. " +
      "With --directory it writes all of them, a file each, as man looks for them.",
    positionals: [{ name: "COMMAND", help: "The command whose page is printed", required: false }],
    flags: MAN_FLAGS,
    examples: [
      { line: "tcplab man explain | man -l -", does: "Read the page of a command" },
      { line: "tcplab man --directory ~/.local/share/man/man1", does: "Install the pages; then: man tcplab-explain" },
    ],
    async run({ flags, positionals }, terminal) {
      const pages = await manualPages(await loadAll(commands()));
      if (flags.directory !== undefined) {
        const { join } = await import("@std/path");
        for (const [name, page] of pages) await writePage(join(flags.directory, `${name}.1`), page);
        await terminal.err(`Wrote ${pages.size} pages into ${quote(flags.directory)}\n`);
        return DONE;
      }
      const wanted = positionals[0] === undefined ? "tcplab" : `tcplab-${positionals[0]}`;
      const page = pages.get(wanted);
      if (page === undefined) {
        throw new UsageError(`There is no page of ${quote(positionals[0] ?? "")}: tcplab --help lists the commands`);
      }
      await terminal.out(page);
      return DONE;
    },
  });
}

/** Every page by its name. */
async function manualPages(commands: readonly Command[]): Promise<Map<string, string>> {
  const { commandPage, programPage } = await import("../../line/man_page.ts");
  const { PURPOSE } = await import("../../line/help.ts");
  const date = new Date().toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
  const listed = commands.filter(({ hidden }) => !hidden);
  return new Map([
    ["tcplab", programPage(listed, PURPOSE, date)],
    ...listed.map((command) => [`tcplab-${command.name}`, commandPage(command, date)] as const),
  ]);
}

async function writePage(path: string, page: string): Promise<void> {
  const { AtomicFile } = await import("../../../output/atomic_file.ts");
  await using file = await AtomicFile.create(path);
  file.add(new TextEncoder().encode(page));
  await file.finish();
}
