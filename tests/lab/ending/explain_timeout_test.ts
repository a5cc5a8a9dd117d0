import { assert, assertEquals } from "@std/assert";
import { explainTimeout, type UnfinishedRun } from "../../../src/lab/explain_timeout.ts";
import { describeStep } from "../../../src/lab/host/script.ts";
import type { End } from "../../../src/lab/wire/end.ts";

const script = { program: "script", steps: [] } as const;
const command = { program: "command", command: "nc -l 1" } as const;
const run = (given: Partial<UnfinishedRun>): UnfinishedRun => ({
  scenario: { client: script, server: script },
  steps: new Map<End, string>([["client", "step 2, receive bytes 4"], ["server", "step 3, receive bytes 9"]]),
  endings: [],
  silence: 9000,
  timeout: 10,
  ...given,
});

Deno.test("explainTimeout() says where each host waits, and advises longer only while packets come", () => {
  const waiting = explainTimeout(run({}));
  assert(
    waiting.includes("the client is in step 2, receive bytes 4; the server is in step 3, receive bytes 9"),
    waiting,
  );
  assert(waiting.includes("both may wait for each other"), waiting);
  assert(!waiting.includes("--timeout"), waiting);
  assert(explainTimeout(run({ silence: 20 })).includes("give it longer with --timeout"));
});

Deno.test("explainTimeout() knows programs of one's own", () => {
  const scenario = { client: command, server: command };
  const endings = [{ end: "client", exit: { code: 0, signal: null }, failedOpenings: 0, stopped: false }] as const;
  const line = explainTimeout(run({ scenario, endings }));
  assert(line.includes("the client's command has ended; the server's command still runs"), line);
  assert(line.endsWith("what is waited for does not come"), line);
});

Deno.test("describeStep() tells a step as the scenario has it", () => {
  const table = [
    { step: { do: "accept" }, expected: "accept" },
    { step: { do: "receive", bytes: "end", size: 5 }, expected: 'receive bytes "end", size 5' },
    { step: { do: "connect", port: 7000 }, expected: "connect port 7000" },
  ] as const;
  for (const { step, expected } of table) assertEquals(describeStep(step), expected);
});
