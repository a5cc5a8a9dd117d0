/**
 * The patterns of `_headers`, `_redirects`, `--cache` and the access file: literal text, `:name` for one or more
 * characters of a segment, `*` for anything.
 *
 * A path comes from a stranger and may be long, so matching never tries one way after the other: from the path's end to
 * its beginning, one pass a part of the pattern notes from where the rest of the pattern matches. What the parts stand
 * for is then read off from the beginning, each as long as it can be. The time is the path's length times the number
 * of parts, whatever the path is made of.
 */

export type Captures = Readonly<Record<string, string>>;

/** `rest` is the final `/*`: nothing at all, or a slash and anything. */
type Part =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "any" | "rest"; readonly name: string | null };

const SLASH = 0x2f;
const MOST_WILDCARDS = 2;

export class PathPattern {
  readonly source: string;
  readonly #parts: readonly Part[];
  readonly #byName: boolean;
  /** The literal a matching path begins with: most paths go no further. */
  readonly #prefix: string;

  /**
   * @param source Begins with `/` to be compared with the whole path, otherwise with the file's name alone. Its literal
   * text may be percent-encoded. Throws `SyntaxError` with the reason when it is not a pattern.
   */
  constructor(source: string) {
    this.source = source;
    this.#byName = !source.startsWith("/");
    this.#parts = parsePattern(source);
    const first = this.#parts[0];
    this.#prefix = first?.kind === "literal" ? first.text : "";
  }

  /** What the parts in between stand for, or null when the path does not match. @param path Decoded, from `/`. */
  match(path: string): Captures | null {
    const subject = this.#byName ? path.slice(path.lastIndexOf("/") + 1) : path;
    if (!subject.startsWith(this.#prefix)) return null;
    const table = matchTable(this.#parts, subject);
    return table[0]![0] === 1 ? readCaptures(this.#parts, subject, table) : null;
  }
}

function parsePattern(source: string): Part[] {
  const parts: Part[] = [];
  const names = new Set<string>();
  let wildcards = 0;
  for (const piece of withoutFinalSlashes(source).split(/(:[A-Za-z]\w*|\*)/)) {
    if (piece === "") continue;
    if (piece === "*") {
      if (++wildcards > MOST_WILDCARDS) throw new SyntaxError(`a pattern has ${MOST_WILDCARDS} * at most`);
      parts.push({ kind: "any", name: wildcards === 1 ? "splat" : null });
    } else if (/^:[A-Za-z]/.test(piece)) {
      const name = piece.slice(1);
      if (names.has(name)) throw new SyntaxError(`the placeholder :${name} stands twice`);
      names.add(name);
      parts.push({ kind: "name", name });
    } else {
      parts.push({ kind: "literal", text: decodeLiteral(piece) });
    }
  }
  if (names.has("splat") && wildcards > 0) throw new SyntaxError("the placeholder :splat is what * stands for");
  return withRest(parts, wildcards);
}

/** `/a/*` covers `/a` as well. */
function withRest(parts: Part[], wildcards: number): Part[] {
  const last = parts.at(-1);
  const before = parts.at(-2);
  if (wildcards !== 1 || last?.kind !== "any" || before?.kind !== "literal" || !before.text.endsWith("/")) return parts;
  const text = before.text.slice(0, -1);
  const kept = text === "" ? [] : [{ kind: "literal", text } as const];
  return [...parts.slice(0, -2), ...kept, { kind: "rest", name: last.name }];
}

function withoutFinalSlashes(source: string): string {
  let end = source.length;
  while (end > 0 && source.charCodeAt(end - 1) === SLASH) end--;
  return source.slice(0, end);
}

/** Paths are compared decoded, so a pattern may be written either way. */
function decodeLiteral(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SyntaxError("a % stands before two hexadecimal digits, and what they encode is UTF-8");
  }
}

/** For each part, and for the end behind them, the positions of the path from which on everything matches. */
function matchTable(parts: readonly Part[], path: string): Uint8Array[] {
  const end = path.length;
  let next = new Uint8Array(end + 1);
  next[end] = 1;
  // A final slash makes no difference.
  if (end > 0 && path.charCodeAt(end - 1) === SLASH) next[end - 1] = 1;
  const table = [next];
  for (let index = parts.length - 1; index >= 0; index--) {
    next = matchesFrom(parts[index]!, path, next);
    table.unshift(next);
  }
  return table;
}

function matchesFrom(part: Part, path: string, next: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = path.length;
  const here = new Uint8Array(end + 1);
  if (part.kind === "literal") {
    const { text } = part;
    for (let at = end - text.length; at >= 0; at--) {
      if (next[at + text.length] === 1 && path.startsWith(text, at)) here[at] = 1;
    }
  } else if (part.kind === "rest") {
    here[end] = 1;
    for (let at = 0; at < end; at++) if (path.charCodeAt(at) === SLASH) here[at] = 1;
  } else {
    const crosses = part.kind === "any";
    let reachable = crosses && next[end] === 1;
    if (reachable) here[end] = 1;
    for (let at = end - 1; at >= 0; at--) {
      if (crosses) reachable ||= next[at] === 1;
      else reachable = path.charCodeAt(at) !== SLASH && (reachable || next[at + 1] === 1);
      if (reachable) here[at] = 1;
    }
  }
  return here;
}

/** Each part takes as much as leaves the others a match. */
function readCaptures(parts: readonly Part[], path: string, table: readonly Uint8Array[]): Captures {
  const captures: Record<string, string> = {};
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part.kind === "literal") {
      at += part.text.length;
      continue;
    }
    const next = table[index + 1]!;
    const start = part.kind === "rest" ? Math.min(at + 1, path.length) : at;
    let stop = path.length;
    if (part.kind === "name") {
      const slash = path.indexOf("/", at);
      if (slash >= 0) stop = slash;
    }
    if (part.kind !== "rest") { while (next[stop] !== 1) stop--; }
    if (part.name !== null) captures[part.name] = path.slice(start, stop);
    at = stop;
  }
  return captures;
}
