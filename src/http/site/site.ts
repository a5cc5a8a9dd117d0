/**
 * A folder of files as an origin server: for each request the answer it gets. Nothing here knows a socket. What was
 * asked for before is answered at once from what is known of it; everything else takes the way through the file system,
 * and both end in the same `Resource.answer`.
 */
import { type AccessOptions, Gatekeeper } from "../access/gatekeeper.ts";
import { Compressor } from "../files/compressor.ts";
import { DocumentRoot } from "../files/document_root.ts";
import { parseRequestPath, type RequestPath } from "../files/request_path.ts";
import { Answer } from "../message/answer.ts";
import { errorAnswer, redirectAnswer } from "../message/error_page.ts";
import type { Fields } from "../message/fields.ts";
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";
import { FieldPolicy } from "../rules/field_policy.ts";
import { SiteRules } from "../rules/site_rules.ts";
import { parseRequestTarget } from "../semantics/request_target.ts";
import { type Asked, plainPath } from "./asked.ts";
import { BasePath } from "./base_path.ts";
import { FolderPages } from "./folder_pages.ts";
import { Library } from "./library.ts";
import { LiveReload } from "./live_reload.ts";
import { NotAdmitted, Pages } from "./pages.ts";
import type { SiteOptions } from "./site_options.ts";

const ALLOW = "GET, HEAD, OPTIONS";
/** Methods that are known and not offered: 405. Any other is 501 (RFC 9110 9.1, 15.5.6). */
const NOT_ALLOWED: ReadonlySet<string> = new Set(["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"]);

export class Site {
  readonly #options: SiteOptions;
  readonly #root: DocumentRoot;
  readonly #base: BasePath;
  readonly #policy: FieldPolicy;
  readonly #rules: SiteRules;
  readonly #compressor = new Compressor();
  readonly #library: Library;
  readonly #pages: Pages;
  readonly #live: LiveReload | null;
  #gate: Gatekeeper | null = null;

  /** @param warn Receives one line about rules that cannot be used any more. Throws `UsageError` and `Failure`. */
  constructor(options: SiteOptions, warn: (message: string) => void) {
    this.#options = options;
    const windows = Deno.build.os === "windows";
    const root = this.#root = new DocumentRoot(options.root, { windows, dotfiles: options.dotfiles });
    const base = this.#base = new BasePath(options.base);
    const policy = this.#policy = new FieldPolicy(options);
    const rules = this.#rules = new SiteRules(options.root, warn);
    this.#live = options.live ? new LiveReload(options.root, base.encoded, () => this.#library.forget()) : null;
    const change = this.#live === null ? {} : { change: this.#live.withScript };
    const library = this.#library = new Library(options, {
      root,
      policy,
      rules,
      compressor: this.#compressor,
      ...change,
    });
    const admits = (path: string, user: string | null) => this.#gate === null || this.#gate.admits(path, user);
    const folders = new FolderPages({ root, zipBytes: options.zipBytes, admits });
    this.#pages = new Pages(options, { root, base, policy, rules, library, folders, admits });
    this.admit(options.access);
  }

  /** Reads the site's rules. Throws `Failure` that names file and line. */
  async load(): Promise<void> {
    await this.#rules.load();
  }

  /** Reads the rules anew and forgets what was known of the files. Rejects as `load` does; the old rules hold then. */
  async reload(access: AccessOptions | null): Promise<void> {
    await this.#rules.load();
    this.admit(access);
    this.#library.forget();
  }

  /** From now on these users may see what these rules say. */
  admit(access: AccessOptions | null): void {
    this.#gate = access === null ? null : new Gatekeeper(access);
  }

  /** Ends what goes on beside requests. */
  close(): void {
    this.#live?.close();
    this.#compressor.close();
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
    return this.#gate === null ? this.#answerRead(head, now) : this.#guarded(this.#gate, head, now);
  }

  #answerRead(head: RequestHead, now: number): Answer | Promise<Answer> {
    const known = this.#library.known(head, now);
    if (known === null) return this.#answerFromFiles(head, now);
    return this.#library.steady(known.answer(head, now), () => this.#answerFromFiles(head, now));
  }

  /** Finds out who asks, and shows what is for them. */
  async #guarded(gate: Gatekeeper, head: RequestHead, now: number): Promise<Answer> {
    const user = await gate.identify(head.value(Field.authorization));
    if (user === "busy") return errorAnswer(503, { fields: this.#policy.base.set("Retry-After", "1") });
    head.user = user;
    const asked = this.#read(head, now);
    if (asked instanceof Answer) return asked;
    if (!gate.admits(asked.plain, user)) return this.#refused(user);
    const known = this.#library.known(head, now);
    if (known !== null && !gate.admits(`/${known.segments.join("/")}`, user)) return this.#refused(user);
    return await this.#answerRead(head, now);
  }

  /** Whoever has not shown a password is asked for one; whoever has, and may not, is told so. */
  #refused(user: string | null): Answer {
    if (user !== null) return this.#error(403, "This is not for you");
    const fields = this.#policy.base.set("WWW-Authenticate", 'Basic realm="tcplab", charset="UTF-8"');
    return errorAnswer(401, { fields });
  }

  #answerOther(head: RequestHead): Answer {
    const { method } = head;
    const target = parseRequestTarget(head.target, method);
    if (target !== "*" && "status" in target) return this.#error(target.status, target.reason);
    if (method === "OPTIONS") return this.#describe(head);
    if (!NOT_ALLOWED.has(method)) return this.#error(501, "The method is not known here");
    return errorAnswer(405, { fields: this.#policy.base.set("Allow", ALLOW) });
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
    const asked = this.#read(head, now);
    if (asked instanceof Answer) return asked;
    await this.#library.refreshRules(now);
    if (asked.place === "elsewhere") return this.#error(404, undefined);
    try {
      return asked.place === "hidden" ? await this.#pages.notFound(asked) : await this.#pages.answer(asked);
    } catch (error) {
      if (error instanceof NotAdmitted) return this.#refused(head.user);
      throw error;
    }
  }

  /** What a request asks this site for; an answer where that can be said without looking at a file. */
  #read(head: RequestHead, now: number): Asked | Answer {
    const target = parseRequestTarget(head.target, head.method);
    if (target === "*") return this.#error(400, "Only OPTIONS may ask for *");
    if ("status" in target) return this.#error(target.status, target.reason);
    const live = this.#live?.answer(target.path, this.#policy.base) ?? null;
    if (live !== null) return live;
    const whole = parseRequestPath(target.path, this.#root.rules);
    if ("status" in whole) {
      if (whole.status === 400) return this.#error(400, whole.reason);
      return { head, place: "hidden", path: TOP, plain: target.path, query: target.query, now };
    }
    const path = this.#base.strip(whole);
    if (path === "base") return this.#toBase(target.query);
    const place = path === null ? "elsewhere" : "site";
    return { head, place, path: path ?? TOP, plain: plainPath(path ?? whole), query: target.query, now };
  }

  #toBase(query: string | null): Answer {
    return redirectAnswer(301, `${this.#base.encoded}/${query === null ? "" : `?${query}`}`, this.#policy.base);
  }

  #error(status: number, reason: string | undefined): Answer {
    return errorAnswer(status, { fields: this.#policy.base, ...(reason === undefined ? {} : { reason }) });
  }
}

const TOP: RequestPath = { segments: [], folder: true };
