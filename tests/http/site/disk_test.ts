import { assertEquals, assertRejects } from "@std/assert";
import { Disk, DiskPace } from "../../../src/http/files/disk.ts";

Deno.test("DiskPace leaves calls to another thread after slow ones, twice as many each time, and comes back", () => {
  const pace = new DiskPace();
  const leftAfter = (time: number | null): number => {
    if (time !== null) pace.made(time);
    let count = 0;
    for (; pace.elsewhere; count++) pace.left();
    return count;
  };
  const times = [null, 0.1, 1.9, 2, 10, 10, 0.1, 10, ...Array<number>(8).fill(500)];
  const counts = [1, 0, 0, 8, 16, 32, 0, 8, 16, 32, 64, 128, 256, 512, 512, 512];
  assertEquals(times.map(leftAfter), counts);
});

Deno.test("Disk tells the same of a path here and from another thread", async () => {
  const disk = new Disk();
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/a`, "text");
    const root = await Deno.realPath(folder);
    for (let call = 0; call < 3; call++) {
      assertEquals((await disk.stat(`${folder}/a`)).size, 4);
      assertEquals(await disk.realPath(`${folder}/./a`), `${root}/a`);
      await assertRejects(async () => await disk.stat(`${folder}/b`), Deno.errors.NotFound);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
