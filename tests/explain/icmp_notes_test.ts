/** What a conversation remembers of ICMP errors, and of what their addressee did then. */
import { assertEquals } from "@std/assert";
import { OPEN } from "./examples/conversations.ts";
import { notesOf } from "./notes_of.ts";

const FULL = `${OPEN}
  0.100 C PA 1 "hello" ack 1
  0.110 S A  1 len 1460 ack 6
  0.1101 S A 1461 len 900 ack 6
  0.111 I 3/4 S A 1 len 1460 ack 6 mtu 1400 from 10.1.1.1`;

const table = [
  {
    name: "a sender that obeys",
    text: `${FULL}\n0.112 S A 1 len 1360 ack 6\n0.113 S A 1361 len 100 ack 6\n0.12 C A 6 ack 1461`,
    expected: {
      failure: "too-big",
      mtu: 1400,
      from: "10.1.1.1",
      fromReceiver: false,
      toClient: false,
      number: 7,
      time: 111e6,
      count: 1,
      quotedNumber: 5,
      quotedSeq: 1,
      quotedLength: 1500,
      expected: true,
      resent: 1,
      resentNumber: 8,
      resentLength: 1400,
      longestAfter: 1400,
      tooLong: 0,
      confirmedBy: 10,
    },
  },
  {
    name: "a sender that does not",
    text: `${FULL}\n0.4 S A 1 len 1460 ack 6\n0.401 I 3/4 S A 1 len 1460 ack 6 mtu 1300 from 10.1.1.1
      1.0 S A 1 len 1460 ack 6`,
    expected: {
      count: 2,
      lastNumber: 9,
      mtu: 1300,
      resent: 2,
      lastResent: 10,
      tooLong: 2,
      tooLongNumber: 8,
      confirmedBy: 0,
    },
  },
  {
    name: "one byte more than the MTU",
    text: `${FULL}\n0.4 S A 1 len 1361 ack 6`,
    expected: { tooLong: 1, resentLength: 1401 },
  },
  {
    name: "a client that goes on knocking",
    text: `0 C S 0\n0.002 I 3/13 C S 0 from 10.0.0.1\n1 C S 0\n3 C S 0`,
    expected: {
      failure: "prohibited",
      mtu: -1,
      toClient: true,
      resent: 2,
      resentNumber: 3,
      lastResent: 4,
      quotedNumber: 1,
    },
  },
  {
    name: "the host itself",
    text: `0 C S 0\n0.002 I 3/3 C S 0 from 10.0.2.15`,
    expected: { failure: "port-unreachable", fromReceiver: true, resent: 0 },
  },
  {
    name: "a segment that had arrived",
    text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.11 S A 1 ack 6\n0.12 I 11/0 C PA 1 "hello" ack 1 from 10.1.1.1`,
    expected: { failure: "time-exceeded", expected: false, quotedNumber: 0 },
  },
  {
    name: "a segment in the middle of another",
    text: `${OPEN}\n0.1 C PA 1 len 2920 ack 1\n0.12 I 3/4 C PA 1461 len 1460 ack 1 mtu 1400 from 10.1.1.1`,
    expected: { expected: true, quotedNumber: 4, quotedSeq: 1461 },
  },
  {
    name: "a number that was never sent",
    text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.12 I 3/1 C PA 7 "hello" ack 1 from 10.1.1.1`,
    expected: { expected: false, quotedNumber: 0 },
  },
  {
    name: "IPv6",
    text: `0 C S 0\n0.002 I 1/1 C S 0 from 2001:db8::9`,
    options: { client: "2001:db8::1:40618", server: "2001:db8::2:5050" },
    expected: { failure: "prohibited", ipVersion: 6, from: "2001:db8::9", quotedNumber: 1 },
  },
  {
    name: "IPv6, too big",
    text: `${OPEN}\n0.1 C PA 1 len 1440 ack 1\n0.12 I 2/0 C PA 1 len 1440 ack 1 mtu 1280 from 2001:db8::9`,
    options: { client: "2001:db8::1:40618", server: "2001:db8::2:5050" },
    expected: { failure: "too-big", mtu: 1280, quotedNumber: 4, quotedLength: 1500 },
  },
] as const;

for (const { name, text, expected, ...rest } of table) {
  Deno.test(`IcmpNotes remember an error and what followed: ${name}`, () => {
    const notes = notesOf(text, "options" in rest ? rest.options : {});
    assertEquals(notes?.errors.length, 1);
    const noted = notes!.errors[0]!;
    assertEquals({ ...noted, ...expected }, { ...noted });
  });
}

Deno.test("IcmpNotes keep errors of another kind, and of another router, apart", () => {
  const notes = notesOf(`${FULL}
    0.2 I 3/4 S A 1 len 1460 ack 6 mtu 1400 from 10.1.1.2
    0.3 I 3/1 S A 1 len 1460 ack 6 from 10.1.1.1
    0.4 I 3/1 C PA 1 "hello" ack 1 from 10.1.1.1`);
  assertEquals(notes?.errors.map(({ failure, toClient, number }) => [failure, toClient, number]), [
    ["too-big", false, 7],
    ["too-big", false, 8],
    ["host-unreachable", false, 9],
    ["host-unreachable", true, 10],
  ]);
});
