/** The sentences of a diagnosis, with its figures in them. */
import { basename } from "@std/path";
import { printable } from "../../base/printable.ts";
import type { Diagnosis } from "../../diagnosis/terms/diagnosis.ts";
import type { BudgetItem, Cause, End } from "../../diagnosis/terms/cause.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import { namedWaitSentences } from "./named_waits.ts";
import { duration } from "./times.ts";

/** An end's name; empty for none. */
export function endName(end: End, words: WhyWords): string {
  return end === null ? "" : words.ends[end];
}

/** `trace.pcap:`, before a conversation of one capture among several: the last part of the path tells them apart. */
export function captureText({ capture }: { readonly capture: string }, words: WhyWords): string {
  return `${words.code(printable(basename(capture)))}:`;
}

/** `58%`; what is less than one half is told as `<1%`. */
export function shareText(share: number): string {
  const percent = Math.round(share * 100);
  return percent === 0 && share > 0 ? "<1%" : `${percent}%`;
}

/** `9.65 Mbit/s`; empty where there is none. */
function rateText({ rate = 0 }: Partial<BudgetItem>): string {
  if (rate === 0) return "";
  const [size, unit] = rate < 1e6 ? [1e3, "kbit/s"] : rate < 1e9 ? [1e6, "Mbit/s"] : [1e9, "Gbit/s"];
  return `${(rate / Number(size)).toPrecision(3)} ${unit}`;
}

/** A part of the time by its name; what the path carried stands with it where that is known. */
export function causeText(item: BudgetItem, words: WhyWords): string {
  const rate = rateText(item);
  const name = words.causes[item.cause]!;
  return rate === "" ? name : `${name}, ${words.code(rate)}`;
}

/** `64.2 KB`, `1.30 MB`, in powers of ten. */
function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1e6 ? [1e3, "KB"] : bytes < 1e9 ? [1e6, "MB"] : [1e9, "GB"];
  return `${(bytes / Number(size)).toPrecision(3)} ${unit}`;
}

/** A conversation lost time where a change could win so much of it, ns. */
const LOST_SHARE = 0.1;
const LOST_LEAST = 50e6;
/** A smaller part is not worth a word. */
const WORTH_TELLING = 0.02;

/** A second cause with so large a part of the first one's time is told beside it. */
const ALMOST = 0.75;

const NAMES_ITS_END: ReadonlySet<Cause> = new Set(["client-application", "server-application"]);

/** Whether there is something to tell: a healthy conversation needs no verdict. */
export function lostTime({ lost, duration: total, verdict }: Diagnosis): boolean {
  return lost >= LOST_LEAST && lost >= LOST_SHARE * total && verdict.cause !== "unknown";
}

/** The parts of the time in one line: `delayed ACK (server) 68%, round trips 24%`. */
export function budgetText({ budget }: Diagnosis, words: WhyWords): string {
  return budget.filter(({ share }, index) => index === 0 || share >= WORTH_TELLING).map((item) => {
    const { cause, end, share } = item;
    const rate = rateText(item);
    const aside = [NAMES_ITS_END.has(cause) ? "" : endName(end, words), rate === "" ? "" : words.code(rate)];
    const told = aside.filter((text) => text !== "").join(", ");
    return words.part(`${words.causes[cause]}${told && ` (${told})`}`, shareText(share));
  }).join(", ");
}

/** Where the time went, as a paragraph: its parts, the verdict, what is known by name, and what would help. */
export function timeParagraph(diagnosis: Diagnosis, words: WhyWords): string {
  const remedy = remedyText(diagnosis, words);
  return [
    words.went(budgetText(diagnosis, words)),
    words.sure[diagnosis.verdict.certainty](verdictText(diagnosis, words)),
    ...namedWaitSentences(diagnosis, words),
    ...(remedy === null ? [] : [remedy]),
  ].join(" ");
}

/** The verdict as a sentence. */
export function verdictText({ verdict, duration: total, budget }: Diagnosis, words: WhyWords): string {
  const { cause, end, nanoseconds, share, lossSeen, outcome } = verdict;
  if (total === 0 && outcome !== "barred") return words.noTime;
  const said = words.verdicts[cause]!({
    end: endName(end, words),
    share: shareText(share),
    time: duration(nanoseconds),
    total: duration(total),
    rate: rateText(budget.find((item) => item.cause === cause) ?? {}),
    lossSeen,
    outcome,
  });
  const second = budget[1];
  if (second === undefined || second.share < ALMOST * share || second.cause === "unknown") return said;
  const name = causeText(second, words);
  const what = NAMES_ITS_END.has(second.cause) || second.end === null
    ? name
    : `${name} (${endName(second.end, words)})`;
  return `${said} ${words.almost(what, duration(second.nanoseconds), shareText(second.share))}`;
}

/** The remedy as a sentence, or null. */
export function remedyText(
  { remedy, verdict: { outcome }, duration: total }: Diagnosis,
  words: WhyWords,
): string | null {
  if (remedy === null) return null;
  return words.remedies[remedy.cause]?.({
    end: endName(remedy.end, words),
    outcome,
    bytes: remedy.bytes === null ? "" : bytesText(remedy.bytes),
    time: duration(remedy.nanoseconds),
    total: duration(total),
  }) ?? null;
}
