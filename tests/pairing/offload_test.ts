/** Offload at one end: a network card cuts at the sender, or puts together at the receiver, what the other capture has as it was. */
import { assertEquals } from "@std/assert";
import { GOOD_LINK } from "../../src/lab/wire/link_options.ts";
import type { End } from "../../src/lab/wire/end.ts";
import { Random } from "../random.ts";
import { pairRecords } from "./play/pair_records.ts";
import { playPair, type Taken } from "./play/play_pair.ts";
import { scoreLosses } from "./play/score.ts";
import { spoil } from "./play/spoil.ts";

const TCP = 20;
const PSH = 8;
const MOST = 9000;
const TOGETHER = 1e6;

/** The header fields that a card compares before it puts segments together; IPv4 without options. */
function headerOf(bytes: Uint8Array): { seq: number; data: number; rest: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const data = TCP + (bytes[TCP + 12]! >> 4) * 4;
  return {
    seq: view.getUint32(TCP + 4),
    data,
    rest: bytes.slice(TCP + 8, TCP + 12).join() + bytes.slice(TCP + 20, data),
  };
}

/** The server's segments that follow one another at once, as one; the checksum is left as it comes. */
function gathered(taken: readonly Taken[], at: End): Taken[] {
  const out: Taken[] = [];
  for (const packet of taken) {
    const before = out[out.length - 1];
    const joined = before === undefined ? null : joinedOf(before, packet, at);
    if (joined === null) out.push(packet);
    else out[out.length - 1] = joined;
  }
  return out;
}

function joinedOf(one: Taken, other: Taken, at: End): Taken | null {
  if (one.from !== "server" || other.from !== "server" || other.time - one.time > TOGETHER) return null;
  const [first, second] = [headerOf(one.bytes), headerOf(other.bytes)];
  const length = one.bytes.length - first.data;
  const follows = first.seq + length === second.seq && first.rest === second.rest && length > 0;
  const full = (one.bytes[TCP + 13]! & PSH) !== 0 || one.bytes.length > MOST || other.bytes.length === second.data;
  if (!follows || full) return null;
  const bytes = new Uint8Array(one.bytes.length + other.bytes.length - second.data);
  bytes.set(one.bytes);
  bytes.set(other.bytes.subarray(second.data), one.bytes.length);
  bytes[TCP + 13]! |= other.bytes[TCP + 13]!;
  bytes.set([bytes.length >> 8, bytes.length & 255], 2);
  return {
    ...one,
    bytes,
    time: at === "server" ? one.time : other.time,
    arrived: () => one.arrived() && other.arrived(),
  };
}

for (const end of ["server", "client"] as const) {
  Deno.test(`offload at the ${end}: every loss, and nothing else`, async () => {
    for (let seed = 1; seed <= 24; seed++) {
      const link = { ...GOOD_LINK, seed, delay: 10, loss: seed % 2 === 0 ? 0 : 0.03 };
      const played = playPair({ link, seed, upload: 300, download: 100_000, timestamps: seed % 3 !== 0 });
      const own = { ...played, [end]: gathered(played[end], end) };
      const client = spoil(own.client, {}, new Random(seed));
      const server = spoil(own.server, { offset: 5 }, new Random(seed));
      const pairing = await pairRecords(client.records, server.records);
      const { falselyLost, notTold, undecided } = scoreLosses(pairing, { client, server });
      assertEquals(
        { falselyLost, notTold, undecided },
        { falselyLost: [], notTold: [], undecided: [] },
        `seed ${seed}`,
      );
      const changes = own[end].length < played[end].length ? ["resegmented"] : [];
      assertEquals(pairing.changes.map(({ code }) => code), changes, `seed ${seed}`);
    }
  });
}
