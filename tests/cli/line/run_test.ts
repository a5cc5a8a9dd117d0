import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Failure, UsageError } from "../../../src/base/failure.ts";
import type { Command } from "../../../src/cli/line/command.ts";
import { commandHelp } from "../../../src/cli/line/help.ts";
import { run } from "../../../src/cli/line/run.ts";
import { SystemCallError } from "../../../src/linux/calls/errors.ts";
import { MemoryTerminal } from "../memory_terminal.ts";
import { SAMPLE } from "./sample_command.ts";

/** A command that throws what it is given. */
function throwing(error: unknown): Command {
  return { ...SAMPLE, name: "throwing", positionals: [], flags: {}, run: () => Promise.reject(error) };
}

Deno.test("run() gives 0, prints to standard output when help or version is asked for", async () => {
  const help = commandHelp(SAMPLE, { columns: 80, colour: false });
  const short = commandHelp(SAMPLE, { columns: 80, colour: false }, "short");
  const lines = ["sample --help", "sample -h --help", "sample --port --help", "sample --bogus --help", "help sample"];
  for (const line of [...lines, "sample -h", "sample --bogus -h"]) {
    const expected = lines.includes(line) ? help : short;
    const terminal = new MemoryTerminal();
    assertEquals(await run(line.split(" "), [SAMPLE], terminal), 0, line);
    assertEquals(terminal.printed, expected, line);
    assertEquals(terminal.errors, "", line);
  }
  for (const line of ["--help", "-h", "help"]) {
    const terminal = new MemoryTerminal();
    assertEquals(await run([line], [SAMPLE], terminal), 0);
    assertStringIncludes(terminal.printed, "sample  Show one flag of every kind");
  }
  for (const words of [["--version"], ["-V"], ["sample", "--version"], ["sample", "v1", "--version", "--bogus"]]) {
    const terminal = new MemoryTerminal();
    assertEquals(await run(words, [SAMPLE], terminal), 0);
    assertMatch(terminal.printed, /^tcplab \d+\.\d+\.\d+\ndeno \d+\.\d+\.\d+\nv8 \d+\.\S+\n$/);
  }
});

Deno.test("run() gives 2 and one line on standard error when the line is wrong", async () => {
  const cases: { input: string[]; expected: string }[] = [
    {
      input: ["smaple"],
      expected: "tcplab: Unknown command: smaple; did you mean sample? (tcplab --help lists the commands)\n",
    },
    {
      input: ["--jsno"],
      expected: "tcplab: Unknown option: --jsno; a command comes first (tcplab --help lists the commands)\n",
    },
    {
      input: ["x.pcapng"],
      expected: "tcplab: Unknown command: x.pcapng; to read a capture: tcplab explain x.pcapng\n",
    },
    { input: ["help", "nix"], expected: "tcplab: Unknown command: nix (tcplab --help lists the commands)\n" },
    { input: ["sample"], expected: "tcplab: Missing SCENARIO: tcplab sample SCENARIO [FILE...] (--help says more)\n" },
  ];
  for (const { input, expected } of cases) {
    const terminal = new MemoryTerminal();
    assertEquals(await run(input, [SAMPLE], terminal), 2, input.join(" "));
    assertEquals(terminal.errors, expected);
    assertEquals(terminal.printed, "");
  }
});

Deno.test("run() shows the commands on standard error and gives 2 when there is no command", async () => {
  const terminal = new MemoryTerminal();
  assertEquals(await run([], [SAMPLE], terminal), 2);
  assertStringIncludes(terminal.errors, "Usage: tcplab COMMAND");
});

Deno.test("run() turns what a command throws into one line and its exit code", async () => {
  const cases: { input: unknown; expected: [code: number, start: string] }[] = [
    { input: new Failure("Port 80 is taken"), expected: [1, "tcplab: Port 80 is taken\n"] },
    { input: new Failure("two\n  lines"), expected: [1, "tcplab: two lines\n"] },
    { input: new UsageError("No such variant"), expected: [2, "tcplab: No such variant\n"] },
    {
      input: new TypeError("x is undefined"),
      expected: [1, "tcplab: Unexpected error, a bug in tcplab: TypeError: x is"],
    },
    {
      input: new Deno.errors.NotCapable('Requires all access to "/dev/stdin", specify'),
      expected: [1, "tcplab: Not permitted: this build of tcplab may not use /dev/stdin; write - for standard input\n"],
    },
    { input: new Failure("Not \x1b[31mred\x9b"), expected: [1, "tcplab: Not \\x1b[31mred\\x9b\n"] },
    { input: new UsageError("x".repeat(1000)), expected: [2, `tcplab: ${"x".repeat(1000)}\n`] },
    { input: new UsageError("x".repeat(1001)), expected: [2, `tcplab: ${"x".repeat(999)}…\n`] },
    { input: new Failure("x" + "\u{1f600}".repeat(600)), expected: [1, `tcplab: x${"\u{1f600}".repeat(499)}…\n`] },
    {
      input: new TypeError("\x1b]0;x\x07"),
      expected: [1, "tcplab: Unexpected error, a bug in tcplab: TypeError: \\x1b]0"],
    },
    {
      input: new Error("Failed to spawn '/usr/bin/unshare': Too many open files (os error 24)"),
      expected: [1, "tcplab: Too many open files: raise the limit with ulimit -n\n"],
    },
    {
      input: new SystemCallError("socketpair", 24),
      expected: [1, "tcplab: Too many open files: raise the limit with ulimit -n\n"],
    },
    {
      input: Object.assign(new Error("no more"), { code: "ENFILE" }),
      expected: [1, "tcplab: Too many open files: raise the limit with ulimit -n\n"],
    },
    { input: "text", expected: [1, "tcplab: Unexpected error, a bug in tcplab: text; please report it at https://"] },
  ];
  for (const { input, expected: [code, start] } of cases) {
    const terminal = new MemoryTerminal();
    assertEquals(await run(["throwing"], [throwing(input)], terminal), code);
    assert(terminal.errors.startsWith(start), terminal.errors);
    assertEquals(terminal.errors.split("\n").length, 2, "one line");
  }
});

Deno.test("run() gives 130 when the user interrupted, however the command ended", async () => {
  const outcomes: Command[] = [{ ...SAMPLE, name: "throwing", positionals: [] }, throwing(new Failure("stopped"))];
  for (const command of outcomes) {
    const terminal = new MemoryTerminal({ wasInterrupted: true });
    assertEquals(await run(["throwing"], [command], terminal), 130);
  }
});
