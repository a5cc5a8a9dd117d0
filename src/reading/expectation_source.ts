/** Expectations as users give them: files, or words on the command line. */
import { Failure, UsageError } from "../base/failure.ts";
import { type ExpectationText, parseExpectation } from "../expectation/parse_expectation.ts";
import type { Expectation } from "../expectation/statement.ts";
import { cannotRead } from "../output/file_failure.ts";

/** Reads what `--expect` was given, in order. Throws `UsageError` for what cannot be read: who grades many must be able to tell a
 * mistake of the teacher's from one of a student's. */
export async function readExpectation(given: readonly string[]): Promise<Expectation> {
  const sources: ExpectationText[] = [];
  for (const one of given) {
    sources.push(await isFile(one) ? { name: one, text: await readText(one) } : { name: "", text: one });
  }
  try {
    return parseExpectation(sources);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const file = sources.every(({ name }) => name === "") ? given.find(looksLikeFile) : undefined;
    const reason = file === undefined ? error : cannotRead(file, new Deno.errors.NotFound());
    throw new UsageError(reason.message);
  }
}

/** A name of a file has an extension or a folder, and no space. */
function looksLikeFile(text: string): boolean {
  return /^\S+$/.test(text) && /[./]/.test(text);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return !(await Deno.stat(path)).isDirectory;
  } catch {
    return false;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new UsageError(cannotRead(path, error).message);
  }
}
