/**
 * A folder of files as an origin server: for each request the answer it gets. Nothing here knows a socket. What was
 * asked for before is answered at once from what is known of it; everything else takes the way through the file system,
 * and both end in the same `Resource.answer`.
 */
import { Answer } from "../message/answer.ts";
import type { Fields } from "../message/fields.ts";
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";
import { BasicAuth } from "../access/basic_auth.ts";
import { parseRequestTarget } from "../semantics/request_target.ts";
import { DocumentRoot, type Located } from "../files/document_root.ts";
import { errorAnswer, redirectAnswer } from "../message/error_page.ts";
import { FieldPolicy } from "../rules/field_policy.ts";
import { FileChanged } from "../files/file_body.ts";
import { HotCache } from "../files/hot_cache.ts";
import { readListing, renderListing } from "../folders/listing.ts";
import { mimeType } from "../files/mime_type.ts";
import type { Redirect } from "../rules/redirects_file.ts";
import { encodePath, parseRequestPath, type RequestPath } from "../files/request_path.ts";
import { ResourceLoader } from "../files/resource_loader.ts";
import type { Resource } from "../files/resource.ts";
import type { SiteOptions } from "./site_options.ts";
import { RULE_FILES, SiteRules } from "../rules/site_rules.ts";

const ALLOW = "GET, HEAD, OPTIONS";
/** Methods that are known and not offered: 405. Any other is 501 (RFC 9110 9.1, 15.5.6). */
const NOT_ALLOWED: ReadonlySet<string> = new Set(["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"]);

/** A request on its way to an answer. */
interface Asked {
  readonly head: RequestHead;
  readonly path: RequestPath;
  /** Decoded path, for patterns. */
  readonly plain: string;
  readonly query: string | null;
  readonly now: number;
}

export class Site {
  readonly #options: SiteOptions;
  readonly #root: DocumentRoot;
  readonly #policy: FieldPolicy;
  readonly #rules: SiteRules;
  readonly #loader: ResourceLoader;
  readonly #cache: HotCache;
  readonly #auth: BasicAuth | null;
  readonly #loading = new Map<string, Promise<Resource>>();

  /** @param warn Receives one line about rules that cannot be used any more. */
  constructor(options: SiteOptions, warn: (message: string) => void) {
    this.#options = options;
    const windows = Deno.build.os === "windows";
    this.#root = new DocumentRoot(options.root, { windows, dotfiles: options.dotfiles });
    this.#policy = new FieldPolicy(options);
    this.#rules = new SiteRules(options.root, warn);
    this.#loader = new ResourceLoader(this.#root, options);
    this.#cache = new HotCache(options.cacheBytes);
    this.#auth = options.credentials === null ? null : new BasicAuth(options.credentials);
  }

  /** Reads the site's rules. Throws `Failure` that names file and line. */
  async load(): Promise<void> {
    await this.#rules.load();
  }

  /** Fields that every answer carries, whatever it is about. */
  get baseFields(): Fields {
    return this.#policy.base;
  }

  /**
   * The answer to a whole request: at once where everything needed is in memory, else a promise. Rejects with what the
   * file system says other than that there is nothing.
   * @param now Milliseconds since the epoch.
   */
  answer(head: RequestHead, now: number): Answer | Promise<Answer> {
    const reads = head.method === "GET" || head.method === "HEAD";
    if (!reads) return this.#answerOther(head);
    if (this.#auth !== null && !this.#auth.allows(head)) return this.#unauthorised();
    const known = this.#cache.byTarget(head, now);
    if (known === null) return this.#answerFromFiles(head, now);
    if (known.growsOld(now)) this.#lookAgain(known, now);
    return this.#steady(known.answer(head, now), head, now);
  }

  /** Finds out in the background whether a resource still holds, before requests have to wait for that. */
  async #lookAgain({ segments }: Resource, now: number): Promise<void> {
    try {
      if (await this.#rules.refresh(now)) this.#cache.clear();
      const found = await this.#root.locate(segments);
      if (found !== null && !found.isFolder) await this.#resource(segments, found, now);
    } catch {
      // It stays unconfirmed and grows stale: the next request looks itself, and gets to know what is wrong.
    }
  }

  /** A file that changed between being known and being opened is looked at again. */
  #steady(answer: Answer | Promise<Answer>, head: RequestHead, now: number): Answer | Promise<Answer> {
    if (answer instanceof Answer) return answer;
    return answer.catch((error) => {
      if (!(error instanceof FileChanged)) throw error;
      this.#cache.clear();
      return this.#answerFromFiles(head, now);
    });
  }

  #answerOther(head: RequestHead): Answer {
    const { method } = head;
    const target = parseRequestTarget(head.target, method);
    if (target !== "*" && "status" in target) return this.#error(target.status, target.reason);
    if (method === "OPTIONS") return this.#describe(head);
    if (!NOT_ALLOWED.has(method)) return this.#error(501, "The method is not known here");
    return errorAnswer(405, { fields: this.#policy.base.set("Allow", ALLOW) });
  }

  #unauthorised(): Answer {
    const fields = this.#policy.base.set("WWW-Authenticate", 'Basic realm="tcplab", charset="UTF-8"');
    return errorAnswer(401, { fields });
  }

  /** OPTIONS, and the question browsers ask before a cross-origin request. */
  #describe(head: RequestHead): Answer {
    const fields = this.#policy.base.set("Allow", ALLOW);
    if (this.#options.cors && head.has(Field.accessControlRequestMethod)) {
      fields.set("Access-Control-Allow-Methods", ALLOW).set("Access-Control-Max-Age", "86400");
      const asked = head.value(Field.accessControlRequestHeaders);
      if (asked !== null) {
        fields.set("Access-Control-Allow-Headers", asked).set("Vary", "Access-Control-Request-Headers");
      }
    }
    return new Answer(204, fields.toString());
  }

  async #answerFromFiles(head: RequestHead, now: number): Promise<Answer> {
    const target = parseRequestTarget(head.target, head.method);
    if (target === "*") return this.#error(400, "Only OPTIONS may ask for *");
    if ("status" in target) return this.#error(target.status, target.reason);
    const path = parseRequestPath(target.path, this.#root.rules);
    if ("status" in path) return path.status === 400 ? this.#error(400, path.reason) : await this.#notFound(head, now);
    if (await this.#rules.refresh(now)) this.#cache.clear();
    const plain = `/${path.segments.join("/")}${path.folder && path.segments.length > 0 ? "/" : ""}`;
    const asked: Asked = { head, path, plain, query: target.query, now };
    const forced = this.#rules.redirects.find(plain, target.query, true);
    if (forced !== null) return await this.#redirect(forced, asked);
    return await this.#held(() => this.#existing(asked)) ?? await this.#missing(asked);
  }

  /** Looks twice where a file changes under the look; one that changes all the time cannot be served now. */
  async #held(look: () => Promise<Answer | null>): Promise<Answer | null> {
    for (let looks = 0; looks < 2; looks++) {
      try {
        return await look();
      } catch (error) {
        if (error instanceof Deno.errors.PermissionDenied) return this.#error(403, undefined);
        if (!(error instanceof FileChanged)) throw error;
      }
    }
    return errorAnswer(503, { fields: this.#policy.base.set("Retry-After", "1") });
  }

  /** What stands at the path, or null. */
  async #existing(asked: Asked): Promise<Answer | null> {
    const { path } = asked;
    // In lower case, as some file systems do not tell the cases apart.
    if (path.segments.length === 1 && RULE_FILES.has(path.segments[0]!.toLowerCase())) return null;
    const found = await this.#root.locate(path.segments);
    if (found === null) return null;
    if (!found.isFolder) return path.folder ? null : await this.#file(path.segments, found, asked);
    if (!path.folder) return this.#toFolder(asked);
    const index = [...path.segments, "index.html"];
    const page = await this.#root.locate(index);
    if (page !== null && !page.isFolder) return await this.#file(index, page, asked);
    return this.#options.listing ? await this.#list(asked) : null;
  }

  async #file(segments: readonly string[], found: Located, { head, now }: Asked): Promise<Answer> {
    const resource = await this.#resource(segments, found, now);
    this.#cache.remember(head, `/${segments.join("/")}`, resource);
    return await this.#steady(resource.answer(head, now), head, now);
  }

  /** Loads it, or looks whether what is known still holds; requests that come meanwhile wait for the same look. */
  #resource(segments: readonly string[], found: Located, now: number): Promise<Resource> {
    const path = `/${segments.join("/")}`;
    let loading = this.#loading.get(path);
    if (loading === undefined) {
      const known = this.#cache.get(path);
      const fieldsFor = () => this.#policy.fieldsFor(path, this.#rules.headers, mimeType(segments.at(-1)!));
      loading = this.#loader.load(segments, found, { known, fieldsFor, now })
        .then((resource) => {
          if (resource !== known) this.#cache.put(path, resource);
          return resource;
        })
        .finally(() => this.#loading.delete(path));
      this.#loading.set(path, loading);
    }
    return loading;
  }

  /** A folder asked for without its final slash: relative links in it would go wrong. */
  #toFolder({ path, plain, query }: Asked): Answer {
    const location = encodePath(path.segments, true) + (query === null ? "" : `?${query}`);
    return redirectAnswer(301, location, this.#policy.fieldsFor(plain, this.#rules.headers));
  }

  async #list({ path, plain, query }: Asked): Promise<Answer> {
    const entries = await readListing(this.#root, path.segments);
    const body = new TextEncoder().encode(renderListing(plain, entries, query));
    const fields = this.#policy.fieldsFor(plain, this.#rules.headers, "text/html; charset=utf-8")
      .set("Content-Length", String(body.length))
      .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    return new Answer(200, fields.toString(), { body });
  }

  async #missing(asked: Asked): Promise<Answer> {
    const rule = this.#rules.redirects.find(asked.plain, asked.query, false);
    if (rule !== null) return await this.#redirect(rule, asked);
    if (this.#options.spa && !asked.path.segments.at(-1)?.includes(".")) {
      const page = await this.#page("/index.html", asked.now);
      if (page !== null) return await page.answer(asked.head, asked.now);
    }
    return await this.#notFound(asked.head, asked.now);
  }

  async #redirect({ status, to }: Redirect, asked: Asked): Promise<Answer> {
    if (status >= 300 && status < 400) {
      return redirectAnswer(status, to, this.#policy.fieldsFor(asked.plain, this.#rules.headers));
    }
    const page = await this.#page(to, asked.now);
    if (page === null) {
      return status === 200 ? await this.#notFound(asked.head, asked.now) : this.#error(status, undefined);
    }
    return status === 200 ? await page.answer(asked.head, asked.now) : await page.answerAs(status, asked.head);
  }

  /** The file at a path of the site's own, or null. */
  async #page(to: string, now: number): Promise<Resource | null> {
    const path = parseRequestPath(to.replace(/\?.*$/, ""), this.#root.rules);
    if ("status" in path) return null;
    const segments = path.folder ? [...path.segments, "index.html"] : path.segments;
    const found = await this.#root.locate(segments);
    return found === null || found.isFolder ? null : await this.#resource(segments, found, now);
  }

  async #notFound(head: RequestHead, now: number): Promise<Answer> {
    const page = await this.#page("/404.html", now);
    return page === null ? this.#error(404, undefined) : await page.answerAs(404, head);
  }

  #error(status: number, reason: string | undefined): Answer {
    return errorAnswer(status, { fields: this.#policy.base, ...(reason === undefined ? {} : { reason }) });
  }
}
