import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { DocumentRoot } from "../../../src/http/files/document_root.ts";
import { areSpelledSo, findsOtherSpellings } from "../../../src/http/files/spelled_names.ts";

const LINKS = Deno.build.os !== "windows";

async function withFolder(work: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.mkdir(join(root, "private"));
    await Deno.writeTextFile(join(root, "private", "letter.txt"), "secret");
    if (LINKS) await Deno.symlink("private", join(root, "Other"));
    await work(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("areSpelledSo() takes names as they stand in their folders, links too, and no other spelling", async () => {
  await withFolder(async (root) => {
    const table: [string[], boolean][] = [
      [[], true],
      [["private"], true],
      [["private", "letter.txt"], true],
      [["Private"], false],
      [["PRIVAT~1"], false],
      [["private", "Letter.txt"], false],
      [["private", "letter.txt."], false],
      ...(LINKS ? [[["Other", "letter.txt"], true], [["other"], false]] as [string[], boolean][] : []),
    ];
    for (const [names, so] of table) assertEquals(await areSpelledSo(root, names), so, names.join("/"));
  });
});

Deno.test("where other spellings are found, a folder serves what it holds, and what its links lead to", async () => {
  await withFolder(async (root) => {
    const folder = new DocumentRoot(root, { windows: false, dotfiles: false }, true);
    assertEquals((await folder.locate(["private", "letter.txt"]))?.path, join(root, "private", "letter.txt"));
    assertEquals(await folder.locate(["Private", "letter.txt"]), null);
    if (LINKS) assertEquals((await folder.locate(["Other", "letter.txt"]))?.path, join(root, "private", "letter.txt"));
  });
});

Deno.test("findsOtherSpellings() names the systems", () => {
  assertEquals((["linux", "darwin", "windows", "freebsd"] as const).map(findsOtherSpellings), [
    false,
    true,
    true,
    false,
  ]);
});
