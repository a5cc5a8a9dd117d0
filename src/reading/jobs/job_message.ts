/** What passes between the thread of the program and the threads that share its work. */
import { Failure, UsageError } from "../../base/failure.ts";

/** To a job: what to do, or that something it made has been taken. */
export type ToJob<Task> = { readonly task: Task } | { readonly taken: number };

/** From a job: something it made, that it has done its task, or what it failed by. */
export type FromJob<Item> = { readonly item: Item } | { readonly done: true } | { readonly failed: Failed };

/** An error as a message: an error's class does not come along. */
export interface Failed {
  readonly kind: "failure" | "usage" | "bug";
  readonly message: string;
}

export function failedBy(error: unknown): Failed {
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof UsageError ? "usage" : error instanceof Failure ? "failure" : "bug";
  return { kind, message };
}

export function errorOf({ kind, message }: Failed): Error {
  return kind === "usage" ? new UsageError(message) : kind === "failure" ? new Failure(message) : new Error(message);
}
