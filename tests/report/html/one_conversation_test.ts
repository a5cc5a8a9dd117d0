import { assertEquals } from "@std/assert";
import { oneConversation } from "../../../src/report/html/facts/one_conversation.ts";
import { wordsOf } from "../../../src/report/html/text/page_words.ts";
import { type Line, reportOf, V2 } from "./fixture.ts";

Deno.test("oneConversation() keeps its packets and their numbers, its client on the left", () => {
  const lines = V2.flatMap((line): Line[] => [line, { ...line, stream: 1 }]);
  const data = reportOf(lines);
  // On the page its server came first: lines of many hosts have any order.
  const turned = {
    ...data,
    hosts: data.hosts.toReversed(),
    packets: data.packets.map((packet) => ({
      ...packet,
      from: packet.to,
      to: packet.from,
      states: packet.states.map((change) => ({ ...change, host: 1 - change.host })),
    })),
  };
  const own = { ...data.conversations[0]!, stream: 1, client: "10.0.2.4:40619" };
  for (const whole of [data, turned]) {
    const alone = oneConversation(whole, own, wordsOf("en"));
    assertEquals(alone.packets.map(({ number }) => number), V2.map((_, i) => 2 * i + 2));
    assertEquals(alone.hosts, [{ name: "client", address: "10.0.2.4:40619" }, {
      name: "server",
      address: "10.0.2.15:5050",
    }]);
    assertEquals(alone.packets.map(({ from, to }) => [from, to]), V2.map(({ from }) => from === "C" ? [0, 1] : [1, 0]));
    assertEquals(alone.packets.map(({ states }) => states), V2.map(({ states = [] }) => states));
  }
});
