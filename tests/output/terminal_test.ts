import { assert, assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { ProcessTerminal } from "../../src/output/process_terminal.ts";
import { type ByteSink, Output } from "../../src/output/output_stream.ts";
import { inFolder } from "../cli/in_folder.ts";

/** A sink that takes at most `most` bytes a call and may throw at the n-th. */
class Sink implements ByteSink {
  readonly received: number[] = [];
  calls = 0;
  constructor(readonly most: number, readonly errors: Readonly<Record<number, Error>> = {}) {}

  async write(bytes: Uint8Array): Promise<number> {
    await Promise.resolve();
    const error = this.errors[++this.calls];
    if (error) throw error;
    const taken = bytes.subarray(0, this.most);
    this.received.push(...taken);
    return taken.length;
  }

  get text(): string {
    return new TextDecoder().decode(Uint8Array.from(this.received));
  }

  isTerminal(): boolean {
    return true;
  }
}

Deno.test("Output writes everything in order when the pipe takes three bytes at a time", async () => {
  const sink = new Sink(3);
  const output = new Output(sink);
  const writes = [
    output.write("first line\n"),
    output.write("zweite Zeile: äöü\n"),
    output.write(Uint8Array.of(33, 10)),
  ];
  await Promise.all(writes);
  assertEquals(sink.text, "first line\nzweite Zeile: äöü\n!\n");
});

Deno.test("Output joins what waits behind a write into one", async () => {
  const sink = new Sink(1000);
  const output = new Output(sink);
  await Promise.all(["a", "b", "c", "d"].map((text) => output.write(text)));
  assertEquals(sink.text, "abcd");
  assert(sink.calls <= 2, `${sink.calls} system calls`);
});

Deno.test("Output drops everything and says closed when the reader has gone", async () => {
  const sink = new Sink(2, { 2: new Deno.errors.BrokenPipe("gone") });
  const output = new Output(sink);
  await output.write("abcdef");
  assertEquals(output.closed, true);
  await output.write("more");
  assertEquals(sink.text, "ab");
});

Deno.test("Output waits and goes on when a shared descriptor is full for a moment", async () => {
  const sink = new Sink(4, { 2: new Deno.errors.WouldBlock("again") });
  const output = new Output(sink);
  await output.write("abcdefgh");
  assertEquals(sink.text, "abcdefgh");
});

Deno.test("Output fails with one line when the disk is full", async () => {
  const output = new Output(new Sink(2, { 1: new Error("No space left on device") }));
  const error = await assertRejects(() => output.write("abc"), Failure);
  assertEquals(error.message, "Cannot write the output: No space left on device");
});

Deno.test("ProcessTerminal uses colour only on a terminal without NO_COLOR", () => {
  const stdout = new Sink(1);
  const pipe = { write: (bytes: Uint8Array) => stdout.write(bytes), isTerminal: () => false };
  const cases: { env: Record<string, string>; piped: boolean; expected: boolean }[] = [
    { env: {}, piped: false, expected: true },
    { env: {}, piped: true, expected: false },
    { env: { NO_COLOR: "1" }, piped: false, expected: false },
    { env: { NO_COLOR: "" }, piped: false, expected: true },
    { env: { TERM: "dumb" }, piped: false, expected: false },
  ];
  for (const { env, piped, expected } of cases) {
    const terminal = new ProcessTerminal({ stdout: piped ? pipe : stdout, stderr: stdout, env: (name) => env[name] });
    assertEquals(terminal.colour, expected, JSON.stringify({ env, piped }));
  }
});

Deno.test("ProcessTerminal never rejects when standard error cannot be written", async () => {
  const sink = new Sink(1, { 1: new Error("Bad file descriptor") });
  const terminal = new ProcessTerminal({ stdout: sink, stderr: sink, env: () => undefined });
  await terminal.err("lost");
});

Deno.test({
  name: "ProcessTerminal aborts when SIGTERM arrives, and gives the signals back",
  ignore: Deno.build.os === "windows",
  async fn() {
    const sink = new Sink(1);
    using terminal = new ProcessTerminal({ stdout: sink, stderr: sink, env: () => undefined });
    const aborted = new Promise((resolve) => terminal.interrupted.addEventListener("abort", resolve));
    assertEquals(terminal.wasInterrupted, false);
    // A signal listener alone does not keep the event loop alive.
    const alive = setInterval(() => {}, 1000);
    Deno.kill(Deno.pid, "SIGTERM");
    await aborted;
    clearInterval(alive);
    assertEquals(terminal.wasInterrupted, true);
  },
});

Deno.test({
  name: "ProcessTerminal.firstStop() is aborted by the first signal, and interrupted by the second",
  ignore: Deno.build.os === "windows",
  async fn() {
    const sink = new Sink(1);
    using terminal = new ProcessTerminal({ stdout: sink, stderr: sink, env: () => undefined });
    const first = terminal.firstStop();
    const alive = setInterval(() => {}, 1000);
    for (const [signal, aborted] of [["SIGTERM", first], ["SIGHUP", terminal.interrupted]] as const) {
      assertEquals([aborted.aborted, terminal.interrupted.aborted], [false, false]);
      const comes = new Promise((resolve) => aborted.addEventListener("abort", resolve));
      Deno.kill(Deno.pid, signal);
      await comes;
      assertEquals(terminal.wasInterrupted, true);
    }
    clearInterval(alive);
    assertEquals(terminal.interruptedCode, 129);
    assertEquals(terminal.firstStop().aborted, true);
  },
});

Deno.test("ProcessTerminal.choose() sends results to a file, which is there when the command has ended well", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/result.txt`;
    const [stdout, stderr] = [new Sink(1000), new Sink(1000)];
    using terminal = new ProcessTerminal({ stdout, stderr, env: () => undefined });
    await terminal.choose({ colour: "auto", ascii: true, quiet: true, output: path, pages: true });
    assertEquals([terminal.interactive, terminal.colour, terminal.showsProgress], [false, false, false]);
    await terminal.out("a → b\n");
    await terminal.err("a remark\n");
    await terminal.fail("an error\n");
    assertEquals([...Deno.readDirSync(folder)].some(({ name }) => name === "result.txt"), false);
    await terminal.finish(true);
    assertEquals(await Deno.readTextFile(path), "a > b\n");
    assertEquals([stdout.text, stderr.text], ["", "an error\n"]);
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  });
});

Deno.test("ProcessTerminal.finish() leaves no file of a command that failed before it printed", async () => {
  await inFolder(async (folder) => {
    for (const [text, files] of [["", 0], ["a part\n", 1]] as const) {
      const streams = { stdout: new Sink(9), stderr: new Sink(9), env: () => undefined };
      using terminal = new ProcessTerminal(streams);
      await terminal.choose({ colour: "auto", ascii: false, quiet: false, output: `${folder}/x`, pages: false });
      await terminal.out(text);
      await terminal.finish(false);
      assertEquals([...Deno.readDirSync(folder)].length, files, JSON.stringify(text));
    }
  });
});

Deno.test({
  name: "ProcessTerminal.choose() shows long results through the pager, or without it where there is none",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inFolder(async (folder) => {
      const shown = `${folder}/shown`;
      await Deno.writeTextFile(`${folder}/pager`, `#!/bin/sh\ncat > ${shown}\n`, { mode: 0o755 });
      for (const [pager, expected] of [[`${folder}/pager`, "text\n"], [`${folder}/none`, null]] as const) {
        const stdout = new Sink(1000);
        using terminal = new ProcessTerminal({
          stdout,
          stderr: new Sink(9),
          env: (name) => name === "PAGER" ? pager : undefined,
        });
        await terminal.choose({ colour: "auto", ascii: false, quiet: false, output: undefined, pages: true });
        await terminal.out("text\n");
        await terminal.finish(true);
        if (expected === null) assertEquals(stdout.text, "text\n");
        else assertEquals([await Deno.readTextFile(shown), stdout.text], [expected, ""]);
      }
    });
  },
});
