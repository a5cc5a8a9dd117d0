/** `--jobs`: threads print what one prints, byte for byte, and end as one does. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { generateCapture } from "../../bench/generate_capture.ts";
import { FOLDER } from "../../captures/captures.ts";
import { inFolder } from "../in_folder.ts";
import { type Outcome, tcplab } from "../tcplab.ts";

/** Several blocks of packets, and a few more. */
const PACKETS = 10_500;

async function alike(args: readonly string[], jobs: readonly number[] = [2]): Promise<Outcome> {
  const alone = await tcplab(["explain", ...args, "--jobs", "1"]);
  for (const count of jobs) {
    const together = await tcplab(["explain", ...args, "--jobs", String(count)]);
    assert(together.out === alone.out, `${args.join(" ")} --jobs ${count} prints something else`);
    assertEquals(together.err, alone.err, args.join(" "));
    assertEquals(together.code, alone.code, args.join(" "));
  }
  return alone;
}

Deno.test("the packets of a capture are shared by threads", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/many.pcap`;
    generateCapture(path, PACKETS, 20, 50);
    for (const format of ["ndjson", "table", "text", "json"]) {
      const { out, code } = await alike([path, "--format", format], format === "ndjson" ? [2, 3] : [2]);
      assertEquals(code, 0);
      assert(out.length > 100 * PACKETS, format);
    }
    await alike([path, "--filter", "code ack-lost-segment or finding loss", "--lang", "he"]);
    await alike([path, "--packets", "2000-6200", "--format", "md"]);
    await alike([path]);
  });
});

Deno.test("a damaged capture is told by threads as by one", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/cut.pcap`;
    generateCapture(path, PACKETS, 20, 50);
    await Deno.truncate(path, (await Deno.stat(path)).size - 7);
    const { code, err } = await alike([path, "--format", "ndjson"]);
    assertEquals(code, 1);
    assertStringIncludes(err, "the file ends inside a packet");
  });
});

Deno.test("several captures are read by a thread each, and told in their order", async () => {
  const files = ["lab/v4.pcapng", "lab/refused.pcapng", "made/cut_at_60.pcap", "lab/v2.pcapng"].map((name) =>
    FOLDER + name
  );
  for (const format of ["summary", "conversations", "flows", "zeek", "ndjson"]) {
    const { out } = await alike([...files, "--format", format], [2, 9]);
    assert(out !== "", format);
  }
  await alike(files);
  await alike([...files, "--join", "--format", "ndjson"]);
});

Deno.test("a capture that cannot be read ends threads as it ends one", async () => {
  await inFolder(async (folder) => {
    const bad = `${folder}/bad.pcap`;
    await Deno.writeTextFile(bad, "no capture");
    for (const format of ["summary", "flows", "conversations", "ndjson"]) {
      const { code, err } = await alike([`${FOLDER}lab/v2.pcapng`, bad, `${FOLDER}lab/v4.pcapng`, "--format", format]);
      assertEquals(code, 1, format);
      assertStringIncludes(err, "bad.pcap");
    }
  });
});

Deno.test("standard input cannot be shared, which is said", async () => {
  const { code, out, err } = await tcplab(["explain", "-", "--format", "ndjson", "--jobs", "2"], new Uint8Array(24));
  assertEquals([code, out], [2, ""]);
  assertStringIncludes(err, "--jobs reads a capture several times at once, and standard input can be read once");
});
