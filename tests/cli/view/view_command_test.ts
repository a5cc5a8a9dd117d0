import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { mixedCapture, pcapFile } from "../../report/sample_capture.ts";
import { inFolder } from "../in_folder.ts";
import { tcplab } from "../tcplab.ts";

Deno.test("tcplab view that cannot serve says only that, and gives no address", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = `${taken.addr.port}`;
  await inFolder(async (folder) => {
    const file = join(folder, "sample.pcap");
    const empty = join(folder, "empty.pcap");
    await Deno.writeFile(file, pcapFile(mixedCapture()));
    await Deno.writeFile(empty, pcapFile([]));
    const table = [
      {
        args: ["view", file, "--port", port],
        err:
          `tcplab: Cannot listen on 127.0.0.1:${port}: the port is in use; choose another with --port, or 0 for any\n`,
      },
      { args: ["view", empty], err: `tcplab: ${empty} holds no packets: there is nothing to look at\n` },
    ];
    for (const { args, err } of table) assertEquals(await tcplab(args), { code: 1, out: "", err });
  });
});
