import { assertEquals, assertStringIncludes } from "@std/assert";
import { AtomicFile } from "../../src/output/atomic_file.ts";
import { inFolder } from "../cli/in_folder.ts";

const PRIVATE = 0o600;

async function write(path: string, text: string): Promise<void> {
  await using file = await AtomicFile.create(path);
  file.add(new TextEncoder().encode(text));
  await file.finish();
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test({
  name: "AtomicFile.create() writes the file that a link points at, and leaves the link",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inFolder(async (folder) => {
      await Deno.mkdir(`${folder}/kept`);
      await Deno.writeTextFile(`${folder}/kept/page.html`, "old");
      await Deno.symlink("kept/page.html", `${folder}/link.html`);
      await write(`${folder}/link.html`, "new");
      assertEquals(await Deno.readTextFile(`${folder}/kept/page.html`), "new");
      assertEquals(await Deno.readLink(`${folder}/link.html`), "kept/page.html");
      assertEquals([names(folder), names(`${folder}/kept`)], [["kept", "link.html"], ["page.html"]]);
    });
  },
});

Deno.test({
  name: "AtomicFile.create() keeps the permissions of the file that is replaced, from the first byte",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inFolder(async (folder) => {
      for (const mode of [PRIVATE, 0o666]) {
        const path = `${folder}/${mode}`;
        await Deno.writeTextFile(path, "old");
        await Deno.chmod(path, mode);
        {
          await using _unfinished = await AtomicFile.create(path);
          const temporary = names(folder).find((name) => name.startsWith(`${mode}.`));
          assertEquals((await Deno.stat(`${folder}/${temporary}`)).mode! & 0o777, mode);
        }
        assertEquals(await Deno.readTextFile(path), "old");
        await write(path, "new");
        assertEquals((await Deno.stat(path)).mode! & 0o777, mode);
        assertEquals(await Deno.readTextFile(path), "new");
      }
      assertEquals(names(folder).length, 2);
    });
  },
});

Deno.test({
  name: "AtomicFile writes to devices as the kernel allows, also where the runtime keeps a program from them",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const module = new URL("../../src/output/atomic_file.ts", import.meta.url).href;
    const code = (path: string) =>
      `const { AtomicFile } = await import("${module}");
       await using file = await AtomicFile.create("${path}");
       file.add(new Uint8Array(10));
       await file.finish();`;
    const run = async (path: string, permissions: string[]) => {
      const script = await Deno.makeTempFile({ suffix: ".ts" });
      try {
        await Deno.writeTextFile(script, code(path));
        const config = new URL("../../deno.json", import.meta.url).pathname;
        const args = ["run", "--no-check", "--no-lock", "--no-prompt", "--config", config, ...permissions, script];
        const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, env: { NO_COLOR: "1" } }).output();
        return success ? "" : /Failure: (.*)/.exec(new TextDecoder().decode(stderr))?.[1];
      } finally {
        await Deno.remove(script);
      }
    };
    const some = ["--allow-read", "--allow-write", "--allow-ffi", "--allow-import"];
    for (const permissions of [["-A"], some]) {
      assertEquals(await run("/dev/null", permissions), "");
      assertStringIncludes(await run("/dev/full", permissions) ?? "", "Cannot write /dev/full: no space left");
    }
    assertEquals(await run("/dev/no-such", some), "Cannot write /dev/no-such: there is no such device");
  },
});
