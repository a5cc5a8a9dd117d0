/** What the wire's thread tells of packets, and when. */
import { assertEquals } from "@std/assert";
import { WireReporter } from "../../../src/lab/thread/wire_reporter.ts";
import type { WireNews } from "../../../src/lab/thread/wire_news.ts";
import { Passage } from "../../../src/lab/wire/passage.ts";
import type { End } from "../../../src/lab/wire/end.ts";
import { segment } from "../segment.ts";

type News = Omit<WireNews, "empty">;

function reporter(hosts: readonly End[] = []): { reporter: WireReporter; told: News[] } {
  const told: News[] = [];
  return { reporter: new WireReporter(null, { hosts, tell: (news) => told.push(news) }), told };
}

Deno.test("WireReporter tells of a packet once, then of what became of it", () => {
  const { reporter: watch, told } = reporter();
  const [first, second] = [1, 2].map((at) => new Passage("client", at, segment({ flags: "ACK" })));
  watch.packet(first!);
  first!.goes(11);
  watch.packet(second!);
  second!.pending = true;
  watch.turn(0);
  first!.arrives(12);
  second!.ends("dropped");
  watch.turn(0);
  watch.turn(0);
  const facts = told.map(({ entered, changed }) => ({
    entered: entered.map(({ number, at, delay, pending }) => ({ number, at, delay, pending })),
    changed: changed.map(({ number, event, arrived, pending }) => ({ number, event, arrived, pending })),
  }));
  assertEquals(facts, [
    {
      entered: [{ number: 0, at: 1, delay: 10, pending: false }, { number: 1, at: 2, delay: 0, pending: true }],
      changed: [],
    },
    {
      entered: [],
      changed: [
        { number: 0, event: null, arrived: 12, pending: false },
        { number: 1, event: "dropped", arrived: undefined, pending: false },
      ],
    },
  ]);
});

Deno.test("WireReporter tells of a packet that came and went before its turn in one", () => {
  const { reporter: watch, told } = reporter();
  const passage = new Passage("server", 1, segment({ flags: "ACK" }));
  watch.packet(passage);
  passage.goes(5);
  passage.arrives(6);
  watch.flush();
  assertEquals(told.length, 1);
  assertEquals([told[0]!.entered[0]!.arrived, told[0]!.changed], [6, []]);
});

Deno.test("WireReporter gives the bytes of a packet that was marked after it had been told of", () => {
  const { reporter: watch, told } = reporter();
  const passage = new Passage("server", 1, segment({ flags: "ACK" }));
  watch.packet(passage);
  watch.flush();
  passage.bytes = segment({ flags: "ACK", seq: 7 });
  passage.event = "marked";
  passage.goes(5);
  watch.flush();
  assertEquals(told[1]!.changed.map(({ bytes }) => bytes), [segment({ flags: "ACK", seq: 7 })]);
});

Deno.test("WireReporter tells what the interfaces saw of those hosts that were asked for", () => {
  const { reporter: watch, told } = reporter(["server"]);
  const bytes = segment({ flags: "SYN" });
  watch.seen("client", { at: 1, bytes }, true);
  watch.seen("server", { at: 2, bytes }, false);
  assertEquals(watch.turn(0), Infinity);
  assertEquals(told.map(({ seen }) => seen), [[{ host: "server", packet: { at: 2, bytes } }]]);
});

Deno.test("WireReporter cuts packets to their headers once it has told of 256 MB", () => {
  const { reporter: watch, told } = reporter();
  const large = new Uint8Array(64 * 1024 * 1024);
  for (let packet = 0; packet < 5; packet++) watch.packet(new Passage("client", packet, large));
  watch.packet(new Passage("client", 9, segment({ flags: "ACK" })));
  watch.flush();
  const lengths = told[0]!.entered.map(({ bytes, length }) => [bytes.byteLength, length]);
  const whole = [large.byteLength, undefined];
  assertEquals(lengths, [whole, whole, whole, whole, [128, large.byteLength], [40, undefined]]);
});
