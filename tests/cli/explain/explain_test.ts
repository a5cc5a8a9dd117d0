import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { Failure, UsageError } from "../../../src/base/failure.ts";
import { CaptureReader } from "../../../src/capture-file/capture_reader.ts";
import { explain } from "../../../src/cli/commands/explain/explain_command.ts";
import type { ExplainWishes } from "../../../src/cli/commands/explain/explain_job.ts";
import { runExplain } from "../../../src/cli/commands/explain/run_explain.ts";
import { lab } from "../../../src/cli/commands/lab/lab_command.ts";
import { CONVERSATION_FORMAT_NAMES } from "../../../src/cli/line/output_format_names.ts";
import { FORMATS } from "../../../src/report/all_formats.ts";
import { mixedCapture, pcapFile, record, smallExchange } from "../../report/sample_capture.ts";
import { explainFlags } from "../explain_flags.ts";
import { inFolder } from "../in_folder.ts";
import { MemoryTerminal } from "../memory_terminal.ts";
import { tcplab } from "../tcplab.ts";

const UNKNOWN_LINK_TYPE = 147;

/** Explains `bytes` as a file; gives what was printed, the exit code, and what is in the folder afterwards. */
async function explained(bytes: Uint8Array, flags: Partial<ExplainWishes> = {}): Promise<{
  code: number;
  out: string;
  err: string;
}> {
  const terminal = new MemoryTerminal();
  let code = -1;
  await inFolder(async (folder) => {
    await Deno.writeFile(`${folder}/sample.pcap`, bytes);
    code = await runExplain(`${folder}/sample.pcap`, explainFlags(flags), terminal);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["sample.pcap"]);
  });
  return { code, out: terminal.printed, err: terminal.errors };
}

function numbers(ndjson: string): number[] {
  return ndjson.trimEnd().split("\n").filter((line) => line !== "").map((line) => JSON.parse(line).number);
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
}

Deno.test("explain knows every format that reports has", () => {
  for (const [name, command] of Object.entries({ explain, lab })) {
    const further = name === "explain" ? CONVERSATION_FORMAT_NAMES : [];
    assertEquals([...command.flags["format"]!.choices!], [...Object.keys(FORMATS), ...further], name);
  }
});

Deno.test("explain --schema needs no capture, and explain without one asks for it", async () => {
  const { code, out } = await tcplab(["explain", "--schema"]);
  assertEquals(code, 0);
  assertStringIncludes(JSON.stringify(JSON.parse(out).$defs), '"flow');
  const { code: without, err } = await tcplab(["explain", "--no-pager"]);
  assertEquals(without, 2);
  assertMatch(err, /^tcplab: Missing FILE\.\.\.: tcplab explain FILE\.\.\. \(--help says more\)\n$/);
});

Deno.test("explain refuses what it cannot read with one line that says why", async () => {
  const capture = pcapFile(smallExchange());
  const huge = new Uint8Array([
    ...capture.subarray(0, 24),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    255,
    255,
    255,
    127,
    255,
    255,
    255,
    127,
  ]);
  const table: { name: string; bytes: Uint8Array; expected: RegExp }[] = [
    { name: "an empty file", bytes: new Uint8Array(0), expected: /^Cannot read \S+sample\.pcap: the file is empty$/ },
    {
      name: "text",
      bytes: new TextEncoder().encode("hello, world"),
      expected: /: not a pcap, pcapng, snoop or NetMon capture: it begins with 68 65 6c 6c$/,
    },
    {
      name: "half a header",
      bytes: capture.subarray(0, 10),
      expected: /: the file ends inside its header: 10 of 24 bytes$/,
    },
    { name: "a record too large", bytes: huge, expected: /: byte \d+: .*2147483647/ },
    {
      name: "an unknown link type",
      bytes: pcapFile(smallExchange(), UNKNOWN_LINK_TYPE),
      expected: /link type 147 is not known to tcplab; capture on/,
    },
  ];
  for (const { name, bytes, expected } of table) {
    const failure = await assertRejects(() => explained(bytes), Failure, undefined, name);
    assertMatch(failure.message, expected, name);
    assert(!failure.message.includes("\n"), name);
  }
});

Deno.test("explain refuses a directory, a name that is not there and a file it may not read", async () => {
  await inFolder(async (folder) => {
    const terminal = new MemoryTerminal();
    const refusal = async (path: string): Promise<string> =>
      (await assertRejects(() => runExplain(path, explainFlags(), terminal), Failure)).message;
    assertMatch(await refusal(folder), /it is a directory; name a capture file inside it$/);
    assertMatch(await refusal(`${folder}/none.pcap`), /there is no such file; check its name$/);
    await Deno.writeFile(`${folder}/closed.pcap`, pcapFile(smallExchange()), { mode: 0 });
    if (Deno.uid() !== 0) assertMatch(await refusal(`${folder}/closed.pcap`), /permission denied/);
    assertEquals(terminal.printed, "");
  });
});

Deno.test("explain reports what stands before the damage, then says where it is", async () => {
  const bytes = pcapFile(smallExchange());
  const terminal = new MemoryTerminal();
  await inFolder(async (folder) => {
    await Deno.writeFile(`${folder}/cut.pcap`, bytes.subarray(0, bytes.length - 10));
    const failure = await assertRejects(
      () => runExplain(`${folder}/cut.pcap`, explainFlags({ format: "ndjson" }), terminal),
      Failure,
    );
    assertMatch(failure.message, /cut\.pcap is damaged at byte \d+: .*; the 9 packets before it are reported$/);
  });
  assertEquals(numbers(terminal.printed), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

Deno.test("explain says that a capture holds no TCP, or nothing at all", async () => {
  const [, , , , datagram] = mixedCapture();
  const udp = await explained(pcapFile([datagram!]));
  assertEquals(udp.code, 0);
  assertMatch(udp.err, /^tcplab: \S+ holds no TCP: nothing in its 1 packet can be explained\n$/);
  const empty = await explained(pcapFile([]));
  assertMatch(empty.err, /^tcplab: \S+ holds no packets\n$/);
  assertMatch(empty.out, /^The capture holds no packets\.$/m);
  assert(!empty.out.includes("matches"), empty.out);
});

Deno.test("explain shows the packets that were selected and no others", async () => {
  const table: { flags: Partial<ExplainWishes>; expected: number[] }[] = [
    { flags: {}, expected: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] },
    { flags: { stream: 1 }, expected: [12, 13] },
    { flags: { packets: "3-5" }, expected: [3, 4, 5] },
    { flags: { packets: "13-" }, expected: [13, 14] },
    { flags: { packets: "-2" }, expected: [1, 2] },
    { flags: { packets: "7" }, expected: [7] },
    { flags: { filter: "analysis any" }, expected: [7, 9, 10, 11] },
    { flags: { filter: "port 80 and SYN" }, expected: [1, 2] },
    { flags: { filter: "host 10.0.0.1" }, expected: [5] },
    { flags: { filter: "code rst-refused" }, expected: [13] },
    { flags: { filter: "SYN", stream: 0, packets: "2-" }, expected: [2] },
  ];
  for (const { flags, expected } of table) {
    const { out } = await explained(pcapFile(mixedCapture()), { ...flags, format: "ndjson" });
    assertEquals(numbers(out), expected, JSON.stringify(flags));
  }
});

Deno.test("explain tells the same of a packet whether others are shown or not", async () => {
  const bytes = pcapFile(mixedCapture());
  // What is worth saying only once is said with the first packet shown: so codes are compared, not whole texts.
  const codesOnly = (out: string): string[] =>
    out.trimEnd().split("\n").map((line) => line.replaceAll(/"text":"[^"]*"/g, ""));
  const all = codesOnly((await explained(bytes, { format: "ndjson" })).out);
  for (const flags of [{ stream: 0 }, { packets: "6-12" }, { filter: "zero_window or code syn" }]) {
    for (const line of codesOnly((await explained(bytes, { ...flags, format: "ndjson" })).out)) {
      assert(all.includes(line), line);
    }
  }
});

Deno.test("explain refuses selections that cannot be read", async () => {
  const table: { flags: Partial<ExplainWishes>; expected: string }[] = [
    { flags: { filter: "port 80 or or" }, expected: 'Cannot read --filter: column 12: expected a test, found "or"' },
    { flags: { packets: "9-3" }, expected: "--packets is A-B, A-, -B or A, counted from 1: found 9-3" },
    { flags: { packets: "0" }, expected: "--packets is A-B, A-, -B or A, counted from 1: found 0" },
    { flags: { packets: "" }, expected: '--packets is A-B, A-, -B or A, counted from 1: found ""' },
  ];
  for (const { flags, expected } of table) {
    await assertRejects(() => explained(pcapFile(smallExchange()), flags), UsageError, expected);
  }
  const unknown = () => explained(pcapFile(smallExchange()), { stream: 4 });
  await assertRejects(unknown, Failure, "There is no conversation 4 in the capture: it holds conversation 0 alone");
});

Deno.test("explain says so when nothing matches", async () => {
  const says = "No packet matches what was asked for.\n";
  const text = await explained(pcapFile(smallExchange()), { filter: "port 99" });
  assertEquals([text.code, text.err, text.out.split(says).length - 1], [1, "", 1], "once, as grep ends");
  const json = await explained(pcapFile(smallExchange()), { filter: "port 99", format: "ndjson" });
  assertEquals(json, { code: 1, out: "", err: `tcplab: ${says}` });
});

Deno.test("explain gives the same for a compressed capture, from a file and from standard input", async () => {
  const bytes = pcapFile(mixedCapture());
  const plain = await explained(bytes, { format: "ndjson" });
  assertEquals((await explained(await gzip(bytes), { format: "ndjson" })).out, plain.out);
  for (const input of [bytes, await gzip(bytes)]) {
    assertEquals(await tcplab(["explain", "-", "--format", "ndjson"], input), { code: 0, out: plain.out, err: "" });
  }
});

Deno.test("explain --pcapng writes every explanation beside its packet, and reads back the same", async () => {
  await inFolder(async (folder) => {
    await Deno.writeFile(`${folder}/in.pcap`, pcapFile(mixedCapture()));
    const [before, after] = [new MemoryTerminal(), new MemoryTerminal()];
    const flags = explainFlags({ pcapng: `${folder}/out.pcapng` });
    assertEquals(await runExplain(`${folder}/in.pcap`, flags, before), 0);
    assertEquals(before.printed, "");
    assertMatch(before.errors, /^Wrote \S+out\.pcapng: 14 packets, \d+ comments\n$/);
    await runExplain(`${folder}/in.pcap`, explainFlags({ format: "ndjson" }), before);
    await runExplain(`${folder}/out.pcapng`, explainFlags({ format: "ndjson" }), after);
    assertEquals(after.printed, before.printed);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["in.pcap", "out.pcapng"]);
    const expected = before.printed.trimEnd().split("\n").map((line) => JSON.parse(line).explanations);
    const comments = commentsOf(await Deno.readFile(`${folder}/out.pcapng`));
    assertEquals(comments.length, expected.length);
    expected.forEach((explanations: { text: string; code: string }[], i) => {
      assertEquals(comments[i]!.length, explanations.length);
      explanations.forEach(({ text, code }, j) => {
        assertStringIncludes(comments[i]![j]!, text);
        assertStringIncludes(comments[i]![j]!, `[${code}`);
      });
    });
  });
});

function commentsOf(file: Uint8Array): string[][] {
  const reader = new CaptureReader();
  reader.push(file);
  reader.end();
  const found: string[][] = [];
  for (let next = reader.next(); next !== null; next = reader.next()) found.push([...next.comments]);
  return found;
}

Deno.test("explain leaves no file behind when it cannot write the one that was asked for", async () => {
  await inFolder(async (folder) => {
    await Deno.writeFile(`${folder}/in.pcap`, pcapFile(smallExchange()));
    const terminal = new MemoryTerminal();
    for (const flags of [{ pcapng: `${folder}/none/out` }, { html: folder }, { html: `${folder}/in.pcap/x` }]) {
      await assertRejects(
        () => runExplain(`${folder}/in.pcap`, explainFlags(flags), terminal),
        Failure,
        "Cannot write",
      );
    }
    terminal.stop.abort();
    const flags = explainFlags({ pcapng: `${folder}/out.pcapng`, html: `${folder}/out.html` });
    assertEquals(await runExplain(`${folder}/in.pcap`, flags, terminal), 130);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["in.pcap"]);
  });
});

Deno.test("explain --html writes one page and nothing else", async () => {
  await inFolder(async (folder) => {
    await Deno.writeFile(`${folder}/in.pcap`, pcapFile(smallExchange()));
    const terminal = new MemoryTerminal();
    assertEquals(await runExplain(`${folder}/in.pcap`, explainFlags({ html: `${folder}/out.html` }), terminal), 0);
    assertMatch(await Deno.readTextFile(`${folder}/out.html`), /^<!DOCTYPE html>/);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["in.pcap", "out.html"]);
  });
});

Deno.test("explain ends well when its reader has read enough", async () => {
  await inFolder(async (folder) => {
    const capture = Array.from(
      { length: 400 },
      (_, i) => smallExchange().map((each) => ({ ...each, seconds: each.seconds + i })),
    );
    await Deno.writeFile(`${folder}/long.pcap`, pcapFile(capture.flat()));
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "main.ts", "explain", `${folder}/long.pcap`, "--format", "ndjson"],
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    await reader.cancel();
    const err = await new Response(child.stderr).text();
    assertEquals([(await child.status).code, err], [0, ""]);
  });
});

Deno.test("explain stops with 130 when it is interrupted while standard input says nothing", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "main.ts", "explain", "-", "--format", "ndjson"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  // More than a pipe holds: once it is written, reading has begun, and it waits for more.
  await writer.write(pcapFile(Array.from({ length: 3000 }, (_, i) => record(i * 1000, new Uint8Array(100)))));
  child.kill("SIGINT");
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  assertEquals([(await child.status).code, out, err], [130, "", ""]);
  await writer.close().catch(() => {});
});

Deno.test("explain refuses standard input that is no capture at once, though it never ends", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "main.ts", "explain", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("y\ny\n"));
  // Standard input stays open until the program has ended: waiting for its end would wait for ever.
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  assertEquals([(await child.status).code, out], [1, ""]);
  assertMatch(err, /standard input: not a pcap, pcapng, snoop or NetMon capture: it begins with 79 0a 79 0a\n$/);
  await writer.close().catch(() => {});
});
