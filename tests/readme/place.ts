/** Where the commands of a document run: a folder of their own, with this project's tools first on the PATH. */
import { join } from "@std/path";
import { denoVersion } from "../../src/build/deno_version.ts";
import { ROOT } from "./documents.ts";

export interface Place {
  readonly folder: string;
  readonly env: Record<string, string>;
}

/** Puts `tcplab`, `deno` and `npx` into a folder: this Deno and this project, whatever is installed. */
async function makeTools(folder: string): Promise<void> {
  const run = `exec "${Deno.execPath()}" run -A --quiet "${join(ROOT, "main.ts")}" "$@"`;
  const task = `cd "${ROOT}" && exec "${Deno.execPath()}" "$@"`;
  const npx = `[ "$1 $2" = "-y deno@${denoVersion()}" ] || exit 1; shift 2; ${task}`;
  for (const [name, line] of Object.entries({ tcplab: run, deno: task, npx })) {
    await Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
}

/** Makes the place, uses it, and removes it. */
export async function withPlace(use: (place: Place) => Promise<void>): Promise<void> {
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
