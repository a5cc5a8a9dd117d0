/** IP fragments put together: in any order, within bounds, and not where they contradict each other. */
import { assert, assertEquals } from "@std/assert";
import { tcpChecksumState } from "../../src/packet/checksum.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { FragmentAssembler, LONGEST_WAIT } from "../../src/packet/fragment_assembler.ts";
import { ACK, Packet } from "../../src/packet/packet.ts";
import { Random } from "../random.ts";
import { emitEthernet, emitSegment } from "./emit.ts";
import { pieceOf, piecesOf } from "./emit_pieces.ts";
import { ipChecksumState } from "./ip_checksum_state.ts";
import { in4, in6 } from "./layers/layer_parts.ts";
import { joined, recordOf } from "./record_of.ts";

const PAYLOAD = Uint8Array.from({ length: 1000 }, (_, i) => i * 7);
const FIELDS = { srcPort: 40618, dstPort: 80, seq: 5, ack: 6, flags: ACK, ipId: 77, payload: PAYLOAD };
const FOUR = emitSegment({ ...FIELDS, src: "10.0.0.1", dst: "10.0.0.2" });
const SIX = emitSegment({ ...FIELDS, src: "2001:db8::1", dst: "2001:db8::2" });

/** Gives the pieces to an assembler, one after the other; the fates, and the packet as it was left by the last one. */
function assemble(
  pieces: readonly Uint8Array[],
  { linkType = 101, assembler = new FragmentAssembler(), times = [] as number[] } = {},
): { fates: string[]; packet: Packet } {
  const packet = new Packet();
  const fates = pieces.map((bytes, i) => {
    dissect({ ...recordOf(bytes, linkType), number: i + 1, seconds: times[i] ?? 1000 }, packet);
    assembler.take(packet);
    return packet.piece?.fate ?? "whole";
  });
  return { fates, packet };
}

function assertWhole(packet: Packet, numbers: readonly number[]): void {
  assertEquals(packet.problem, null);
  assertEquals([packet.srcPort, packet.dstPort, packet.seq, packet.payloadLength], [40618, 80, 5, 1000]);
  assertEquals(packet.data.slice(packet.payloadStart, packet.ipEnd), PAYLOAD);
  assertEquals(tcpChecksumState(packet), "correct");
  if (packet.ipVersion === 4) assertEquals(ipChecksumState(packet), "correct");
  assertEquals([packet.pieceStart, packet.moreFragments, packet.fragmentOffset], [-1, false, 0]);
  assertEquals(packet.piece?.numbers, numbers);
}

for (const [name, whole] of [["IPv4", FOUR], ["IPv6", SIX]] as const) {
  Deno.test(`FragmentAssembler puts ${name} pieces together in any order, and the last to come is the packet`, () => {
    const random = new Random(5);
    for (let round = 0; round < 200; round++) {
      const pieces = piecesOf(whole, 8 * random.int(1, 60));
      const order = random.shuffled(pieces.map((_, i) => i));
      const { fates, packet } = assemble(order.map((i) => pieces[i]!));
      if (pieces.length === 1) continue;
      assertEquals(fates, [...new Array(pieces.length - 1).fill("kept"), "completes"]);
      assertWhole(packet, pieces.map((_, i) => order.indexOf(i) + 1));
    }
  });
}

const links = [
  { name: "Ethernet, with padding", linkType: 1, wrap: (ip: Uint8Array) => emitEthernet(ip) },
  { name: "IP in IP", linkType: 101, wrap: (ip: Uint8Array) => in4(4, ip) },
  { name: "4 in 6", linkType: 101, wrap: (ip: Uint8Array) => in6(4, ip) },
  {
    name: "PPPoE",
    linkType: 1,
    wrap: (ip: Uint8Array) =>
      joined("020000000002 020000000001 8864 1100 0001", (ip.length + 2) >> 8, (ip.length + 2) & 255, "0021", ip),
  },
];

for (const { name, linkType, wrap } of links) {
  Deno.test(`FragmentAssembler reads pieces inside other layers: ${name}`, () => {
    const { packet } = assemble(piecesOf(FOUR, 504).map(wrap), { linkType });
    assertWhole(packet, [1, 2, 3]);
  });
}

Deno.test("FragmentAssembler puts a tunnel's packet together, and then the one inside it", () => {
  const tunnelled = piecesOf(FOUR, 504).map((piece) => in4(4, piece));
  const pieces = [...piecesOf(tunnelled[0]!, 400, 1), tunnelled[1]!, tunnelled[2]!];
  const { fates, packet } = assemble(pieces);
  assertEquals(fates, ["kept", "kept", "kept", "completes"]);
  assertWhole(packet, [2, 3, 4]);
});

Deno.test("FragmentAssembler keeps the bytes of the record and the length of the frame", () => {
  const pieces = piecesOf(FOUR, 504);
  const { packet } = assemble(pieces);
  assertEquals(packet.piece?.record, pieces[2]);
  assertEquals([packet.length, packet.capturedLength], [pieces[2]!.length, FOUR.length]);
});

const one = pieceOf(FOUR, { from: 0, to: 504 });
const two = pieceOf(FOUR, { from: 504, to: 1008 });
const three = pieceOf(FOUR, { from: 1008, to: 1020 });
const other = emitSegment({ ...FIELDS, src: "10.0.0.1", dst: "10.0.0.2", ipId: 78 });
const fates = [
  { name: "the same piece again", pieces: [one, one, two, three], expected: ["kept", "again", "kept", "completes"] },
  {
    name: "an overlap, and all that follows",
    pieces: [one, pieceOf(FOUR, { from: 496, to: 1008 }), two, three],
    expected: ["kept", "overlap", "overlap", "overlap"],
  },
  { name: "an overlap within", pieces: [one, pieceOf(FOUR, { from: 8, to: 16 })], expected: ["kept", "overlap"] },
  {
    name: "an overlap in front",
    pieces: [two, pieceOf(FOUR, { from: 8, to: 512 })],
    expected: ["kept", "overlap"],
  },
  {
    name: "bytes beyond the last piece",
    pieces: [pieceOf(FOUR.slice(0, 524), { from: 496, to: 504 }), two],
    expected: ["kept", "overlap"],
  },
  {
    name: "two last pieces",
    pieces: [three, pieceOf(FOUR.slice(0, 524), { from: 496, to: 504 })],
    expected: ["kept", "overlap"],
  },
  { name: "a length that is no multiple of 8", pieces: [pieceOf(FOUR, { from: 0, to: 500 })], expected: ["malformed"] },
  {
    name: "another identification",
    pieces: [one, pieceOf(other, { from: 504, to: 1020 })],
    expected: ["kept", "kept"],
  },
  { name: "a packet that is whole", pieces: [FOUR], expected: ["whole"] },
];

for (const { name, pieces, expected } of fates) {
  Deno.test(`FragmentAssembler tells what became of a piece: ${name}`, () => {
    assertEquals(assemble(pieces).fates, expected);
  });
}

Deno.test("FragmentAssembler knows the ports once the first piece is there", () => {
  assertEquals(assemble([two]).packet.piece?.srcPort, -1);
  assertEquals(assemble([two, one]).packet.piece?.srcPort, 40618);
  assertEquals(assemble([one, two]).packet.piece?.dstPort, 80);
});

Deno.test("FragmentAssembler takes no piece that the capture cuts off; of the first the header is read", () => {
  const packet = new Packet();
  dissect(recordOf(one.slice(0, 60), 101, one.length), packet);
  new FragmentAssembler().take(packet);
  assertEquals([packet.piece?.fate, packet.srcPort, packet.payloadLength], ["cut", 40618, 484]);
});

Deno.test("FragmentAssembler reads an atomic IPv6 fragment as a whole packet (RFC 6946)", () => {
  const { fates, packet } = assemble([pieceOf(SIX, { from: 0, to: 1020 })]);
  assertEquals([fates, packet.srcPort], [["whole"], 40618]);
});

Deno.test("FragmentAssembler waits by the capture's clock: 30 s for IPv4, 60 s for IPv6", () => {
  for (const [whole, wait] of [[FOUR, LONGEST_WAIT[4]], [SIX, LONGEST_WAIT[6]]] as const) {
    const [first, second] = piecesOf(whole, 512);
    assertEquals(assemble([first!, second!], { times: [1000, 1000 + wait - 1] }).fates, ["kept", "completes"]);
    assertEquals(assemble([first!, second!], { times: [1000, 1000 + wait] }).fates, ["kept", "kept"]);
  }
});

Deno.test("FragmentAssembler keeps a bounded number of bytes and of packets; the oldest goes first", () => {
  const assembler = new FragmentAssembler({ bytes: 2000, packets: 3 });
  const first = (id: number) =>
    pieceOf(emitSegment({ ...FIELDS, src: "10.0.0.1", dst: "10.0.0.2", ipId: id }), { from: 0, to: 504 });
  const rest = (id: number) =>
    pieceOf(emitSegment({ ...FIELDS, src: "10.0.0.1", dst: "10.0.0.2", ipId: id }), { from: 504, to: 1020 });
  assertEquals(assemble([first(1), first(2), first(3), rest(1)], { assembler }).fates.at(-1), "completes");
  assertEquals(assembler.held, 1008);
  assertEquals(assemble([first(4), first(5), rest(3), rest(2)], { assembler }).fates, [
    "kept",
    "kept",
    "completes",
    "kept",
  ]);
  for (let id = 10; id < 1000; id++) assemble([first(id)], { assembler });
  assert(assembler.held <= 2000, String(assembler.held));
});

Deno.test("FragmentAssembler takes any bytes at all and gives back what it kept", () => {
  const random = new Random(3);
  const assembler = new FragmentAssembler({ bytes: 50_000, packets: 100 });
  const packet = new Packet();
  const seeds = [...piecesOf(FOUR, 400), ...piecesOf(SIX, 400)];
  for (let round = 0; round < 20_000; round++) {
    const bytes = random.pick(seeds).slice();
    for (let i = random.int(0, 3); i > 0; i--) bytes[random.int(0, 47)] = random.int(0, 255);
    dissect({ ...recordOf(bytes, 101), seconds: round }, packet);
    assembler.take(packet);
    assert(packet.payloadLength >= 0 && assembler.held <= 50_000 + 65_535);
  }
  dissect({ ...recordOf(FOUR, 101), seconds: 1e6 }, packet);
  for (const bytes of piecesOf(emitSegment({ ...FIELDS, src: "10.9.9.9", dst: "10.0.0.2" }), 504)) {
    dissect({ ...recordOf(bytes, 101), seconds: 1e6 }, packet);
    assembler.take(packet);
  }
  assertEquals(assembler.held, 0);
});
