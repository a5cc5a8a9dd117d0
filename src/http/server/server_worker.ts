/**
 * The module a serving thread runs: a server of its own that tells the main thread what it has to say.
 */
/// <reference lib="deno.worker" />
import { AccessLog } from "../logging/access_log.ts";
import { logFormatter } from "../logging/log_format.ts";
import { Metrics } from "../logging/metrics.ts";
import { openListener } from "./open_listener.ts";
import { Server } from "./server.ts";
import type { FromThread, Renewal, ThreadOptions, ToThread } from "./thread_message.ts";

const scope = self as unknown as {
  postMessage(message: FromThread): void;
  onmessage: ((event: MessageEvent<ToThread>) => void) | null;
  addEventListener(type: "error" | "unhandledrejection", listener: (event: Event) => void): void;
};

// What nobody expected is told in a line and ends this thread; the runtime would print where it happened and end it too.
scope.addEventListener("error", (event) => die(event, (event as ErrorEvent).error));
scope.addEventListener("unhandledrejection", (event) => die(event, (event as PromiseRejectionEvent).reason));

function die(event: Event, error: unknown): void {
  event.preventDefault();
  scope.postMessage({ type: "died", message: messageOf(error) });
}

const metrics = new Metrics();
let server: Server | null = null;
let logged: (() => void) | null = null;

scope.onmessage = ({ data }) => {
  switch (data.type) {
    case "start":
      start(data.options).then(
        () => scope.postMessage({ type: "started" }),
        (error) => scope.postMessage({ type: "failed", message: messageOf(error) }),
      );
      break;
    case "metrics":
      scope.postMessage({ type: "metrics", metrics: { ...metrics } as Metrics });
      break;
    case "reload":
      reload(data.renewal);
      break;
    case "logged":
      logged?.();
      break;
    case "stop":
      stop(data.grace);
      break;
  }
};

async function start({ hostname, port, tls, logFormat, site, limits }: ThreadOptions): Promise<void> {
  const formatter = logFormatter(logFormat);
  server = await Server.start(openListener({ hostname, port, reusePort: true }, tls), {
    site,
    limits,
    metrics,
    log: formatter === null ? null : new AccessLog(formatter, handOver, metrics),
    warn: (message) => scope.postMessage({ type: "warning", message }),
  });
}

/** Resolves when the main thread has taken the text: one that is busy must not be buried in it. */
function handOver(text: string): Promise<void> {
  scope.postMessage({ type: "log", text });
  return new Promise((resolve) => logged = resolve);
}

async function reload(renewal: Renewal): Promise<void> {
  try {
    await server?.reload(renewal);
  } catch (error) {
    scope.postMessage({ type: "warning", message: messageOf(error) });
  }
}

async function stop(grace: number): Promise<void> {
  await server?.stop(grace);
  scope.postMessage({ type: "stopped", metrics: { ...metrics } as Metrics });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
