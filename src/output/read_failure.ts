/** Why a file cannot be read, in words for the user. */
import { Failure } from "../base/failure.ts";
import { quote } from "../base/quote.ts";

/** The failure for what the system said of `path`. */
export function cannotRead(path: string, error: unknown): Failure {
  return new Failure(`Cannot read ${quote(path)}: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
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
