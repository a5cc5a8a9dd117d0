/** The explainer as a whole: what it does with any packets at all. */
import { assert, assertEquals } from "@std/assert";
import { Analyser } from "../../src/analysis/analyser.ts";
import { CODES } from "../../src/explain/words/codes.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import { emitSegment } from "../packet/emit.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { recordOf } from "../packet/record_of.ts";
import { OPEN } from "./examples/conversations.ts";
import { play } from "./scenario.ts";
import { seeded } from "../random.ts";

const CONVERSATION = `
  0.000 C S  0 mss 1460
  0.009 S SA 0 ack 1 mss 1460
  0.010 C A  1 ack 1
  0.100 C PA 1 "hello" ack 1
  0.110 S A  1 ack 6
  2.000 S FA 1 ack 6`;

Deno.test("observe() knows the same story and summary as explain(), without words", () => {
  const loud = play(CONVERSATION);
  const silent = play(CONVERSATION, { silent: true });
  assertEquals(silent.stories, loud.stories);
  assertEquals(silent.summary, loud.summary);
  assertEquals(silent.packets.map(({ states }) => states), loud.packets.map(({ states }) => states));
});

Deno.test("explain() says of every packet something with a known code, a title and a text", () => {
  const codes: readonly string[] = CODES;
  for (const { explanations } of play(CONVERSATION).packets) {
    assert(explanations.length > 0);
    for (const { code, title, text } of explanations) {
      assert(codes.includes(code) && title.length > 3 && text.endsWith("."), `${code} ${title} ${text}`);
    }
  }
});

Deno.test("explain() says of data how far it is urgent, and only where URG makes the pointer count", () => {
  const ofData = (segment: string): string => {
    const { explanations } = play(`${OPEN}\n${segment}`).packets.at(-1)!;
    return explanations.find(({ code }) => code === "data")!.text;
  };
  const urgent = /urgent/i;
  assert(ofData(`0.1 C PAU 1 "hello" ack 1 urg 3`).includes("URG: the program marked bytes up to urgent pointer 3"));
  assert(!urgent.test(ofData(`0.1 C PA 1 "hello" ack 1 urg 3`)));
});

/** Packets of a few conversations in which nothing fits together. */
function* garbage(count: number, seed: number): Generator<Uint8Array> {
  const random = seeded(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const numbers = [0, 1, 2, 1000, 1001, 2000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
  for (let i = 0; i < count; i++) {
    const reverse = random() < 0.5;
    const ports = [1000 + upTo(4), 80] as const;
    const packet = emitSegment({
      src: reverse ? "10.0.0.2" : "10.0.0.1",
      dst: reverse ? "10.0.0.1" : "10.0.0.2",
      srcPort: ports[reverse ? 1 : 0],
      dstPort: ports[reverse ? 0 : 1],
      seq: (numbers[upTo(numbers.length)]! + upTo(3)) >>> 0,
      ack: (numbers[upTo(numbers.length)]! + upTo(3)) >>> 0,
      flags: random() < 0.7 ? [0x10, 0x18, 0x02, 0x12, 0x11, 0x04, 0x14][upTo(7)]! : upTo(512),
      window: [0, 0, 1, 502, 65535][upTo(5)]!,
      payload: new Uint8Array([0, 0, 1, 2, 100, 1460, 9000][upTo(7)]!).fill(72),
      options: random() < 0.3 ? [{ kind: "mss", value: upTo(65536) }, { kind: "window_scale", shift: upTo(256) }] : [],
      ipId: upTo(3),
    });
    if (random() < 0.2) { for (let k = 0; k < 3; k++) packet[20 + upTo(packet.length - 20)] = upTo(256); }
    yield random() < 0.1 ? packet.subarray(0, 20 + upTo(packet.length - 20)) : packet;
  }
}

Deno.test("explain() speaks of any packets without a mistake in its numbers", () => {
  for (let seed = 1; seed <= 12; seed++) {
    const analyser = new Analyser();
    const explainer = new Explainer();
    let number = 0;
    for (const bytes of garbage(1000, seed)) {
      const at = { number: ++number, seconds: 1000 + number, nanoseconds: 5 };
      const packet = dissect({ ...recordOf(bytes, 101), ...at });
      const analysed = analyser.analyse(packet);
      if (analysed === null) continue;
      for (const { text, code } of explainer.explain(analysed)) {
        assert(!/undefined|NaN|Infinity|[{}]| -\d/.test(text), `seed ${seed}, packet ${number}, ${code}: ${text}`);
      }
      const story = explainer.story(analysed.conversation);
      assert(
        !/undefined|NaN|Infinity|[{}]/.test(story.paragraphs.join(" ")),
        `seed ${seed}: ${story.paragraphs.join(" ")}`,
      );
    }
    explainer.summary();
  }
});

Deno.test("an ACK of an older connection is certain only where it confirms all that was sent in that one", () => {
  const older = `${CONVERSATION}\n2.001 C FA 6 ack 2\n2.010 S A 2 ack 7`;
  const last = (text: string) => {
    const explanations = play(text).packets.at(-1)?.explanations ?? [];
    return explanations.find(({ code }) => code === "old-connection-ack");
  };
  const itsLast = last(`${older}\n5.0 C S 3000000000 raw\n5.009 S A 2 ack 7`);
  assertEquals(itsLast?.certainty, "certain");
  assert(itsLast?.text.includes("try its SYN again"));
  // Two stacks on one address look alike: the number is of no connection that is known here.
  assertEquals(last(`${older}\n5.0 C S 3000000000 raw\n5.009 S A 2 ack 700`)?.certainty, "likely");
  // Who answered a SYN has none of its own to try again.
  const toSynAck = last(`${CONVERSATION}
    5.000 C S 3000000000 raw
    5.009 S SA 4000000000 ack 3000000001 raw
    5.010 C A 3000000001 ack 5 raw`);
  assertEquals([toSynAck?.certainty, toSynAck?.text.includes("try its SYN again")], ["likely", false]);
});
