import "./open_libc.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { SystemCallError } from "../../src/linux/calls/errors.ts";
import { PseudoTerminal } from "../../src/linux/program/pseudo_terminal.ts";
import { spawn } from "../../src/linux/program/spawn.ts";
import { libc } from "../../src/linux/calls/libc.ts";

const ON_LINUX = Deno.build.os === "linux";
const linux = (name: string) => ON_LINUX ? name : `${name} (skipped: this machine does not run Linux)`;

/** Runs a shell's command on a terminal: what it printed. Only its own process is taken leave of. */
async function run(command: string): Promise<string> {
  using terminal = new PseudoTerminal();
  const args = ["sh", "-c", command];
  const pid = spawn({ path: "/bin/sh", args, terminal: terminal.path, input: null, variables: { GREETING: "hello" } });
  const buffer = new Uint8Array(4096);
  let text = "";
  for (let length = terminal.read(buffer); length !== null; length = terminal.read(buffer)) {
    if (length > 0) text += new TextDecoder().decode(buffer.subarray(0, length));
    else await new Promise((resolve) => setTimeout(resolve, 2));
  }
  while (libc().waitpid(pid, new Uint8Array(4), 1) === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  return text;
}

Deno.test({
  name: linux("spawn() gives a program a session, a terminal to write to, nothing to read and its variables"),
  ignore: !ON_LINUX,
  async fn() {
    const text = await run('echo "$GREETING"; test -t 1 && echo terminal; cat | wc -c; ps -o sid= -p $$; echo $$');
    const [greeting, terminal, read, session, process] = text.trim().split("\n").map((line) => line.trim());
    assertEquals([greeting, terminal, read], ["hello", "terminal", "0"]);
    assertEquals(session, process);
  },
});

Deno.test({
  name: linux("spawn() throws where there is no such program"),
  ignore: !ON_LINUX,
  fn() {
    const options = { path: "/no/such/program", args: ["x"], terminal: null, input: null };
    const error = assertThrows(() => spawn(options), SystemCallError);
    assert(error.message.includes("/no/such/program"));
  },
});
