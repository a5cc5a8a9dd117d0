/**
 * Files named on one line that would overwrite each other: told before anything is read or played.
 */
import { UsageError } from "../base/failure.ts";
import { basename, dirname, join } from "@std/path";
import { quote } from "../base/quote.ts";

/** A file that a command will write, with the option that names it. */
export interface NamedOutput {
  /** `--html` */
  readonly option: string;
  /** Undefined where the option was not given. */
  readonly path: string | undefined;
}

const STANDARD_INPUT = "-";

/**
 * Throws `UsageError` where two outputs are the same file, or one is the file that is read.
 *
 * @param input The file that is read, where there is one.
 */
export async function refuseSameFile(outputs: readonly NamedOutput[], input?: string): Promise<void> {
  const taken = new Map<string, string>();
  if (input !== undefined && input !== STANDARD_INPUT) taken.set(await identityOf(input), "the capture that is read");
  for (const { option, path } of outputs) {
    if (path === undefined) continue;
    const identity = await identityOf(path);
    const other = taken.get(identity);
    if (other !== undefined) {
      throw new UsageError(`Option ${option} names the same file as ${other}: ${quote(path)}; give it another name`);
    }
    taken.set(identity, option);
  }
}

/** The same text for every name of the same file, whether it is there (links are followed) or not yet. */
async function identityOf(path: string): Promise<string> {
  const { dev, ino } = await Deno.stat(path).catch(() => ({ dev: 0, ino: null }));
  if (ino) return `${dev} ${ino}`;
  const folder = dirname(path);
  return join(await Deno.realPath(folder).catch(() => folder), basename(path));
}
