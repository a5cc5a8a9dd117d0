/** A folder as one file: what other programs read of it. */
import { assert, assertEquals } from "@std/assert";
import { zipLength } from "../../../src/http/folders/zip_format.ts";
import { writeAll } from "../../../src/net/write_all.ts";
import { bytesOf, pattern } from "../feeding.ts";
import { readToEnd, request, withServer } from "../serving.ts";

const FILES = {
  "docs/a.txt": "alpha",
  "docs/sub/שלום.txt": "shalom",
  "docs/sub/empty": "",
  "docs/big.bin": pattern(700_000),
  "docs/.hidden": "no",
  "index.html": "home",
};
const SITE = { zipBytes: 1_000_000 };

/** Reads an archive with Python's zipfile, which checks every checksum. */
async function listed(archive: Uint8Array): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".zip" });
  try {
    await Deno.writeFile(path, archive);
    const program = `import zipfile, sys
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist(): print(i.filename, i.file_size, i.date_time[0])
print(z.read("sub/שלום.txt").decode())`;
    const { success, stdout, stderr } = await new Deno.Command("python3", { args: ["-c", program, path] }).output();
    assert(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  } finally {
    await Deno.remove(path);
  }
}

async function hasPython(): Promise<boolean> {
  try {
    return (await new Deno.Command("python3", { args: ["--version"], stdout: "null", stderr: "null" }).output())
      .success;
  } catch {
    return false;
  }
}

const python = await hasPython();

Deno.test({
  name: `Site sends a folder as a zip file that others read${python ? "" : ": skipped, no python3 here"}`,
  ignore: !python,
  fn: () =>
    withServer({ files: FILES, site: SITE }, async ({ exchange }) => {
      const [reply, after] = await exchange(request("/docs/?zip") + request("/"));
      assertEquals([reply?.status, reply?.fields.get("content-type")], [200, "application/zip"]);
      assertEquals(reply?.fields.get("content-disposition"), "attachment; filename*=UTF-8''docs.zip");
      assertEquals(reply?.body.length, Number(reply?.fields.get("content-length")));
      assertEquals(after?.text, "home");
      const lines = (await listed(reply!.body)).trim().split("\n");
      const names = lines.map((line) => line.split(" ").slice(0, 2).join(" ")).sort();
      assertEquals(names, ["a.txt 5", "big.bin 700000", "shalom", "sub/ 0", "sub/empty 0", "sub/שלום.txt 6"]);
    }),
});

Deno.test("Site sends no archive unless asked to, none that is too large, and ends one that changes on its way", async () => {
  await withServer({ files: FILES }, async ({ exchange }) => {
    assertEquals((await exchange(request("/docs/?zip")))[0]?.status, 404);
  });
  const size = 5 + 6 + 700_000;
  const bounds: [zipBytes: number, status: number][] = [[size - 1, 403], [size, 200]];
  for (const [zipBytes, status] of bounds) {
    await withServer({ files: FILES, site: { zipBytes } }, async ({ exchange }) => {
      assertEquals((await exchange(request("/docs/?zip")))[0]?.status, status, `${zipBytes}`);
      assertEquals((await exchange(request("/docs?zip")))[0]?.fields.get("location"), "/docs/?zip");
      assertEquals((await exchange(request("/docs/?zip", {}, "HEAD")))[0]?.status, status);
    });
  }
  const files = { "d/large.bin": pattern(20_000_000), "d/z.txt": "z" };
  await withServer({ files, site: { zipBytes: 1e9 } }, async ({ root, address, exchange, warnings }) => {
    using conn = await Deno.connect(address);
    await writeAll(conn, bytesOf(request("/d/?zip")));
    const first = await conn.read(new Uint8Array(1000)) ?? 0;
    await Deno.truncate(`${root}/d/large.bin`, 10);
    const received = first + (await readToEnd(conn)).length;
    assert(received < 20_000_000);
    assertEquals((await exchange(request("/d/z.txt")))[0]?.text, "z");
    assertEquals(warnings.length, 1);
  });
});

Deno.test("zipLength() counts names in bytes", () => {
  const entry = { name: "a", size: 10, modified: null };
  assertEquals(zipLength([{ ...entry, name: "ש" }]) - zipLength([entry]), 2);
  assertEquals(zipLength([]), 98);
});
