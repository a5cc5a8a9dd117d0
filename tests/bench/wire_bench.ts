/**
 * Asked against measured: what the wire's shell makes of delay, rate, jitter, loss, bursts, reordering and duplicates. Packets
 * come from a thread of their own and go back to it, over sockets, so no kernel's TCP is between.
 *
 *     deno run -A tests/bench/wire_bench.ts              all of it
 *     deno run -A tests/bench/wire_bench.ts delay rate   some of it
 */
import { goFirst, wakeExactly } from "../../src/linux/process.ts";
import { packetPair } from "../../src/linux/sockets/packet_pair.ts";
import { burstsOf } from "../../src/lab/wire/burst_loss.ts";
import { GOOD_LINK, type LinkOptions } from "../../src/lab/wire/link_options.ts";
import { Wire, type WireWatch } from "../../src/lab/wire/wire.ts";
import type { Fed, Feed } from "./wire_feed.ts";

const MS = 1e6;

/** What the feed saw, and how long after each packet's entry the wire handed it over, ns. */
interface Measured extends Fed {
  readonly carried: number[];
}

/** Sends packets over a link, from the client's side. */
async function measure(
  link: Partial<LinkOptions>,
  how: Omit<Feed, "client" | "server" | "rope">,
): Promise<Measured> {
  const [client, ours] = packetPair();
  const [server, theirs] = packetPair();
  const [rope, bell] = packetPair();
  const entered: number[] = [];
  const carried: number[] = [];
  const watch: WireWatch = {
    packet() {},
    seen(_host, { at }, sent) {
      if (sent) entered.push(at);
      else carried.push(at - (entered[carried.length] ?? NaN));
    },
    turn: () => Infinity,
  };
  const wire = new Wire({ client: ours, server: theirs }, bell, { link: { ...GOOD_LINK, ...link }, watch });
  const worker = new Worker(new URL("./wire_feed.ts", import.meta.url), { type: "module" });
  const answered = Promise.withResolvers<Fed>();
  worker.onmessage = ({ data }: MessageEvent<Fed>) => answered.resolve(data);
  worker.postMessage({ client: client.fd, server: server.fd, rope: rope.fd, ...how } satisfies Feed);
  wire.run();
  const fed = await answered.promise;
  for (const end of [client, ours, server, theirs, rope, bell]) end.close();
  return { ...fed, carried };
}

function percentile(values: Iterable<number>, share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

function trips({ sent, came }: Fed): number[] {
  return [...came].map((at, number) => (at - (sent[number] ?? NaN)) / MS).filter((trip) => !Number.isNaN(trip));
}

async function print(...cells: string[]): Promise<void> {
  const widths = [26, 14];
  const line = cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ");
  await Deno.stdout.write(new TextEncoder().encode(line.trimEnd() + "\n"));
}

async function delays(): Promise<void> {
  for (const delay of [0.5, 5, 50]) {
    const fed = await measure({ delay }, { packets: 2000, every: 1 * MS, size: 1000, linger: (delay + 50) * MS });
    const late = (trips: readonly number[]) => {
      const at = (share: number) => `${((percentile(trips, share) - delay) * 1000).toFixed(0)} us`;
      return `late by: median ${at(0.5)}, 99th percentile ${at(0.99)}, most ${at(1)}`;
    };
    await print("delay", `${delay} ms`, late(fed.carried.map((trip) => trip / MS)));
    await print("  with the programs' wake-up", "", late(trips(fed)));
  }
}

/** All packets come at once, and the queue has no end: then the line is never idle, however busy this machine is. */
async function rates(): Promise<void> {
  const queue = { unit: "packets", most: Infinity } as const;
  for (const rate of [1e6, 10e6, 100e6]) {
    const packets = Math.round((rate * 2) / 8 / 1500);
    const { came } = await measure({ rate, queue, delay: 5 }, { packets, every: 0, size: 1500, linger: 3000 * MS });
    const arrivals = [...came].filter((at) => !Number.isNaN(at)).sort((a, b) => a - b);
    const seconds = ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 1e9;
    const between = came.findLastIndex((at) => at === arrivals.at(-1)) - came.findIndex((at) => at === arrivals[0]);
    const measured = (between * 1500 * 8) / seconds;
    const error = (measured / rate - 1) * 100;
    await print("rate", `${rate / 1e6} Mbit/s`, `${(measured / 1e6).toFixed(4)} Mbit/s (${error.toFixed(2)} %)`);
  }
}

async function jitters(): Promise<void> {
  const fed = await measure({ delay: 5, jitter: 10 }, { packets: 500, every: 12 * MS, size: 100, linger: 50 * MS });
  const extra = trips(fed).map((trip) => trip - 5);
  const mean = extra.reduce((sum, one) => sum + one, 0) / extra.length;
  const [least, most] = [percentile(extra, 0), percentile(extra, 1)];
  await print(
    "jitter, evenly spread",
    "0 to 10 ms",
    `${least.toFixed(2)} to ${most.toFixed(2)} ms, mean ${mean.toFixed(2)} ms`,
  );
}

const MANY = { packets: 10_000, every: 0.3 * MS, size: 100, linger: 50 * MS };

async function losses(): Promise<void> {
  const asked = [
    { name: "loss", text: "2 %", link: { loss: 0.02 } },
    { name: "loss in bursts", text: "2 % by 5", link: { burstLoss: burstsOf(0.02, 5) } },
    { name: "loss in bursts", text: "10 % by 3", link: { burstLoss: burstsOf(0.1, 3) } },
  ];
  for (const { name, text, link } of asked) {
    const { came } = await measure({ delay: 1, ...link }, MANY);
    const marks = [...came].map((at) => Number.isNaN(at) ? "x" : ".").join("");
    const bursts = marks.match(/x+/g) ?? [];
    const lost = bursts.join("").length;
    await print(
      name,
      text,
      `${(lost / MANY.packets * 100).toFixed(2)} %, ${(lost / bursts.length).toFixed(2)} in a row`,
    );
  }
}

async function orders(): Promise<void> {
  const { order } = await measure({ delay: 1, reorder: 0.05 }, MANY);
  const late = order.filter((number, index) => index > 0 && number < (order[index - 1] ?? 0)).length;
  await print("reordered", "5 %", `${(late / MANY.packets * 100).toFixed(2)} %`);
  const doubled = await measure({ delay: 1, duplicate: 0.05 }, MANY);
  await print("doubled", "5 %", `${((doubled.order.length / MANY.packets - 1) * 100).toFixed(2)} %`);
}

const PARTS = { delay: delays, rate: rates, jitter: jitters, loss: losses, order: orders };
goFirst();
wakeExactly();
for (const [name, part] of Object.entries(PARTS)) {
  if (Deno.args.length === 0 || Deno.args.includes(name)) await part();
}
