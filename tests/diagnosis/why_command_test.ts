/** `tcplab why` as users call it: formats, languages, what it refuses. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { CAUSES } from "../../src/diagnosis/terms/cause.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { textWidth } from "../../src/output/layout.ts";
import { runWhy } from "../../src/cli/commands/why/run_why.ts";
import type { WhyFlags } from "../../src/cli/commands/why/why_flags.ts";
import { Failure, UsageError } from "../../src/base/failure.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { tcplab } from "../cli/tcplab.ts";

const inCorpus = (name: string): string => fromFileUrl(new URL(`corpus/${name}.pcap.gz`, import.meta.url));
const NAGLE = inCorpus("nagle_118_client");
const THINKS = inCorpus("think_296_client");

async function printed(flags: Partial<WhyFlags>, files: readonly string[] = [NAGLE]): Promise<string> {
  const terminal = new MemoryTerminal({ columns: 80 });
  const wishes: WhyFlags = {
    format: "text",
    html: undefined,
    sort: "lost",
    join: false,
    lang: "en",
    stream: undefined,
    other: undefined,
    top: undefined,
    width: undefined,
    ...flags,
  };
  assertEquals(await runWhy(files, wishes, terminal), 0);
  return terminal.printed;
}

Deno.test("every language has words for every cause", () => {
  for (const language of LANGUAGES) {
    const { why } = tablesOf(language);
    assertEquals(CAUSES.filter((cause) => !why.causes[cause] || !why.verdicts[cause]), [], language);
  }
});

Deno.test("text fits into the columns, and its bar fills them", async () => {
  for (const lang of LANGUAGES) {
    for (const width of [40, 80, 120]) {
      const lines = (await printed({ lang, width })).split("\n");
      for (const line of lines) assert(textWidth(line) <= width, `${width}: ${line}`);
      assert(lines.some((line) => textWidth(line) === width && /^ {2}[█▓▒░=\-:.]+$/.test(line)), `${lang} ${width}`);
    }
  }
});

Deno.test("JSON is the contract, and its seconds add up", async () => {
  const { conversations } = JSON.parse(await printed({ format: "json" }));
  const [only] = conversations;
  assertEquals(conversations.length, 1);
  assertEquals(Object.keys(only), [
    ...["capture", "conversation", "client", "server", "start", "duration", "vantage", "budget", "verdict", "remedy"],
    ...["setUp", "answers", "pauses"],
  ]);
  const sum = only.budget.reduce((total: number, { seconds }: { seconds: number }) => total + seconds, 0);
  assert(Math.abs(sum - only.duration) < 1e-6);
  assertEquals([only.verdict.cause, only.verdict.end], ["delayed-ack", "server"]);
  assert(only.remedy.seconds < only.duration);
});

Deno.test("Markdown holds the verdict and a row for each cause", async () => {
  const text = await printed({ format: "md" });
  assert(text.includes("**Verdict** (likely)"));
  assert(/\| delayed ACK \| server \|/.test(text));
});

Deno.test("an unknown stream is refused with what there is", async () => {
  let message = "";
  try {
    await printed({ stream: 7 });
  } catch (error) {
    assert(error instanceof Failure);
    message = error.message;
  }
  assertEquals(message, "There is no conversation 7 in the capture: it holds conversation 0 alone");
});

Deno.test("--html writes the page with the band, beside what is printed", async () => {
  const html = await Deno.makeTempFile({ suffix: ".html" });
  try {
    assert((await printed({ html })).includes("Verdict"));
    const page = await Deno.readTextFile(html);
    assert(page.includes('<h2 id="time">Where the time went</h2>'));
    assert(page.includes('<svg class="band"'));
  } finally {
    await Deno.remove(html);
  }
});

Deno.test("--other tells what happened between two captures as well; two of the same are said to be that", async () => {
  const text = await printed({ other: NAGLE });
  assert(
    text.includes("Verdict") && text.endsWith("A and B are the same capture: the same packets at the same times.\n"),
  );
  const document = JSON.parse(await printed({ other: NAGLE, format: "json" }));
  assertEquals(Object.keys(document).slice(-1), ["between"]);
  assertEquals(document.between.related, true);
});

Deno.test("several captures: one list, the worst first, each conversation with its capture; or joined", async () => {
  const { conversations, further } = JSON.parse(await printed({ format: "json" }, [NAGLE, THINKS]));
  assertEquals(conversations.map(({ capture }: { capture: string }) => capture), [THINKS, NAGLE]);
  assertEquals(further, 0);
  const text = await printed({ top: 1 }, [NAGLE, THINKS]);
  assertStringIncludes(text, "think_296_client.pcap.gz: conversation 0:");
  assertStringIncludes(text, "And 1 more conversation;");
  assertStringIncludes(
    await printed({ format: "md" }, [NAGLE, THINKS]),
    "## nagle_118_client.pcap.gz: conversation 0:",
  );
  const joined = JSON.parse(await printed({ format: "json", join: true }, [NAGLE, THINKS])).conversations;
  assertEquals(joined.map(({ capture }: { capture: string }) => capture), Array(2).fill(`${NAGLE} + ${THINKS}`));
  await assertRejects(
    () => printed({ html: "page.html" }, [NAGLE, THINKS]),
    UsageError,
    "goes with one capture: found 2",
  );
  await assertRejects(() => printed({ stream: 3 }, [NAGLE, THINKS]), Failure, "in any of the captures");
});

Deno.test("a folder stands for its captures, and a damaged one costs no other one", async () => {
  await inFolder(async (folder) => {
    const whole = await Deno.readFile(NAGLE);
    await Deno.writeFile(`${folder}/whole.pcap.gz`, whole);
    await Deno.writeFile(`${folder}/cut.pcap.gz`, whole.subarray(0, whole.length >> 1));
    const { code, out, err } = await tcplab(["why", folder, "--sort", "lost-time"]);
    assertEquals([code, out.split("Verdict").length], [1, 3]);
    assertStringIncludes(err, "cut.pcap.gz is");
  });
});
