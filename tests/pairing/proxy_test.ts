/** A proxy: the same data in two connections that have no packet in common. */
import { assertEquals } from "@std/assert";
import { GOOD_LINK } from "../../src/lab/wire/link_options.ts";
import { Random } from "../random.ts";
import { pairRecords } from "./play/pair_records.ts";
import { playPair } from "./play/play_pair.ts";
import { spoil } from "./play/spoil.ts";

const OPTIONS = { link: GOOD_LINK, upload: 300, download: 20_000 };

Deno.test("the same data in a connection of its own is a proxy, told once, without conversations", async () => {
  const outside = spoil(playPair({ ...OPTIONS, seed: 1 }).client, {}, new Random(1));
  const inside = spoil(playPair({ ...OPTIONS, seed: 2, mss: 1000 }).server, {}, new Random(2));
  const { obstacle, changes, conversations } = await pairRecords(outside.records, inside.records);
  assertEquals(obstacle, "proxy");
  assertEquals(changes.map(({ code }) => code), ["proxy"]);
  assertEquals(conversations, []);
});

Deno.test("the same data at another time of day is nothing in common", async () => {
  const morning = spoil(playPair({ ...OPTIONS, seed: 1 }).client, {}, new Random(1));
  const evening = spoil(playPair({ ...OPTIONS, seed: 2 }).server, { offset: 36_000 }, new Random(2));
  assertEquals((await pairRecords(morning.records, evening.records)).obstacle, "unrelated");
});
