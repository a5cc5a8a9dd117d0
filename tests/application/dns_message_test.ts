/** What is read of DNS messages: names of addresses, and nothing out of bytes that are none. */
import { assertEquals } from "@std/assert";
import { type DnsMessage, readDnsMessage } from "../../src/application/dns/dns_message.ts";
import { readName } from "../../src/application/dns/read_name.ts";
import { joined } from "../packet/record_of.ts";
import { Random } from "../random.ts";
import { A, AAAA, CNAME, emitDns, labels } from "./emit_dns.ts";

function read(bytes: Uint8Array): DnsMessage | null {
  return readDnsMessage(bytes, 0, bytes.length);
}

const NAME = "example.org";

const ANSWERS: readonly { what: string; bytes: Uint8Array; addresses: readonly string[] }[] = [
  { what: "a question has none", bytes: emitDns({ name: NAME }), addresses: [] },
  {
    what: "two addresses of the name",
    bytes: emitDns({
      name: NAME,
      answers: [{ owner: NAME, type: A, data: "192.0.2.1" }, { owner: NAME, type: A, data: "192.0.2.2" }],
    }),
    addresses: ["192.0.2.1", "192.0.2.2"],
  },
  {
    what: "an IPv6 address",
    bytes: emitDns({ name: NAME, type: AAAA, answers: [{ owner: NAME, type: AAAA, data: "2001:db8::1" }] }),
    addresses: ["2001:db8::1"],
  },
  {
    what: "through two aliases, whatever their order",
    bytes: emitDns({
      name: NAME,
      answers: [
        { owner: "c.example", type: A, data: "192.0.2.3" },
        { owner: "b.example", type: CNAME, data: "c.example" },
        { owner: NAME, type: CNAME, data: "b.example" },
      ],
    }),
    addresses: ["192.0.2.3"],
  },
  {
    what: "aliases that go round end",
    bytes: emitDns({
      name: NAME,
      answers: [
        { owner: NAME, type: CNAME, data: "b.example" },
        { owner: "b.example", type: CNAME, data: NAME },
        { owner: "b.example", type: A, data: "192.0.2.4" },
      ],
    }),
    addresses: ["192.0.2.4"],
  },
  {
    what: "an address that nobody asked for is no answer",
    bytes: emitDns({ name: NAME, answers: [{ owner: "bank.example", type: A, data: "192.0.2.66" }] }),
    addresses: [],
  },
  {
    what: "letters of either case are the same",
    bytes: emitDns({ name: "eXample.ORG", answers: [{ owner: "EXAMPLE.org", type: A, data: "192.0.2.5" }] }),
    addresses: ["192.0.2.5"],
  },
  {
    what: "a failure has none, whatever follows",
    bytes: emitDns({ name: NAME, flags: 0x8183, answers: [{ owner: NAME, type: A, data: "192.0.2.6" }] }),
    addresses: [],
  },
];

Deno.test("readDnsMessage() gives the addresses that answer the question", () => {
  for (const { what, bytes, addresses } of ANSWERS) {
    const message = read(bytes);
    assertEquals([what, message?.question, message?.addresses], [what, NAME, addresses]);
  }
});

Deno.test("readDnsMessage() reads nothing of what asks for no address", () => {
  const question = emitDns({ name: NAME });
  const changed = (at: number, value: number): Uint8Array => {
    const bytes = question.slice();
    bytes[at] = value;
    return bytes;
  };
  const nothing = [
    { what: "another opcode", bytes: changed(2, 0x28) },
    { what: "no question", bytes: changed(5, 0) },
    { what: "two questions", bytes: changed(5, 2) },
    { what: "type MX", bytes: emitDns({ name: NAME, type: 15 }) },
    { what: "class CH", bytes: changed(question.length - 1, 3) },
    { what: "the root", bytes: joined(question.subarray(0, 12), "00 0001 0001") },
    { what: "no bytes", bytes: new Uint8Array(0) },
  ];
  for (const { what, bytes } of nothing) assertEquals([what, read(bytes)], [what, null]);
});

Deno.test("readDnsMessage() keeps what stands before the place where a message is cut off", () => {
  const whole = emitDns({
    name: NAME,
    answers: [{ owner: NAME, type: A, data: "192.0.2.1" }, { owner: NAME, type: A, data: "192.0.2.2" }],
  });
  const questionEnd = emitDns({ name: NAME }).length;
  for (let end = 0; end <= whole.length; end++) {
    const expected = end < questionEnd ? undefined : end < questionEnd + 16 ? 0 : end < whole.length ? 1 : 2;
    assertEquals([end, readDnsMessage(whole, 0, end)?.addresses.length], [end, expected]);
  }
});

const NAMES: readonly { what: string; bytes: Uint8Array; at: number; expected: string | null; end?: number }[] = [
  { what: "labels", bytes: labels("a.bc"), at: 0, expected: "a.bc", end: 6 },
  { what: "a pointer back", bytes: joined(labels("bc"), "0161 c000"), at: 4, expected: "a.bc", end: 8 },
  { what: "a pointer to itself", bytes: joined("c000"), at: 0, expected: null },
  { what: "a pointer forward", bytes: joined("c002", labels("a")), at: 0, expected: null },
  { what: "two pointers at each other", bytes: joined("c002 c000"), at: 2, expected: null },
  { what: "a label and a pointer to it", bytes: joined("0161 c000"), at: 0, expected: null },
  { what: "a reserved label type", bytes: joined("4161 00"), at: 0, expected: null },
  { what: "cut off in a label", bytes: joined("0361 62"), at: 0, expected: null },
  { what: "cut off before the end", bytes: joined("0161"), at: 0, expected: null },
  { what: "half a pointer", bytes: joined("c0"), at: 0, expected: null },
  { what: "characters that steer", bytes: joined("031b2e5c 00"), at: 0, expected: "\\027\\046\\092", end: 5 },
  {
    what: "254 bytes",
    bytes: joined(...Array(63).fill("03616161"), "00"),
    at: 0,
    expected: Array(63).fill("aaa").join("."),
  },
  { what: "one label too many", bytes: joined(...Array(64).fill("03616161"), "00"), at: 0, expected: null },
];

Deno.test("readName() follows pointers to what stands before, and no further", () => {
  for (const { what, bytes, at, expected, end } of NAMES) {
    const found = readName(bytes, at, { start: 0, end: bytes.length });
    assertEquals([what, found?.name ?? null], [what, expected]);
    if (end !== undefined) assertEquals([what, found?.end], [what, end]);
  }
});

Deno.test("readDnsMessage() takes any bytes", () => {
  const random = new Random(5);
  const message = emitDns({
    name: NAME,
    answers: [{ owner: NAME, type: CNAME, data: "b.example" }, { owner: "b.example", type: A, data: "192.0.2.1" }],
  });
  let read = 0;
  for (let i = 0; i < 3000; i++) {
    const bytes = random.chance(0.2) ? random.bytes(random.int(0, 80)) : message.slice();
    for (let change = random.int(0, 4); change > 0; change--) {
      bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
    }
    if (readDnsMessage(bytes, 0, random.int(0, bytes.length)) !== null) read++;
  }
  assertEquals(read > 100, true);
});
