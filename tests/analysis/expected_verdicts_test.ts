import { assert, assertEquals } from "@std/assert";
import { expectedRows } from "../captures/captures.ts";
import { verdictRows } from "../captures/verdict_rows.ts";

const folder = "../shared/captures";
const verdictFiles = exists(`${folder}/expected`)
  ? [...Deno.readDirSync(`${folder}/expected`)].map((entry) => entry.name)
  : [];

Deno.test({
  name: `analyse() agrees with tshark on every packet of the captures in ${folder} (skipped where they are absent)`,
  ignore: verdictFiles.length === 0,
  fn: async () => {
    for (const file of verdictFiles) {
      const capture = file.replace(/\.tsv$/, "");
      const path = ["public", "report", "synthetic"].map((kind) => `${folder}/${kind}/${capture}`).find(exists);
      assert(path !== undefined, capture);
      assertEquals(await verdictRows(() => Deno.openSync(path)), expectedRows(`${folder}/expected/${file}`), capture);
    }
  },
});

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
