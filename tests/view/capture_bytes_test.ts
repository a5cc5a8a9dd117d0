import { assertEquals } from "@std/assert";
import { CaptureBytes } from "../../src/view/index/capture_bytes.ts";

Deno.test("bytes of a growing file are there once it is said that it grew, not before", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, new Uint8Array([1, 2, 3, 4, 5, 6]));
    using bytes = new CaptureBytes(await Deno.open(path), { name: "growing", compressed: false, live: true });
    const read = (offset: number): readonly number[] => {
      const into = new Uint8Array(10);
      return [...into.subarray(0, bytes.readAt(into, offset))];
    };
    assertEquals(read(0), []);
    bytes.grew(4);
    assertEquals(read(0), [1, 2, 3, 4]);
    assertEquals(read(3), [4]);
    assertEquals(read(4), []);
    assertEquals(read(5), []);
    bytes.grew(6);
    assertEquals(read(3), [4, 5, 6]);
  } finally {
    await Deno.remove(path);
  }
});
