/** What is read of TLS: handshakes, their time and round trips, and alerts; however the bytes are cut into segments. */
import { assertEquals } from "@std/assert";
import type { TlsFacts } from "../../src/application/facts.ts";
import { TlsConversation } from "../../src/application/tls/tls_conversation.ts";
import { joined } from "../packet/record_of.ts";
import { Random } from "../random.ts";
import { clientHello, message, record, serverHello } from "./emit_tls.ts";

const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;
const CCS = record(20, "01");
/** Longer than an alert when encrypted; what is in it nobody reads. */
const HIDDEN = record(22, new Uint8Array(40).fill(9));
const DATA = record(23, new Uint8Array(60).fill(9));
const CERTIFICATE = record(22, message(11, new Uint8Array(3000)));
const DONE = record(22, message(14, ""));

/** Who sends what. */
type Turn = readonly ["client" | "server", ...Uint8Array[]];

/** What a turn says in the tests below: the number of its packet, from 1. */
interface Told {
  readonly facts: TlsFacts | null;
  readonly preface: number;
  readonly over: boolean;
}

/** Plays turns, each cut by `cut` into the lengths of its segments. */
function play(turns: readonly Turn[], cut: (length: number) => number = (length) => length, holes = false): Told {
  const conversation = new TlsConversation();
  const next = { client: 0xffff_fff0, server: 5 };
  for (const [end, first] of Object.entries(next)) conversation.begin(end === "client", first);
  turns.forEach(([end, ...parts], index) => {
    const bytes = joined(...parts);
    const at = { number: index + 1, seconds: index, nanoseconds: 0 };
    for (let from = 0; from < bytes.length;) {
      const length = Math.min(cut(bytes.length - from), bytes.length - from);
      const data = { seq: next[end], bytes, start: from, captured: length, length, at };
      if (!holes || from % 7 !== 6) conversation.take(end === "client", data);
      next[end] = (next[end] + length) >>> 0;
      from += length;
    }
  });
  conversation.finish();
  return { facts: conversation.facts, preface: conversation.http2Preface, over: conversation.over };
}

/** The facts in short: what a test compares. */
function short({ facts }: Told): string {
  if (facts === null) return "none";
  const { hello, serverName, offeredVersions, offeredProtocols, answer, version, cipherSuite, protocol } = facts;
  const { plainAnswer, finished, roundTrips, alerts, alertCount, resumed, retried, helloFromClient } = facts;
  const told = [
    `hello ${hello.number}${helloFromClient ? "" : " of the server"}`,
    serverName ?? "",
    offeredVersions.map((number) => number.toString(16)).join(" "),
    offeredProtocols.join(" "),
    answer === null ? "" : `answer ${answer.number} ${version!.toString(16)} ${cipherSuite!.toString(16)} ${protocol}`,
    plainAnswer === null ? "" : `plain ${plainAnswer.number}`,
    finished === null ? "" : `finished ${finished.number}`,
    `trips ${roundTrips}`,
    resumed ? "resumed" : "",
    retried ? "retried" : "",
    ...alerts.map(({ fromClient, at, level, description }) =>
      `alert ${fromClient ? "client" : "server"} ${at.number} ${level} ${description}`
    ),
    alertCount > alerts.length ? `${alertCount} alerts` : "",
  ];
  return told.filter((text) => text !== "").join("; ");
}

const HELLO_1_2 = record(22, clientHello({ name: "Example.org", protocols: ["h2", "http/1.1"] }), 0x0301);
const HELLO_1_3 = record(22, clientHello({ name: "example.org", versions: [0x2a2a, TLS_1_3, TLS_1_2] }), 0x0301);
const ANSWER_1_2 = record(22, serverHello({ version: TLS_1_2, suite: 0xc02f, protocol: "h2" }));
const ANSWER_1_3 = record(22, serverHello({ version: TLS_1_3 }));
const OFFER_1_2 = "hello 1; example.org; 303; h2 http/1.1";
const OFFER_1_3 = "hello 1; example.org; 304 303";

const CASES: readonly { what: string; turns: readonly Turn[]; expected: string }[] = [
  {
    what: "TLS 1.2, two round trips",
    turns: [
      ["client", HELLO_1_2],
      ["server", ANSWER_1_2, CERTIFICATE, DONE],
      ["client", record(22, message(16, "00")), CCS, HIDDEN],
      ["server", CCS, HIDDEN],
      ["client", DATA],
    ],
    expected: `${OFFER_1_2}; answer 2 303 c02f h2; finished 4; trips 2`,
  },
  {
    what: "TLS 1.2, a session taken up again: one round trip",
    turns: [["client", HELLO_1_2], ["server", ANSWER_1_2, CCS, HIDDEN], ["client", CCS, HIDDEN, DATA]],
    expected: `${OFFER_1_2}; answer 2 303 c02f h2; finished 3; trips 1; resumed`,
  },
  {
    what: "TLS 1.3, the client's Finished",
    turns: [["client", HELLO_1_3], ["server", ANSWER_1_3, CCS, DATA, DATA], ["client", CCS, DATA], ["client", DATA]],
    expected: `${OFFER_1_3}; answer 2 304 1301 null; finished 3; trips 1`,
  },
  {
    what: "TLS 1.3, the client asked to try again",
    turns: [
      ["client", HELLO_1_3],
      ["server", record(22, serverHello({ version: TLS_1_3, retry: true })), CCS],
      ["client", CCS, HELLO_1_3],
      ["server", ANSWER_1_3, DATA],
      ["client", DATA],
    ],
    expected: `${OFFER_1_3}; answer 4 304 1301 null; finished 5; trips 2; retried`,
  },
  {
    what: "TLS 1.3, an earlier session; with early data nobody can tell when it is over",
    turns: [
      ["client", HELLO_1_3, CCS, DATA],
      ["server", record(22, serverHello({ version: TLS_1_3, resumed: true })), DATA],
      ["client", DATA],
    ],
    expected: `${OFFER_1_3}; answer 2 304 1301 null; trips 1; resumed`,
  },
  {
    what: "TLS 1.3, what is as short as an alert is no Finished",
    turns: [["client", HELLO_1_3], ["server", ANSWER_1_3, DATA], ["client", record(23, new Uint8Array(19))]],
    expected: `${OFFER_1_3}; answer 2 304 1301 null; trips 1`,
  },
  {
    what: "refused by an alert",
    turns: [["client", HELLO_1_2], ["server", record(21, "0228")]],
    expected: `${OFFER_1_2}; trips 0; alert server 2 2 40`,
  },
  {
    what: "alerts of either end, the last ones encrypted",
    turns: [
      ["client", HELLO_1_2],
      ["server", ANSWER_1_2, CERTIFICATE],
      ["client", record(21, "0230"), record(21, new Uint8Array(26))],
      ["server", record(21, new Uint8Array(26)), record(21, "0100"), record(21, "0100")],
    ],
    expected: `${OFFER_1_2}; answer 2 303 c02f h2; trips 1; alert client 3 2 48; alert client 3 null null; ` +
      "alert server 4 null null; alert server 4 1 0; 5 alerts",
  },
  {
    what: "answered by something else",
    turns: [["client", HELLO_1_2], ["server", new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n")]],
    expected: `${OFFER_1_2}; plain 2; trips 0`,
  },
  {
    what: "after lines of another protocol",
    turns: [
      ["server", new TextEncoder().encode("220 ready\r\n")],
      ["client", new TextEncoder().encode("STARTTLS\r\n")],
      ["server", new TextEncoder().encode("220 go\r\n")],
      ["client", HELLO_1_2],
      ["server", ANSWER_1_2],
    ],
    expected: `hello 4; example.org; 303; h2 http/1.1; answer 5 303 c02f h2; trips 1`,
  },
  {
    what: "spoken first by the end that was called",
    turns: [["server", HELLO_1_3], ["client", ANSWER_1_3, DATA], ["server", DATA]],
    expected: `hello 1 of the server; example.org; 304 303; answer 2 304 1301 null; finished 3; trips 1`,
  },
  {
    what: "a hello over two records",
    turns: [["client", record(22, HELLO_1_3.subarray(5, 60)), record(22, HELLO_1_3.subarray(60))]],
    expected: `${OFFER_1_3}; trips 0`,
  },
  {
    what: "a hello without extensions",
    turns: [["client", record(22, message(1, joined("0300", new Uint8Array(32), "00 0002000a 0100")))]],
    expected: "hello 1; 300; trips 0",
  },
  { what: "no TLS", turns: [["client", new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n")]], expected: "none" },
  {
    what: "a record that only begins like a hello",
    turns: [["client", record(22, message(1, "0100"))]],
    expected: "none",
  },
];

Deno.test("TlsConversation tells the handshake", () => {
  for (const { what, turns, expected } of CASES) assertEquals([what, short(play(turns))], [what, expected]);
});

Deno.test("TlsConversation tells the same of segments of any length", () => {
  const random = new Random(8);
  for (const { what, turns, expected } of CASES) {
    // Where it begins is looked for at the beginnings of segments, and six bytes show it.
    if (expected === "none" || expected.includes("plain") || what.startsWith("after lines")) continue;
    for (let round = 0; round < 20; round++) {
      assertEquals([what, short(play(turns, () => random.int(6, 700)))], [what, expected]);
    }
  }
});

Deno.test("TlsConversation tells nothing false where bytes are missing", () => {
  const { turns } = CASES[0]!;
  const random = new Random(9);
  for (let round = 0; round < 200; round++) {
    const { facts } = play(turns, () => random.int(6, 90), true);
    if (facts === null) continue;
    assertEquals([facts.serverName, facts.offeredVersions], ["example.org", [TLS_1_2]]);
    if (facts.version !== null) assertEquals([facts.version, facts.cipherSuite], [TLS_1_2, 0xc02f]);
    assertEquals(facts.alertCount, 0);
  }
});

Deno.test("TlsConversation finds alerts again behind a hole", () => {
  const conversation = new TlsConversation();
  const take = (fromClient: boolean, seq: number, bytes: Uint8Array, number: number): void =>
    conversation.take(fromClient, {
      ...{ seq, bytes, start: 0, captured: bytes.length, length: bytes.length },
      at: { number, seconds: 0, nanoseconds: 0 },
    });
  take(true, 0, HELLO_1_2, 1);
  take(false, 0, ANSWER_1_2, 2);
  take(false, 90_000, new Uint8Array(40).fill(22), 3);
  take(false, 90_040, record(21, "0233"), 4);
  conversation.finish();
  assertEquals(
    short({ facts: conversation.facts, preface: 0, over: false }),
    [
      `${OFFER_1_2}; answer 2 303 c02f h2; trips 1; alert server 4 2 51`,
    ].join(),
  );
});

Deno.test("TlsConversation looks for a hello in the first pieces only", () => {
  const text = new TextEncoder().encode("line\r\n");
  const lines = (count: number): Turn[] => Array.from({ length: count }, () => ["client", text]);
  assertEquals(play(lines(23)).over, false);
  assertEquals(play(lines(24)).over, true);
  assertEquals(short(play([...lines(23), ["client", HELLO_1_3]])), OFFER_1_3.replace("1", "24") + "; trips 0");
  assertEquals(short(play([...lines(24), ["client", HELLO_1_3]])), "none");
});

Deno.test("TlsConversation knows where HTTP/2 begins without TLS", () => {
  const preface = new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  assertEquals(play([["client", preface, new Uint8Array(9)]]).preface, 1);
  assertEquals(play([["client", preface.subarray(0, 23)]]).preface, 0);
});

Deno.test("TlsConversation takes any bytes", () => {
  const random = new Random(10);
  for (let round = 0; round < 400; round++) {
    const { turns } = random.pick(CASES);
    const damaged = turns.map(([end, ...parts]): Turn => {
      const bytes = joined(...parts);
      for (let change = random.int(0, 6); change > 0; change--) {
        bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
      }
      return [end, bytes];
    });
    const { facts } = play(damaged, () => random.int(1, 400), random.chance(0.3));
    assertEquals(facts === null || facts.alerts.length <= facts.alertCount, true);
  }
});
