/** `tcplab serve-http` from its start to its end: what it says, what signals do, what is closed. */
import { UsageError } from "../../../base/failure.ts";
import { LogFile } from "../../../http/logging/log_file.ts";
import { formatMetrics } from "../../../http/logging/metrics.ts";
import { serve, type Serving } from "../../../http/server/serve.ts";
import { formatUrl } from "../../../net/address.ts";
import { DeadlineExceeded, within } from "../../../net/within.ts";
import { optionName } from "../../line/flag.ts";
import type { ServeHttpFlags } from "./serve_http_flags.ts";
import { readRenewal, serveOptions } from "./serve_http_options.ts";
import type { Terminal } from "../../../output/terminal.ts";

/** The signals that ask for the counts. From source Deno answers SIGUSR1 too, with a debugger's port: hence the second. */
export function askingSignals(os: typeof Deno.build.os): readonly Deno.Signal[] {
  return os === "windows" ? [] : ["SIGUSR1", "SIGUSR2"];
}
/** How long the reader of what is said last may take, ms. */
const LAST_WORDS = 100;

/** Serves until the user ends it. Rejects with `Failure` or `UsageError`. */
export async function runModern(root: string, flags: ServeHttpFlags, terminal: Terminal): Promise<void> {
  const options = await serveOptions(root, flags);
  const logFile = flags.logFile === undefined ? null : new LogFile(flags.logFile);
  try {
    if (terminal.interrupted.aborted) return;
    const serving = await serve({
      ...options,
      log: (lines) => logFile === null ? terminal.out(lines) : logFile.write(lines),
      warn: (message) => void terminal.err(`${message}\n`).catch(() => {}),
    });
    await serveUntilEnd(serving, flags, { terminal, logFile });
  } finally {
    await logFile?.close();
  }
}

interface Surroundings {
  readonly terminal: Terminal;
  readonly logFile: LogFile | null;
}

async function serveUntilEnd(serving: Serving, flags: ServeHttpFlags, around: Surroundings): Promise<void> {
  const { terminal } = around;
  // A full disk behind standard error must not end the server that was asked how it is.
  const printMetrics = () =>
    void serving.metrics().then((metrics) => terminal.err(`${formatMetrics(metrics)}\n`)).catch(() => {});
  const asking = askingSignals(Deno.build.os);
  for (const signal of asking) Deno.addSignalListener(signal, printMetrics);
  terminal.onHangup?.(() => void reload(serving, flags, around));
  let stopWatching = () => Promise.resolve();
  try {
    stopWatching = await watchWire(serving, flags, terminal);
    await announce(serving, flags, terminal);
    await aborted(terminal.interrupted);
  } finally {
    for (const signal of asking) Deno.removeSignalListener(signal, printMetrics);
    const [metrics] = await Promise.all([serving.stop(flags.grace * 1000), stopWatching()]);
    await soon(terminal.err(`${formatMetrics(metrics)}\n`));
  }
}

/** Reads certificates, users, access and rules anew and reopens the log; what cannot be used leaves all as it was. */
async function reload(serving: Serving, flags: ServeHttpFlags, { terminal, logFile }: Surroundings): Promise<void> {
  try {
    logFile?.reopen();
    await serving.reload(await readRenewal(flags));
    await terminal.err("reloaded\n");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await terminal.err(`${reason}; everything stays as it was\n`).catch(() => {});
  }
}

/** Begins to explain the wire where that is wanted; gives what ends it. */
async function watchWire(serving: Serving, flags: ServeHttpFlags, terminal: Terminal): Promise<() => Promise<void>> {
  if (!flags.explain || serving.address.transport !== "tcp") return () => Promise.resolve();
  const { WireWatch } = await import("./wire_watch.ts");
  const { languageOf } = await import("../../line/reader_language.ts");
  const watch = new WireWatch(serving.address.port, languageOf(flags.lang), terminal);
  return () => soon(watch.stop());
}

/** `--profile classic`: one client at a time, to the byte. Throws `UsageError` for what does not go with it. */
export async function runClassic(
  root: string,
  flags: ServeHttpFlags,
  { given, terminal }: { given: ReadonlySet<string>; terminal: Terminal },
): Promise<void> {
  const refused = [...given].find((name) => !CLASSIC_FLAGS.has(name));
  if (refused !== undefined) {
    throw new UsageError(`The classic profile is fixed to the byte: it does not go with --${optionName(refused)}`);
  }
  const { serveClassic, classicTranscript } = await import("../../../http/server/classic.ts");
  const { listenTcp } = await import("../../../net/listen.ts");
  const listener = listenTcp({ hostname: flags.host, port: flags.port });
  await say(formatUrl(listener.addr), flags, terminal);
  await serveClassic({
    root,
    listener,
    signal: terminal.interrupted,
    async onEvent(event) {
      const line = classicTranscript(event);
      if (line !== null) await terminal.out(line);
    },
  });
}

const CLASSIC_FLAGS: ReadonlySet<string> = new Set(["root", "port", "host", "profile", "open"]);

async function announce(serving: Serving, flags: ServeHttpFlags, terminal: Terminal): Promise<void> {
  const scheme = flags.cert === undefined ? "http" : "https";
  const path = (flags.base ?? "").replace(/^\/+|\/+$/g, "");
  await say(formatUrl(serving.address, scheme) + (path === "" ? "" : `${path}/`), flags, terminal);
  const { redirectAddress } = serving;
  if (redirectAddress !== null) await terminal.err(`sending clients of ${formatUrl(redirectAddress)} there\n`);
}

async function say(url: string, flags: ServeHttpFlags, terminal: Terminal): Promise<void> {
  await terminal.err(`listening on ${url}${reach(flags)}\n`);
  if (!flags.open) return;
  const { openBrowser } = await import("../../line/open_browser.ts");
  if (!await openBrowser(url)) await terminal.err(`Cannot open a browser from here: open ${url} yourself\n`);
}

function reach({ host, unix, basicAuth, users, cert }: ServeHttpFlags): string {
  if (unix !== undefined || host === "127.0.0.1" || host === "::1" || host === "localhost") return "";
  const asks = basicAuth !== undefined || users !== undefined;
  const open = asks && cert === undefined ? "; the password travels unencrypted without --cert" : "";
  return host === "0.0.0.0" || host === "::" ? ` (every interface of this machine${open})` : open;
}

/** Waits for what is said last, but not for a reader who takes nothing: the program ends all the same. */
async function soon(saying: Promise<void>): Promise<void> {
  try {
    await within(saying, { timeout: LAST_WORDS });
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
