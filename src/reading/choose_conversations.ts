/**
 * What a filter asks of whole conversations, found out before its packets are chosen: one reading for facts (figures, findings,
 * causes), and another for conversations that have a certain packet, where the filter asks for either.
 */
import type { Conversation } from "../analysis/conversation.ts";
import { Diagnoser } from "../diagnosis/diagnoser.ts";
import { Explainer } from "../explain/explainer.ts";
import { compileFilter, type FilterContext, numberTest, type Predicate } from "../report/select/compile_filter.ts";
import { CONVERSATION_FIGURES } from "../report/select/conversation_figures.ts";
import { type ConversationFact, type Filter, filterReadsExplanations, partsOf } from "../report/select/filter.ts";
import { EVERYTHING } from "../report/select/selection.ts";
import { streamOf } from "../report/facts/reported_packet.ts";
import type { Moment } from "../base/moment.ts";
import { ExplainedPass } from "./explained_pass.ts";
import { type ReadingOptions, readPackets } from "./read_packets.ts";
import type { Scanned } from "./scan.ts";

type Chosen = Map<ConversationFact | Filter, Set<number>>;

/** How often a capture is read for the filter, before the readings in which its packets are chosen. */
export function filterReadings(filter: Filter): number {
  return (factsOf(filter).length > 0 ? 1 : 0) + (conversationsOf(filter).length > 0 ? 1 : 0);
}

/** A capture that has been read once. */
export interface FilterSubject extends Scanned {
  /** Time of its first packet; null where no packet has one. */
  readonly first: Moment | null;
}

/** Makes the filter ready to choose packets of the capture. */
export async function readyFilter(filter: Filter, capture: FilterSubject, reading: ReadingOptions): Promise<Predicate> {
  return compileFilter(filter, (await prepare(filter, capture, reading)).context);
}

/** The conversations, by index, that have a packet for which the filter is true. */
export async function conversationsWith(
  filter: Filter,
  capture: FilterSubject,
  reading: ReadingOptions,
): Promise<ReadonlySet<number>> {
  const { chosen, context } = await prepare(filter, capture, reading);
  await findPackets([filter], chosen, { capture, reading, context });
  return chosen.get(filter)!;
}

async function prepare(
  filter: Filter,
  capture: FilterSubject,
  reading: ReadingOptions,
): Promise<{ readonly chosen: Chosen; readonly context: FilterContext }> {
  const chosen: Chosen = new Map();
  const context: FilterContext = {
    first: capture.first ?? { seconds: 0, nanoseconds: 0 },
    chosen: (test) => chosen.get(test)!,
  };
  const facts = factsOf(filter);
  if (facts.length > 0) await gatherFacts(facts, chosen, { capture, reading });
  const tests = conversationsOf(filter);
  if (tests.length > 0) await findPackets(tests, chosen, { capture, reading, context });
  return { chosen, context };
}

function factsOf(filter: Filter): ConversationFact[] {
  return [...partsOf(filter)].flatMap((part) => part.kind === "fact" ? [part.fact] : []);
}

/** The tests of which a packet of a conversation is to be found. */
function conversationsOf(filter: Filter): Filter[] {
  return [...partsOf(filter)].flatMap((part) => part.kind === "conversation" ? [part.some] : []);
}

interface Means {
  readonly capture: FilterSubject;
  readonly reading: ReadingOptions;
}

async function gatherFacts(
  facts: readonly ConversationFact[],
  chosen: Chosen,
  { capture, reading }: Means,
): Promise<void> {
  for (const fact of facts) chosen.set(fact, new Set());
  const explainer = facts.some(({ kind }) => kind === "finding") ? new Explainer() : null;
  const diagnoser = facts.some(({ kind }) => kind === "cause") ? new Diagnoser() : null;
  const conclude = (conversation: Conversation): void => {
    const cause = diagnoser?.end(conversation)?.verdict.cause;
    const findings = explainer?.findings(conversation).map(({ code }) => code) ?? [];
    for (const fact of facts) {
      const holds = fact.kind === "figure"
        ? numberTest(fact.test)(CONVERSATION_FIGURES[fact.figure].read(conversation))
        : fact.kind === "cause"
        ? fact.cause === cause
        : findings.includes(fact.finding);
      if (holds) chosen.get(fact)!.add(conversation.index);
    }
  };
  const { feed, foresight } = capture;
  await readPackets(feed, {
    visit: (packet, analysed, related) => {
      if (related !== null) explainer?.observeRelated(related);
      if (analysed === null) return diagnoser?.takeOther(packet, related);
      explainer?.observe(analysed);
      diagnoser?.take(analysed);
    },
    onConversationEnd: conclude,
    ...(foresight === null ? {} : { foresight }),
  }, reading);
}

/** Facts are known by now: a test may ask for them beside its packet. */
async function findPackets(
  tests: readonly Filter[],
  chosen: Chosen,
  { capture, reading, context }: Means & { readonly context: FilterContext },
): Promise<void> {
  const predicates = tests.map((test) => {
    const found = new Set<number>();
    chosen.set(test, found);
    return { found, holds: compileFilter(test, context) };
  });
  const pass = new ExplainedPass(capture, {
    selection: EVERYTHING,
    language: "en",
    explains: tests.some(filterReadsExplanations),
    tells: false,
    show: (reported) => {
      const stream = streamOf(reported);
      if (stream < 0) return;
      for (const { found, holds } of predicates) if (!found.has(stream) && holds(reported)) found.add(stream);
    },
  });
  await pass.read(reading);
}
