/** Datagrams in both captures: found by their content, counted, and those of one capture only told by name. */
import { assert, assertEquals } from "@std/assert";
import { parseBox } from "../../src/lab/boxes/parse_box.ts";
import { GOOD_LINK, type LinkOptions } from "../../src/lab/wire/link_options.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { LONELY_REASONS } from "../../src/pairing/terms/lonely.ts";
import type { Pairing } from "../../src/pairing/terms/pairing.ts";
import { Random } from "../random.ts";
import { emitUdp } from "./play/emit_datagram.ts";
import { pairRecords } from "./play/pair_records.ts";
import { playDatagrams } from "./play/play_datagrams.ts";
import { playPair, type Taken } from "./play/play_pair.ts";
import { scoreLosses } from "./play/score.ts";
import { spoil, type Spoiled } from "./play/spoil.ts";

const LINK: LinkOptions = { ...GOOD_LINK, delay: 10, seed: 1 };

interface Both {
  readonly client: Spoiled;
  readonly server: Spoiled;
}

function randomLink(random: Random, { ipv6, boxes }: { ipv6: boolean; boxes: readonly string[] }): LinkOptions {
  return {
    ...GOOD_LINK,
    seed: random.int(1, 1e6),
    delay: random.pick([0.05, 5, 40]),
    jitter: random.pick([0, 2, 8]),
    loss: random.pick([0, 0.03, 0.1]),
    reorder: random.chance(0.2) ? [0.03, 0] : 0,
    duplicate: !ipv6 && random.chance(0.2) ? 0.03 : 0,
    boxes: boxes.map(parseBox),
  };
}

Deno.test("datagrams alone, through address translation, other hop limits and copies: every loss and nothing else", async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new Random(seed);
    const ipv6 = random.chance(0.3);
    const kinds: [number, string][] = [[0.4, "nat"], [0.3, "ttl=3"], [0.2, "dscp=10"], [ipv6 ? 0 : 0.15, "copy=7"]];
    const boxes = kinds.flatMap(([chance, box]) => random.chance(chance) ? [box] : []);
    const link = randomLink(random, { ipv6, boxes });
    const played = playDatagrams({ link, seed, ipv6, echoes: !boxes.includes("nat") });
    const offset = random.pick([0, -3, 1234.5]);
    const snap = random.chance(0.3) ? { snapLength: 100 } : {};
    const run: Both = {
      client: spoil(played.client, {}, random),
      server: spoil(played.server, { offset, ethernet: random.chance(0.5), ...snap }, random),
    };
    const pairing = await pairRecords(run.client.records, run.server.records);
    const { falselyLost, notTold, undecided } = scoreLosses(pairing, run);
    const what = `seed ${seed} ${boxes.join()} ipv6=${ipv6}`;
    assertEquals(
      { falselyLost, notTold, undecided },
      { falselyLost: [], notTold: [], undecided: [] },
      what,
    );
    const codes = { nat: "nat", "ttl=3": "ttl", "dscp=10": "dscp-changed" };
    const expected = Object.entries(codes).flatMap(([box, code]) => boxes.includes(box) ? [code] : []);
    assertEquals(pairing.changes.map(({ code }) => code), expected, what);
    const { clock } = pairing;
    assert(clock !== null && Math.abs(clock.offset - offset * 1e9) <= clock.error + 256, what);
  }
});

Deno.test("a question that was answered came, though the server's capture misses it", async () => {
  const played = playDatagrams({ link: LINK, seed: 3 });
  const isEcho = ({ bytes }: Taken): boolean => bytes[9] === 1 && bytes[20] === 8;
  let echoes = 0;
  const server = played.server.filter((taken) => !isEcho(taken) || echoes++ !== 5);
  const pairing = await paired(played.client, server);
  const icmp = pairing.datagrams.find(({ protocol }) => protocol === "icmp")!;
  const { lost, undecided, notCaptured } = icmp.clientToServer;
  assertEquals({ lost, undecided, notCaptured }, { lost: [], undecided: [], notCaptured: { a: 0, b: 1 } });
});

Deno.test("without a word back, what one capture misses may as well be lost", async () => {
  const played = playDatagrams({ link: LINK, seed: 4 });
  const client = played.client.filter((_, index) => index !== 40);
  const server = played.server.filter((_, index) => index !== 60);
  const { datagrams } = await paired(client, server);
  const directions = datagrams.flatMap(({ clientToServer, serverToClient }) => [clientToServer, serverToClient]);
  assertEquals(directions.flatMap(({ lost }) => lost), []);
  assertEquals(directions.reduce((sum, { notCaptured: { a, b } }) => sum + a + b, 0) > 0, true);
});

Deno.test("a capture of a stream that began later: what came before is not called lost", async () => {
  const played = playDatagrams({ link: LINK, seed: 5, echoes: false });
  const stream = (taken: Taken): boolean =>
    taken.from === "client" && (taken.bytes[22]! << 8 | taken.bytes[23]!) === 6000;
  const [client, server] = [played.client.filter(stream), played.server.filter(stream).slice(12)];
  const { datagrams: [flow] } = await paired(client, server);
  assertEquals([flow!.clientToServer.lost, flow!.clientToServer.undecided.length], [[], 12]);
});

Deno.test("announcements that go round every day relate nothing", async () => {
  const morning = playDatagrams({ link: LINK, seed: 6, echoes: false });
  const beat = (taken: Taken): boolean => (taken.bytes[22]! << 8 | taken.bytes[23]!) === 6001;
  const again = morning.server.filter(beat).map((taken) => ({ ...taken, bytes: renumbered(taken.bytes) }));
  assertEquals((await paired(morning.client.filter(beat), again)).obstacle, "unrelated");
});

function renumbered(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  copy[4]! ^= 0x55;
  return copy;
}

async function paired(client: readonly Taken[], server: readonly Taken[]): Promise<Pairing> {
  const random = new Random(1);
  return await pairRecords(spoil(client, {}, random).records, spoil(server, { offset: 2 }, random).records);
}

/** Three connections at once, each with its own port. */
function connections(): { client: Taken[]; server: Taken[] }[] {
  return [40_001, 40_002, 40_003].map((port, index) =>
    playPair({ link: { ...LINK, seed: index }, seed: 50 + index, port, download: 20_000 })
  );
}

const inOrder = (taken: Taken[]): Taken[] => taken.sort((one, other) => one.time - other.time);

Deno.test("a conversation of one capture only is told by name, with what the evidence allows", async () => {
  const [one, two, three] = connections();
  const all = (end: "client" | "server"): Taken[] => inOrder([...one![end], ...two![end], ...three![end]]);
  const missing = await paired(all("client"), inOrder([...one!.server, ...two!.server]));
  assertEquals(missing.alone.map(({ side, client, reason }) => [side, client.port, reason]), [[
    "a",
    40_003,
    "not-captured",
  ]]);
  const questions = three!.client.filter(({ from }) => from === "client").slice(0, 1);
  const blocked = await paired(inOrder([...one!.client, ...questions]), one!.server);
  assertEquals(blocked.alone.map(({ reason, packets }) => [reason, packets]), [["unanswered", 1]]);
  const later = three!.client.map((taken) => ({ ...taken, time: taken.time + 500e9 }));
  const apart = await paired(inOrder([...one!.client, ...later]), one!.server);
  assertEquals(apart.alone.map(({ reason }) => reason), ["not-running"]);
  assertEquals(apart.countAlone, { a: 1, b: 0 });
});

Deno.test("every reason has its words in every language", () => {
  for (const language of LANGUAGES) {
    const { reasons } = tablesOf(language).pair.lonely;
    assertEquals(LONELY_REASONS.filter((reason) => reasons[reason] === undefined), [], language);
  }
});

/** A datagram each 20 ms from a client whose port a box translates, the server's answers, and in seventeen one that is lost. */
function playMoved(
  random: Random,
  moves: number,
): { readonly client: Taken[]; readonly server: Taken[]; lost: number[] } {
  const [client, server, lost]: [Taken[], Taken[], number[]] = [[], [], []];
  const bytes = (): Uint8Array => Uint8Array.from({ length: 40 }, () => random.int(0, 255));
  const taken = (time: number, from: "client" | "server", ip: Uint8Array<ArrayBuffer>): Taken => {
    return { time, bytes: ip, from, arrived: () => true };
  };
  for (let index = 0; index < 100; index++) {
    const [time, port] = [index * 20e6, index < moves ? 61001 : 61777];
    const up = { src: "10.0.2.4", dst: "10.9.9.9", srcPort: 5000, dstPort: 4433, payload: bytes(), ipId: index + 1 };
    client.push(taken(time, "client", emitUdp(up)));
    if (index % 17 === 5) {
      lost.push(client.length);
      continue;
    }
    server.push(taken(time + 5e6, "client", emitUdp({ ...up, src: "10.0.3.1", srcPort: port })));
    const down = { src: "10.9.9.9", srcPort: 4433, payload: bytes(), ipId: index + 1000 };
    server.push(taken(time + 6e6, "server", emitUdp({ ...down, dst: "10.0.3.1", dstPort: port })));
    client.push(taken(time + 11e6, "server", emitUdp({ ...down, dst: "10.0.2.4", dstPort: 5000 })));
  }
  return { client, server, lost };
}

Deno.test("a flow to which translation gives another port on the way is one, whichever port had most of it", async () => {
  for (const moves of [10, 50, 90]) {
    for (const swapped of [false, true]) {
      const random = new Random(moves);
      const played = playMoved(random, moves);
      const near = spoil(played.client, {}, random).records;
      const far = spoil(played.server, { offset: 2 }, random).records;
      const { changes, alone, datagrams } = await (swapped ? pairRecords(far, near) : pairRecords(near, far));
      assertEquals(alone, []);
      assertEquals(datagrams.map(({ clientToServer: { lost, undecided } }) => ({ lost, undecided })), [
        { lost: played.lost, undecided: [] },
      ]);
      assertEquals(datagrams.map(({ serverToClient: { lost, notCaptured } }) => ({ lost, notCaptured })), [
        { lost: [], notCaptured: { a: 0, b: 0 } },
      ]);
      const nat = changes.find(({ code }) => code === "nat")!;
      const [one, both] = swapped ? [nat.after, nat.before] : [nat.before, nat.after];
      assertEquals(one, "10.0.2.4:5000");
      assertEquals(both.split(", ").toSorted(), ["10.0.3.1:61001", "10.0.3.1:61777"]);
    }
  }
});

Deno.test("another client's flow with datagrams that this one sends as well is no part of it", async () => {
  const random = new Random(7);
  const { client, server } = playMoved(random, 100);
  const others = server.filter(({ from }) => from === "client").map(({ time, bytes }, index): Taken => {
    const other = { src: "10.0.3.9", dst: "10.9.9.9", srcPort: 7000, dstPort: 4433, ipId: 30_000 + index };
    return {
      time: time + 1e6,
      bytes: emitUdp({ ...other, payload: bytes.slice(28) }),
      from: "client",
      arrived: () => true,
    };
  });
  const far = [...server, ...others].sort((one, other) => one.time - other.time);
  const pairing = await pairRecords(spoil(client, {}, random).records, spoil(far, {}, random).records);
  assertEquals(pairing.alone.map(({ client: { address } }) => address), ["10.0.3.9"]);
});
