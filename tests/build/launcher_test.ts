/** `npx tcplab` as a user meets it: the package is unpacked and run by Node.js, the archives come over loopback or a folder. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { npxPackage } from "../../src/build/packages/npx_package.ts";
import { cacheFolder, machineText, programName, targetOf } from "../../src/build/packages/npx/platform.mjs";
import { unpack } from "../../src/build/packages/npx/unpack.mjs";
import { TARGETS } from "../../src/build/target.ts";
import { Buffer } from "node:buffer";
import { has, makeRelease } from "./made_release.ts";

const PROGRAM = '#!/bin/sh\necho "arguments: $*"\n[ "$1" = stop ] && kill -TERM $$\nexit 7\n';

Deno.test("targetOf() names the archive for each machine, and none where none runs", () => {
  const targets = TARGETS.map(({ name }) => name);
  const cases: { platform: string; arch: string; glibc?: boolean; expected: string | null }[] = [
    { platform: "linux", arch: "x64", glibc: true, expected: "linux-x64" },
    { platform: "linux", arch: "arm64", glibc: true, expected: "linux-arm64" },
    { platform: "linux", arch: "x64", glibc: false, expected: null },
    { platform: "linux", arch: "riscv64", glibc: true, expected: null },
    { platform: "darwin", arch: "x64", expected: "macos-x64" },
    { platform: "darwin", arch: "arm64", expected: "macos-arm64" },
    { platform: "win32", arch: "x64", expected: "windows-x64" },
    { platform: "win32", arch: "arm64", expected: "windows-x64" },
    { platform: "freebsd", arch: "x64", expected: null },
  ];
  for (const { platform, arch, glibc = false, expected } of cases) {
    assertEquals(targetOf({ platform, arch, glibc }, targets), expected, `${platform} ${arch}`);
  }
  assertEquals(machineText({ platform: "linux", arch: "x64", glibc: false }), "linux x64 without glibc");
  assertEquals(machineText({ platform: "freebsd", arch: "x64", glibc: false }), "freebsd x64");
});

Deno.test("cacheFolder() is where each system keeps what can be fetched again", () => {
  const cases: { platform: string; env: Record<string, string>; home: string; expected: string }[] = [
    { platform: "linux", env: {}, home: "/home/a", expected: "/home/a/.cache/tcplab" },
    { platform: "linux", env: { XDG_CACHE_HOME: "/c" }, home: "/home/a", expected: "/c/tcplab" },
    { platform: "darwin", env: { XDG_CACHE_HOME: "/c" }, home: "/Users/a", expected: "/Users/a/Library/Caches/tcplab" },
    { platform: "win32", env: { LOCALAPPDATA: "D:\\a" }, home: "C:\\Users\\a", expected: "D:\\a\\tcplab" },
    { platform: "win32", env: {}, home: "C:\\Users\\a", expected: "C:\\Users\\a\\AppData\\Local\\tcplab" },
  ];
  for (const { platform, env, home, expected } of cases) assertEquals(cacheFolder(platform, env, home), expected);
  assertEquals(["win32", "darwin"].map(programName), ["tcplab.exe", "tcplab"]);
});

Deno.test("unpack() takes a file out of both kinds of archive", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { archives } = await makeRelease(folder, PROGRAM);
    for (const { name, target } of archives) {
      const archive = Buffer.from(await Deno.readFile(join(folder, name)));
      const inside = name.replace(/\.(zip|tar\.gz)$/, "");
      const program = unpack(archive, name, `${inside}/${target.os === "windows" ? "tcplab.exe" : "tcplab"}`);
      assertEquals(program?.toString(), PROGRAM, name);
      assertEquals(unpack(archive, name, `${inside}/README`), null, name);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** A folder with archives, the unpacked package, and a cache that is empty. */
class Place {
  constructor(readonly folder: string) {}

  static async make(): Promise<Place> {
    const place = new Place(await Deno.makeTempDir({ prefix: "launcher-" }));
    const release = await makeRelease(place.folder, PROGRAM);
    for (const { name, bytes } of await npxPackage(release, new Uint8Array())) {
      await Deno.mkdir(join(place.folder, "package"), { recursive: true });
      await Deno.writeFile(join(place.folder, name), bytes);
    }
    return place;
  }

  async run(
    args: readonly string[],
    downloads: string,
    node: readonly string[] = [],
  ): Promise<{ code: number; out: string; err: string }> {
    const output = await new Deno.Command("node", {
      args: [...node, join(this.folder, "package", "tcplab.mjs"), ...args],
      env: { XDG_CACHE_HOME: join(this.folder, "cache"), HOME: this.folder, TCPLAB_DOWNLOADS: downloads },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code: output.code, out: text(output.stdout), err: text(output.stderr) };
  }

  /** Whether anything was kept. */
  get cached(): boolean {
    try {
      return [...Deno.readDirSync(join(this.folder, "cache", "tcplab"))].length > 0;
    } catch {
      return false;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

const HERE = has("node") && Deno.build.os === "linux";
const withNode = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: `${name}${HERE ? "" : ": skipped, needs Node.js on Linux"}`, ignore: !HERE, fn });

withNode("npx tcplab fetches the program once, checks it, hands on arguments and exit code", async () => {
  await using place = await Place.make();
  const asked: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const name = new URL(request.url).pathname.slice(1);
    asked.push(name);
    return new Response(await Deno.readFile(join(place.folder, name)));
  });
  try {
    const first = await place.run(["explain", "a b"], `http://127.0.0.1:${server.addr.port}/`);
    assertEquals([first.code, first.out], [7, "arguments: explain a b\n"]);
    assertMatch(first.err, /^tcplab: fetching tcplab-1\.2\.3-linux-\w+\.tar\.gz, this once, to .*\n$/);
  } finally {
    await server.shutdown();
  }
  const second = await place.run(["stop"], "http://127.0.0.1:1/");
  assertEquals(second, { code: 143, out: "arguments: stop\n", err: "" });
  assertEquals(asked.length, 1);
});

withNode("npx tcplab takes an archive from a folder, and refuses one that is not the released one", async () => {
  await using place = await Place.make();
  const downloads = toFileUrl(place.folder).href;
  const archive = join(place.folder, `tcplab-1.2.3-linux-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}.tar.gz`);
  const bytes = await Deno.readFile(archive);
  await Deno.writeFile(archive, bytes.with(bytes.length - 1, bytes.at(-1)! ^ 1));
  const refused = await place.run(["x"], downloads);
  assertEquals([refused.code, refused.out], [127, ""]);
  assertMatch(refused.err, /is not the archive that was released: its sha256 is \w{64}, not \w{64}; nothing of it was/);
  assert(!place.cached);
  await Deno.writeFile(archive, bytes);
  assertEquals((await place.run(["x"], downloads)).out, "arguments: x\n");
});

withNode("npx tcplab says in one line what is missing", async () => {
  await using place = await Place.make();
  const onFreeBsd = "data:text/javascript,Object.defineProperty(process, 'platform', { value: 'freebsd' })";
  const cases: { downloads: string; node?: string[]; expected: string }[] = [
    {
      downloads: "http://127.0.0.1:1/",
      node: ["--import", onFreeBsd],
      expected: "No program was released for this machine, freebsd",
    },
    { downloads: "http://127.0.0.1:1/", expected: "Cannot fetch http://127.0.0.1:1/tcplab-1.2.3-linux-" },
    { downloads: toFileUrl(join(place.folder, "nowhere")).href, expected: "Cannot fetch file://" },
    { downloads: "nowhere", expected: "TCPLAB_DOWNLOADS is no address (https://... or file://...): nowhere" },
  ];
  for (const { downloads, node, expected } of cases) {
    const { code, err } = await place.run(["x"], downloads, node);
    assertEquals(code, 127, err);
    const last = err.trimEnd().split("\n").at(-1) ?? "";
    assertStringIncludes(last, `tcplab: ${expected}`);
    assert(!/\n\s+at /.test(err), err);
    assert(!place.cached);
  }
});
