import { assert, assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { ProcessTerminal } from "../../src/output/process_terminal.ts";
import { type ByteSink, Output } from "../../src/output/output_stream.ts";

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
