/** The README and the chapters of docs/ tell the truth: its tables are those of the definitions, its commands run, its outputs are what they print. */
import { assert, assertEquals } from "@std/assert";
import { dirname, fromFileUrl, join } from "@std/path";
import { COMMANDS } from "../src/cli/commands/registry.ts";
import { renderReadme } from "../src/build/readme.ts";
import { type CodeBlock, codeBlocks, matchesOutput, missingText, type Need, shapeOf } from "./readme/code_blocks.ts";

const ROOT = fromFileUrl(new URL("../", import.meta.url));
const README = Deno.readTextFileSync(join(ROOT, "README.md"));
const CHAPTERS = [...Deno.readDirSync(join(ROOT, "docs"))].filter(({ name }) => name.endsWith(".md"))
  .map(({ name }) => `docs/${name}`).sort();
/** The README and the chapters of docs/: all of them tell the truth. */
const DOCUMENTS = ["README.md", ...CHAPTERS].map((name) => {
  const text = Deno.readTextFileSync(join(ROOT, name));
  return { name, text, blocks: codeBlocks(text) };
});

Deno.test("README.md's tables are those of the definitions", () => {
  assertEquals(renderReadme(README, COMMANDS), README, "deno task readme writes them anew");
});

Deno.test("README.md shows the options of every command", () => {
  for (const { name } of COMMANDS.filter(({ hidden, flags }) => !hidden && Object.keys(flags).length > 0)) {
    assert(README.includes(`<!-- options of ${name} -->`), name);
  }
});

for (const { name, text, blocks } of DOCUMENTS) {
  Deno.test(`${name}'s links lead to files that are there`, () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)|<img[^>]* src="(?!https?:)([^"]+)"/g)];
    for (const [, link, image] of links) assert(Deno.statSync(join(ROOT, dirname(name), link ?? image ?? "")).isFile);
  });

  Deno.test(`every shell block of ${name} says how it is tested`, () => {
    const wrong = blocks.filter(({ language, kind, rest }) =>
      language === "sh" && !(kind === "run" || ((kind === "server" || kind === "only") && rest !== ""))
    );
    assertEquals(wrong.map(({ line }) => line), []);
  });
}

Deno.test("tasks that documents name are those of deno.json", () => {
  const { tasks } = JSON.parse(Deno.readTextFileSync(join(ROOT, "deno.json")));
  const all = DOCUMENTS.map(({ text }) => text).join("\n");
  for (const [, name = ""] of all.matchAll(/\bdeno(?:@[\d.]+)? task ([\w:-]+)/g)) assert(name in tasks, name);
});

Deno.test("missingText() ignores numbers, widths and line ends, and nothing else", () => {
  const printed = "  0.010866  ├─── SYN  seq 0 ──────▶\n  0.2  received: b'World'\nA longer\nsentence.\n";
  const cases: { input: string; expected: string[] }[] = [
    { input: "  0.2  ├─ SYN  seq 17 ─▶\n…\n", expected: [] },
    { input: "  0.2 received: b'World'\n  0.2  ├─ SYN  seq 17 ─▶\n…\nA longer sentence.\n", expected: [] },
    { input: "  0.2 received: b'world'\n", expected: ["  0.2 received: b'world'\n"] },
    { input: "A longer sentenc\n", expected: ["A longer sentenc\n"] },
  ];
  for (const { input, expected } of cases) assertEquals(missingText(input, printed), expected);
});

Deno.test("matchesOutput() lets … stand for what differs from run to run", () => {
  const cases: { input: [string, string]; expected: boolean }[] = [
    { input: ["a\nb\n", "a\nb\n"], expected: true },
    { input: ["a\nb\n", "a\n"], expected: false },
    { input: ["port …\n", "port 41234\n"], expected: true },
    { input: ["port …!\n", "port 41234\n!\n"], expected: false },
    { input: ["a\n…\nz\n", "a\nb\nc\nz\n"], expected: true },
    { input: ["a\n…\nz\n", "a\nz\n"], expected: true },
    { input: ["a\n…\n", "a\nb\n"], expected: true },
    { input: ["(x)\n", "x\n"], expected: false },
  ];
  for (const { input, expected } of cases) assertEquals(matchesOutput(...input), expected, input.join(" / "));
});

/** Puts `tcplab`, `deno` and `npx` into a folder: this Deno and this project, whatever is installed. */
async function makeTools(folder: string): Promise<void> {
  const run = `exec "${Deno.execPath()}" run -A --quiet "${join(ROOT, "main.ts")}" "$@"`;
  const task = `cd "${ROOT}" && exec "${Deno.execPath()}" "$@"`;
  const tools = { tcplab: run, deno: task, npx: `[ "$1 $2" = "-y deno@2.9.4" ] || exit 1; shift 2; ${task}` };
  for (const [name, line] of Object.entries(tools)) {
    await Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
}

function canMakeNamespaces(): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    Deno.statSync("/dev/net/tun");
    const args = ["--user", "--map-root-user", "--net", "test", "-w", "/dev/net/tun"];
    return new Deno.Command("unshare", { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

function hasProgram(name: string): boolean {
  // Some programs know the word without its hyphens only.
  const answers = (word: string) =>
    new Deno.Command(name, { args: [word], stdout: "null", stderr: "null" }).outputSync().success;
  try {
    return answers("--version") || answers("version");
  } catch {
    return false;
  }
}

function portIsFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch {
    return false;
  }
}

/** Why a block cannot run here, or nothing. */
function missing(needs: readonly Need[]): string {
  return needs.filter((need) => {
    if (need === "lab") return !canMakeNamespaces();
    const [kind, what = ""] = need.split(":");
    return kind === "port" ? !portIsFree(Number(what)) : !hasProgram(what);
  }).join(", ");
}

/** The environment in which the blocks run: a folder of their own, with the tools first on the PATH. */
interface Place {
  readonly folder: string;
  readonly env: Record<string, string>;
}

async function withPlace(use: (place: Place) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "readme-" });
  const tools = join(folder, "tools");
  try {
    await Deno.mkdir(tools);
    await makeTools(tools);
    await Deno.mkdir(join(folder, "work"));
    const env = { PATH: `${tools}:${Deno.env.get("PATH") ?? ""}`, NO_COLOR: "1" };
    await use({ folder: join(folder, "work"), env });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A scenario of the lab differs from its lesson when the machine is too busy, and asks to be tried again. */
const LAB_TRIES = 4;

async function runBlock(block: CodeBlock, { folder, env }: Place, shown: CodeBlock | undefined): Promise<void> {
  const command = new Deno.Command("bash", { args: ["-euo", "pipefail", "-c", block.text], cwd: folder, env });
  let output = await command.output();
  for (let tries = 1; tries < LAB_TRIES && !output.success && block.needs.includes("lab"); tries++) {
    output = await command.output();
  }
  const { code } = output;
  const [out, err] = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals(code, 0, `line ${block.line}: ${block.text}${err}`);
  if (shown?.kind === "like") {
    assertEquals(
      missingText(shown.text, out ?? ""),
      [],
      `line ${shown.line}: lines that were not printed: ${out}`,
    );
  } else if (shown?.kind === "shape") {
    const [actual, expected] = [JSON.parse(out ?? ""), JSON.parse(shown.text)].map(shapeOf);
    assertEquals(JSON.stringify(actual), JSON.stringify(expected), `line ${shown.line}: the fields differ`);
  } else if (shown && !matchesOutput(shown.text, out ?? "")) {
    assertEquals(out, shown.text, `line ${shown.line}: the output shown is not what is printed`);
  }
}

/** Starts a server; resolves, with what stops it, when it answers. */
async function startServer(block: CodeBlock, { folder, env }: Place): Promise<() => Promise<void>> {
  const args = ["-c", `exec ${block.text.trim()}`];
  const server = new Deno.Command("bash", { args, cwd: folder, env, stdout: "piped", stderr: "piped" }).spawn();
  const { port } = new URL(block.rest);
  const named = Promise.withResolvers<void>();
  const follow = async (stream: ReadableStream<Uint8Array>) => {
    let text = "";
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes(`:${port}`)) named.resolve();
    }
    return text;
  };
  const printed = Promise.all([follow(server.stdout), follow(server.stderr)]);
  printed.then((texts) => named.reject(new Error(`line ${block.line}: ended: ${texts.join("")}`)));
  await named.promise;
  if (block.rest.startsWith("http:")) {
    const response = await fetch(block.rest);
    await response.body?.cancel();
    assert(response.ok, `line ${block.line}: ${block.rest} gives ${response.status}`);
  }
  return async () => {
    server.kill("SIGINT");
    const { code } = await server.status;
    await printed;
    assert([0, 130].includes(code), `line ${block.line}: exit code ${code} after Ctrl-C`);
  };
}

/** Blocks of one section run after each other in one folder; servers live until its end. */
async function runSection(blocks: readonly CodeBlock[]): Promise<void> {
  await withPlace(async (place) => {
    const stops: (() => Promise<void>)[] = [];
    try {
      for (const [index, block] of blocks.entries()) {
        const next = blocks[index + 1];
        if (block.kind === "server") stops.push(await startServer(block, place));
        const shown = next && ["output", "like", "shape"].includes(next.kind) ? next : undefined;
        if (block.kind === "run") await runBlock(block, place, shown);
      }
    } finally {
      for (const stop of stops) await stop();
    }
  });
}

const SECTIONS = DOCUMENTS.flatMap(({ name, blocks }) =>
  [...Map.groupBy(blocks, (block) => block.heading)].map(([heading, blocks]) => ({ document: name, heading, blocks }))
);

for (const { document, heading, blocks } of SECTIONS) {
  if (!blocks.some(({ kind }) => kind === "run" || kind === "server")) continue;
  const lacking = Deno.build.os === "windows" ? "bash" : missing([...new Set(blocks.flatMap(({ needs }) => needs))]);
  Deno.test({
    name: `${document}'s commands under "${heading}" work${lacking ? `: skipped, cannot have ${lacking}` : ""}`,
    ignore: lacking !== "",
    fn: () => runSection(blocks),
  });
}
