/**
 * The findings of a conversation: every rule looks at the evidence, and what a narrower one says better is left out.
 */
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { Finding, FindingCode } from "../words/finding.ts";
import type { Voice } from "../words/voice.ts";
import type { Around, FindingRule, Found } from "./finding_rule.ts";
import { FAST_OPEN_FINDINGS, OPENING_FINDINGS } from "./opening.ts";
import { ICMP_FINDINGS } from "./icmp.ts";
import { PACE_FINDINGS } from "./pace.ts";
import { RESET_FINDINGS } from "./resets.ts";
import { ROAD_FINDINGS } from "./road.ts";
import { SILENCE_FINDINGS } from "./silence.ts";

/** The rules, the most important finding first: what ended or prevented a connection, then what slowed it, then what is curious. */
export const FINDING_RULES: readonly FindingRule[] = [
  ...ICMP_FINDINGS,
  ...SILENCE_FINDINGS,
  ...OPENING_FINDINGS,
  ...RESET_FINDINGS,
  ...PACE_FINDINGS,
  ...ROAD_FINDINGS,
  ...FAST_OPEN_FINDINGS,
];

/** Packets that a finding names at most. */
const NAMED = 8;

/** What is found of a conversation, in words; the most important first. */
export function findingsOf(memory: ConversationMemory, around: Around, voice: Voice): Finding[] {
  const found: { rule: FindingRule; what: Found }[] = [];
  const hidden = new Set<FindingCode>();
  for (const rule of FINDING_RULES) {
    const what = rule.find(memory, around);
    if (what === null) continue;
    found.push({ rule, what });
    if (what.certainty === "possible") continue;
    for (const code of rule.hides ?? []) hidden.add(code);
  }
  return found.filter(({ rule }) => !hidden.has(rule.code)).map(({ rule, what }) => inWords(rule.code, what, voice));
}

/** A finding as it is told. */
export function inWords(code: FindingCode, what: Found, voice: Voice): Finding {
  voice.begin(true);
  what.tell(voice);
  const text = voice.toldText;
  voice.begin(true);
  if (what.certainty !== "possible") what.advise?.(voice);
  const advice = voice.toldText;
  const packets = [...new Set(what.packets.filter((number) => number > 0))].slice(0, NAMED);
  return { code, title: voice.words.findingTitles[code], certainty: what.certainty, packets, text, advice };
}
