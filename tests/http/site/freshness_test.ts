import { assert, assertEquals } from "@std/assert";
import { Site } from "../../../src/http/site/site.ts";
import type { SiteOptions } from "../../../src/http/site/site_options.ts";
import { siteDefaults } from "../defaults.ts";
import { Answer } from "../../../src/http/message/answer.ts";
import { Event, RequestReader } from "../../../src/http/message/request_reader.ts";
import { bytesOf, LIMITS } from "../feeding.ts";
import { request, writeFiles } from "../serving.ts";

/** A site on a clock of the test's own. */
async function withSite(
  options: Partial<SiteOptions>,
  test: (ask: (target: string, now: number) => Answer | Promise<Answer>, root: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  const site = new Site({ ...siteDefaults(root), ...options }, () => {});
  await site.load();
  const ask = (target: string, now: number) => {
    const reader = new RequestReader(LIMITS);
    const bytes = bytesOf(request(target));
    reader.space().set(bytes);
    reader.received(bytes.length);
    assertEquals(reader.next(), Event.request);
    return site.answer(reader.head, now);
  };
  try {
    await test(ask, root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const text = (answer: Answer) => new TextDecoder().decode(answer.body ?? new Uint8Array(0));
const START = Date.now();

Deno.test("Site answers at once from memory while what it knows is fresh, and looks again after a second", async () => {
  await withSite({}, async (ask, root) => {
    await writeFiles(root, { "a.txt": "one" });
    const first = ask("/a.txt", START);
    assert(first instanceof Promise);
    assertEquals(text(await first), "one");
    assert(ask("/a.txt", START + 400) instanceof Answer);
    await writeFiles(root, { "a.txt": "other" });
    assertEquals(text(await ask("/a.txt", START + 400)), "one");
    assertEquals(text(await ask("/a.txt", START + 1000)), "other");
    assert(ask("/a.txt", START + 1001) instanceof Answer);
    await Deno.remove(`${root}/a.txt`);
    assertEquals((await ask("/a.txt", START + 2000)).status, 404);
    await writeFiles(root, { "a.txt": "again" });
    assertEquals((await ask("/a.txt", START + 2000)).status, 200);
  });
});

Deno.test("Site looks again when the clock is set back", async () => {
  await withSite({}, async (ask, root) => {
    await writeFiles(root, { "a.txt": "one" });
    await ask("/a.txt", START);
    await writeFiles(root, { "a.txt": "other" });
    assertEquals(text(await ask("/a.txt", START - 100_000)), "other");
  });
});

Deno.test("Site sees a change of the same size within the clock's resolution", async () => {
  await withSite({}, async (ask, root) => {
    await Deno.writeTextFile(`${root}/a.txt`, "one");
    const { mtime } = await Deno.stat(`${root}/a.txt`);
    const now = mtime!.getTime() + 1;
    assertEquals(text(await ask("/a.txt", now)), "one");
    await Deno.writeTextFile(`${root}/a.txt`, "two");
    await Deno.utime(`${root}/a.txt`, mtime!, mtime!);
    assertEquals(text(await ask("/a.txt", now + 1000)), "two");
  });
});

Deno.test("Site keeps a bounded number of bytes in memory and answers rightly from what is left", async () => {
  await withSite({ cacheBytes: 20_000 }, async (ask, root) => {
    const files: Record<string, string> = {};
    for (let index = 0; index < 30; index++) files[`${index}.txt`] = `${index},`.repeat(500);
    await writeFiles(root, files);
    let atOnce = 0;
    for (let round = 0; round < 3; round++) {
      for (const [name, content] of Object.entries(files)) {
        await ask(`/${name}`, START);
        const answer = ask(`/${name}`, START);
        if (answer instanceof Answer) atOnce++;
        assertEquals(text(await answer), content);
      }
    }
    assertEquals(atOnce, 90);
    const answers = Object.keys(files).map((name) => ask(`/${name}`, START));
    const kept = answers.filter((answer) => answer instanceof Answer).length;
    await Promise.all(answers);
    assert(kept > 2 && kept < 15, `${kept} files are kept`);
  });
});

Deno.test("Site asked by many at once for a file it does not know reads it once", async () => {
  await withSite({}, async (ask, root) => {
    await writeFiles(root, { "a.bin": new Uint8Array(500_000).fill(7) });
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask("/a.bin", START)));
    assertEquals(new Set(answers).size, 1);
  });
});
