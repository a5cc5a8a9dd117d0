/** Every change by its name: what a box does is told, once, and nothing else; nothing is told of a path that does nothing. */
import { assertEquals } from "@std/assert";
import { parseBox } from "../../src/lab/boxes/parse_box.ts";
import { GOOD_LINK, type LinkOptions } from "../../src/lab/wire/link_options.ts";
import { foldSum, pseudoHeaderSum, sumWords } from "../../src/packet/checksum.ts";
import { ACK } from "../../src/packet/packet.ts";
import { CHANGE_CODES, type ChangeCode } from "../../src/pairing/terms/change.ts";
import { Random } from "../random.ts";
import { pairRecords } from "./play/pair_records.ts";
import { type PlayOptions, playPair, type Taken } from "./play/play_pair.ts";
import { scoreLosses } from "./play/score.ts";
import { spoil, type Spoiling } from "./play/spoil.ts";

/** What is done between the two captures, and what it is called. */
interface Case {
  readonly name: string;
  readonly codes: readonly ChangeCode[];
  readonly boxes?: readonly string[];
  readonly link?: Partial<LinkOptions>;
  readonly options?: Partial<PlayOptions>;
  readonly spoiling?: Spoiling;
  /** Changes a packet as the server's capture has it, whoever sent it. */
  readonly edit?: (packet: Edited) => void;
}

/** A copy of an IPv4 packet; `at` says where an option of TCP begins, -1 for none. */
interface Edited {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView;
  readonly fromClient: boolean;
  at(kind: number): number;
}

const [IP, FLAGS_AT, SUM_AT] = [20, 13, 16];
const [WINDOW_SCALE, TIMESTAMPS] = [3, 8];
const LATER = 1_000_000;
const LOSSY = { loss: 0.03 };

function add(view: DataView, at: number, by: number): void {
  view.setUint32(at, view.getUint32(at) + by);
}

const CASES: readonly Case[] = [
  { name: "a path that does nothing", codes: [] },
  { name: "a path that loses", codes: [], link: LOSSY },
  { name: "address translation", codes: ["nat"], boxes: ["nat"] },
  { name: "a smaller largest segment", codes: ["mss-clamped"], boxes: ["mss=1200"] },
  { name: "routers", codes: ["ttl"], boxes: ["ttl=3"] },
  { name: "no window scale", codes: ["window-scale-removed"], boxes: ["strip=wscale"] },
  { name: "no SACK", codes: ["sack-removed"], boxes: ["strip=sack"], link: LOSSY },
  { name: "no timestamps", codes: ["timestamps-removed"], boxes: ["strip=timestamps"] },
  { name: "shifted numbers", codes: ["sequence-shift"], boxes: ["seq=123456789"], link: LOSSY },
  { name: "shifted numbers, SACK blocks forgotten", codes: ["sequence-shift"], boxes: ["seq=99:no-sack"], link: LOSSY },
  { name: "ECN cleared", codes: ["ecn-cleared"], boxes: ["ecn=clear"], options: { ecn: true } },
  { name: "another DSCP", codes: ["dscp-changed"], boxes: ["dscp=10"] },
  { name: "a reset of a box", codes: ["rst-injected"], boxes: ["reset=server:data:6"] },
  { name: "segments cut", codes: ["resegmented"], boxes: ["resegment=700"] },
  { name: "a VLAN on one side", codes: ["vlan"], spoiling: { ethernet: true, vlan: 7 } },
  { name: "damage", codes: ["corrupted"], link: { corrupt: 0.05 } },
  {
    name: "another window scale",
    codes: ["option-changed"],
    edit: ({ bytes, at }) => {
      if (at(WINDOW_SCALE) > 0) bytes[at(WINDOW_SCALE) + 2]! ^= 1;
    },
  },
  {
    name: "the client's timestamps, and what echoes them, written anew",
    codes: ["option-changed"],
    link: LOSSY,
    edit: ({ view, fromClient, at }) => {
      if (at(TIMESTAMPS) > 0) add(view, at(TIMESTAMPS) + (fromClient ? 2 : 6), LATER);
    },
  },
  {
    name: "what the server echoes written anew",
    codes: ["option-changed"],
    edit: ({ view, fromClient, at }) => {
      if (at(TIMESTAMPS) > 0 && !fromClient) add(view, at(TIMESTAMPS) + 6, LATER);
    },
  },
];

function editedOf(taken: Taken, edit: (packet: Edited) => void): Taken {
  const bytes = taken.bytes.slice();
  const view = new DataView(bytes.buffer);
  const end = IP + (bytes[IP + 12]! >> 4) * 4;
  const at = (kind: number): number => {
    for (let place = IP + 20; place < end && bytes[place] !== 0; place += bytes[place] === 1 ? 1 : bytes[place + 1]!) {
      if (bytes[place] === kind) return place;
    }
    return -1;
  };
  edit({ bytes, view, fromClient: taken.from === "client", at });
  view.setUint16(IP + SUM_AT, 0);
  const sum = sumWords(bytes, IP, bytes.length, pseudoHeaderSum(bytes, bytes.length - IP));
  view.setUint16(IP + SUM_AT, ~foldSum(sum) & 0xffff);
  return { ...taken, bytes };
}

for (const { name, codes, boxes = [], link = {}, options = {}, spoiling = {}, edit } of CASES) {
  Deno.test(`changes: ${name}: ${codes.join() || "none"}`, async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const whole: LinkOptions = { ...GOOD_LINK, delay: 10, seed, ...link, boxes: boxes.map(parseBox) };
      const played = playPair({ link: whole, seed, upload: 20_000, download: 60_000, ...options });
      const there = edit === undefined ? played.server : played.server.map((taken) => editedOf(taken, edit));
      const client = spoil(played.client, spoiling.ethernet === true ? { ethernet: true } : {}, new Random(seed));
      const server = spoil(there, { offset: 5, ...spoiling }, new Random(seed));
      const pairing = await pairRecords(client.records, server.records);
      assertEquals(pairing.changes.map(({ code }) => code), codes, `seed ${seed}`);
      const { falselyLost, notTold, undecided } = scoreLosses(pairing, { client, server });
      assertEquals([...falselyLost, ...notTold, ...undecided], [], `seed ${seed}`);
    }
  });
}

Deno.test("changes: every name has a path that shows it", () => {
  const shown = new Set(CASES.flatMap(({ codes }) => codes));
  // That of a proxy has a test of its own.
  assertEquals(CHANGE_CODES.filter((code) => !shown.has(code)), ["proxy"]);
});

Deno.test("changes: an ACK whose ACK flag was flipped has arrived damaged", async () => {
  const played = playPair({ link: { ...GOOD_LINK, delay: 10, seed: 1 }, seed: 1, upload: 20_000, download: 60_000 });
  const index = played.server.findLastIndex(({ from, bytes }) => from === "client" && bytes[IP + FLAGS_AT] === ACK);
  const there = played.server.map((taken, at) => {
    if (at !== index) return taken;
    const bytes = taken.bytes.slice();
    bytes[IP + FLAGS_AT]! ^= ACK;
    return { ...taken, bytes };
  });
  const client = spoil(played.client, {}, new Random(1));
  const server = spoil(there, { offset: 5 }, new Random(1));
  const pairing = await pairRecords(client.records, server.records);
  assertEquals(pairing.changes.map(({ code, count }) => [code, count]), [["corrupted", 1]]);
  assertEquals(pairing.conversations.map(({ clientToServer }) => clientToServer.lost), [[]]);
});
