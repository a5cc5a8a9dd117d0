/**
 * The module a serving thread runs: a server of its own that tells the main thread what it has to say.
 */
/// <reference lib="deno.worker" />
import { AccessLog } from "../logging/access_log.ts";
import { logFormatter } from "../logging/log_format.ts";
import { Metrics } from "../logging/metrics.ts";
import { openListener } from "./serve.ts";
import { Server } from "./server.ts";
import type { FromThread, ThreadOptions, ToThread } from "./thread_message.ts";

const scope = self as unknown as {
  postMessage(message: FromThread): void;
  onmessage: ((event: MessageEvent<ToThread>) => void) | null;
};

const metrics = new Metrics();
let server: Server | null = null;

scope.onmessage = ({ data }) => {
  switch (data.type) {
    case "start":
      start(data.options).then(
        () => scope.postMessage({ type: "started" }),
        (error) => scope.postMessage({ type: "failed", message: error instanceof Error ? error.message : `${error}` }),
      );
      break;
    case "metrics":
      scope.postMessage({ type: "metrics", metrics: { ...metrics } as Metrics });
      break;
    case "stop":
      stop(data.grace);
      break;
  }
};

async function start({ hostname, port, tls, logFormat, site, limits }: ThreadOptions): Promise<void> {
  const formatter = logFormatter(logFormat);
  const sink = (text: string) => Promise.resolve(scope.postMessage({ type: "log", text }));
  server = await Server.start(openListener({ hostname, port, reusePort: true }, tls), {
    site,
    limits,
    metrics,
    log: formatter === null ? null : new AccessLog(formatter, sink, metrics),
    warn: (message) => scope.postMessage({ type: "warning", message }),
  });
}

async function stop(grace: number): Promise<void> {
  await server?.stop(grace);
  scope.postMessage({ type: "stopped", metrics: { ...metrics } as Metrics });
}
