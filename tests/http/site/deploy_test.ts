/** Files that are put in place of others by tools that keep times and sizes: no byte, and no tag, is stale. */
import { until } from "../../until.ts";
import { assert, assertEquals } from "@std/assert";
import { dirname } from "@std/path";
import { type Reply, request, type TestServer, withServer } from "../serving.ts";

const PAST = new Date(1_600_000_000_000);

async function get(server: TestServer, target: string, fields: Record<string, string> = {}): Promise<Reply> {
  const [reply] = await server.exchange(request(target, fields));
  assert(reply !== undefined);
  return reply;
}

/** Each puts `next` in place of `path`; both have the same size and the same modification time. */
const TOOLS: Readonly<Record<string, (next: string, path: string) => Promise<void>>> = {
  async "a copy that keeps the time (cp -p, rsync -t --inplace)"(next, path) {
    await Deno.copyFile(next, path);
    await Deno.utime(path, PAST, PAST);
  },
  "a rename (mv, rsync -t)": (next, path) => Deno.rename(next, path),
  async "a removal and a new file (tar)"(next, path) {
    await Deno.remove(path);
    await Deno.copyFile(next, path);
    await Deno.utime(path, PAST, PAST);
  },
  async "a link to another release (ln -sf)"(next, path) {
    const release = `${dirname(path)}/release-${crypto.randomUUID()}`;
    await Deno.rename(next, release);
    await Deno.remove(path);
    await Deno.symlink(release, path);
  },
  async "a time of one second (Nix)"(next, path) {
    await Deno.copyFile(next, path);
    await Deno.utime(path, 1, 1);
  },
};

const linuxOnly = { ignore: Deno.build.os === "windows" };

for (const large of [false, true]) {
  for (const [name, deploy] of Object.entries(TOOLS)) {
    Deno.test(
      `Site serves the new ${large ? "large " : ""}file after ${name}, and takes no old tag for it`,
      linuxOnly,
      async () => {
        const site = large ? { cachedFile: 2 } : {};
        await withServer({ files: { "a.txt": "one" }, site }, async (server) => {
          const path = `${server.root}/a.txt`;
          await Deno.utime(path, PAST, PAST);
          // The tag of a large file is strong only when the second of its last change is over.
          await until(
            "the tag is strong",
            async () => !(await get(server, "/a.txt")).fields.get("etag")!.startsWith("W/"),
          );
          const old = await get(server, "/a.txt");
          const [tag, date] = [old.fields.get("etag")!, old.fields.get("last-modified")!];
          assertEquals((await get(server, "/a.txt", { "If-None-Match": tag })).status, 304);
          const next = `${server.root}-next`;
          await Deno.writeTextFile(next, "two");
          await Deno.utime(next, PAST, PAST);
          await deploy(next, path);
          await until("the new bytes are served", async () => (await get(server, "/a.txt")).text === "two");
          assert((await get(server, "/a.txt")).fields.get("etag") !== tag);
          assertEquals((await get(server, "/a.txt", { "If-None-Match": tag })).text, "two");
          assertEquals((await get(server, "/a.txt", { "If-Match": tag })).status, 412);
          assertEquals((await get(server, "/a.txt", { Range: "bytes=1-", "If-Range": tag })).text, "two");
          assertEquals((await get(server, "/a.txt", { Range: "bytes=1-", "If-Range": date })).text, "two");
          // From the next second on the date tells them apart as well.
          await until("the date is another", async () => {
            const { status } = await get(server, "/a.txt", { "If-Modified-Since": date });
            return status === 200;
          });
          await Deno.remove(next).catch(() => {});
        });
      },
    );
  }
}

Deno.test("Site gives the same bytes the same tag, whenever and wherever they are deployed", async () => {
  const tags = new Set<string>();
  for (let deploy = 0; deploy < 2; deploy++) {
    await withServer({ files: { "a.txt": "same" } }, async (server) => {
      tags.add((await get(server, "/a.txt")).fields.get("etag")!);
    });
  }
  assertEquals(tags.size, 1);
});

Deno.test("Site keeps nothing that was made under rules which no longer hold, though it was under way when they changed", async () => {
  const files: Record<string, string | Uint8Array> = { "_headers": "/*\n  X-Policy: 0" };
  for (let index = 0; index < 20; index++) files[`${index}.bin`] = new Uint8Array(400_000).fill(index);
  await withServer({ files }, async (server) => {
    for (let policy = 1; policy <= 3; policy++) {
      await Deno.writeTextFile(`${server.root}/_headers`, `/*\n  X-Policy: ${policy}`);
      const ask = (index: number) => get(server, `/${index}.bin`).then(({ fields }) => fields.get("x-policy"));
      await until("the new policy holds for one", async () => {
        const asked = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(index)));
        return asked.includes(`${policy}`);
      });
      // From now on no answer is made under the old one, and none that was is still there.
      const again = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(index)));
      assertEquals(again.filter((given) => given !== `${policy}`), []);
    }
  });
});
