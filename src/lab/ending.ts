/**
 * When a run is over: both programs have ended, their kernels are done with their connections, and the last packet has
 * arrived. A server of the user's own may never end: it is ended when its client has, and nothing is open any more.
 */
import { pause } from "../net/within.ts";
import type { End } from "./wire/end.ts";

/** After the last packet the wire is watched for this much longer, ms. */
const AFTERMATH = 25;
/** A server whose client has gone may end by itself within this time, ms. */
const OWN_END = 400;
/** With a connection still open and no packet for so long, nothing more is expected, ms. */
const SILENCE = 10_000;
const LOOK = 5;

export type Occasions = Readonly<Record<End, { readonly promise: Promise<void> }>>;

export interface EndingOptions {
  /** Whether the end's program is one of the user's own. */
  readonly own: Readonly<Record<End, boolean>>;
  readonly signs: {
    /** The program has ended; then also: no connection is open; the latter while the program may still run. */
    readonly finished: Occasions;
    readonly quiet: Occasions;
    readonly settled: Occasions;
  };
  readonly wire: { readonly empty: boolean; readonly silence: number };
  /** One way, ms. */
  readonly delay: number;
  /** Asks an end to tell when no connection is open. */
  readonly settle: (end: End) => void;
  /** Ends an end's programs. */
  readonly stop: (end: End) => void;
  /** Aborted when nobody waits for the end any more. */
  readonly signal: AbortSignal;
}

/** Resolves when the run is over; with false where the server's script still waits for a client that has gone. */
export async function awaitEnding(options: EndingOptions): Promise<boolean> {
  const { own, signs } = options;
  if (own.client || own.server) await dismissServer(options);
  if (own.client) await Promise.race([signs.quiet.client.promise, untilSilent(options, SILENCE)]);
  else await signs.quiet.client.promise;
  // The server's script may wait for a client of the user's own that never came.
  const served = signs.quiet.server.promise.then(() => true);
  const over = own.client || own.server
    ? await Promise.race([served, untilSilent(options, SILENCE).then(() => own.server)])
    : await served;
  await untilSilent(options, AFTERMATH);
  return over;
}

/** Waits for the client's end; then for the server's own, or ends it. */
async function dismissServer(options: EndingOptions): Promise<void> {
  const { own, signs, settle, stop } = options;
  await signs.finished.client.promise;
  if (!own.server) return;
  settle("client");
  settle("server");
  const settled = Promise.all([signs.settled.client.promise, signs.settled.server.promise]);
  const nothingOpen = settled.then(() => untilSilent(options, AFTERMATH)).then(() => rest(OWN_END, options.signal));
  const server = signs.finished.server.promise.then(() => "ended");
  if (await Promise.race([server, nothingOpen, untilSilent(options, SILENCE)]) === "ended") return;
  stop("server");
  await signs.finished.server.promise;
}

/** Resolves when nothing is on its way and no packet has passed for `time` beyond the wire's delay. */
async function untilSilent({ wire, delay, signal }: EndingOptions, time: number): Promise<void> {
  while (!signal.aborted && (!wire.empty || wire.silence < delay + time)) await rest(LOOK, signal);
}

/** Waits, but not longer than anybody cares. */
async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, signal).catch(() => {});
}
