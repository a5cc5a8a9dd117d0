/** Captures as they come from the field: taken twice by a switch, of one direction, of other stretches of time. */
import { assertEquals } from "@std/assert";
import { GOOD_LINK } from "../../src/lab/wire/link_options.ts";
import type { Pairing } from "../../src/pairing/terms/pairing.ts";
import { Random } from "../random.ts";
import { pairRecords } from "./play/pair_records.ts";
import { playDatagrams } from "./play/play_datagrams.ts";
import { type Played, playPair, type Taken } from "./play/play_pair.ts";
import { scoreLosses } from "./play/score.ts";
import { spoil } from "./play/spoil.ts";

const MOMENT = 3000;

function play(seed: number, loss: number): Played {
  return playPair({ link: { ...GOOD_LINK, delay: 10, loss, seed }, seed, upload: 3000, download: 80_000 });
}

/** Pairs both ends' captures, and says what of the losses was told wrongly. */
async function compare(
  client: readonly Taken[],
  server: readonly Taken[],
): Promise<{ readonly pairing: Pairing; readonly wrong: readonly string[] }> {
  const [a, b] = [client, server].map((taken) => spoil(taken, {}, new Random(1)));
  const pairing = await pairRecords(a!.records, b!.records);
  const { falselyLost, notTold } = scoreLosses(pairing, { client: a!, server: b! });
  return { pairing, wrong: [...falselyLost, ...notTold] };
}

function twice(taken: readonly Taken[]): Taken[] {
  return taken.flatMap((packet) => [packet, { ...packet, time: packet.time + MOMENT }]);
}

Deno.test("a capture that holds every packet twice is said to, and each is counted once", async () => {
  const { client, server } = play(14, 0);
  const far = await compare(client, twice(server));
  assertEquals([far.pairing.doubling, far.wrong], [["b"], []]);
  const lossy = play(14, 0.03);
  const { pairing: { doubling, conversations: [only] } } = await compare(twice(lossy.client), lossy.server);
  assertEquals(doubling, ["a"]);
  const lostOf = (end: "client" | "server"): number =>
    lossy[end].filter(({ from, arrived }) => from === end && !arrived()).length;
  const { clientToServer, serverToClient } = only!;
  assertEquals([clientToServer.lost.length, serverToClient.lost.length], [lostOf("client"), lostOf("server")]);
  assertEquals(clientToServer.duplicated + serverToClient.duplicated, 0);
});

Deno.test("datagrams that a capture holds twice are neither lost nor copies", async () => {
  const { client, server } = playDatagrams({ link: { ...GOOD_LINK, delay: 10 }, seed: 3 });
  for (const [a, b] of [[twice(client), server], [client, twice(server)]] as const) {
    const { pairing: { datagrams, alone } } = await compare(a, b);
    for (const { clientToServer, serverToClient } of datagrams) {
      for (const { lost, undecided, duplicated } of [clientToServer, serverToClient]) {
        assertEquals({ lost, undecided, duplicated }, { lost: [], undecided: [], duplicated: 0 });
      }
    }
    assertEquals(alone, []);
  }
});

Deno.test("a direction in each capture: no packet is in both, and no proxy is made of it", async () => {
  const { client, server } = play(22, 0);
  const own = (taken: readonly Taken[], end: string): Taken[] => taken.filter(({ from }) => from === end);
  const { pairing } = await compare(own(client, "client"), own(server, "server"));
  assertEquals(pairing.obstacle, "unrelated");
});

Deno.test("a direction in both captures: nothing is said of delays that no clock bounds", async () => {
  const { client, server } = play(22, 0.03);
  const { pairing: { clock, conversations: [only] }, wrong } = await compare(
    client.filter(({ from }) => from === "client"),
    server,
  );
  assertEquals([clock?.error, only!.clientToServer.delay, wrong], [Infinity, null, []]);
});

Deno.test("one capture begins later, the other ends earlier: what both could hold is decided", async () => {
  const { client, server } = play(12, 0.02);
  const at = (share: number): number => client[Math.floor(client.length * share)]!.time;
  const { pairing: { conversations: [only] } } = await compare(
    client.filter(({ time }) => time < at(0.65)),
    server.filter(({ time }) => time > at(0.35)),
  );
  assertEquals([only!.clientToServer.undecided, only!.serverToClient.undecided], [[], []]);
});

Deno.test("a capture that ends while packets are on their way to it: these are not called lost", async () => {
  const { client, server } = play(31, 0);
  const end = server[Math.floor(server.length / 2)]!.time;
  const { wrong } = await compare(client, server.filter(({ time }) => time <= end));
  assertEquals(wrong, []);
});
