/**
 * Runs that keep their own direction in Hebrew sentences. `ack 21 = 1 + 20` in a line that goes right to left would be
 * laid out from its wrong end; the isolates of Unicode (UAX #9, X5a to X6a) set it apart. They are invisible, take no
 * column, and let a terminal see that a line which begins with `ACK` is Hebrew nevertheless.
 */

const LEFT_TO_RIGHT = "\u2066";
const FIRST_STRONG = "\u2068";
const END = "\u2069";

/** Code, a number, a flag or an address, set apart as a run from left to right. */
export function isolate(text: string): string {
  return LEFT_TO_RIGHT + text + END;
}

/** Placeholders for words of this language, and for values that isolate themselves: they stand in the line as they are. */
const SELF_CONTAINED: ReadonlySet<string> = new Set([
  ...["sender", "receiver", "Sender", "Receiver"],
  ...["bytes", "here", "previousBytes", "cookie", "segments", "packets", "conversations"],
  ...["time", "times", "wait", "distance"],
  ...["options", "pieces", "lengths", "numbers", "detail", "details", "block", "blocks", "what", "title"],
  ...["exchanges", "endings", "items"],
  ...["preview", "line", "host", "meaning", "status", "location", "request", "address", "server", "client", "flags"],
]);

/**
 * Code in back quotes; or words of Latin letters, numbers and placeholders, with signs and single spaces between. A percent
 * sign belongs to its number, an option to its command: outside the run either would be laid out on its other side.
 */
const RUN = (() => {
  const name = "[A-Za-z0-9_]+(?:[-.,/'][A-Za-z0-9_]+)*";
  const word = String.raw`(?:\{\w+\}%?|\d+%|(?<![\w-])--?${name}|${name}(?:\(\))?)`;
  return new RegExp(`\`[^\`]+\`|${word}(?: (?:[=+] )?${word})*`, "g");
})();
const LONE_PLACEHOLDER = /^\{(\w+)\}$/;

/** A template of this language with its left-to-right runs isolated, placeholders for numbers among them. */
export function isolateRuns(template: string): string {
  const words: string[] = [];
  // Placeholders for words end a run: they are taken out before, and put back after.
  const marked = template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!SELF_CONTAINED.has(name)) return whole;
    words.push(whole);
    return PLACE;
  });
  const isolated = marked.replace(RUN, (run) => LONE_PLACEHOLDER.test(run) ? FIRST_STRONG + run + END : isolate(run));
  return isolated.replaceAll(PLACE, () => words.shift()!);
}

/** Stands for a placeholder while runs are looked for; a private character that no text holds. */
const PLACE = "\ue000";

/** Every text of a table with its runs isolated. */
export function isolateTable<const Table extends Readonly<Record<string, string>>>(
  table: Table,
): { readonly [Key in keyof Table]: string } {
  const entries = Object.entries(table).map(([key, text]) => [key, isolateRuns(text)]);
  return Object.fromEntries(entries);
}
