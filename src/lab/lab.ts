/**
 * Plays a scenario: starts both hosts, puts the wire between them, and ends everything on every way out.
 */
import { pause } from "../net/within.ts";
import { Cast } from "./cast.ts";
import type { LabOptions, LabOutcome } from "./lab_options.ts";
import { assertHostsPossible } from "./requirements.ts";

/** Plays a scenario to its end. Throws `Failure` where the machine does not allow it or a host fails. */
export async function runLab(options: LabOptions): Promise<LabOutcome> {
  assertHostsPossible();
  const cast = new Cast(options);
  const { client, server } = cast.hosts;
  await using _client = client;
  await using _server = server;
  const stopped = Promise.withResolvers<LabOutcome>();
  const interrupt = () => stopped.resolve("interrupted");
  options.signal.addEventListener("abort", interrupt, { once: true });
  const timer = setTimeout(() => stopped.resolve("timed-out"), options.timeout);
  try {
    if (options.signal.aborted) return "interrupted";
    return await Promise.race([stopped.promise, client.failed, server.failed, cast.play()]);
  } catch (error) {
    // Ctrl-C reaches the hosts as well, perhaps a moment earlier: that they end is then no failure of theirs.
    if (!options.signal.aborted) await pause(50);
    if (options.signal.aborted) return "interrupted";
    throw error;
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener("abort", interrupt);
    await cast.stop();
  }
}
