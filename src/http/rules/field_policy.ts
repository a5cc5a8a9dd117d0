/**
 * Which fields every answer to a path carries: security, CORS, caching, and the site's `_headers`, in this order, so
 * that the site's own word is the last; but `--no-cache` is meant for the one who develops, and overrules it.
 */
import { UsageError } from "../../base/failure.ts";
import { Fields } from "../message/fields.ts";
import type { HeaderRules, RuleSelection } from "./headers_file.ts";
import { PathPattern } from "./path_pattern.ts";

export interface PolicyOptions {
  /** Let pages of every origin read the answers. */
  readonly cors: boolean;
  /** `PATTERN=VALUE` pairs for Cache-Control. */
  readonly cacheControl: readonly string[];
  /** Have every answer asked for again before it is used a second time. */
  readonly noCache: boolean;
  /** X-Content-Type-Options, Referrer-Policy and X-Frame-Options on every answer. */
  readonly securityHeaders: boolean;
  /** Value of the Server field, or null for none. */
  readonly serverName: string | null;
}

/** What an answer is about. */
export interface PolicySubject {
  /** Decoded path that was asked for, and of the file that is served; the file's counts first. */
  readonly paths: readonly string[];
  readonly rules: HeaderRules;
  readonly selection: RuleSelection;
  /** Content-Type, where there is a body of the site's own. */
  readonly type?: string;
}

/** A page names everything else by addresses that may change with it: whoever keeps it asks whether it still holds. */
const REVALIDATE = "no-cache";

export class FieldPolicy {
  readonly #base: Fields;
  readonly #cacheControl: readonly { pattern: PathPattern; value: string }[];
  readonly #noCache: boolean;

  /** Throws `UsageError` for a `--cache` pair that cannot be read. */
  constructor(options: PolicyOptions) {
    this.#base = new Fields();
    if (options.serverName !== null) this.#base.set("Server", options.serverName);
    if (options.securityHeaders) {
      this.#base.set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "strict-origin-when-cross-origin")
        .set("X-Frame-Options", "SAMEORIGIN");
    }
    if (options.cors) {
      this.#base.set("Access-Control-Allow-Origin", "*")
        .set("Access-Control-Expose-Headers", "Accept-Ranges, Content-Encoding, Content-Length, Content-Range, ETag");
    }
    this.#cacheControl = options.cacheControl.map(parseCacheControl);
    this.#noCache = options.noCache;
  }

  /** Fields of answers that belong to no path. */
  get base(): Fields {
    return this.#base.copy();
  }

  /** Fields of an answer about a path. */
  fieldsFor({ paths, rules, selection, type }: PolicySubject): Fields {
    const fields = this.#base.copy();
    if (type !== undefined) fields.set("Content-Type", type);
    const cache = this.#cacheFor(paths);
    if (cache !== undefined) fields.set("Cache-Control", cache);
    else if (type === undefined || type.startsWith("text/html")) fields.set("Cache-Control", REVALIDATE);
    rules.apply(selection, fields);
    if (this.#noCache) fields.set("Cache-Control", REVALIDATE);
    return fields;
  }

  #cacheFor(paths: readonly string[]): string | undefined {
    for (const path of paths) {
      const rule = this.#cacheControl.find(({ pattern }) => pattern.match(path) !== null);
      if (rule !== undefined) return rule.value;
    }
    return undefined;
  }
}

function parseCacheControl(pair: string): { pattern: PathPattern; value: string } {
  const at = pair.indexOf("=");
  const [source, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (at <= 0 || !/^[\x20-\x7e]+$/.test(value)) {
    throw new UsageError(`Cannot read --cache: write PATTERN=VALUE, as *.css=max-age=3600: ${pair}`);
  }
  try {
    return { pattern: new PathPattern(source), value };
  } catch (error) {
    throw new UsageError(
      `Cannot read --cache: ${error instanceof SyntaxError ? error.message : "no pattern"}: ${pair}`,
    );
  }
}
