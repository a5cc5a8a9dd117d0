/**
 * The patterns of `_headers`, `_redirects` and `--cache`: literal segments, `:name` for one segment, `*` for anything.
 */

export type Captures = Readonly<Record<string, string>>;

export class PathPattern {
  readonly source: string;
  readonly #expression: RegExp;
  readonly #byName: boolean;

  /**
   * @param source Begins with `/` to be compared with the whole path, otherwise with the file's name alone.
   * Throws `SyntaxError` with the reason when it is not a pattern.
   */
  constructor(source: string) {
    if ((source.match(/\*/g)?.length ?? 0) > 2) throw new SyntaxError("a pattern has two * at most");
    const names: string[] = [];
    const body = source.replace(/\/+$/, "").split(/(:[A-Za-z]\w*|\*)/).map((part) => {
      if (part === "*") return names.includes("splat") ? ".*" : (names.push("splat"), "(?<splat>.*)");
      if (!/^:[A-Za-z]/.test(part)) return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      const name = part.slice(1);
      if (names.includes(name)) throw new SyntaxError(`the placeholder :${name} stands twice`);
      names.push(name);
      return `(?<${name}>[^/]+)`;
    }).join("");
    this.source = source;
    this.#byName = !source.startsWith("/");
    // `/a/*` covers `/a` as well.
    this.#expression = new RegExp(`^${body.replace(/\/\(\?<splat>\.\*\)$/, "(?:/(?<splat>.*))?")}/?$`, "s");
  }

  /** What the parts in between stand for, or null when the path does not match. @param path Decoded, from `/`. */
  match(path: string): Captures | null {
    const subject = this.#byName ? path.slice(path.lastIndexOf("/") + 1) : path;
    const match = this.#expression.exec(subject);
    if (match === null) return null;
    const captures: Record<string, string> = {};
    for (const [name, value] of Object.entries(match.groups ?? {})) captures[name] = value ?? "";
    return captures;
  }
}
