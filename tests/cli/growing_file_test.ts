import { assert, assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { AtomicFile } from "../../src/output/atomic_file.ts";
import { GrowingFile } from "../../src/output/growing_file.ts";

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("GrowingFile has its name, and what was written, before it is closed", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/a.pcapng`;
    await Deno.writeTextFile(path, "something longer that was there before");
    using file = await GrowingFile.create(path);
    assertEquals(await Deno.readTextFile(path), "");
    await file.write(new TextEncoder().encode("one"));
    assertEquals(await Deno.readTextFile(path), "one");
    await file.write(new TextEncoder().encode(" two"));
    assertEquals(await Deno.readTextFile(path), "one two");
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["a.pcapng"]);
  });
});

Deno.test("GrowingFile.create() says why it cannot write, in a line without the system's numbers", async () => {
  await inFolder(async (folder) => {
    await assertRejects(() => GrowingFile.create(folder), Failure, "it is a directory; name a file inside it");
    await assertRejects(
      () => GrowingFile.create(`${folder}/no/a`),
      Failure,
      "the folder does not exist; make it first",
    );
  });
});

Deno.test({
  name: "GrowingFile.write() and AtomicFile.finish() name what a full device says",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const says = "Cannot write /dev/full: no space left on device";
    using full = await GrowingFile.create("/dev/full");
    const growing = await assertRejects(() => full.write(new Uint8Array(9)), Failure);
    await using file = await AtomicFile.create("/dev/full");
    file.add(new Uint8Array(9));
    const atomic = await assertRejects(() => file.finish(), Failure);
    assertEquals([growing.message, atomic.message], [says, says]);
  },
});

for (const [name, create] of [["GrowingFile", GrowingFile.create], ["AtomicFile", AtomicFile.create]] as const) {
  Deno.test({
    name: `${name}.create() gives up waiting for a pipe's reader when it is told to`,
    ignore: Deno.build.os !== "linux",
    async fn() {
      await inFolder(async (folder) => {
        const path = `${folder}/pipe`;
        assert((await new Deno.Command("mkfifo", { args: [path] }).output()).success);
        const stop = new AbortController();
        const waiting = create(path, stop.signal);
        queueMicrotask(() => stop.abort());
        await assertRejects(() => waiting, Failure, "Nobody has opened");
        await assertRejects(() => create(path, stop.signal), Failure, "Nobody has opened");
      });
    },
  });
}
