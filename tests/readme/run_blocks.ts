/** Runs the code blocks of a document, and compares what they print with what it shows. */
import { assert, assertEquals } from "@std/assert";
import { DONE, INTERRUPTED } from "../../src/base/exit_code.ts";
import { type CodeBlock, codeBlocks, matchesOutput, missingText, shapeOf } from "./code_blocks.ts";
import type { Document } from "./documents.ts";
import { missing } from "./needs.ts";
import { type Place, withPlace } from "./place.ts";

/** A scenario of the lab differs from its lesson when the machine is too busy, and asks to be tried again. */
const LAB_TRIES = 4;

/** A block, and where it stands: `README.md:23`. */
interface Placed {
  readonly block: CodeBlock;
  readonly at: string;
}

async function runBlock({ block, at }: Placed, { folder, env }: Place, shown: Placed | undefined): Promise<void> {
  const command = new Deno.Command("bash", { args: ["-euo", "pipefail", "-c", block.text], cwd: folder, env });
  let output = await command.output();
  for (let tries = 1; tries < LAB_TRIES && !output.success && block.needs.includes("lab"); tries++) {
    output = await command.output();
  }
  const [printed = "", err = ""] = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals(output.code, DONE, `${at}: ${block.text}${err}`);
  if (shown !== undefined) compare(shown, printed);
}

function compare({ block: { kind, text }, at }: Placed, printed: string): void {
  if (kind === "like") {
    assertEquals(missingText(text, printed), [], `${at}: lines that were not printed: ${printed}`);
  } else if (kind === "shape") {
    const [actual, expected] = [JSON.parse(printed), JSON.parse(text)].map(shapeOf);
    assertEquals(JSON.stringify(actual), JSON.stringify(expected), `${at}: the fields differ`);
  } else if (!matchesOutput(text, printed)) {
    assertEquals(printed, text, `${at}: the output shown is not what is printed`);
  }
}

/** Starts a server; resolves, with what stops it, when it answers. */
async function startServer({ block, at }: Placed, { folder, env }: Place): Promise<() => Promise<void>> {
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
  printed.then((texts) => named.reject(new Error(`${at}: ended: ${texts.join("")}`)));
  await named.promise;
  if (block.rest.startsWith("http:")) {
    const response = await fetch(block.rest);
    await response.body?.cancel();
    assert(response.ok, `${at}: ${block.rest} gives ${response.status}`);
  }
  return async () => {
    server.kill("SIGINT");
    const { code } = await server.status;
    await printed;
    assert([DONE, INTERRUPTED].includes(code), `${at}: exit code ${code} after Ctrl-C`);
  };
}

/** Blocks of one section run after each other; servers live until its end. */
async function runSection(blocks: readonly Placed[], place: Place): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  try {
    for (const [index, placed] of blocks.entries()) {
      const next = blocks[index + 1];
      if (placed.block.kind === "server") stops.push(await startServer(placed, place));
      const shown = next && ["output", "like", "shape"].includes(next.block.kind) ? next : undefined;
      if (placed.block.kind === "run") await runBlock(placed, place, shown);
    }
  } finally {
    for (const stop of stops) await stop();
  }
}

/** One step for each section that has something to run; all of a document share one folder. */
export async function runDocument({ name, text }: Document, test: Deno.TestContext): Promise<void> {
  const sections = Map.groupBy(codeBlocks(text), ({ heading }) => heading);
  await withPlace(async (place) => {
    for (const [heading, blocks] of sections) {
      if (!blocks.some(({ kind }) => kind === "run" || kind === "server")) continue;
      const lacking = missing(blocks.flatMap(({ needs }) => needs));
      const placed = blocks.map((block) => ({ block, at: `${name}:${block.line}` }));
      await test.step({
        name: `"${heading}"${lacking ? `: skipped, cannot have ${lacking}` : ""}`,
        ignore: lacking !== "",
        fn: () => runSection(placed, place),
      });
    }
  });
}
