/**
 * The experiments v0 to v4 and a page that is not there, as two hosts exchange them: every explanation and story, whole.
 */
import { assert, assertEquals } from "@std/assert";
import { assertGolden } from "../cli/golden.ts";
import { play, type ScenarioOptions, type Told } from "./scenario.ts";
import { toldText } from "./told_text.ts";

const OPENING = `
  0.000000 C S  0 mss 1460 sackok ts ws 7 win 64240
  0.000200 S SA 0 ack 1 mss 1460 sackok ts ws 7 win 65160
  0.000223 C A  1 ack 1`;

const V0 = `${OPENING}
  0.000290 C PA 1 "Ada Lovelace, Charles Babbage, 1843" ack 1
  0.000300 S A  1 ack 36 win 509
  0.000376 S PA 1 "ADA LOVELACE, CHARLES BABBAGE, 1843" ack 36 win 509
  0.000466 C A  36 ack 36
  0.000648 C PA 36 "123456789, 987654321" ack 36
  0.000653 S A  36 ack 56 win 509
  0.000709 S PA 36 "123456789, 987654321" ack 56 win 509
  0.000725 S FA 56 ack 56 win 509
  0.000883 C A  56 ack 56
  0.000984 C FA 56 ack 57
  0.000988 S A  57 ack 57 win 509`;

const V1 = `${OPENING}
  0.000400 C PA 1 "Hello, World!" ack 1
  0.000420 S A  1 ack 14 win 509
  0.000500 S PA 1 "HELLO, WORLD!" ack 14 win 509
  0.000620 C A  14 ack 14
  0.000650 C FA 14 ack 14
  0.000720 S FA 14 ack 15 win 509
  0.000840 C A  15 ack 15`;

const V2 = `${OPENING}
  0.000426 C PA 1 "World! Hello, World!" ack 1
  0.000434 S A  1 ack 21 win 509
  0.000495 S PA 1 "WORLD" ack 21 win 509
  0.000633 C A  21 ack 6
  0.000634 C FA 21 ack 6
  0.000639 S PA 6 "! HELLO, WORLD!" ack 21 win 509
  0.000668 S A  21 ack 22 win 509
  0.000802 C R  22 win 0`;

const V3 = `${OPENING}
  0.000400 C PA 1 "Hello, World!" ack 1
  0.000420 S A  1 ack 14 win 509
  0.000900 S PA 1 len 7240 ack 14 win 509
  0.000905 S PA 7241 len 5760 ack 14 win 509
  0.001100 C A  14 ack 7241 win 600
  0.001120 C A  14 ack 13001 win 690
  0.001300 C RA 14 ack 13001 win 690`;

const V4 = `${OPENING}
  0.000400 C PA 1 "${"Hello, World!".repeat(10)}" ack 1
  0.000420 S A  1 ack 131 win 509
  0.000510 C PA 131 "${"Hello, World!".repeat(30)}" ack 1
  0.000530 S A  1 ack 521 win 506
  5.000700 S PA 1 "${"HELLO, WORLD!".repeat(40)}" ack 521 win 509
  5.000820 C A  521 ack 521
  5.001000 C FA 521 ack 521
  5.042000 S A  521 ack 522 win 509
 10.001500 S FA 521 ack 522 win 509
 10.001620 C A  522 ack 522`;

const NOT_FOUND = `
  0.000000 C S  0 mss 65495 sackok ts ws 7 win 65495
  0.000005 S SA 0 ack 1 mss 65495 sackok ts ws 7 win 65483
  0.000010 C A  1 ack 1
  0.003806 C PA 1 "GET /c.html HTTP/1.1\\r\\nHost: localhost:8080\\r\\nConnection: keep-alive\\r\\n\\r\\n" ack 1
  0.003811 S A  1 ack 71
  0.003891 S PA 1 "HTTP/1.1 404 Not Found\\r\\nConnection: close\\r\\n\\r\\n" ack 71
  0.003899 C A  71 ack 46
  0.004220 S FA 46 ack 71
  0.004438 C FA 71 ack 47
  0.004582 S A  47 ack 72`;

const SPECULATIVE = `
  0.000000 C S  0 mss 65495 sackok ts ws 7 win 65495
  0.000002 S SA 0 ack 1 mss 65495 sackok ts ws 7 win 65483
  0.000006 C A  1 ack 1
  1.004471 S FA 1 ack 1
  1.008088 C A  1 ack 2`;

const HTTP_PLACE: ScenarioOptions = { client: "127.0.0.1:37944", server: "127.0.0.1:8080" };
const EXPERIMENTS: readonly { name: string; text: string; options?: ScenarioOptions }[] = [
  {
    name: "v0",
    text: V0,
    options: { client: "10.0.2.4:51416", server: "10.0.2.15:12345", clientStart: 383552103, serverStart: 3675841940 },
  },
  { name: "v1", text: V1 },
  { name: "v2", text: V2, options: { clientStart: 103915608, serverStart: 1162581600 } },
  { name: "v3", text: V3 },
  { name: "v4", text: V4 },
  { name: "http_404", text: NOT_FOUND, options: HTTP_PLACE },
  { name: "http_speculative", text: SPECULATIVE, options: HTTP_PLACE },
];

for (const { name, text, options } of EXPERIMENTS) {
  Deno.test(`explain() tells ${name} as the golden text does`, () =>
    assertGolden(`explain/${name}.txt`, toldText(play(text, options))));
}

for (const { name, text, options } of EXPERIMENTS.filter(({ name }) => name === "v2")) {
  Deno.test(`explain() tells ${name} in Hebrew as the golden text does`, () =>
    assertGolden(`explain/${name}.he.txt`, toldText(play(text, { ...options, language: "he" }))));
}

/** The explanation with this code of the packet with this number. */
function textOf({ packets }: Told, number: number, code: string): string {
  const found = packets[number - 1]?.explanations.find((explanation) => explanation.code === code);
  assert(found, `packet ${number} has no explanation ${code}, only ${packets[number - 1]?.codes.join(", ")}`);
  return found.text;
}

/** What SPEC section 2 says of each experiment: the packet, the rule, and the words that must be there. */
const MUST_SAY: readonly { text: string; number: number; code: string; words: readonly string[] }[] = [
  { text: V0, number: 5, code: "ack", words: ["36 = 1 + 35", "not have read"] },
  { text: V0, number: 11, code: "fin", words: ["number 56", "did not wait for the ACK of packet 10"] },
  { text: V0, number: 12, code: "ack", words: ["FIN (packet 11) is not among it", "57"] },
  { text: V0, number: 13, code: "fin-ack", words: ["57 = 56 + 1"] },
  { text: V0, number: 14, code: "last-ack", words: ["57 = 56 + 1", "TIME-WAIT"] },
  { text: V1, number: 9, code: "fin-ack", words: ["One packet does two things"] },
  { text: V2, number: 6, code: "data", words: ["`WORLD`", "leaves at once"] },
  { text: V2, number: 9, code: "data", words: ["had not yet processed the client's FIN (packet 8)", "22"] },
  { text: V2, number: 9, code: "nagle-coalesced", words: ["15 = 3 x 5", "Packet 7 brought that ACK"] },
  {
    text: V2,
    number: 11,
    code: "rst-data-after-close",
    words: [
      "15 bytes (packet 9)",
      "FIN, packet 8",
      "answers packet 10: its seq 22",
      "its ack, 21",
      "send them again for minutes",
      "ECONNRESET",
    ],
  },
  { text: V3, number: 6, code: "segmentation-offload", words: ["5 segments of 1448 bytes each"] },
  { text: V3, number: 7, code: "segmentation-offload", words: ["4 segments (3 of 1448 bytes, 1 of 1416)"] },
  { text: V3, number: 10, code: "rst-unread-data", words: ["13,000 bytes had arrived", "ECONNRESET"] },
  { text: V4, number: 6, code: "nagle-coalesced", words: ["390 = 3 x 130"] },
  { text: V4, number: 8, code: "application-silence", words: ["5.00 s", "packet 6", "program"] },
  { text: V4, number: 11, code: "delayed-ack", words: ["41.0 ms"] },
  { text: V4, number: 12, code: "application-silence", words: ["end of the stream"] },
  { text: NOT_FOUND, number: 4, code: "http-request", words: ["GET /c.html HTTP/1.1"] },
  { text: NOT_FOUND, number: 6, code: "http-response", words: ["404 Not Found", "packet 4"] },
  { text: SPECULATIVE, number: 4, code: "idle-closed", words: ["1.00 s", "timeout"] },
];

Deno.test("explain() says of the experiments what the lab report says", () => {
  for (const { text, number, code, words } of MUST_SAY) {
    const told = textOf(play(text, text === NOT_FOUND || text === SPECULATIVE ? HTTP_PLACE : {}), number, code);
    for (const word of words) assert(told.includes(word), `packet ${number}, ${code}: no "${word}" in: ${told}`);
  }
});

Deno.test("explain() names Nagle, offload and resets only where they are", () => {
  const rare = new Set(["nagle-coalesced", "segmentation-offload", "rst-unread-data", "rst-data-after-close"]);
  const found = (text: string): string[] => play(text).packets.flatMap(({ codes }) => codes).filter((c) => rare.has(c));
  assertEquals(found(V0), []);
  assertEquals(found(V1), []);
  assertEquals(found(V2), ["nagle-coalesced", "rst-data-after-close"]);
  assertEquals(found(V3), ["segmentation-offload", "segmentation-offload", "rst-unread-data"]);
  assertEquals(found(V4), ["nagle-coalesced"]);
});
