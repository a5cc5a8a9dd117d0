import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { capture } from "../../../src/cli/commands/capture/capture_command.ts";
import { listed } from "../../../src/cli/line/command.ts";
import { parseInvocation } from "../../../src/cli/line/parse.ts";
import { Failure } from "../../../src/base/failure.ts";
import { inFolder } from "../in_folder.ts";
import { MemoryTerminal } from "../memory_terminal.ts";
import { type FileRecord, recordsIn } from "./records_of.ts";

const MIXTURE = fromFileUrl(new URL("../../captures/made/mixture.pcap", import.meta.url));
const command = await listed({ name: "capture", summary: "" }, () => Promise.resolve(capture)).load();

/** What the command prints. */
async function run(...words: readonly string[]): Promise<MemoryTerminal> {
  const terminal = new MemoryTerminal();
  assertEquals(await command.run(parseInvocation(command, words), terminal), 0);
  return terminal;
}

/** The records of a file that must be whole. */
function recordsOf(path: string): FileRecord[] {
  const { records, problem } = recordsIn(path);
  assertEquals(problem, null);
  return records;
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("capture --read keeps what the filter keeps, as long as it is asked to", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/kept.pcapng`;
    const all = recordsOf(MIXTURE);
    const whole = await run("-r", MIXTURE, "-w", path);
    assertEquals(recordsOf(path), all);
    assertEquals(whole.errors, `${all.length} packets kept\n`);
    await run("-r", MIXTURE, "-w", path, "-c", "3", "ip6");
    assertEquals(recordsOf(path).length, 3);
    await run("-r", MIXTURE, "-w", path, "-s", "60", "tcp");
    assertEquals(
      recordsOf(path).every(({ captured, length }) => captured === Math.min(60, length)),
      true,
      "cut, with the length on the wire",
    );
    await run("-r", MIXTURE, "-w", path, "--host", "10.1.0.27", "port", "5050", "and", "tcp[13]", "=", "2");
    const syns = recordsOf(path).length;
    const { printed } = await run("-r", MIXTURE, "--format", "ndjson", "host 10.1.0.27 and port 5050 and tcp[13] = 2");
    assertEquals(printed.trimEnd().split("\n").length, syns);
    assertEquals((await run("-r", MIXTURE, "-w", path, "udp port 9")).errors, "0 packets kept\n");
    assertEquals(recordsOf(path), [], "a file without packets is a capture all the same");
  });
});

Deno.test("capture begins another file where one is full, and writes over the oldest of a ring", async () => {
  await inFolder(async (folder) => {
    const all = recordsOf(MIXTURE);
    await run("-r", MIXTURE, "-w", `${folder}/a`, "-C", "10k");
    const names = filesIn(folder);
    assertEquals(names.length > 4, true);
    const inOrder = ["a", ...names.slice(1).map((_, index) => `a${index + 1}`)];
    assertEquals(inOrder.flatMap((name) => recordsOf(`${folder}/${name}`)), all, "every packet, once, in order");
    const sizes = inOrder.map((name) => Deno.statSync(`${folder}/${name}`).size);
    assertEquals(sizes.slice(0, -1).every((size) => size > 10_240 && size < 13_000), true, sizes.join());
    for (const name of names) await Deno.remove(`${folder}/${name}`);
    await run("-r", MIXTURE, "-w", `${folder}/ring`, "-C", "10k", "-W", "3");
    assertEquals(filesIn(folder), ["ring0", "ring1", "ring2"]);
    const last = recordsOf(`${folder}/ring${(inOrder.length - 1) % 3}`);
    assertEquals(last, recordsOf(`${folder}/ring${(inOrder.length - 1) % 3}`));
    assertEquals(last, all.slice(-last.length), "the latest packets are in the file that is written now");
  });
});

Deno.test("capture begins another file when its time is over, and stops after so many", async () => {
  await inFolder(async (folder) => {
    const all = recordsOf(MIXTURE);
    const first = all[0]!.seconds;
    await run("-r", MIXTURE, "-w", `${folder}/t-%s`, "-G", "1");
    const names = filesIn(folder);
    assertEquals(names.length > 1, true);
    assertEquals(names[0], `t-${first}`);
    assertEquals(names.flatMap((name) => recordsOf(`${folder}/${name}`)), all);
    for (const name of names) await Deno.remove(`${folder}/${name}`);
    await run("-r", MIXTURE, "-w", `${folder}/t-%s`, "-G", "1", "-W", "1");
    assertEquals(filesIn(folder), [`t-${first}`]);
    assertEquals(recordsOf(`${folder}/t-${first}`), all.filter(({ seconds }) => seconds < first + 1));
  });
});

Deno.test("capture --read says where a file is damaged, and keeps what came before", async () => {
  await inFolder(async (folder) => {
    const cut = `${folder}/cut.pcap`;
    Deno.writeFileSync(cut, Deno.readFileSync(MIXTURE).subarray(0, 1000));
    await assertRejects(() => run("-r", cut, "-w", `${folder}/kept`), Failure, "is damaged at byte");
    assertEquals(recordsOf(`${folder}/kept`).length > 3, true);
  });
});

Deno.test("capture --dump-filter prints the program", async () => {
  const { printed } = await run("-d", "arp");
  assertEquals(
    printed,
    "(000) ldh      [12]\n(001) jeq      #0x806           jt 2\tjf 3\n(002) ret      #262144\n(003) ret      #0\n",
  );
});
