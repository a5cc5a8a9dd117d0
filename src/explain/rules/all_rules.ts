/**
 * The rules, in the order in which they are tried and their explanations are given: first what a packet is, then why it was
 * sent so and what is special about it. To add one: the rule in the file of its subject, its title and its sentences in each
 * language of src/language, and examples in tests/explain/examples, where its place in the order is stated too.
 */
import type { RelatedPacket } from "../../analysis/related_packet.ts";
import { type Code, codeIndex } from "../words/codes.ts";
import { IS_ANY } from "../memory/packet_kind.ts";
import type { RelatedRule, Rule, RuleFacts } from "./rule.ts";
import { ACKNOWLEDGMENT_RULES, LATE_RULES } from "./acknowledgment.ts";
import { CLOSING_RULES } from "./closing.ts";
import { DATA_RULES } from "./data.ts";
import { PIECE_OF_SEGMENT, SEGMENT_OF_PIECES } from "./fragments.ts";
import { DUPLICATE_ACK_RULES } from "./duplicate_ack.ts";
import { FORGED_RULES } from "./forged.ts";
import { GAP_RULES, ORDER_RULES } from "./gaps.ts";
import { HANDSHAKE_RULES } from "./handshake.ts";
import { ICMP_ERROR } from "./icmp.ts";
import { HTTP_RULES } from "./http.ts";
import { IDLE_RULES } from "./idle.ts";
import { KEEP_ALIVE_RULES } from "./keep_alive.ts";
import { RETRANSMISSION_RULES } from "./loss.ts";
import { CAPTURED_TWICE, ODDITY_RULES } from "./oddities.ts";
import { DOUBLED_RULES, ECN_RULES, RECOVERY_RULES } from "./recovery.ts";
import { REJECTED_RULES } from "./rejected.ts";
import { RESET_RULES } from "./reset.ts";
import { WINDOW_RULES } from "./window.ts";

export const RULES: readonly Rule[] = [
  CAPTURED_TWICE,
  ...HANDSHAKE_RULES,
  ...RECOVERY_RULES,
  ...RETRANSMISSION_RULES,
  ...ORDER_RULES,
  ...DATA_RULES,
  ...ACKNOWLEDGMENT_RULES,
  ...CLOSING_RULES,
  ...LATE_RULES,
  ...FORGED_RULES,
  ...RESET_RULES,
  ...REJECTED_RULES,
  ...GAP_RULES,
  ...DUPLICATE_ACK_RULES,
  ...DOUBLED_RULES,
  ...WINDOW_RULES,
  ...KEEP_ALIVE_RULES,
  ...HTTP_RULES,
  ...IDLE_RULES,
  ...ECN_RULES,
  ...ODDITY_RULES,
  SEGMENT_OF_PIECES,
];

/** The rules about packets that are no TCP segments of their own, by the way in which they have to do with one. */
const RELATED: { readonly [Kind in RelatedPacket["kind"]]: RelatedRule<Extract<RelatedPacket, { kind: Kind }>> } = {
  "icmp-error": ICMP_ERROR,
  "ip-fragment": PIECE_OF_SEGMENT,
};
export const RELATED_RULES: readonly RelatedRule[] = Object.values(RELATED);

const BY_CODE: ReadonlyMap<Code, RuleFacts> = new Map(
  [...RELATED_RULES, ...RULES].map((rule) => [rule.code, rule]),
);

/** The rule about such packets. */
export function relatedRuleOf({ kind }: RelatedPacket): RelatedRule {
  return RELATED[kind];
}

/** The rule of a code. */
export function ruleOf(code: Code): RuleFacts {
  return BY_CODE.get(code)!;
}

/** A rule as the explainer holds it: all of one shape, which is what makes asking them cheap. */
export interface TriedRule extends Pick<Rule, "code" | "rfc" | "kinds" | "match" | "certainty" | "tell"> {
  /** Its code's place in `CODES`. */
  readonly index: number;
  readonly remembers: NonNullable<Rule["remembers"]> | null;
}

function tried({ code, rfc, kinds, match, certainty, tell, remembers }: Rule): TriedRule {
  return { index: codeIndex(code), code, rfc, kinds, match, certainty, tell, remembers: remembers ?? null };
}

const TRIED: readonly TriedRule[] = RULES.filter((rule) => rule !== CAPTURED_TWICE).map(tried);

/** For each sum of kind bits, the rules that look at such packets. */
const BY_KIND: readonly (readonly TriedRule[])[] = Array.from(
  { length: IS_ANY + 1 },
  (_, kind) => TRIED.filter((rule) => (rule.kinds & kind) !== 0),
);
const OF_COPIES: readonly TriedRule[] = [tried(CAPTURED_TWICE)];

/** The rules to ask about a packet of these kinds. Of a packet that was captured before, only that is true. */
export function rulesFor(kind: number, isCopy: boolean): readonly TriedRule[] {
  return isCopy ? OF_COPIES : BY_KIND[kind]!;
}
