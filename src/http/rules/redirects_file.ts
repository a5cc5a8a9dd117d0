/**
 * The `_redirects` file: one rule a line, `FROM TO [STATUS][!]`, the first that matches counts. A rule yields to a file
 * that exists unless its status ends with `!`. 301 302 303 307 308 send the client elsewhere; 200 answers with another
 * file; 404 and 410 answer so, with TO as the page. FROM may hold `:name` (one segment) and a final `*` (`:splat` in TO).
 */
import { Failure } from "../../base/failure.ts";
import { encodeTarget, fillIn, withQuery } from "./location.ts";
import { PathPattern } from "./path_pattern.ts";

export interface Redirect {
  readonly status: number;
  /** Path or address with the captures put in, percent-encoded. */
  readonly to: string;
}

interface RedirectRule {
  readonly from: PathPattern;
  readonly to: string;
  readonly status: number;
  readonly forced: boolean;
}

const LOCATION = new Set([301, 302, 303, 307, 308]);
const STATUSES = new Set([...LOCATION, 200, 404, 410]);

export class RedirectRules {
  readonly #rules: readonly RedirectRule[];

  constructor(rules: readonly RedirectRule[]) {
    this.#rules = rules;
  }

  /**
   * The first rule for the path. @param path Decoded. @param query Passed on unless the rule has one of its own.
   * @param forced Only rules that come before existing files.
   */
  find(path: string, query: string | null, forced: boolean): Redirect | null {
    for (const rule of this.#rules) {
      if (forced && !rule.forced) continue;
      const captures = rule.from.match(path);
      if (captures === null) continue;
      const { status } = rule;
      const to = fillIn(rule.to, captures);
      return { status, to: LOCATION.has(status) ? withQuery(to, query) : to };
    }
    return null;
  }
}

/** Reads a `_redirects` file. Throws `Failure` that names the line. @param name The file's name, for the message. */
export function parseRedirectsFile(text: string, name = "_redirects"): RedirectRules {
  const rules: RedirectRule[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const content = line.replace(/(?:^|\s)#.*$/, "").trim();
    if (content === "") return;
    rules.push(
      parseRule(content, (reason) => new Failure(`Cannot use ${name}, line ${index + 1}: ${reason}: ${content}`)),
    );
  });
  return new RedirectRules(rules);
}

function parseRule(content: string, wrong: (reason: string) => Failure): RedirectRule {
  const [from = "", to, code = "301", ...more] = content.split(/\s+/);
  if (to === undefined) throw wrong("expected FROM TO [STATUS]");
  if (more.length > 0 || to.includes("=") && !to.startsWith("/") && !/^https?:/.test(to)) {
    throw wrong("conditions are not understood");
  }
  if (!from.startsWith("/")) throw wrong("FROM begins with /");
  if (/\*./.test(from)) throw wrong("* stands at the end of FROM only");
  if (/[?#]/.test(from)) throw wrong("FROM is a path: write ? as %3F and # as %23");
  if (!/^\/(?!\/)|^https?:\/\/[^/]/.test(to)) throw wrong("TO is a path from / or an http address");
  const match = /^(\d{3})(!?)$/.exec(code);
  const status = Number(match?.[1]);
  if (match === null || !STATUSES.has(status)) throw wrong(`the status is one of ${[...STATUSES].join(", ")}`);
  if (!LOCATION.has(status) && !to.startsWith("/")) throw wrong(`status ${status} needs a path from / as TO`);
  try {
    return { from: new PathPattern(from), to: encodeTarget(to), status, forced: match[2] === "!" };
  } catch (error) {
    throw wrong(error instanceof SyntaxError ? error.message : "no pattern");
  }
}
