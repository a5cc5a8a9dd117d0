/** What a page about a capture file says at its head. */
import type { Language } from "../../../language/language.ts";
import type { CaptureFacts } from "../../facts/output_format.ts";
import { nanosecondsBetween } from "../../../base/moment.ts";
import { duration, grouped } from "../../words/times.ts";
import type { Surroundings } from "./report_collector.ts";
import { fill, wordsOf } from "../text/page_words.ts";

/** Title and first paragraphs for a capture. */
export function describeCapture(facts: CaptureFacts, language: Language): Pick<Surroundings, "title" | "done"> {
  const words = wordsOf(language);
  const { first, last, problem } = facts;
  const time = first === null || last === null ? 0 : nanosecondsBetween(first, last);
  const done = fill(words.captureDone, {
    packets: grouped(facts.packets),
    time: duration(time),
    format: facts.fileFormat,
  });
  const damaged = problem === null
    ? []
    : [fill(words.captureDamaged, { offset: grouped(problem.offset), reason: problem.reason })];
  return { title: fill(words.captureTitle, { file: facts.name }), done: [done, ...damaged] };
}
