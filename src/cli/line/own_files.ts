/** The result of a command must not go into a file that the command reads, or that another of its options writes. */
import { refuseSameFile } from "../../output/distinct_files.ts";
import type { Command, Invocation } from "./command.ts";
import { type Flags, optionName } from "./flag.ts";

/** Throws `UsageError` where `output`, the file of `--output`, is such a file. */
export async function refuseOwnFiles(
  output: string,
  command: Pick<Command, "flags" | "positionals">,
  { flags, positionals }: Pick<Invocation<Flags>, "flags" | "positionals">,
): Promise<void> {
  const result = { option: "--output", path: output };
  const reads = command.positionals.some(({ captures }) => captures) ? positionals : [];
  for (const input of await inFolders(reads)) await refuseSameFile([result], input);
  for (const [key, { placeholder }] of Object.entries(command.flags)) {
    const path = flags[key];
    if (key === "output" || placeholder !== "FILE" || typeof path !== "string") continue;
    await refuseSameFile([{ option: `--${optionName(key)}`, path }, result]);
  }
}

/** The files, and the captures of the folders among them. */
async function inFolders(paths: readonly string[]): Promise<readonly string[]> {
  const { captureFiles } = await import("../../reading/feeds/capture_files.ts");
  return await captureFiles(paths).catch(() => paths);
}
