/** Which mistakes a run tries: those of some rooms and files, as many as asked for, drawn by seed. */
import { Random } from "../random.ts";
import { listMutations, type Mutation } from "./list_mutations.ts";
import { withoutTypes } from "./without_types.ts";

/** A room whose tests are tried: where its sources stand and where the tests that are its. */
export interface Room {
  readonly name: string;
  readonly tests: readonly string[];
}

/** The rooms that understand bytes. Their tests need no network and little time. */
export const ROOMS: readonly Room[] = [
  { name: "packet", tests: ["tests/packet", "tests/captures"] },
  { name: "analysis", tests: ["tests/analysis", "tests/captures"] },
  { name: "explain", tests: ["tests/explain"] },
  { name: "http/message", tests: ["tests/http"] },
  { name: "http/semantics", tests: ["tests/http"] },
  { name: "capture-file", tests: ["tests/capture-file", "tests/captures"] },
];

/** A mistake and where it is made. */
export interface Mutant {
  readonly room: Room;
  readonly file: string;
  readonly mutation: Mutation;
}

/** The mutations of each source, drawn in the order of `seed`; the same sources and seed give the same ones. */
export function drawMutants(sources: readonly { room: Room; file: string; source: string }[], options: {
  readonly count: number;
  readonly seed: number;
}): Mutant[] {
  const all = sources.flatMap(({ room, file, source }) =>
    listMutations(withoutTypes(source)).map((mutation) => ({ room, file, mutation }))
  );
  return new Random(options.seed).shuffled(all).slice(0, options.count);
}

/** The source with the mistake in it. */
export function withMutation(source: string, { start, end, text }: Mutation): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** The place and the lines before and after, as a report says them. */
export interface ToldMutant {
  readonly file: string;
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** Tells a mutant by its line; of a statement over several lines the first one is shown. */
export function tellMutant(file: string, source: string, mutation: Mutation): ToldMutant {
  const { start, end } = mutation;
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const found = source.indexOf("\n", start);
  const lineEnd = found < 0 ? source.length : found;
  const rest = end > lineEnd ? " ..." : source.slice(end, lineEnd);
  return {
    file,
    line: source.slice(0, start).split("\n").length,
    before: `${source.slice(lineStart, lineEnd).trim()}${end > lineEnd ? " ..." : ""}`,
    after: `${source.slice(lineStart, start)}${mutation.text}${rest}`.trim(),
  };
}

/** Whether a path fits a pattern in which `*` stands for anything. */
export function fits(path: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(^|/)${parts.join(".*")}$`).test(path);
}
