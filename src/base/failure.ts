/**
 * The two ways a command ends badly. Both carry one line for the user: what was wrong, where, and what to do next.
 * Whatever else is thrown is a bug of ours.
 */

/** The work could not be done: exit code `FAILED`. */
export class Failure extends Error {
  override name = "Failure";
}

/** The command line asked for something that does not exist or is out of range: exit code `WRONG_USAGE`. */
export class UsageError extends Error {
  override name = "UsageError";
}
