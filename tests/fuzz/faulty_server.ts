/** serve-http on three threads, two of which die whenever a line comes on standard input: for `deno task fuzz:faults`. */
import { formatMetrics } from "../../src/http/logging/metrics.ts";
import { DEFAULT_LIMITS, siteDefaults } from "../http/defaults.ts";
import { serve } from "../../src/http/server/serve.ts";

const tell = (line: string) => Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
const serving = await serve({
  place: { hostname: "127.0.0.1", port: 0 },
  tls: null,
  workers: 3,
  redirectPort: null,
  logFormat: "none",
  log: () => Promise.resolve(),
  warn: tell,
  limits: DEFAULT_LIMITS,
  site: siteDefaults(Deno.args[1]!),
  threadModule: new URL("../http/server/dying_worker.ts", import.meta.url),
});
const { port } = serving.address as Deno.NetAddr;
tell(`listening on http://127.0.0.1:${port}/`);
Deno.addSignalListener("SIGUSR2", () => void serving.metrics().then((metrics) => tell(formatMetrics(metrics))));
Deno.addSignalListener("SIGTERM", async () => {
  await serving.stop(1000);
  Deno.exit(143);
});
for await (const _ of Deno.stdin.readable) {
  const channel = new BroadcastChannel("tcplab test: die");
  channel.postMessage("now");
  channel.close();
}
