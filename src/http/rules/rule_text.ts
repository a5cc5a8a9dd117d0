/**
 * Text files that people write rules into.
 */
import { Failure } from "../../base/failure.ts";
import { isAbsence } from "../files/located.ts";

const BYTE_ORDER_MARK = 0xfeff;

/** The text without the mark some editors begin a file with: to a parser it is a letter of the first line. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/** The file's text, empty where there is no file. Throws `Failure` when there is one that cannot be read. */
export async function readRuleText(path: string): Promise<string> {
  try {
    return withoutByteOrderMark(await Deno.readTextFile(path));
  } catch (error) {
    if (isAbsence(error)) return "";
    throw new Failure(`Cannot read ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
