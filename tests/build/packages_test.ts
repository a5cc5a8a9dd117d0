/** What is made for Homebrew, Scoop and npm: each is read by the program it is for, where that is at hand. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { tarGz } from "../../src/build/archive.ts";
import { homebrewFormula } from "../../src/build/packages/homebrew.ts";
import type { MadeRelease } from "../../src/build/packages/made_release.ts";
import { npxPackage } from "../../src/build/packages/npx_package.ts";
import { scoopManifest } from "../../src/build/packages/scoop.ts";
import { archiveName, RELEASE, writePackages } from "../../src/build/release.ts";
import { TARGETS } from "../../src/build/target.ts";
import { run } from "../../src/cli/line/run.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { has } from "./made_release.ts";

const RELEASED: MadeRelease = {
  version: "1.2.3",
  repository: "someone/tcplab",
  archives: TARGETS.map((target, index) => ({
    target,
    name: archiveName(target, "1.2.3"),
    sha256: `${index}`.repeat(64),
  })),
};
const DOWNLOADS = "https://github.com/someone/tcplab/releases/download/v1.2.3/";

Deno.test("homebrewFormula() names the archive and the checksum of each system and processor", () => {
  const formula = homebrewFormula(RELEASED);
  const pairs = [...formula.matchAll(/on_(arm|intel) do\n\s+url "([^"]+)"\n\s+sha256 "(\d)+"/g)];
  assertEquals(pairs.map(([, processor, url, digit]) => [processor, url?.replace(DOWNLOADS, ""), digit]), [
    ["arm", "tcplab-1.2.3-macos-arm64.tar.gz", "3"],
    ["intel", "tcplab-1.2.3-macos-x64.tar.gz", "2"],
    ["arm", "tcplab-1.2.3-linux-arm64.tar.gz", "1"],
    ["intel", "tcplab-1.2.3-linux-x64.tar.gz", "0"],
  ]);
});

Deno.test({
  name: `ruby reads the formula${has("ruby") ? "" : ": skipped, no ruby here"}`,
  ignore: !has("ruby"),
  async fn() {
    const file = await Deno.makeTempFile({ suffix: ".rb" });
    try {
      await Deno.writeTextFile(file, homebrewFormula(RELEASED));
      const { success, stderr } = await new Deno.Command("ruby", { args: ["-wc", file] }).output();
      assert(success, new TextDecoder().decode(stderr));
      assertEquals(new TextDecoder().decode(stderr), "");
    } finally {
      await Deno.remove(file);
    }
  },
});

Deno.test("scoopManifest() names the zip, its checksum, and how to find the next version", () => {
  const { architecture, autoupdate, ...rest } = JSON.parse(scoopManifest(RELEASED));
  assertEquals(architecture["64bit"], {
    url: `${DOWNLOADS}tcplab-1.2.3-windows-x64.zip`,
    hash: "4".repeat(64),
    extract_dir: "tcplab-1.2.3-windows-x64",
  });
  assertEquals(
    autoupdate.architecture["64bit"].url,
    "https://github.com/someone/tcplab/releases/download/v$version/tcplab-$version-windows-x64.zip",
  );
  assertEquals([rest.version, rest.bin, rest.license], ["1.2.3", "tcplab.exe", "MIT"]);
});

Deno.test("writePackages() writes them beside the archives, the same bytes every time", async () => {
  const folders = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  try {
    const time = new Date(Date.UTC(2026, 0, 2));
    for (const folder of folders) {
      assertEquals(await writePackages(folder, RELEASED, time), ["tcplab.rb", "tcplab.json", "tcplab-npx-1.2.3.tgz"]);
    }
    for (const { name } of Deno.readDirSync(folders[0]!)) {
      assertEquals(await Deno.readFile(join(folders[0]!, name)), await Deno.readFile(join(folders[1]!, name)), name);
    }
  } finally {
    for (const folder of folders) await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: `npm takes the package${has("npm") ? "" : ": skipped, no npm here"}`,
  ignore: !has("npm"),
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const archive = join(folder, "package.tgz");
      const files = await npxPackage(RELEASED, new TextEncoder().encode("License"));
      await Deno.writeFile(archive, await tarGz(files, new Date(0)));
      const args = ["pack", archive, "--dry-run", "--json", "--offline", "--cache", join(folder, "cache")];
      const { stdout, stderr, success } = await new Deno.Command("npm", { args, cwd: folder }).output();
      assert(success, new TextDecoder().decode(stderr));
      const [packed] = JSON.parse(new TextDecoder().decode(stdout));
      assertEquals([packed.name, packed.version], ["tcplab", "1.2.3"]);
      const named = packed.files.map(({ path }: { path: string }) => `package/${path}`).sort();
      assertEquals(named, files.map(({ name }) => name).sort());
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("release makes nothing for package managers where no repository is named, and refuses what is none", async () => {
  const cases: { args: string[]; code: number; printed: RegExp }[] = [
    { args: ["--repository", "someone/tcplab"], code: 0, printed: /dist\/tcplab\.rb\n/ },
    { args: ["--repository", "https://github.com/someone/tcplab"], code: 2, printed: /is OWNER\/NAME.*https:/ },
  ];
  for (const { args, code, printed } of cases) {
    const terminal = new MemoryTerminal();
    assertEquals(await run(["release", "--dry-run", ...args], [RELEASE], terminal), code);
    assertMatch(terminal.printed + terminal.errors, printed);
  }
});
