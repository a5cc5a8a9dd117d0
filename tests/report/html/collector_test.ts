import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Explainer } from "../../../src/explain/explainer.ts";
import { beyondThePage } from "../../../src/report/html/facts/remarks.ts";
import { hostLines } from "../../../src/report/html/facts/host_lines.ts";
import { type OnTheWire, ReportCollector } from "../../../src/report/html/facts/report_collector.ts";
import { PACKET_LIMIT, type PacketView, type ReportData } from "../../../src/report/html/facts/report_data.ts";
import { wordsOf } from "../../../src/report/html/text/page_words.ts";
import { analysedPackets } from "../../explain/scenario.ts";

const AROUND = { title: "a", done: [], command: "b", capture: "lab.pcap", program: "c" };

/** Collects a scenario in the notation of tests/explain/scenario.ts. */
function collected(text: string, wire?: (number: number) => OnTheWire): ReportData {
  const explainer = new Explainer({});
  const collector = new ReportCollector(explainer, "en");
  analysedPackets(text, {}, (analysed) => {
    const explanations = explainer.explain(analysed);
    const { packet } = analysed;
    collector.add({ packet, analysed, explanations, ...(wire === undefined ? {} : { wire: wire(packet.number) }) });
  });
  return collector.finish(AROUND);
}

const states = (packet: PacketView | undefined): string[] =>
  (packet?.states ?? []).map(({ host, state, on }) => `${"CS"[host]} ${state} ${on}`);

/** v2 as captured beside the server. */
const V2 = `
  0.000000  C  S   0  win 64240 mss 1460 ws 7
  0.000020  S  SA  0  ack 1 win 65160 mss 1460 ws 7
  0.000176  C  A   1  ack 1
  0.000426  C  PA  1  "World! Hello, World!" ack 1
  0.000434  S  A   1  ack 21
  0.000495  S  PA  1  "WORLD" ack 21
  0.000633  C  A   21 ack 6
  0.000634  C  FA  21 ack 6
  0.000638  S  PA  6  "! HELLO, WORLD!" ack 21
  0.000668  S  FA  21 ack 22
  0.000802  C  R   22
`;

Deno.test("ReportCollector gathers packets, hosts, conversation and remarks of v2", () => {
  const data = collected(V2);
  assertEquals(data.hosts, [{ name: "client", address: "10.0.2.4" }, { name: "server", address: "10.0.2.15" }]);
  assertEquals(data.packets.map(({ number }) => number), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const { tcp } = data.packets[8]!;
  assertEquals([tcp!.seq, tcp!.length, tcp!.flags], [6, 15, ["PSH", "ACK"]]);
  const [conversation] = data.conversations;
  assertEquals(conversation!.packets, 11);
  assertEquals([conversation!.bytesFromClient, conversation!.bytesFromServer], [20, 20]);
  assert(conversation!.story.paragraphs.length > 0);
  assertEquals(data.summary, null);
  const reset = data.unusual.find(({ packets }) => packets.includes(11));
  assertStringIncludes(reset!.text, "RST");
  assertEquals(data.next.at(0)!.command, "tcplab lab v2 --html v2.html");
});

Deno.test("ReportCollector counts bytes once when they are sent again", () => {
  const data = collected(`
    0.000  C  S   0  win 64240 mss 1460
    0.001  S  SA  0  ack 1 win 65160 mss 1460
    0.002  C  A   1  ack 1
    0.003  C  PA  1  "Hello, World!" ack 1
    0.004  S  A   1  ack 14
    0.005  S  PA  1  "HELLO, WORLD!" ack 14
    0.220  S  PA  1  "HELLO, WORLD!" ack 14
    0.221  C  A   14 ack 14
  `);
  const [conversation] = data.conversations;
  assertEquals([conversation!.bytesFromClient, conversation!.bytesFromServer], [13, 13]);
});

Deno.test("ReportCollector estimates departures and arrivals from the quickest answers", () => {
  const { packets } = collected(V2);
  for (const packet of packets) {
    assertEquals(packet.delay, "estimated");
    assert(packet.arrived! > packet.sent);
    const acked = packets.find(({ number }) => number === packet.tcp!.acks);
    // No answer leaves before what it answers has arrived.
    if (acked !== undefined) assert(packet.sent >= acked.arrived! - 1, `packet ${packet.number}`);
  }
  const [fin, data, lastFin, reset] = [packets[7]!, packets[8]!, packets[9]!, packets[10]!];
  assert(reset.sent >= lastFin.arrived!, "the reset left when the FIN that it answers had arrived");
  assert(data.sent < fin.arrived! && fin.sent < data.arrived!, "the FIN and the data crossed");
});

Deno.test("ReportCollector takes each reset for the answer to one packet, and a reset of a program's for none", () => {
  const opened = `
    0.000  C  S   0  win 64240
    0.100  S  SA  0  ack 1 win 65160
    0.100001  C  A   1  ack 1
    0.200  C  PA  1  "a" ack 1
    0.300  S  A   1  ack 2
  `;
  const answered = collected(`${opened}
    0.400000  S  PA  1  "bb" ack 2
    0.400040  S  PA  3  "cc" ack 2
    0.400041  C  R   2
    0.400081  C  R   2
  `);
  const [, , , , , first, second, one, other] = answered.packets;
  assert(one!.sent >= first!.arrived! && other!.sent >= second!.arrived!);
  const aborted = collected(`${opened}
    0.400000  S  PA  1  "bb" ack 2
    0.4000001  C  RA  2  ack 1
  `);
  assertEquals(
    aborted.packets[5]!.arrived! - aborted.packets[5]!.sent,
    answered.packets[0]!.arrived! - answered.packets[0]!.sent,
  );
});

Deno.test("ReportCollector has no delays to draw where only one side answered", () => {
  const { packets } = collected(`
    0.000  C  PA  1  "a" ack 1
    0.001  S  A   1  ack 2
  `);
  assertEquals(packets.map(({ delay }) => delay), ["unknown", "unknown"]);
});

Deno.test("ReportCollector writes a state where it begins: before, at the sender, at the receiver", () => {
  const { packets } = collected(V2);
  assertEquals(states(packets[0]), ["S LISTEN before", "C SYN-SENT sent"]);
  assertEquals(states(packets[1]), ["C ESTABLISHED received", "S SYN-RECEIVED sent"]);
  assertEquals(states(packets[2]), ["S ESTABLISHED received"]);
  assertEquals(states(packets[7]), ["C FIN-WAIT-1 sent", "S CLOSE-WAIT received"]);
});

Deno.test("ReportCollector leaves out states that an end had already left", () => {
  // The reset leaves the client before the server's FIN can have reached it.
  const { packets } = collected(V2.replace("0.000802  C  R   22", "0.000790  C  R   21"));
  assertEquals(states(packets[9]).filter((state) => state.startsWith("C")), []);
  assertEquals(states(packets[10]), ["C CLOSED sent", "S CLOSED received"]);
});

Deno.test("ReportCollector takes delays and fates from the lab's wire", () => {
  const { packets } = collected(
    `
    0.0  C  S   0  win 64240
    1.0  C  S   0  win 64240
    1.1  S  SA  0  ack 1
  `,
    (number) => ({ fate: number === 1 ? "dropped" : "delivered", delay: 5e6 }),
  );
  assertEquals(packets.map(({ arrived, sent }) => arrived === null ? null : arrived - sent), [null, 5e6, 5e6]);
  assertEquals(states(packets[0]), ["S LISTEN before", "C SYN-SENT sent"], "a lost SYN changes nothing at the server");
});

Deno.test("ReportCollector keeps 5,000 packets and counts the others", () => {
  const lines = Array.from({ length: PACKET_LIMIT + 7 }, (_, i) => `${i / 1000}  C  PA  ${1 + i}  "x" ack 1`);
  const data = collected(lines.join("\n"));
  assertEquals([data.packets.length, data.leftOut], [PACKET_LIMIT, 7]);
  assertEquals(data.conversations[0]!.packets, PACKET_LIMIT + 7);
  assertEquals(data.next[0]!.command, "tcplab view lab.pcap --open", "it says how to see the others");
});

Deno.test("beyondThePage() has the conversations named where there are several, and is not said of a whole page", () => {
  assertEquals(beyondThePage("'a b.pcap'", 548, wordsOf("en")).map(({ command }) => command), [
    "tcplab explain 'a b.pcap'",
    "tcplab view 'a b.pcap' --open",
  ]);
  assertEquals(collected(V2).next.filter(({ command }) => !command.startsWith("tcplab lab")), []);
});

Deno.test("hostLines() draws a host that talks to itself as two, and many hosts as two", () => {
  const conversation = (client: string, server: string) => ({
    client: { address: client, port: 40000 },
    server: { address: server, port: 80 },
  });
  const place = (pairs: readonly (readonly [string, string])[]) => {
    const ends = pairs.map(([client, server]) => ({
      conversation: conversation(client, server) as never,
      fromClient: true,
      src: client,
      dst: server,
    }));
    const { hosts, place } = hostLines(ends, wordsOf("en"));
    return { hosts: hosts.map(({ name, address }) => `${name} ${address}`.trim()), places: ends.map(place) };
  };
  const table = [
    { pairs: [["a", "b"]], hosts: ["client a", "server b"], places: [[0, 1]] },
    { pairs: [["a", "a"]], hosts: ["client a:40000", "server a:80"], places: [[0, 1]] },
    { pairs: [["a", "c"], ["b", "c"]], hosts: ["client a", "client b", "server c"], places: [[0, 2], [1, 2]] },
    { pairs: [["a", "b"], ["b", "a"]], hosts: ["a", "b"], places: [[0, 1], [1, 0]] },
    {
      pairs: ["a", "b", "c", "d", "e", "f"].map((name) => [name, "x"]),
      hosts: ["client 6 addresses", "server x:80"],
      places: Array(6).fill([0, 1]),
    },
  ] as const;
  for (const { pairs, hosts, places } of table) {
    const drawn = place(pairs as readonly (readonly [string, string])[]);
    assertEquals(drawn.hosts, [...hosts]);
    assertEquals(drawn.places.map(({ from, to }) => [from, to]), places.map((place) => [...place]));
  }
});
