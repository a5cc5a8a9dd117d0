/** What a conversation waited for by name, as sentences: its set-up, the server's answers, the client's pauses. */
import type { Diagnosis } from "../../diagnosis/terms/diagnosis.ts";
import type { LongSpan } from "../../diagnosis/terms/cause.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import { duration } from "./times.ts";

/** A wait is told where it is so long, ns, and so large a part of the conversation. */
const LEAST = 50e6;
const SHARE = 0.05;

/** None where nothing is known, or nothing took long. */
export function namedWaitSentences(diagnosis: Diagnosis, { named }: WhyWords): string[] {
  const { waits: { setUp, answers, pauses }, verdict } = diagnosis;
  const told = ({ nanoseconds }: LongSpan): boolean =>
    nanoseconds >= LEAST && nanoseconds >= SHARE * diagnosis.duration;
  const lists = [
    [named.setUp, setUpParts(diagnosis, named, setUp)],
    [
      named.answers,
      // An answer that may have been lost before the capture took nobody knows how long.
      (verdict.outcome === "skipped" ? [] : answers.filter(told)).map((wait) =>
        named.answer(wait.request, timeOf(wait), wait.status, packetsOf(wait))
      ),
    ],
    [named.pauses, pauses.filter(told).map((wait) => named.pause(wait.request, timeOf(wait), packetsOf(wait)))],
  ] as const;
  return lists.flatMap(([sentence, parts]) => parts.length === 0 ? [] : [sentence(parts.join("; "))]);
}

function setUpParts(
  { budget }: Diagnosis,
  named: WhyWords["named"],
  { name, tls }: Diagnosis["waits"]["setUp"],
): string[] {
  if (name === null && tls === null) return [];
  const opening = budget.filter(({ cause }) => cause === "handshake" || cause === "syn-retransmission")
    .reduce((sum, { nanoseconds }) => sum + nanoseconds, 0);
  return [
    ...(name === null ? [] : [named.name(name.name, timeOf(name), packetsOf(name))]),
    ...(opening === 0 ? [] : [named.opening(duration(opening))]),
    ...(tls === null ? [] : [named.tls(timeOf(tls), tls.roundTrips, packetsOf(tls))]),
  ];
}

function timeOf({ nanoseconds }: LongSpan): string {
  return duration(nanoseconds);
}

function packetsOf({ from, to }: LongSpan): string {
  return from === to ? String(from) : `${from}-${to}`;
}
