/** The counts and delays of both directions of a conversation as rows, and the packets that are named. */
import type { PairWords } from "../../language/kinds/pair_words.ts";
import type { PairedDirection } from "../../pairing/terms/pairing.ts";
import { duration, grouped } from "../words/times.ts";

/** Packet numbers written out. */
const NUMBERS = 12;

/** A label and a cell for each direction; counts that are 0 in both are left out but for the first ones. */
export function directionRows(
  [client, server]: readonly [PairedDirection, PairedDirection],
  words: PairWords,
): string[][] {
  const { labels, ends } = words;
  const row = (label: string, of: (direction: PairedDirection) => string): string[] => [label, of(client), of(server)];
  return [
    [labels.direction, ends.client, ends.server],
    row(labels.sent, ({ sent }) => grouped(sent)),
    row(labels.arrived, ({ arrived }) => grouped(arrived)),
    row(labels.lost, ({ lost }) => grouped(lost.length)),
    row(labels.undecided, ({ undecided }) => grouped(undecided.length)),
    row(labels.duplicated, ({ duplicated }) => grouped(duplicated)),
    row(labels.reordered, ({ reordered }) => grouped(reordered)),
    row(`${labels.notCaptured} A`, ({ notCaptured }) => grouped(notCaptured.a)),
    row(`${labels.notCaptured} B`, ({ notCaptured }) => grouped(notCaptured.b)),
    ...delayRows([client, server], labels.delay),
  ].filter(([, first, second], index) => index < 4 || first !== "0" || second !== "0");
}

/** `delay: least, median, most` is a label for three rows. */
function delayRows(directions: readonly PairedDirection[], label: string): string[][] {
  const [head, names = ""] = label.split(":");
  const kinds = ["minimum", "median", "maximum"] as const;
  return names.split(",").map((name, index) => [
    `${head}: ${name.trim()}`,
    ...directions.map(({ delay }) => delay === null ? "-" : duration(delay[kinds[index]!])),
  ]);
}

/** The packets that were lost, or may have been, by their numbers. */
export function numberSentences({ lost, undecided, sender }: PairedDirection, words: PairWords): string[] {
  const text = (what: string, numbers: readonly number[]): string[] => {
    if (numbers.length === 0) return [];
    const more = numbers.length > NUMBERS ? ", …" : "";
    return [words.labels.numbers(what, sender.toUpperCase(), numbers.slice(0, NUMBERS).join(", ") + more)];
  };
  return [...text(words.labels.lost, lost), ...text(words.labels.undecided, undecided)];
}
