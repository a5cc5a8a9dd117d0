/**
 * Which fields every answer to a path carries: security, CORS, `--cache`, and the site's `_headers`, in this order, so
 * that the site's own word is the last.
 */
import { UsageError } from "../../base/failure.ts";
import { Fields } from "../message/fields.ts";
import type { HeaderRules } from "./headers_file.ts";
import { PathPattern } from "./path_pattern.ts";
import type { SiteOptions } from "../site/site_options.ts";

export class FieldPolicy {
  readonly #base: Fields;
  readonly #cacheControl: readonly { pattern: PathPattern; value: string }[];

  /** Throws `UsageError` for a `--cache` pair that cannot be read. */
  constructor(options: SiteOptions) {
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
  }

  /** Fields of answers that belong to no path. */
  get base(): Fields {
    return this.#base.copy();
  }

  /** Fields for a path. @param path Decoded. */
  fieldsFor(path: string, rules: HeaderRules, type?: string): Fields {
    const fields = this.#base.copy();
    if (type !== undefined) fields.set("Content-Type", type);
    const cache = this.#cacheControl.find(({ pattern }) => pattern.match(path) !== null);
    if (cache !== undefined) fields.set("Cache-Control", cache.value);
    rules.apply(path, fields);
    return fields;
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
