import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** All files below a folder, as paths from the root. */
function filesOf(folder: string): string[] {
  return [...Deno.readDirSync(ROOT + folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesOf(`${folder}/${name}`) : [`${folder}/${name}`]
  );
}

Deno.test("ARCHITECTURE.md names files and folders that are there", () => {
  const text = Deno.readTextFileSync(`${ROOT}ARCHITECTURE.md`).replaceAll(/^```[\s\S]*?^```$/gm, "");
  const files = ["src", "tests", "docs", "www"].flatMap(filesOf);
  const rooted = files.map((path) => `/${path}`);
  const named = [...text.matchAll(/`([\w./-]+)`/g)].map(([, path = ""]) => path)
    .filter((path) => /\.(ts|js|css|md)$/.test(path) || /^(src|tests|docs|www)\//.test(path));
  const missing = named.filter((path) =>
    // `_worker.ts` is the end of names.
    !/^(main\.ts$|_)/.test(path) &&
    !rooted.some((file) =>
      path.endsWith("/") ? file.startsWith(`/${path}`) : file.endsWith(`/${path}`) || file.startsWith(`/${path}/`)
    )
  );
  assert(named.length > 60, String(named.length));
  assertEquals(missing, []);
});
