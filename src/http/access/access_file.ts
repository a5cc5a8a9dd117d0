/**
 * The file of `--access`: who may see which paths. A rule a line, `PATTERN WHO...`, the first that matches counts; what
 * no rule matches is for every user. WHO is `all` (no password), `users` (every user), `none`, or names of users. `#` begins a
 * comment line. A pattern is a path from the root (or from the base path) in which `*` stands for anything, slashes included:
 * a folder with all that is in it is `/private/*`. One without a slash, as `*.txt`, is for a name in any folder.
 *
 *     /public/*   all
 *     /accounts/* ada grace
 */
import { Failure } from "../../base/failure.ts";
import { PathPattern } from "../rules/path_pattern.ts";
import { withoutByteOrderMark } from "../rules/rule_text.ts";

/** Whoever may see something. */
export type Audience = "all" | "users" | "none" | ReadonlySet<string>;

/** A rule as it can be sent to another thread. */
export interface AccessRule {
  readonly pattern: string;
  readonly audience: Audience;
}

const WORDS: ReadonlySet<string> = new Set(["all", "users", "none"]);

/** Reads the file's text. Throws `Failure` that names the line. @param users The users there are. */
export function parseAccessFile(text: string, name: string, users: ReadonlySet<string>): AccessRule[] {
  const rules: AccessRule[] = [];
  withoutByteOrderMark(text).split(/\r?\n/).forEach((line, index) => {
    const content = line.trim();
    if (content === "" || content.startsWith("#")) return;
    const wrong = (reason: string) => new Failure(`Cannot use ${name}, line ${index + 1}: ${reason}: ${content}`);
    const [pattern = "", ...who] = content.split(/\s+/);
    if (who.length === 0) throw wrong("expected PATTERN WHO, as /private/* users");
    // It could match no path with a folder in it, and the folder would be open to every user.
    if (pattern.includes("/") && !pattern.startsWith("/")) throw wrong("a pattern with a slash begins with one");
    try {
      new PathPattern(pattern);
    } catch (error) {
      throw error instanceof SyntaxError ? wrong(error.message) : error;
    }
    rules.push({ pattern, audience: parseAudience(who, users, wrong) });
  });
  return rules;
}

function parseAudience(
  who: readonly string[],
  users: ReadonlySet<string>,
  wrong: (reason: string) => Failure,
): Audience {
  const [first = ""] = who;
  if (who.length === 1 && WORDS.has(first)) return first as Audience;
  for (const name of who) {
    if (WORDS.has(name)) throw wrong(`${name} stands alone`);
    if (!users.has(name)) throw wrong(`there is no user ${name}`);
  }
  return new Set(who);
}

/** The rules, ready to be asked. */
export class AccessRules {
  readonly #rules: readonly { readonly pattern: PathPattern; readonly audience: Audience }[];

  constructor(rules: readonly AccessRule[]) {
    this.#rules = rules.map(({ pattern, audience }) => ({ pattern: new PathPattern(pattern), audience }));
  }

  /** Who may see the path. @param path Decoded. */
  audienceOf(path: string): Audience {
    return this.#rules.find(({ pattern }) => pattern.match(path) !== null)?.audience ?? "users";
  }
}
