import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { Failure } from "../../src/base/failure.ts";
import { captureFiles } from "../../src/reading/feeds/capture_files.ts";
import { inFolder } from "../cli/in_folder.ts";
import { pcapFile, smallExchange } from "../report/sample_capture.ts";

Deno.test("a folder stands for the captures in it, in the order of their names", async () => {
  await inFolder(async (folder) => {
    const capture = pcapFile(smallExchange());
    await Deno.mkdir(join(folder, "deep"));
    for (const name of ["b.pcap", "a.cap", "deep/c", ".hidden.pcap"]) await Deno.writeFile(join(folder, name), capture);
    await Deno.writeTextFile(join(folder, "notes.txt"), "this is no capture, and long enough for its head to be read");
    await Deno.writeTextFile(join(folder, "short"), "x");
    const found = await captureFiles([folder, join(folder, "notes.txt"), "-"]);
    assertEquals(found.map((path) => path.replace(folder + "/", "")), ["a.cap", "b.pcap", "deep/c", "notes.txt", "-"]);
  });
});

Deno.test("a folder without captures is refused; what is not there is left to whoever opens it", async () => {
  await inFolder(async (folder) => {
    await assertRejects(() => captureFiles([folder]), Failure, "There is no capture in the folder");
    assertEquals(await captureFiles([join(folder, "missing")]), [join(folder, "missing")]);
  });
});
