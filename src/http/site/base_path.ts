/**
 * A site that stands below a path of its server: `/docs/...` instead of `/...`. Everything inside the site is written
 * without it; it is taken off what comes in, and put in front of where clients are sent.
 */
import { UsageError } from "../../base/failure.ts";
import { encodePath, parseRequestPath, type RequestPath } from "../files/request_path.ts";

export class BasePath {
  readonly #segments: readonly string[];
  /** As it stands in addresses, without a final slash; empty where there is none. */
  readonly encoded: string;

  /** @param base `/docs` or empty. Throws `UsageError`. */
  constructor(base: string) {
    const parsed = parseRequestPath(base.startsWith("/") ? base : `/${base}`, { windows: false, dotfiles: false });
    if ("status" in parsed) throw new UsageError(`Cannot use --base: write a path as /docs: ${base}`);
    this.#segments = parsed.segments;
    this.encoded = parsed.segments.length === 0 ? "" : encodePath(parsed.segments, false);
  }

  /** The path below the base; "base" for the base without its final slash; null for what is not of this site. */
  strip(path: RequestPath): RequestPath | "base" | null {
    const count = this.#segments.length;
    if (count === 0) return path;
    if (this.#segments.some((segment, index) => path.segments[index] !== segment)) return null;
    if (path.segments.length === count && !path.folder) return "base";
    return { segments: path.segments.slice(count), folder: path.folder };
  }

  /** A path of the site as the client asks for it; an address of elsewhere stays. @param to Encoded. */
  locate(to: string): string {
    return to.startsWith("/") ? this.encoded + to : to;
  }
}
