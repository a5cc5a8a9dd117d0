/**
 * How fast the wire is, and how exact with the kernels at its ends (`wire_bench.ts` measures the wire alone).
 *
 *     deno run -A tests/bench/lab_bench.ts           200 MB each way of segmentation, and three delays
 *     deno run -A tests/bench/lab_bench.ts 1000      another number of megabytes
 */
import { runLab } from "../../src/lab/lab.ts";
import { parseScenario } from "../../src/lab/scenario-file/scenario_file.ts";
import type { Scenario } from "../../src/lab/scenarios/scenario.ts";
import type { WirePacket } from "../../src/lab/wire/passage.ts";
import { GOOD_LINK, type LinkOptions } from "../../src/lab/wire/link_options.ts";
import { isOfKind, viewSegment } from "../../src/lab/wire/segment_view.ts";

const megabytes = Number(Deno.args[0] ?? 200);

async function play(
  scenario: Scenario,
  link: Partial<LinkOptions>,
  onPacket: (packet: WirePacket) => void,
): Promise<void> {
  await runLab({
    scenario,
    link: { ...GOOD_LINK, ...link },
    signal: new AbortController().signal,
    timeout: 300_000,
    onReady: () => {},
    onLine: () => {},
    onPacket,
  });
}

async function print(line: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(line + "\n"));
}

const bulk = parseScenario(
  JSON.stringify({
    server: {
      program: "script",
      steps: [{ do: "listen", port: 5050 }, { do: "accept" }, { do: "receive-all", size: 1_000_000 }, { do: "close" }],
    },
    client: {
      program: "script",
      steps: [{ do: "connect", port: 5050 }, { do: "send", bytes: 1_000_000, times: megabytes }, { do: "close" }],
    },
  }),
  "bulk.json",
);

for (const [offload, mtu] of [[true, 65_535], [true, 1500], [false, 65_535], [false, 9000], [false, 1500]] as const) {
  let [packets, bytes, first, last] = [0, 0, Infinity, 0];
  await play(bulk, { offload, mtu, delay: 0 }, (packet) => {
    packets++;
    bytes += viewSegment(packet.bytes)?.payloadLength ?? 0;
    first = Math.min(first, packet.at);
    last = packet.at;
  });
  const seconds = (last - first) / 1e9;
  await print(
    `${offload ? "offload   " : "no offload"}  MTU ${String(mtu).padStart(5)}  ${
      (bytes / 1e6 / seconds).toFixed(0).padStart(5)
    } MB/s  ` +
      `${Math.round(packets / seconds).toLocaleString("en-US").padStart(8)} packets/s`,
  );
}

const CONNECTIONS = 50;
const repeated = (...steps: unknown[]) => Array.from({ length: CONNECTIONS }, () => steps).flat();

const handshakes = parseScenario(
  JSON.stringify({
    server: {
      program: "script",
      steps: [{ do: "listen", port: 5050 }, ...repeated({ do: "accept" }, { do: "receive-all" }, { do: "close" })],
    },
    client: { program: "script", steps: repeated({ do: "connect", port: 5050 }, { do: "close" }) },
  }),
  "handshakes.json",
);

for (const delay of [0.5, 5, 50]) {
  // Kernels answer a SYN and a SYN,ACK by themselves: from the SYN to the ACK is twice the delay and what the wire takes.
  const opened = new Map<number, number>();
  const trips: number[] = [];
  await play(handshakes, { delay }, ({ from, bytes, at }) => {
    const view = viewSegment(bytes);
    if (view === null || from === "server") return;
    const since = opened.get(view.sourcePort);
    if (isOfKind(view, "syn")) opened.set(view.sourcePort, at);
    else if (since !== undefined) trips.push((at - since) / 1e6);
    if (!isOfKind(view, "syn")) opened.delete(view.sourcePort);
  });
  trips.sort((a, b) => a - b);
  const at = (share: number) => (trips[Math.floor(share * (trips.length - 1))] ?? NaN).toFixed(3);
  await print(
    `delay ${String(delay).padStart(4)} ms: round trip asked ${
      (2 * delay).toFixed(3)
    } ms, measured (${trips.length} handshakes) ` +
      `least ${at(0)}, median ${at(0.5)}, 95th percentile ${at(0.95)} ms`,
  );
}
