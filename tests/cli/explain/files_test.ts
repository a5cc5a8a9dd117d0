/** What `tcplab explain` does with the files it is given: none is replaced that should not be. */
import { assertEquals, assertGreater, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { UsageError } from "../../../src/base/failure.ts";
import type { ExplainWishes } from "../../../src/cli/commands/explain/explain_job.ts";
import { runExplain } from "../../../src/cli/commands/explain/run_explain.ts";
import { PACKET_LIMIT } from "../../../src/report/html/facts/report_data.ts";
import { pcapFile, smallExchange } from "../../report/sample_capture.ts";
import { until } from "../../until.ts";
import { explainFlags } from "../explain_flags.ts";
import { inFolder } from "../in_folder.ts";
import { MemoryTerminal } from "../memory_terminal.ts";
import { spawnTcplab, tcplab } from "../tcplab.ts";
import { fromFileUrl } from "@std/path";
import { FOLDER } from "../../captures/captures.ts";

Deno.test("explain refuses outputs that are its input or each other, and leaves them as they are", async () => {
  await inFolder(async (folder) => {
    const bytes = pcapFile(smallExchange());
    const capture = `${folder}/in.pcap`;
    await Deno.writeFile(capture, bytes);
    await Deno.symlink(capture, `${folder}/link.pcap`);
    await Deno.link(capture, `${folder}/hard.pcap`);
    const before = [...Deno.readDirSync(folder)].length;
    const table: { flags: Partial<ExplainWishes>; input?: string; expected: RegExp }[] = [
      { flags: { pcapng: capture }, expected: /^Option --pcapng names the same file as the capture that is read/ },
      { flags: { html: capture }, expected: /^Option --html names the same file as the capture that is read/ },
      { flags: { html: `${folder}/./in.pcap` }, expected: /--html names the same file as the capture/ },
      { flags: { pcapng: `${folder}/link.pcap` }, expected: /--pcapng names the same file as the capture/ },
      { flags: { pcapng: `${folder}/hard.pcap` }, expected: /--pcapng names the same file as the capture/ },
      { flags: { pcapng: capture }, input: `${folder}/link.pcap`, expected: /names the same file as the capture/ },
      {
        flags: { pcapng: `${folder}/x`, html: `${folder}/../${folder.replace(/.*\//, "")}/x` },
        expected: /^Option --html names the same file as --pcapng/,
      },
    ];
    for (const { flags, input = capture, expected } of table) {
      const refusing = () => runExplain(input, explainFlags(flags), new MemoryTerminal());
      assertMatch((await assertRejects(refusing, UsageError)).message, expected);
    }
    assertEquals(await Deno.readFile(capture), bytes);
    assertEquals([...Deno.readDirSync(folder)].length, before);
  });
});

const MAIN = fromFileUrl(new URL("../../../main.ts", import.meta.url));

/** Where the kernel says that the threads of a process wait; of one that runs, or by a kernel that does not tell, "0". */
function waitingPlaces(pid: number): string[] {
  return [...Deno.readDirSync(`/proc/${pid}/task`)].map(({ name }) => {
    try {
      return Deno.readTextFileSync(`/proc/${pid}/task/${name}/wchan`);
    } catch {
      return "0"; // The thread has ended.
    }
  });
}

const TELLS_WAITING = Deno.build.os === "linux" && waitingPlaces(Deno.pid).some((place) => place !== "0");

Deno.test({
  name:
    "explain ends with 143 at the first SIGTERM while a named pipe has no writer (skipped where the kernel does not tell)",
  ignore: !TELLS_WAITING,
  async fn() {
    await inFolder(async (folder) => {
      const pipe = `${folder}/pipe`;
      assertEquals((await new Deno.Command("mkfifo", { args: [pipe] }).output()).success, true);
      const { process, outcome } = spawnTcplab(["explain", pipe]);
      await until(
        "a thread waits for the pipe's other end",
        () => waitingPlaces(process.pid).some((place) => /wait_for_partner|fifo_open/.test(place)),
      );
      process.kill("SIGTERM");
      assertEquals(await outcome, { code: 143, out: "", err: "" });
    });
  },
});

Deno.test({
  name: "explain writes into a device as it is, and puts no file in its place",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inFolder(async (folder) => {
      await Deno.writeFile(`${folder}/in.pcap`, pcapFile(smallExchange()));
      const flags = explainFlags({ html: "/dev/null" });
      assertEquals(await runExplain(`${folder}/in.pcap`, flags, new MemoryTerminal()), 0);
      assertEquals((await Deno.stat("/dev/null")).isFile, false);
    });
  },
});

Deno.test("explain --html says how many packets of a long capture are on the page", async () => {
  await inFolder(async (folder) => {
    const [syn] = smallExchange();
    const packets = Array.from({ length: PACKET_LIMIT + 3 }, () => syn!);
    await Deno.writeFile(`${folder}/in.pcap`, pcapFile(packets));
    const terminal = new MemoryTerminal();
    assertEquals(await runExplain(`${folder}/in.pcap`, explainFlags({ html: `${folder}/out.html` }), terminal), 0);
    assertStringIncludes(terminal.errors, "out.html: the first 5,000 of 5,003 packets; open it in a browser");
  });
});

/** Every sentence of a report in JSON: what is said of packets, conversations and the capture. */
function sentences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(sentences);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    typeof one === "string" ? (["text", "advice", "story", "verdict"].includes(key) ? [one] : []) : sentences(one)
  );
}

Deno.test("explain --html --no-answers writes the packets, and no sentence of what is said of them", async () => {
  await inFolder(async (folder) => {
    const capture = `${FOLDER}lab/lost-segment.pcapng`;
    // As letters and digits alone: the page has its own spaces, signs and marks around them.
    const bare = (text: string) => text.replace(/<[^>]*>|&#?\w+;|[^A-Za-z0-9]/g, "");
    const html = async (...options: string[]) => {
      const { code, err } = await tcplab(["explain", capture, "--html", `${folder}/page.html`, ...options]);
      assertEquals(code, 0, err);
      return bare(await Deno.readTextFile(`${folder}/page.html`));
    };
    const { out } = await tcplab(["explain", capture, "--format", "json"]);
    const said = sentences(JSON.parse(out)).map(bare);
    const told = await html();
    const known = said.filter((text) => told.includes(text));
    assertGreater(known.length, 25);
    const page = await html("--no-answers");
    assertEquals(known.filter((text) => page.includes(text)), []);
    assertStringIncludes(page, bare("A hand-out: what went over the wire"));
  });
});

Deno.test("--no-answers is about a page", async () => {
  const capture = `${FOLDER}lab/v2.pcapng`;
  const table: { args: string[]; expected: string }[] = [
    { args: ["explain", capture, "--no-answers"], expected: "Option --no-answers goes with --html" },
    { args: ["explain", capture, "--no-answers", "-f", "flows"], expected: "Option --no-answers is about packets" },
    { args: ["lab", "v2", "--no-answers"], expected: "Option --no-answers goes with --html" },
    { args: ["lab", "v2", "--repeat", "2", "--no-answers"], expected: "Option --no-answers goes with one run" },
  ];
  for (const { args, expected } of table) {
    const { code, err } = await tcplab(args);
    assertEquals(code, 2);
    assertStringIncludes(err, expected);
  }
});

Deno.test("the page's command makes it again when it is pasted into a shell", async () => {
  await inFolder(async (folder) => {
    const names = ["it's $HOME.pcapng", "b.pcapng"].map((name) => `${folder}/${name}`);
    for (const name of names) await Deno.copyFile(`${FOLDER}lab/v2.pcapng`, name);
    const page = `${folder}/a page.html`;
    const table: { args: string[]; expected: RegExp }[] = [
      {
        args: [names[0]!, "--filter", "flag SYN or port 1"],
        expected: /^tcplab explain '.*' --filter '.*' --html '.*'$/,
      },
      { args: [...names, "--join", "--no-answers"], expected: /./ },
      { args: [names[1]!, "--lang", "he"], expected: /^tcplab explain \S+ --lang he --html '.*'$/ },
    ];
    for (const { args, expected } of table) {
      const { code, err } = await tcplab(["explain", ...args, "--html", page]);
      assertEquals(code, 0, err);
      const first = await Deno.readTextFile(page);
      const [, escaped] = /id="reproduce">[\s\S]*?<code>(.*?)<\/code>/.exec(first) ?? [];
      // A page to hand out does not tell.
      if (args.includes("--no-answers")) {
        assertEquals(escaped, undefined);
        continue;
      }
      const command = escaped!.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
      assertMatch(command, expected);
      await Deno.remove(page);
      const run = `tcplab() { "${Deno.execPath()}" run -A --quiet "${MAIN}" "$@"; }; ${command}`;
      const again = await new Deno.Command("sh", { args: ["-c", run], stderr: "null" }).output();
      assertEquals(again.success, true, command);
      assertEquals(await Deno.readTextFile(page), first);
    }
  });
});

Deno.test("of standard input the page says where its capture goes, and of joined captures which they are", async () => {
  await inFolder(async (folder) => {
    const run = (args: string) =>
      new Deno.Command("sh", {
        args: ["-c", `"${Deno.execPath()}" run -A --quiet "${MAIN}" explain ${args}`],
        cwd: folder,
        stderr: "null",
      }).output();
    const commandOf = async () =>
      /id="reproduce">[\s\S]*?<code>(.*?)<\/code>/.exec(await Deno.readTextFile(`${folder}/p.html`))?.[1];
    await run(`- --html p.html < "${FOLDER}lab/v2.pcapng"`);
    assertEquals(await commandOf(), "tcplab explain - --html p.html &lt; CAPTURE");
    for (const name of ["a.pcapng", "b.pcapng"]) await Deno.copyFile(`${FOLDER}lab/v2.pcapng`, `${folder}/${name}`);
    await run("a.pcapng b.pcapng --join --html p.html");
    assertEquals(await commandOf(), "tcplab explain a.pcapng b.pcapng --join --html p.html");
  });
});
