/** What the lessons about waiting and about connections beside others promise beyond their patterns. */
import "../../linux/open_libc.ts";
import { assert, assertEquals, assertGreater, assertGreaterOrEqual, assertLess, assertLessOrEqual } from "@std/assert";
import { factsByConversation, type WireFact } from "../../../src/lab/expectation/wire_facts.ts";
import type { WirePacket } from "../../../src/lab/wire/passage.ts";
import { CANNOT_PLAY, playing } from "../can_play.ts";
import { playLesson } from "../play_lesson.ts";

/** Segments that the server sends in one go after the n-th data of the client, before anything of the client comes. */
function flightAfter(facts: readonly WireFact[], nth: number): number {
  const asked = facts.filter(({ from, length }) => from === "client" && length > 0)[nth - 1];
  const rest = facts.slice(facts.indexOf(asked!) + 1);
  const end = rest.findIndex(({ from, length }, index) =>
    from === "client" && rest.slice(0, index).some((fact) => fact.length > 0) && length === 0
  );
  return rest.slice(0, end).filter(({ from, length }) => from === "server" && length > 0).length;
}

/** The most bytes that the server ever had sent and not had confirmed. */
function mostInFlight(facts: readonly WireFact[]): number {
  let [sent, confirmed, most] = [0, 0, 0];
  for (const { from, seq, length, ack } of facts) {
    if (from === "server") sent = Math.max(sent, seq + length);
    else confirmed = Math.max(confirmed, ack);
    most = Math.max(most, sent - Math.max(1, confirmed));
  }
  return most;
}

function bytesOf(packets: readonly WirePacket[], { port, from, until }: { port: number; from: number; until: number }) {
  return packets.filter(({ at, from: end, event }) => end === "server" && event === null && at >= from && at < until)
    .filter(({ bytes }) => new DataView(bytes.buffer, bytes.byteOffset).getUint16(22) === port)
    .reduce((sum, { bytes }) => sum + bytes.length, 0);
}

Deno.test({
  name: playing("slow-start-restart sends ten segments after the pause, and more where the kernel keeps its window"),
  ignore: CANNOT_PLAY,
  async fn() {
    const [lesson] = factsByConversation((await playLesson("slow-start-restart")).packets);
    assertEquals(flightAfter(lesson!, 2), 10);
    const settings = { client: {}, server: { "ipv4/tcp_slow_start_after_idle": "0" } };
    const [kept] = factsByConversation((await playLesson("slow-start-restart", { hosts: { settings } })).packets);
    assertGreater(flightAfter(kept!, 2), 20);
  },
});

Deno.test({
  name: playing("no-window-scaling never has more than 65,535 bytes in flight, with scaling it has"),
  ignore: CANNOT_PLAY,
  async fn() {
    const [lesson] = factsByConversation((await playLesson("no-window-scaling")).packets);
    assertLessOrEqual(mostInFlight(lesson!), 65_535);
    assertGreater(mostInFlight(lesson!), 60_000);
    const settings = { client: { "ipv4/tcp_window_scaling": "1" }, server: {} };
    const [scaled] = factsByConversation((await playLesson("no-window-scaling", { hosts: { settings } })).packets);
    assertGreater(mostInFlight(scaled!), 70_000);
  },
});

Deno.test({
  name: playing("shared-line: while both transfers run, neither gets less than a fifth of the line"),
  ignore: CANNOT_PLAY,
  async fn() {
    const { packets } = await playLesson("shared-line");
    const facts = factsByConversation(packets);
    const [first, second] = facts.map(([fact]) => fact!.clientPort);
    const data = packets.filter(({ from, bytes }) => from === "server" && bytes.length > 1000);
    const portOf = ({ bytes }: WirePacket) => new DataView(bytes.buffer, bytes.byteOffset).getUint16(22);
    const from = data.find((packet) => portOf(packet) === second)!.at;
    const until = Math.min(...[first, second].map((port) => data.findLast((packet) => portOf(packet) === port)!.at));
    const shares = [first!, second!].map((port) => bytesOf(packets, { port, from, until }));
    const total = shares[0]! + shares[1]!;
    for (const share of shares) assertGreater(share / total, 0.2, String(shares));
    assertLess(Math.abs(total * 8e9 / (until - from) / 5e6 - 1), 0.1);
  },
});

Deno.test({
  name: playing("fast-open brings the answer of the second connection a round trip sooner"),
  ignore: CANNOT_PLAY,
  async fn() {
    const conversations = factsByConversation((await playLesson("fast-open")).packets);
    const answers = conversations.map((facts) => {
      const until = facts.findIndex(({ from, length }) => from === "server" && length > 0);
      return facts.slice(1, until + 1).reduce((sum, { sincePrevious }) => sum + sincePrevious, 0) / 1e6;
    });
    // From the SYN to the answer as the wire sees it enter: one and a half round trips, and half of one.
    assertGreaterOrEqual(answers[0]!, 120);
    assertGreaterOrEqual(answers[1]!, 40);
    assertLess(answers[1]!, 120);
  },
});

Deno.test({
  name: playing("accept-queue: the kernel answers none of the SYNs that come while its queue is full"),
  ignore: CANNOT_PLAY,
  async fn() {
    const { packets, lines } = await playLesson("accept-queue");
    const [, , third] = factsByConversation(packets);
    assert(third!.filter(({ flags }) => (flags & 0x12) === 2).length >= 2);
    assertEquals(lines.filter((line) => line.includes("accepted")).length, 3);
  },
});

for (const name of ["nagle-delayed-ack", "time-wait"]) {
  Deno.test({
    name: playing(`runLab() plays ${name} as promised`),
    ignore: CANNOT_PLAY,
    fn: async () => void await playLesson(name),
  });
}
