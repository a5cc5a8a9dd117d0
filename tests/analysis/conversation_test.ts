import { assertEquals } from "@std/assert";
import { Analyser } from "../../src/analysis/analyser.ts";
import type { Conversation } from "../../src/analysis/conversation.ts";
import { analysed, packetsOf } from "./trace.ts";

function conversationsOf(trace: string): Conversation[] {
  const ended: Conversation[] = [];
  const analyser = new Analyser({ onConversationEnd: (conversation) => ended.push(conversation) });
  for (const packet of packetsOf(trace)) analyser.analyse(packet);
  analyser.finish();
  return ended;
}

Deno.test("analyse() tells client from server by the best evidence there is", () => {
  const cases = [
    { trace: "> S 100", roles: "syn", client: 1000 },
    { trace: "< S 100", roles: "syn", client: 80 },
    { trace: "< SA 500 101", roles: "syn-ack", client: 1000 },
    { trace: "< A 500 101 10", roles: "lower-port", client: 1000 },
    { trace: "< A 500 101 10 1000 port=80", roles: "first-packet", client: 80 },
  ];
  for (const { trace, roles, client } of cases) {
    const [conversation] = conversationsOf(trace);
    assertEquals([conversation!.roles, conversation!.client.port], [roles, client], trace);
  }
});

Deno.test("analyse() counts what each end sent", () => {
  const [conversation] = conversationsOf(`
    > S 100
    < SA 500 101 0 1000 dt=8
    > A 101 501
    > PA 101 501 20
    > PA 101 501 20 1000 dt=300
    < A 501 121 0 0
    < FA 501 121 0 1000 dt=5
    > RA 121 502`);
  const { fromClient, fromServer } = conversation!;
  assertEquals([fromClient.packets, fromClient.bytes, fromClient.retransmissions, fromClient.largestSegment], [
    5,
    20,
    1,
    20,
  ]);
  assertEquals([fromClient.bytesSentAgain, fromClient.segments, fromClient.copies], [20, 1, 0]);
  assertEquals([fromClient.synPacket, fromClient.finPacket, fromClient.rstPacket], [1, 0, 8]);
  assertEquals([fromServer.packets, fromServer.bytes, fromServer.zeroWindows, fromServer.finPacket], [3, 0, 1, 7]);
  assertEquals([fromServer.rttSamples, fromServer.rttMinimum, fromServer.rttMaximum], [2, 8e6, 301e6]);
  assertEquals([conversation!.firstPacket, conversation!.lastPacket, conversation!.duration], [1, 8, 317e6]);
  assertEquals([conversation!.clientBase, conversation!.serverBase], [100, 500]);
});

Deno.test("analyse() counts verdicts for the end that sent the packet", () => {
  const [conversation] = conversationsOf(`
    > S 100
    < SA 500 101 0 1000 dt=8
    > A 101 501
    > A 121 501 10
    > A 111 501 10
    > A 141 501 10
    < A 501 131
    < A 501 131
    < A 501 131
    < A 501 131 0 0
    > A 141 501 10 1000 dt=300
    > A 151 501 0 0`);
  const { fromClient, fromServer } = conversation!;
  assertEquals([fromClient.lostSegments, fromClient.outOfOrder, fromClient.retransmissions], [2, 1, 1]);
  assertEquals([fromServer.lostSegments, fromServer.outOfOrder, fromServer.retransmissions], [0, 0, 0]);
  assertEquals([fromClient.duplicateAcks, fromServer.duplicateAcks], [0, 2]);
  assertEquals([fromClient.zeroWindows, fromServer.zeroWindows], [1, 1]);
});

Deno.test("analyse() knows the window scale of either end, 0 included, or that there is none", () => {
  const cases = [
    { client: "opt=01030300", server: "opt=01030307", expected: [0, 7] },
    { client: "opt=0103030e", server: "opt=0103030f", expected: [14, 14] },
    { client: "opt=01030307", server: "", expected: [null, null] },
    { client: "", server: "opt=01030307", expected: [null, null] },
  ];
  for (const { client, server, expected } of cases) {
    const [conversation] = conversationsOf(`> S 100 0 0 1000 ${client}\n< SA 500 101 0 1000 ${server}`);
    assertEquals([conversation!.clientScale, conversation!.serverScale], expected, `${client} ${server}`);
  }
});

Deno.test("completeness gathers what was seen", () => {
  const cases = [
    { trace: "> S 100", expected: 1 },
    { trace: "> S 100\n< SA 500 101", expected: 3 },
    { trace: "> S 100\n< SA 500 101\n> A 101 501", expected: 7 },
    { trace: "> S 100\n< SA 500 101\n> A 101 501\n> PA 101 501 5", expected: 15 },
    { trace: "> S 100\n< SA 500 101\n> A 101 501\n> PA 101 501 5\n> FA 106 501", expected: 31 },
    { trace: "> S 100\n< RA 0 101", expected: 37 },
    { trace: "> A 100 1 5\n> S 99", expected: 8 },
    { trace: "> S 100 0 10", expected: 9 },
    { trace: "> R 100", expected: 32 },
  ];
  for (const { trace, expected } of cases) assertEquals(conversationsOf(trace)[0]!.completeness, expected, trace);
});

Deno.test("a first pass tells the final completeness and scaling from the first packet on", () => {
  const packets = analysed(`
    > S 100
    < SA 500 101
    > A 101 501
    > FA 101 501
    > S 100 0 0 1000 port=2000 opt=01030301
    < SA 500 101 0 1000 port=2000 opt=01030301`);
  assertEquals(packets.map((p) => p.conversation.completeness), [23, 23, 23, 23, 3, 3]);
  const single = new Analyser();
  const seen = packetsOf("> S 100\n< SA 500 101\n> A 101 501").map((p) => single.analyse(p)!.conversation.completeness);
  assertEquals(seen, [1, 3, 7]);
});

Deno.test("new conversations on old ports are numbered as they come", () => {
  const packets = analysed(`
    > S 100
    > S 100 0 0 1000 port=2000
    < RA 0 101
    > S 200
    < SA 500 101 0 1000 port=2000
    < SA 900 201`);
  assertEquals(packets.map((p) => p.conversation.index), [0, 1, 0, 2, 1, 2]);
  assertEquals(packets.map((p) => p.conversation.reusedPorts), [false, false, false, true, false, true]);
});

Deno.test("analyse() lets go of closed conversations first, and tells how many it had to abandon", () => {
  const ended: number[] = [];
  const limits = { closed: 4, all: 8 };
  const analyser = new Analyser({ limits, onConversationEnd: ({ index }) => ended.push(index) });
  const lines: string[] = [];
  for (let port = 1; port <= 40; port++) {
    lines.push(`> S 100 0 0 1000 port=${1000 + port}`);
    if (port <= 10) lines.push(`< RA 0 101 0 0 port=${1000 + port}`);
  }
  const packets = packetsOf(lines.join("\n"));
  for (const packet of packets) analyser.analyse(packet);
  assertEquals(ended.slice(0, 4), [0, 1, 2, 3]);
  analyser.finish();
  assertEquals([ended.length, new Set(ended).size, analyser.conversationCount], [40, 40, 40]);
  assertEquals(analyser.abandoned > 10 && analyser.abandoned < 30, true, `${analyser.abandoned}`);
});

Deno.test("IPv4 and IPv6 conversations with the same first bytes are kept apart", async () => {
  const { dissect } = await import("../../src/packet/dissect.ts");
  const { emitSegment } = await import("../packet/emit.ts");
  const { recordOf } = await import("../packet/record_of.ts");
  const analyser = new Analyser();
  const ends = [["32.1.13.184", "32.1.13.185"], ["2001:db8::1", "2001:db9::2"], ["2001:db8::1", "2001:db9::3"], [
    "2001:db8::2",
    "2001:db9::3",
  ]];
  const streams = ends.flatMap(([src, dst]) =>
    [[src!, dst!, 9, 80], [dst!, src!, 80, 9]].map(([from, to, srcPort, dstPort]) => {
      const bytes = emitSegment({
        src: `${from}`,
        dst: `${to}`,
        srcPort: Number(srcPort),
        dstPort: Number(dstPort),
        flags: 16,
      });
      return analyser.analyse(dissect(recordOf(bytes, 101)))!.conversation.index;
    })
  );
  assertEquals(streams, [0, 0, 1, 1, 2, 2, 3, 3]);
});

Deno.test("analyse() measures no negative time where the capture's clock goes back", () => {
  const [conversation] = conversationsOf(`
    > S 100
    < SA 500 101 0 1000 dt=8
    > A 101 501
    > PA 101 501 20 1000 dt=20
    < A 501 121 0 1000 dt=-3600000
    > PA 121 501 20 1000 dt=5
    < A 501 141 0 1000 dt=7`);
  assertEquals([conversation!.initialRtt, conversation!.duration], [9e6, 29e6]);
  assertEquals([conversation!.fromServer.rttSamples, conversation!.fromServer.rttMinimum], [2, 7e6]);
});
