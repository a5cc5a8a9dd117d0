/** A small release to test packages with: each archive holds a program that is a shell script. */
import { join } from "@std/path";
import { tarGz, zip } from "../../src/build/archive.ts";
import { folderIn, type MadeRelease } from "../../src/build/packages/made_release.ts";
import { archiveName } from "../../src/build/release.ts";
import { executableName, TARGETS } from "../../src/build/target.ts";

const MODIFIED = new Date(Date.UTC(2026, 0, 2));
const VERSION = "1.2.3";

/** Writes the five archives into a folder, each with `program` in it. */
export async function makeRelease(folder: string, program: string): Promise<MadeRelease> {
  const archives = await Promise.all(TARGETS.map(async (target) => {
    const name = archiveName(target, VERSION);
    const files = [
      { name: `${folderIn(name)}/README.md`, bytes: new TextEncoder().encode("#".repeat(1000)), executable: false },
      {
        name: `${folderIn(name)}/${executableName(target.os)}`,
        bytes: new TextEncoder().encode(program),
        executable: true,
      },
    ];
    const archive = await (name.endsWith(".zip") ? zip : tarGz)(files, MODIFIED);
    await Deno.writeFile(join(folder, name), archive);
    const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", archive)).toHex();
    return { target, name, sha256 };
  }));
  return { version: VERSION, repository: "someone/tcplab", archives };
}

/** Whether a program is at hand. */
export function has(program: string, argument = "--version"): boolean {
  try {
    return new Deno.Command(program, { args: [argument], stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}
