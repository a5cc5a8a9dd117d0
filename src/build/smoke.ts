/**
 * `deno task smoke`: compiles the program into a temporary folder and tries it from the root folder with an empty
 * environment, as on a machine that has neither Deno nor this project.
 */
import { DONE } from "../base/exit_code.ts";
import { join } from "@std/path";
import { Failure } from "../base/failure.ts";
import { type Command, defineCommand } from "../cli/line/command.ts";
import { ProcessTerminal } from "../output/process_terminal.ts";
import { run } from "../cli/line/run.ts";
import type { Terminal } from "../output/terminal.ts";
import { COMPILE } from "./compile.ts";
import { executableName, hostOs } from "./target.ts";

/** The folder the program is started from: it must not need its own. */
const ELSEWHERE = Deno.build.os === "windows" ? "C:\\" : "/";

interface Trial {
  readonly args: readonly string[];
  /** Exit codes that are right. */
  readonly codes: readonly number[];
  /** What it must print, on either stream. */
  readonly prints: RegExp;
}

const TRIALS: readonly Trial[] = [
  { args: ["--version"], codes: [0], prints: /^tcplab \d+\.\d+\.\d+\n/ },
  { args: ["--help"], codes: [0], prints: /serve-http/ },
  { args: ["explian"], codes: [2], prints: /did you mean explain\?/ },
  { args: ["serve-http", "--root", "/no/such/folder"], codes: [1], prints: /no\/such\/folder/ },
  { args: ["explain", "/no/such/capture"], codes: [1], prints: /no\/such\/capture/ },
  { args: ["capture", "--interface", "no-such-one"], codes: [1], prints: /no-such-one|Cannot capture|needs Linux/ },
  // 1 where this machine has no namespaces, or is too busy for the lesson.
  { args: ["lab", "v1", "--quiet", "--format", "summary"], codes: [0, 1], prints: /./ },
];

/** What a program without its rights would say. */
const WRONG = /Not permitted|Unexpected error|NotCapable/;

async function attempt(program: string, { args, codes, prints }: Trial): Promise<void> {
  const output = await new Deno.Command(program, { args: [...args], cwd: ELSEWHERE, clearEnv: true }).output();
  const said = new TextDecoder().decode(output.stdout) + new TextDecoder().decode(output.stderr);
  if (!codes.includes(output.code) || !prints.test(said) || WRONG.test(said)) {
    throw new Failure(`tcplab ${args.join(" ")} gives exit code ${output.code}, and prints: ${said.trim()}`);
  }
}

/** The first line of a stream that has an address in it, as `http://127.0.0.1:40123/`. */
async function addressIn(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const address = /http:\/\/\S+:\d+\//.exec(text)?.[0];
    if (address) return address;
  }
  throw new Failure(`tcplab serve-http ended without naming its address; it printed: ${text.trim()}`);
}

/** Serves the built-in site and asks for one page and one that is not there. */
async function serve(program: string): Promise<void> {
  const args = ["serve-http", "--port", "0"];
  const server = new Deno.Command(program, { args, cwd: ELSEWHERE, clearEnv: true, stdout: "piped", stderr: "piped" })
    .spawn();
  try {
    const base = await Promise.race([addressIn(server.stdout), addressIn(server.stderr)]);
    for (const [path, status] of [["", 200], ["a/b/ref.html", 200], ["c.html", 404]] as const) {
      const response = await fetch(new URL(path, base));
      await response.body?.cancel();
      if (response.status !== status) throw new Failure(`GET /${path}: status ${response.status}, expected ${status}`);
    }
  } finally {
    server.kill("SIGTERM");
    await server.status;
  }
}

/** Compiles and tries; the folder is gone afterwards. */
async function smoke(terminal: Terminal): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "tcplab-smoke-" });
  const program = join(folder, executableName(hostOs()));
  try {
    const code = await run(["compile", "--output", program], [COMPILE], terminal);
    if (code !== DONE) throw new Failure("The program could not be compiled");
    for (const trial of TRIALS) await attempt(program, trial);
    await serve(program);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  await terminal.err(`smoke: ${TRIALS.length} lines and three requests answered as they should be\n`);
}

const SMOKE: Command = {
  name: "smoke",
  summary: "Compile the program and try it",
  ...defineCommand({
    invokedAs: "deno task smoke",
    description: "Compiles into a temporary folder and runs the program from elsewhere with an empty environment.",
    positionals: [],
    flags: {},
    examples: [{ line: "deno task smoke", does: "Compiles and tries" }],
    async run(_invocation, terminal) {
      await smoke(terminal);
      return DONE;
    },
  }),
};

if (import.meta.main) {
  Deno.exit(await run(["smoke", ...Deno.args], [SMOKE], new ProcessTerminal()));
}
