import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { Failure } from "../../../src/base/failure.ts";
import { BOX_KINDS, parseBox } from "../../../src/lab/boxes/parse_box.ts";
import { resetToSender } from "../../../src/lab/boxes/answers.ts";
import { partsOf } from "../../../src/lab/boxes/ip_packet.ts";
import { tcpPartsOf } from "../../../src/lab/boxes/tcp_parts.ts";
import { setEcn } from "../../../src/lab/queue/congestion_mark.ts";
import { type Box, BoxRow, type Passed } from "../../../src/lab/wire/box.ts";
import type { End } from "../../../src/lab/wire/end.ts";
import { destinationAddress, sourceAddress } from "../../../src/packet/address.ts";
import { foldSum, sumWords, tcpChecksumState } from "../../../src/packet/checksum.ts";
import { ipChecksumState } from "../../packet/ip_checksum_state.ts";
import { dissect } from "../../../src/packet/dissect.ts";
import { emitSegment, type SegmentFields } from "../../packet/emit.ts";
import { ACK, FIN, type Packet, PSH, RST, SYN } from "../../../src/packet/packet.ts";
import { tcpOptions } from "../../../src/packet/tcp_options.ts";
import { recordOf } from "../../packet/record_of.ts";

const FAMILIES = [
  { client: "10.0.2.4", server: "10.0.2.15", box: "10.0.2.1", router: "10.0.2.254", header: 20 },
  { client: "fd00::4", server: "fd00::15", box: "fd00::1", router: "fd00::fe", header: 40 },
] as const;
type Family = (typeof FAMILIES)[number];
type Bytes = Uint8Array<ArrayBuffer>;

function open(text: string): Box {
  return parseBox(text).open();
}

/** A segment of one end; its data counts up. */
function sent(family: Family, from: End, given: Partial<SegmentFields> & { readonly length?: number } = {}): Bytes {
  const { client, server } = family;
  const [src, dst] = from === "client" ? [client, server] : [server, client];
  const [srcPort, dstPort] = from === "client" ? [40_000, 5050] : [5050, 40_000];
  const payload = Uint8Array.from({ length: given.length ?? 0 }, (_, index) => index & 255);
  return emitSegment({ src, dst, srcPort, dstPort, flags: ACK, seq: 1000, ack: 9000, payload, ...given });
}

/** The packet as the dissector reads it, whose checksums are right. */
function whole(bytes: Bytes): Packet {
  const packet = dissect(recordOf(bytes, 101));
  assert(ipChecksumState(packet) !== "wrong", "IP checksum");
  assertEquals(tcpChecksumState(packet), "correct");
  return packet;
}

function only(passed: Passed): Bytes {
  assertEquals([passed.on.length, passed.back.length], [1, 0]);
  return passed.on[0]!;
}

for (const family of FAMILIES) {
  const name = family.client;

  Deno.test(`nat gives the client another address and port, and the server's answers find back (${name})`, () => {
    const nat = open("nat");
    const ports = new Set<number>();
    for (const srcPort of [40_000, 40_001, 40_000]) {
      const outside = whole(only(nat.take(sent(family, "client", { srcPort, length: 7 }), "client", 0)));
      assertEquals([sourceAddress(outside), destinationAddress(outside)], [family.box, family.server]);
      ports.add(outside.srcPort);
      const answer = emitSegment({
        src: family.server,
        dst: family.box,
        srcPort: 5050,
        dstPort: outside.srcPort,
        flags: ACK,
        payload: new Uint8Array(3),
      });
      const inside = whole(only(nat.take(answer, "server", 0)));
      assertEquals([destinationAddress(inside), inside.dstPort], [family.client, srcPort]);
    }
    assertEquals(ports, new Set([61_001, 61_002]));
    // Nobody asked for this one.
    assertEquals(nat.take(sent(family, "server", { dst: family.box, dstPort: 50_000 }), "server", 0), {
      on: [],
      back: [],
    });
  });

  Deno.test(`mtu lets no larger packet through, and says so or is silent (${name})`, () => {
    const large = sent(family, "client", { length: 1400 });
    const small = sent(family, "client", { length: 1400 - family.header - 20 });
    assertEquals(only(open("mtu=1400").take(small, "client", 0)), small);
    assertEquals(open("mtu=1400:silent").take(large, "client", 0), { on: [], back: [] });
    const { on, back: [error] } = open("mtu=1400").take(large, "client", 0);
    assert(error !== undefined && on.length === 0);
    const packet = dissect(recordOf(error, 101));
    assertEquals([sourceAddress(packet), destinationAddress(packet)], [family.router, family.client]);
    const at = family.header;
    const isV4 = family.header === 20;
    assertEquals([...error.subarray(at, at + 2)], isV4 ? [3, 4] : [2, 0]);
    assertEquals(new DataView(error.buffer).getUint32(at + 4), 1400);
    // The error quotes the packet, and is whole itself.
    assertEquals(error.subarray(at + 8), large.subarray(0, error.length - at - 8));
    const pseudo = isV4 ? 0 : sumWords(error, 8, 40) + error.length - at + 58;
    assertEquals(foldSum(sumWords(error, at, error.length, pseudo)), 0xffff);
    // No complaint about a complaint.
    assertEquals(open("mtu=100").take(error, "server", 0), { on: [], back: [] });
    assertEquals(open("ttl=255").take(error, "server", 0), { on: [], back: [] });
  });

  Deno.test(`nat finds whom an ICMP error from outside is for (${name})`, () => {
    const nat = open("nat");
    const outside = only(nat.take(sent(family, "client", { length: 1400 }), "client", 0));
    const { back: [error] } = open("mtu=1300").take(outside, "client", 0);
    const inside = only(nat.take(error!, "server", 0));
    assertEquals(destinationAddress(dissect(recordOf(inside, 101))), family.client);
    const quoted = inside.slice(family.header + 8);
    const parts = partsOf(quoted);
    assertEquals((quoted[parts!.start]! << 8) | quoted[parts!.start + 1]!, 40_000);
    const isV4 = family.header === 20;
    const pseudo = isV4 ? 0 : sumWords(inside, 8, 40) + inside.length - family.header + 58;
    assertEquals(foldSum(sumWords(inside, family.header, inside.length, pseudo)), 0xffff);
    if (isV4) assertEquals(foldSum(sumWords(quoted, 0, 20)), 0xffff);
  });

  Deno.test(`mss lowers what a SYN offers, never raises it, and leaves others alone (${name})`, () => {
    const syn = (value: number) =>
      sent(family, "client", { flags: SYN, options: [{ kind: "mss", value }, { kind: "sack_permitted" }] });
    const cases = [[1460, 1200], [1200, 1200], [536, 536]] as const;
    for (const [offered, left] of cases) {
      const packet = whole(only(open("mss=1200").take(syn(offered), "client", 0)));
      assertEquals(tcpOptions(packet)[0], { kind: "mss", value: left });
    }
    const data = sent(family, "client", { length: 9 });
    assertEquals(only(open("mss=1200").take(data, "client", 0)), data);
  });

  Deno.test(`strip writes NOP over the options it is asked for (${name})`, () => {
    const syn = sent(family, "client", {
      flags: SYN,
      options: [
        { kind: "mss", value: 1460 },
        { kind: "sack_permitted" },
        { kind: "timestamps", value: 5, echo: 0 },
        { kind: "nop" },
        { kind: "window_scale", shift: 7 },
      ],
    });
    const kinds = (text: string) =>
      tcpOptions(whole(only(open(text).take(syn, "client", 0)))).map(({ kind }) => kind).filter((kind) =>
        kind !== "nop"
      );
    assertEquals(kinds("strip=wscale"), ["mss", "sack_permitted", "timestamps"]);
    assertEquals(kinds("strip=sack,timestamps"), ["mss", "window_scale"]);
  });

  Deno.test(`seq shifts both ends' numbers, and SACK blocks or not (${name})`, () => {
    const blocks = [{ left: 10_500, right: 11_000 }];
    const packet = sent(family, "client", {
      seq: 0xffff_fff0,
      ack: 9000,
      options: [{ kind: "nop" }, { kind: "nop" }, { kind: "sack", blocks }],
    });
    const shifted = whole(only(open("seq=100").take(packet, "client", 0)));
    assertEquals([shifted.seq, shifted.ack], [84, 8900]);
    assertEquals(tcpOptions(shifted)[2], { kind: "sack", blocks: [{ left: 10_400, right: 10_900 }] });
    const forgot = whole(only(open("seq=100:no-sack").take(packet, "client", 0)));
    assertEquals(tcpOptions(forgot)[2], { kind: "sack", blocks });
    const syn = whole(only(open("seq=100").take(sent(family, "client", { flags: SYN, ack: 0 }), "client", 0)));
    assertEquals([syn.seq, syn.ack], [1100, 0]);
  });

  Deno.test(`ttl, ecn and dscp change the IP header and nothing else (${name})`, () => {
    const packet = sent(family, "client", { length: 5, ttl: 64 });
    setEcn(packet, 2);
    const isV4 = family.header === 20;
    const trafficClass = (bytes: Bytes) => isV4 ? bytes[1]! : ((bytes[0]! & 15) << 4) | (bytes[1]! >> 4);
    const hop = only(open("ttl=3").take(packet, "client", 0));
    assertEquals([whole(hop).ttl, trafficClass(hop)], [61, 2]);
    assertEquals(trafficClass(only(open("ecn=clear").take(packet, "client", 0))), 0);
    const marked = only(open("dscp=46").take(packet, "client", 0));
    assertEquals(trafficClass(marked), 46 * 4 + 2);
    whole(marked);
    assertEquals(marked.slice(family.header), packet.slice(family.header));
    const { on, back: [error] } = open("ttl=64").take(packet, "client", 0);
    assertEquals(on, []);
    assertEquals([...error!.subarray(family.header, family.header + 2)], isV4 ? [11, 0] : [3, 0]);
  });

  Deno.test(`forget lets known connections through until they were idle for too long (${name})`, () => {
    const S = 1e9;
    for (const [text, resets] of [["forget=30s", 0], ["forget=30s:rst", 1]] as const) {
      const box = open(text);
      const take = (from: End, at: number, flags = ACK) =>
        box.take(sent(family, from, { flags, length: 4 }), from, at * S);
      assertEquals(take("client", 0, SYN).on.length, 1);
      assertEquals(take("server", 0.1, SYN | ACK).on.length, 1);
      assertEquals(take("client", 30).on.length, 1);
      assertEquals(take("server", 60).on.length, 1);
      const { on, back } = take("server", 90.1);
      assertEquals([on.length, back.length], [0, resets]);
      if (resets === 1) {
        const reset = whole(back[0]!);
        assertEquals([reset.flags, reset.seq, reset.srcPort, reset.dstPort], [RST, 9000, 40_000, 5050]);
        assertEquals(destinationAddress(reset), family.server);
      }
      assertEquals(take("client", 90.2).on.length, 0);
      assertEquals(take("client", 91, SYN).on.length, 1);
    }
  });

  Deno.test(`reset goes behind the packet that it aims at, to both ends or one (${name})`, () => {
    const play = (text: string): Passed[] => {
      const box = open(text);
      return [0, 4, 4].map((length) => box.take(sent(family, "client", { length }), "client", 0));
    };
    assertEquals(play("reset=client:data:2").map(({ on, back }) => [on.length, back.length]), [[1, 0], [1, 0], [2, 1]]);
    assertEquals(play("reset=client:data:1:server").map(({ on, back }) => [on.length, back.length]), [[1, 0], [2, 0], [
      1,
      0,
    ]]);
    const { on, back } = play("reset=client:data:2")[2]!;
    const [toServer, toClient] = [whole(on[1]!), whole(back[0]!)];
    assertEquals([toServer.seq, toServer.srcPort, toServer.flags & RST], [1004, 40_000, RST]);
    assertEquals([toClient.seq, toClient.srcPort, toClient.flags & RST], [9000, 5050, RST]);
  });

  Deno.test(`resegment cuts data anew; the last piece alone ends it (${name})`, () => {
    const packet = sent(family, "client", { length: 1200, flags: FIN | PSH | ACK });
    const { on } = open("resegment=500").take(packet, "client", 0);
    const pieces = on.map(whole);
    assertEquals(pieces.map(({ seq, payloadLength }) => [seq, payloadLength]), [[1000, 500], [1500, 500], [2000, 200]]);
    assertEquals(pieces.map(({ flags }) => flags), [ACK, ACK, FIN | PSH | ACK]);
    const data = on.flatMap((bytes) => [...bytes.subarray(family.header + 20)]);
    assertEquals(data, [...packet.subarray(family.header + 20)]);
    // What was damaged stays damaged.
    const damaged = packet.slice();
    damaged[100]! ^= 1;
    assertEquals(only(open("resegment=500").take(damaged, "client", 0)), damaged);
  });
}

Deno.test("mtu cuts an IPv4 packet that may be cut", () => {
  const [family] = FAMILIES;
  const packet = sent(family, "client", { length: 1000 });
  packet[6] = 0;
  new DataView(packet.buffer).setUint16(10, 0);
  new DataView(packet.buffer).setUint16(10, ~foldSum(sumWords(packet, 0, 20)));
  const { on } = open("mtu=500").take(packet, "client", 0);
  assertEquals(on.length, 3);
  const data: number[] = [];
  for (const [index, piece] of on.entries()) {
    assert(piece.length <= 500);
    assertEquals(foldSum(sumWords(piece, 0, 20)), 0xffff);
    const fragment = (piece[6]! << 8) | piece[7]!;
    assertEquals([(fragment & 0x1fff) * 8, (fragment & 0x2000) !== 0], [data.length, index < 2]);
    data.push(...piece.subarray(20));
  }
  assertEquals(data, [...packet.subarray(20)]);
});

Deno.test("copy sends every n-th packet twice", () => {
  const [family] = FAMILIES;
  const box = open("copy=2");
  assertEquals([1, 2, 3, 4].map(() => box.take(sent(family, "client"), "client", 0).on.length), [1, 2, 1, 2]);
});

Deno.test("BoxRow sends answers back through the boxes that were passed", () => {
  const [family] = FAMILIES;
  const row = new BoxRow([parseBox("nat"), parseBox("mtu=1300")]);
  assertEquals(row.take(sent(family, "client"), "client", 0).toServer.length, 1);
  const { toClient, toServer } = row.take(sent(family, "client", { length: 1400 }), "client", 0);
  assertEquals([toClient.length, toServer.length], [1, 0]);
  assertEquals(destinationAddress(dissect(recordOf(toClient[0]!, 101))), family.client);
  // The other way round, the box nearest to the server comes first.
  const back = new BoxRow([parseBox("ttl=2"), parseBox("mtu=1300")]);
  const { toServer: [error] } = back.take(sent(family, "server", { length: 1400 }), "server", 0);
  assertEquals(dissect(recordOf(error!, 101)).ttl, 255);
});

Deno.test("no box changes the bytes it is given, nor breaks on garbage", () => {
  const texts = ["nat", "mss=100", "strip=sack", "ttl=1", "seq=5", "ecn=clear", "dscp=1", "mtu=100", "forget=1:rst"]
    .concat(["reset=client:1", "copy", "resegment=10"]);
  assertEquals(new Set(texts.map((text) => text.split("=")[0])), new Set(Object.keys(BOX_KINDS)));
  let seed = 1;
  const random = () => (seed = Math.imul(seed, 1103515245) + 12345 >>> 0) >>> 16;
  for (const text of texts) {
    const box = open(text);
    for (let round = 0; round < 300; round++) {
      const [family] = [FAMILIES[round % 2]!];
      const packet = sent(family, round % 3 === 0 ? "server" : "client", { length: round, flags: random() & 0x1ff });
      const length = round % 4 === 0 ? random() % packet.length : packet.length;
      const bytes = packet.slice(0, length);
      for (let flips = round % 5; flips > 0 && bytes.length > 0; flips--) {
        bytes[random() % bytes.length] = random() & 255;
      }
      const before = bytes.slice();
      box.take(bytes, round % 3 === 0 ? "server" : "client", round * 1e7);
      assertEquals(bytes, before, text);
    }
  }
});

Deno.test("resetToSender() answers a SYN with the number that it expects", () => {
  const [family] = FAMILIES;
  const syn = sent(family, "client", { flags: SYN, seq: 77, ack: 0 });
  const reset = whole(resetToSender(syn, tcpPartsOf(syn)!));
  assertEquals([reset.flags, reset.seq, reset.ack], [RST | ACK, 0, 78]);
  assertNotEquals(reset.ttl, 64);
});

Deno.test("parseBox() says how a box is written", () => {
  for (
    const [text, says] of [
      ["", 'Not a box: "" (there are nat'],
      ["mss", "write mss=BYTES"],
      ["mss=9", "write mss=BYTES"],
      ["nat=1", "write nat"],
      ["mtu=1400:loud", "write mtu=BYTES, mtu=BYTES:silent"],
      ["strip=all", "write strip=wscale,sack,timestamps"],
      ["forget=0", "write forget=SECONDS"],
      ["reset=me:1", "write reset=PACKET"],
      ["seq=0", "write seq=N"],
    ] as const
  ) assertThrows(() => parseBox(text), Failure, says);
});
