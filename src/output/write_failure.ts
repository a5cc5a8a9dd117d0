/** Why something cannot be written, in words for the user. */
import { Failure } from "../base/failure.ts";

/** The failure for what the system said of `what`: a file's name as messages have it, or the output. */
export function cannotWrite(what: string, error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(`Cannot write ${what}: ${reasonOf(error)}`);
}

/** In lower case, without the system's number. */
function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "the folder does not exist; make it first";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied; choose a folder you may write to";
  if (!(error instanceof Error)) return String(error);
  const [, reason = ""] = /^(?:\w+: )?(.*) \((?:os error|errno) \d+\)$/.exec(error.message) ?? [];
  return reason === "" ? error.message : reason.charAt(0).toLowerCase() + reason.slice(1);
}
