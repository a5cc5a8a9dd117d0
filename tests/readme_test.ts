/**
 * README.md and the chapters of docs/ tell the truth: tables are those of the definitions, links lead somewhere, commands
 * run, outputs are what they print.
 */
import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "@std/path";
import { renderReadme } from "../src/build/readme.ts";
import { COMMANDS as LISTED } from "../src/cli/commands/registry.ts";
import { type Flags } from "../src/cli/line/flag.ts";
import { GENERAL_GROUP } from "../src/cli/line/general_flags.ts";
import { loadAll } from "../src/cli/line/command.ts";
import { codeBlocks } from "./readme/code_blocks.ts";
import { CHAPTERS, README, ROOT } from "./readme/documents.ts";
import { runDocument } from "./readme/run_blocks.ts";

const COMMANDS = await loadAll(LISTED);

/** What stands between the marks, line by line. */
function tablesOf(document: string): { name: string; rows: string[] }[] {
  const tables = document.matchAll(/<!-- (commands|options of [\w-]+) -->\n([\s\S]*?)<!-- end -->/g);
  return [...tables].map(([, name = "", table = ""]) => ({ name, rows: table.split("\n") }));
}

Deno.test("README.md's tables are those of the definitions", () => {
  const made = tablesOf(renderReadme(README.text, COMMANDS));
  assert(made.length > 1);
  for (const [index, { name, rows }] of tablesOf(README.text).entries()) {
    const right = made[index]!.rows;
    const wrong = {
      tooMuch: rows.filter((row) => !right.includes(row)),
      missing: right.filter((row) => !rows.includes(row)),
    };
    assertEquals(wrong, { tooMuch: [], missing: [] }, `${name}: deno task readme writes it anew`);
    assertEquals(rows, right, `${name}: deno task readme writes it anew`);
  }
});

Deno.test("README.md shows the options of every command", () => {
  const own = ({ flags }: { flags: Flags }) => Object.values(flags).filter(({ group }) => group !== GENERAL_GROUP);
  for (const { name } of COMMANDS.filter((command) => !command.hidden && own(command).length > 0)) {
    assert(README.text.includes(`<!-- options of ${name} -->`), name);
  }
});

Deno.test("README.md and the book's list lead to every chapter of docs/", () => {
  const index = CHAPTERS.find(({ name }) => name === "docs/README.md")!;
  assert(README.text.includes("](docs/README.md)"));
  const chapters = CHAPTERS.filter((chapter) => chapter !== index).map(({ name }) => name.replace("docs/", ""));
  const listed = (name: string) => index.text.includes(`](${name})`) || README.text.includes(`](docs/${name})`);
  assertEquals(chapters.filter((name) => !listed(name)), []);
});

const LINK = /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)|<img[^>]* src="(?!https?:)([^"]+)"/g;

for (const document of [README, ...CHAPTERS]) {
  const { name, text } = document;

  Deno.test(`${name}'s links lead to files that are there`, () => {
    for (const [, link, image] of text.matchAll(LINK)) {
      const path = join(ROOT, dirname(name), link ?? image ?? "");
      assert(Deno.statSync(path).isFile, path);
    }
  });

  Deno.test(`every shell block of ${name} says how it is tested`, () => {
    const wrong = codeBlocks(text).filter(({ language, kind, rest }) =>
      language === "sh" && !(kind === "run" || ((kind === "server" || kind === "only") && rest !== ""))
    );
    assertEquals(wrong.map(({ line }) => line), []);
  });

  Deno.test(`${name}'s tasks are those of deno.json`, () => {
    const { tasks } = JSON.parse(Deno.readTextFileSync(join(ROOT, "deno.json")));
    for (const [, task = ""] of text.matchAll(/\bdeno(?:@[\d.]+)? task ([\w:-]+)/g)) assert(task in tasks, task);
  });

  Deno.test(`${name}'s commands work`, (test) => runDocument(document, test));
}
