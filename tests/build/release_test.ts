import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { type ArchiveFile, tarGz, zip } from "../../src/build/archive.ts";
import { compileArguments, permissionFlags } from "../../src/build/compile_arguments.ts";
import { workerModules } from "../../src/build/deno_compile.ts";
import { archiveName, RELEASE, sumLine } from "../../src/build/release.ts";
import { TARGETS } from "../../src/build/target.ts";
import { run } from "../../src/cli/line/run.ts";
import { VERSION } from "../../src/cli/line/version.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";

const FILES: ArchiveFile[] = [
  { name: "tcplab/tcplab", bytes: crypto.getRandomValues(new Uint8Array(5000)), executable: true },
  { name: "tcplab/empty", bytes: new Uint8Array(), executable: false },
  { name: "tcplab/README.md", bytes: new TextEncoder().encode("text\n".repeat(1000)), executable: false },
];
const MODIFIED = new Date(Date.UTC(2024, 1, 29, 12, 34, 56));

function has(program: string): boolean {
  try {
    return new Deno.Command(program, { args: ["--help"], stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

/** Writes the archive, has `program` extract it, and compares what comes out. */
async function checkExtraction(archive: Uint8Array, program: string, args: string[]): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(join(folder, "archive"), archive);
    const { success, stderr } = await new Deno.Command(program, { args, cwd: folder }).output();
    assert(success, new TextDecoder().decode(stderr));
    for (const { name, bytes, executable } of FILES) {
      const path = join(folder, name);
      assertEquals(await Deno.readFile(path), bytes, name);
      const { mode, mtime } = await Deno.stat(path);
      assertEquals((mode ?? 0) & 0o111, executable ? 0o111 : 0, `mode of ${name}`);
      assertEquals(mtime, MODIFIED);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name: `tarGz() writes what tar reads${has("tar") ? "" : ": skipped, no tar here"}`,
  ignore: !has("tar"),
  fn: async () => await checkExtraction(await tarGz(FILES, MODIFIED), "tar", ["-xzf", "archive"]),
});

Deno.test({
  name: `zip() writes what Python's zipfile reads${has("python3") ? "" : ": skipped, no python3 here"}`,
  ignore: !has("python3"),
  async fn() {
    const script = "import zipfile,os,time,calendar\n" +
      "z=zipfile.ZipFile('archive')\nassert z.testzip() is None\nz.extractall()\n" +
      "for i in z.infolist():\n" +
      "  os.chmod(i.filename, i.external_attr >> 16 & 0o777)\n" +
      "  t=calendar.timegm(i.date_time+(0,0,0)); os.utime(i.filename,(t,t))\n";
    await checkExtraction(await zip(FILES, MODIFIED), "python3", ["-c", script]);
  },
});

Deno.test("an archive of the same files is the same archive", async () => {
  assertEquals(await tarGz(FILES, MODIFIED), await tarGz(FILES, MODIFIED));
  assertEquals(await zip(FILES, MODIFIED), await zip(FILES, MODIFIED));
});

Deno.test("a program carries no blanket permission but those it cannot do without", () => {
  for (const { os } of TARGETS) {
    const flags = permissionFlags(os);
    assertEquals(flags.includes("--allow-ffi"), os === "linux", `${os}: only Linux calls libc`);
    for (const flag of flags) {
      assert(!/^(-A|--allow-all|--allow-run|--allow-env|--allow-sys)$/.test(flag), `${os}: ${flag}`);
    }
  }
});

Deno.test("compileArguments() includes the site and every worker", async () => {
  const args = compileArguments({ os: "linux", output: "out", workers: await workerModules() });
  assert(args.includes("--include=www"));
  for (const path of await workerModules()) assert(args.includes(`--include=${path}`), path);
  assertEquals(args.at(-1), "main.ts");
});

Deno.test("release --dry-run names one archive for each target and writes none", async () => {
  const terminal = new MemoryTerminal();
  assertEquals(await run(["release", "--dry-run"], [RELEASE], terminal), 0);
  assertEquals(TARGETS.length, 5);
  for (const target of TARGETS) {
    assertStringIncludes(terminal.printed, `--target=${target.triple}`);
    assertStringIncludes(terminal.printed, `dist/${archiveName(target, VERSION)}`);
  }
  assertStringIncludes(terminal.printed, "dist/SHA256SUMS");
  assertMatch(sumLine("ab".repeat(32), "file"), /^[0-9a-f]{64} {2}file\n$/);
});
