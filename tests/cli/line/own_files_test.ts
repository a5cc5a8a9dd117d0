import { assertEquals } from "@std/assert";
import { pcapFile, smallExchange } from "../../report/sample_capture.ts";
import { inFolder } from "../in_folder.ts";
import { tcplab } from "../tcplab.ts";

Deno.test("-o never names a file that the command reads, or writes itself", async () => {
  await inFolder(async (folder) => {
    const bytes = pcapFile(smallExchange());
    const file = `${folder}/in.pcap`;
    await Deno.writeFile(file, bytes);
    const read = "the capture that is read";
    const table: [args: string[], output: string, other: string][] = [
      [["explain", file, "-f", "summary"], file, read],
      [["explain", folder, "-f", "conversations"], file, read],
      [["why", file], `${folder}/./in.pcap`, read],
      [["pair", file, file], file, read],
      [["capture", "-r", file], file, "--read"],
      [["explain", file, "-f", "summary", "--html", `${folder}/x`], `${folder}/x`, "--html"],
    ];
    for (const [args, output, other] of table) {
      assertEquals(await tcplab([...args, "-o", output]), {
        code: 2,
        out: "",
        err: `tcplab: Option --output names the same file as ${other}: ${output}; give it another name\n`,
      });
    }
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["in.pcap"]);
    assertEquals(await Deno.readFile(file), bytes);
  });
});
