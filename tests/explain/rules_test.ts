/** Every rule: an example in which it speaks, and one, as alike as may be, in which it must not. */
import { assert, assertEquals } from "@std/assert";
import { type Code, CODES } from "../../src/explain/words/codes.ts";
import { RELATED_RULES, ruleOf, RULES } from "../../src/explain/rules/all_rules.ts";
import { SCENARIOS } from "../../src/lab/scenarios/registry.ts";
import { EXAMPLES } from "./examples/all_examples.ts";
import { play } from "./scenario.ts";

Deno.test("RULES have one rule for each code", () => {
  assertEquals(new Set(RULES.map(({ code }) => code)).size, RULES.length);
  const codes = new Set([...RULES, ...RELATED_RULES].map(({ code }) => code));
  assertEquals([...codes].toSorted(), CODES.toSorted());
  for (const code of CODES) assertEquals(ruleOf(code).code, code);
});

Deno.test("RULES that are ordinary are those of an orderly conversation", () => {
  assertEquals(CODES.filter((code) => ruleOf(code).ordinary), [
    "syn",
    "syn-ack",
    "handshake-ack",
    "data",
    "ack",
    "piggyback-ack",
    "delayed-ack",
    "fin",
    "fin-ack",
    "last-ack",
    "checksum-offload",
    "window-update",
    "http-request",
    "http-response",
    "http-body",
  ]);
});

/** Scenarios that make it happen where their own capture does not see it. */
const UNSEEN: Readonly<Record<string, string>> = {
  "lost-segment": "the wire is recorded before it loses a packet, so that no number is missing in the lab's capture",
};

Deno.test("RULES name scenarios of the lab that promise their codes", () => {
  for (const { code, scenario: name } of [...RULES, ...RELATED_RULES]) {
    if (name === null) continue;
    const scenario = SCENARIOS.find((scenario) => scenario.name === name);
    assert(scenario !== undefined, `${code} names a scenario that the lab does not have: ${name}`);
    const promised = (scenario.codes ?? []).includes(code);
    assertEquals(promised, UNSEEN[code] === undefined, `${name} promises ${scenario.codes?.join(", ")}, not ${code}`);
  }
});

Deno.test("RULES are tried in this order: what a packet is, then why, then what is odd about it", () => {
  assertEquals(RULES.map(({ code }) => code), [
    "captured-twice",
    "syn",
    "syn-ack",
    "handshake-ack",
    "resent-smaller",
    "tail-loss-probe",
    "partial-ack-retransmission",
    "retransmission-timeout",
    "fast-retransmission",
    "spurious-retransmission",
    "out-of-order",
    "data",
    "nagle-coalesced",
    "segmentation-offload",
    "ack",
    "piggyback-ack",
    "fin",
    "fin-ack",
    "simultaneous-close",
    "last-ack",
    "half-close",
    "delayed-ack",
    "rst-middlebox",
    "rst-injected",
    "conflicting-data",
    "rst-refused",
    "rst-unread-data",
    "rst-data-after-close",
    "rst-abort",
    "rst-reply-to-rst-closed",
    "rst-unacceptable-ack",
    "damaged",
    "old-connection-ack",
    "challenge-ack",
    "old-segment-rejected",
    "lost-segment",
    "ack-lost-segment",
    "duplicate-ack",
    "dsack",
    "silly-window",
    "window-full",
    "zero-window",
    "zero-window-probe",
    "window-update",
    "keep-alive",
    "keep-alive-ack",
    "http-request",
    "http-response",
    "http-body",
    "application-silence",
    "idle-closed",
    "ecn",
    "odd-flags",
    "port-reuse",
    "syn-data",
    "mtu-clamped",
    "timestamps-missing",
    "checksum-offload",
    "ip-fragment",
  ]);
});

/** The explanations of the example's last packet. */
function lastOf(text: string): { codes: readonly string[]; text: (code: string) => string } {
  const last = play(text).packets.at(-1)!;
  return { codes: last.codes, text: (code) => last.explanations.find((e) => e.code === code)?.text ?? "" };
}

for (const code of CODES) {
  Deno.test(`explain() says ${code} where it is true, and not where it is not`, () => {
    const { speaks, silent } = EXAMPLES[code];
    assert(speaks.length > 0 && silent.length > 0);
    for (const { text, says = [], never = [] } of speaks) {
      const last = lastOf(text);
      assert(last.codes.includes(code), `silent, said ${last.codes.join(", ")}: ${text}`);
      for (const words of says) {
        assert(last.text(code).includes(words), `${code} does not say "${words}": ${last.text(code)}`);
      }
      for (const words of never) {
        assert(!last.text(code).includes(words), `${code} says "${words}": ${last.text(code)}`);
      }
    }
    for (const text of silent) {
      const { codes } = lastOf(text);
      assert(!codes.includes(code), `${code} spoke: ${text}`);
    }
  });
}

Deno.test("explain() has something to say of every packet of the examples", () => {
  for (const code of CODES) {
    for (const text of [...EXAMPLES[code].speaks.map((example) => example.text), ...EXAMPLES[code].silent]) {
      for (const { codes, line } of play(text).packets) {
        // A piece of a tunnel's packet is not seen to carry TCP.
        assert(codes.length > 0 || line.includes("tunnel piece"), `nothing said of ${line}: ${text}`);
      }
    }
  }
});

Deno.test("explain() leaves no placeholder and no undefined in any example's words", () => {
  const codes: readonly Code[] = CODES;
  for (const text of codes.flatMap((code) => [...EXAMPLES[code].speaks.map((e) => e.text), ...EXAMPLES[code].silent])) {
    const { packets, stories, summary } = play(text);
    const all = packets.flatMap(({ explanations }) => explanations.flatMap((e) => [e.title, e.text]));
    for (const said of [...all, ...stories.flatMap((s) => s.paragraphs), ...summary.paragraphs]) {
      assert(!/undefined|NaN|[{}]|-\d+ bytes|Infinity/.test(said), said);
    }
  }
});
