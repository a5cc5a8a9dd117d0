/** What goes with one capture, where several were named; and conversations that none of them has. */
import { Failure, UsageError } from "../../base/failure.ts";

/** Throws `UsageError` for the first of these options that was given, where there is not one capture only. */
export function refuseSeveralCaptures(options: Readonly<Record<string, unknown>>, captures: number): void {
  const given = Object.keys(options).find((name) => options[name] !== undefined);
  if (captures === 1 || given === undefined) return;
  throw new UsageError(`Option --${given} goes with one capture: found ${captures}; --join makes one of them`);
}

/** Throws `Failure` where no capture has conversation `stream`; `counts` are how many conversations each of them has. */
export function refuseUnknownStream(stream: number | undefined, ...counts: readonly number[]): void {
  const most = Math.max(...counts);
  if (stream === undefined || stream < most) return;
  const [holder, whose, hold] = counts.length === 1
    ? ["the capture", "its", "it holds"]
    : ["any of the captures", "their", "they hold"];
  const known = most === 0
    ? `${hold} no TCP`
    : most === 1
    ? `${hold} conversation 0 alone`
    : `${whose} conversations are 0 to ${most - 1}`;
  throw new Failure(`There is no conversation ${stream} in ${holder}: ${known}`);
}
