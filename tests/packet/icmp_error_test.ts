/** ICMP and ICMPv6 errors and what they quote, whole, cut and garbled. */
import { assert, assertEquals } from "@std/assert";
import { dissect } from "../../src/packet/dissect.ts";
import { type IcmpError, icmpErrorOf, type IcmpFailure } from "../../src/packet/icmp_error.ts";
import { Packet, SYN } from "../../src/packet/packet.ts";
import { Random } from "../random.ts";
import { emitSegment } from "./emit.ts";
import { emitIcmpError } from "./emit_icmp.ts";
import { in4 } from "./layers/layer_parts.ts";
import { joined, recordOf } from "./record_of.ts";

const FIELDS = {
  srcPort: 40618,
  dstPort: 443,
  seq: 0x89abcdef,
  flags: SYN,
  ipId: 0x1234,
  payload: new Uint8Array(100),
};
const FOUR = emitSegment({ ...FIELDS, src: "10.0.0.1", dst: "10.0.0.2" });
const SIX = emitSegment({ ...FIELDS, src: "2001:db8::1", dst: "2001:db8::2" });
const EXTENDED = joined(
  SIX.slice(0, 6),
  0,
  SIX.slice(7, 40),
  "3c01 010c000000000000000000000000 0600 010400000000",
  SIX.slice(40),
);
const LATER_PIECE = joined(SIX.slice(0, 6), 44, SIX.slice(7, 40), "06 00 0010 00000001", SIX.slice(40));
const UDP = joined(FOUR.slice(0, 9), 17, FOUR.slice(10));

function errorIn(bytes: Uint8Array): IcmpError | null {
  return icmpErrorOf(dissect(recordOf(bytes, 101)));
}

const types: { six?: boolean; type: number; code: number; failure: IcmpFailure | null }[] = [
  { type: 3, code: 0, failure: "no-route" },
  { type: 3, code: 1, failure: "host-unreachable" },
  { type: 3, code: 2, failure: "protocol-unreachable" },
  { type: 3, code: 3, failure: "port-unreachable" },
  { type: 3, code: 4, failure: "too-big" },
  { type: 3, code: 9, failure: "prohibited" },
  { type: 3, code: 10, failure: "prohibited" },
  { type: 3, code: 13, failure: "prohibited" },
  { type: 3, code: 99, failure: "no-route" },
  { type: 4, code: 0, failure: "source-quench" },
  { type: 5, code: 1, failure: "redirect" },
  { type: 11, code: 0, failure: "time-exceeded" },
  { type: 11, code: 1, failure: "reassembly-time-exceeded" },
  { type: 12, code: 0, failure: "bad-header" },
  { type: 0, code: 0, failure: null },
  { type: 8, code: 0, failure: null },
  { six: true, type: 1, code: 0, failure: "no-route" },
  { six: true, type: 1, code: 1, failure: "prohibited" },
  { six: true, type: 1, code: 3, failure: "host-unreachable" },
  { six: true, type: 1, code: 4, failure: "port-unreachable" },
  { six: true, type: 2, code: 0, failure: "too-big" },
  { six: true, type: 3, code: 0, failure: "time-exceeded" },
  { six: true, type: 3, code: 1, failure: "reassembly-time-exceeded" },
  { six: true, type: 4, code: 0, failure: "bad-header" },
  { six: true, type: 135, code: 0, failure: null },
];

Deno.test("icmpErrorOf() names the failure by type and code", () => {
  for (const { six = false, type, code, failure } of types) {
    const error = errorIn(emitIcmpError({ from: six ? "fe80::1" : "10.1.1.1", type, code, about: six ? SIX : FOUR }));
    assertEquals(error?.failure ?? null, failure, `${six ? "ICMPv6" : "ICMP"} ${type}/${code}`);
  }
});

Deno.test("icmpErrorOf() reads the MTU where the packet was too big, and nowhere else", () => {
  const four = { from: "10.1.1.1", type: 3, about: FOUR, mtu: 1400 };
  assertEquals(errorIn(emitIcmpError({ ...four, code: 4 }))?.mtu, 1400);
  assertEquals(errorIn(emitIcmpError({ ...four, code: 4, mtu: 0 }))?.mtu, 0);
  assertEquals(errorIn(emitIcmpError({ ...four, code: 1 }))?.mtu, -1);
  assertEquals(errorIn(emitIcmpError({ from: "fe80::1", type: 2, code: 0, about: SIX, mtu: 70_000 }))?.mtu, 70_000);
});

const ports = { srcPort: 40618, dstPort: 443, seq: 0x89abcdef };
const quotes = [
  {
    name: "header and eight bytes",
    bytes: emitIcmpError({ from: "10.1.1.1", type: 3, code: 4, about: FOUR }),
    expected: { ipVersion: 4, ipStart: 28, length: 140, ipId: 0x1234, dontFragment: true, ...ports, payloadLength: -1 },
  },
  {
    name: "more of it (RFC 1812)",
    bytes: emitIcmpError({ from: "10.1.1.1", type: 3, code: 4, about: FOUR, quotes: 60 }),
    expected: {
      ipVersion: 4,
      ipStart: 28,
      length: 140,
      ipId: 0x1234,
      dontFragment: true,
      ...ports,
      payloadLength: 100,
    },
  },
  {
    name: "IPv6",
    bytes: emitIcmpError({ from: "fe80::1", type: 1, code: 0, about: SIX }),
    expected: { ipVersion: 6, ipStart: 48, length: 160, ipId: -1, dontFragment: true, ...ports, payloadLength: 100 },
  },
  {
    name: "IPv6 with extension headers",
    bytes: emitIcmpError({ from: "fe80::1", type: 1, code: 0, about: EXTENDED }),
    expected: { ipVersion: 6, ipStart: 48, length: 160, ipId: -1, dontFragment: true, ...ports, payloadLength: 76 },
  },
  {
    name: "a later piece",
    bytes: emitIcmpError({ from: "fe80::1", type: 1, code: 0, about: LATER_PIECE }),
    expected: null,
  },
  { name: "UDP", bytes: emitIcmpError({ from: "10.1.1.1", type: 3, code: 3, about: UDP }), expected: null },
  {
    name: "a byte too little",
    bytes: emitIcmpError({ from: "10.1.1.1", type: 3, code: 4, about: FOUR, quotes: 27 }),
    expected: null,
  },
  {
    name: "nothing",
    bytes: emitIcmpError({ from: "10.1.1.1", type: 3, code: 4, about: FOUR, quotes: 0 }),
    expected: null,
  },
];

for (const { name, bytes, expected } of quotes) {
  Deno.test(`icmpErrorOf() reads the quoted segment: ${name}`, () => {
    assertEquals(errorIn(bytes)?.quoted as unknown, expected);
  });
}

Deno.test("icmpErrorOf() reads an error inside a tunnel, and offsets count from the captured bytes", () => {
  const inner = emitIcmpError({ from: "10.1.1.1", type: 3, code: 4, about: FOUR, mtu: 1400 });
  const error = errorIn(in4(4, inner));
  assertEquals([error?.mtu, error?.quoted?.ipStart, error?.quoted?.srcPort], [1400, 48, 40618]);
});

Deno.test("icmpErrorOf() is null where the message is no error, is cut off, or is not ICMP", () => {
  const whole = emitIcmpError({ from: "10.1.1.1", type: 3, code: 4, about: FOUR });
  assertEquals(errorIn(FOUR), null);
  for (let cut = 0; cut < 28; cut++) assertEquals(icmpErrorOf(dissect(recordOf(whole.slice(0, cut), 101))), null);
  for (let cut = 28; cut < whole.length; cut++) {
    assertEquals(icmpErrorOf(dissect(recordOf(whole.slice(0, cut), 101)))?.quoted, null, `cut at ${cut}`);
  }
});

Deno.test("icmpErrorOf() takes any bytes at all, and quotes only what was captured", () => {
  const random = new Random(11);
  const reused = new Packet();
  const seeds = [...quotes.map(({ bytes }) => bytes)];
  for (let round = 0; round < 20_000; round++) {
    const bytes = random.pick(seeds).slice();
    for (let i = random.int(1, 6); i > 0; i--) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
    const cut = bytes.slice(0, random.int(0, bytes.length));
    const quoted = icmpErrorOf(dissect(recordOf(cut, 101), reused))?.quoted;
    if (quoted) assert(quoted.ipStart + (quoted.ipVersion === 4 ? 28 : 48) <= cut.length);
  }
});
