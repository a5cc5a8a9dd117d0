import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { Failure, UsageError } from "../../../src/base/failure.ts";
import { runExplain } from "../../../src/cli/commands/explain/run_explain.ts";
import { explainFlags } from "../explain_flags.ts";
import { inFolder } from "../in_folder.ts";
import { MemoryTerminal } from "../memory_terminal.ts";

const CAPTURES = new URL("../../captures/lab/", import.meta.url).pathname;

/** Holds a capture of the lab against an expectation; gives the exit code and what was printed. */
async function held(capture: string, ...expect: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = new MemoryTerminal();
  const flags = explainFlags({ expect, prints: false });
  const code = await runExplain(`${CAPTURES}${capture}.pcapng`, flags, terminal);
  return { code, out: terminal.printed, err: terminal.errors };
}

Deno.test("tcplab explain --expect says that a capture is as expected, and prints no report", async (t) => {
  const cases: [capture: string, expectation: string][] = [
    ["v2", "C SYN; S SYN,ACK; C ACK; ...; C RST +; packets > 8; no analysis retransmission"],
    ["v2", "each stream: ; code nagle-coalesced; code rst-data-after-close; duration < 10s"],
    ["lost-segment", "event lost = 1; analysis retransmission >= 1; retransmissions >= 1; no code syn-data"],
    ["http-404", "some stream: ; code http-response; bytes > 200"],
    ["timeout-backoff", "retransmission-timeout > 30%; verdict retransmission-timeout"],
    ["refused", "finding rst-refused likely; finding refused; no finding loss; packets = 2; conversations = 1"],
    ["lost-segment", "stream 0: ; finding loss; no finding queue-delay"],
  ];
  for (const [capture, expectation] of cases) {
    await t.step(`${capture}: ${expectation}`, async () => {
      const { code, out, err } = await held(capture, expectation);
      assertEquals([code, out], [0, ""]);
      assertStringIncludes(err, "As expected: ");
    });
  }
});

Deno.test("tcplab explain --expect names the first difference", async (t) => {
  const cases = [
    {
      capture: "v2",
      expectation: "C SYN; S RST,ACK",
      says: "conversation 0: packet 2: expected S RST,ACK, saw S SYN,ACK",
    },
    { capture: "v2", expectation: "no code nagle-coalesced", says: "no code nagle-coalesced: found once" },
    {
      capture: "refused",
      expectation: "stream 1: ; C SYN",
      says: "C SYN: there is no conversation 1: the capture has 1 conversation",
    },
    { capture: "lost-fin", expectation: "event lost = 2", says: "event lost = 2: found once" },
  ];
  for (const { capture, expectation, says } of cases) {
    await t.step(expectation, async () => {
      await assertRejects(() => held(capture, expectation), Failure, `Not as expected: ${says}`);
    });
  }
});

Deno.test("tcplab explain --expect reads files and words, and says which line is wrong", async () => {
  await inFolder(async (folder) => {
    const grade = `${folder}/grade.txt`;
    await Deno.writeTextFile(grade, "# two\nfinding rst-refused\npackets = 3\n");
    await assertRejects(
      () => held("refused", "packets = 2", grade),
      Failure,
      `${grade}, line 3: packets = 3: there are 2`,
    );
    await Deno.writeTextFile(grade, "finding rst-refusd\n");
    const says = `Cannot read the expectation ${grade}, line 1: not a finding: rst-refusd; did you mean rst-refused?`;
    await assertRejects(() => held("refused", grade), UsageError, says);
    await assertRejects(() => held("refused", `${folder}/none.txt`), UsageError, "there is no such file");
  });
  await assertRejects(
    () => held("refused", "packet = 2"),
    UsageError,
    "nothing to compare: packet; did you mean packets?",
  );
  await assertRejects(() => held("refused", "client exit 0"), UsageError, "programs are seen in runs");
});
