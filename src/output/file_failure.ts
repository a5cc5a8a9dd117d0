/** Why a file cannot be read, or written, in words for the user. */
import { Failure } from "../base/failure.ts";
import { quote } from "../base/quote.ts";

/** The failure for what the system said of `path`. */
export function cannotRead(path: string, error: unknown): Failure {
  return new Failure(`Cannot read ${quote(path)}: ${whyNotRead(error)}`);
}

function whyNotRead(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file; check its name";
  if (error instanceof Deno.errors.PermissionDenied) {
    return "permission denied; ask its owner, or copy it as a user who may read it";
  }
  if (error instanceof Deno.errors.NotCapable) {
    return "the runtime keeps programs from the files there; copy it to another folder, or give it on standard input";
  }
  if (error instanceof Deno.errors.IsADirectory) return "it is a directory; name a file inside it";
  return error instanceof Error ? error.message : String(error);
}

/** The failure for what the system said of `what`: a file's name as messages have it, or the output. */
export function cannotWrite(what: string, error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(`Cannot write ${what}: ${whyNotWritten(error)}`);
}

/** In lower case, without the system's number. */
function whyNotWritten(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "the folder does not exist; make it first";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied; choose a folder you may write to";
  if (!(error instanceof Error)) return String(error);
  const [, reason = ""] = /^(?:\w+: )?(.*) \((?:os error|errno) \d+\)$/.exec(error.message) ?? [];
  return reason === "" ? error.message : reason.charAt(0).toLowerCase() + reason.slice(1);
}
