/**
 * From a path to an answer: what stands there, what the site's rules say of it, and what is said where nothing is.
 */
import type { DocumentRoot } from "../files/document_root.ts";
import { FileChanged } from "../files/file_body.ts";
import type { Located } from "../files/located.ts";
import { encodePath, parseRequestPath } from "../files/request_path.ts";
import type { Resource } from "../files/resource.ts";
import type { Answer } from "../message/answer.ts";
import { errorAnswer, redirectAnswer } from "../message/error_page.ts";
import type { Fields } from "../message/fields.ts";
import type { RequestHead } from "../message/request_head.ts";
import type { FieldPolicy } from "../rules/field_policy.ts";
import type { Redirect } from "../rules/redirects_file.ts";
import { RULE_FILES, type SiteRules } from "../rules/site_rules.ts";
import type { Asked } from "./asked.ts";
import type { BasePath } from "./base_path.ts";
import type { FolderPages } from "./folder_pages.ts";
import type { Library, Wanted } from "./library.ts";
import type { SiteOptions } from "./site_options.ts";

/** Folders above the asked one in which a 404.html is looked for; a path may name thousands. */
const DEEPEST_404 = 16;
const PAGE = ".html";
const INDEX = "index.html";
/** Asked for by its own name it says what it always says, with the status that goes with it. */
const NOT_FOUND_PAGE = "404.html";

export interface PagesMeans {
  readonly root: DocumentRoot;
  readonly base: BasePath;
  readonly policy: FieldPolicy;
  readonly rules: SiteRules;
  readonly library: Library;
  readonly folders: FolderPages;
  /** Whether whoever asks may see a file. @param path Decoded, from `/`. */
  readonly admits: (path: string, user: string | null) => boolean;
}

/** A file the client may not see, though nothing was known against its path. */
export class NotAdmitted extends Error {
  override name = "NotAdmitted";
}

export class Pages {
  readonly #options: SiteOptions;
  readonly #means: PagesMeans;

  constructor(options: SiteOptions, means: PagesMeans) {
    this.#options = options;
    this.#means = means;
  }

  /** The answer to a GET or HEAD. Rejects with `NotAdmitted`, and with what the file system says beside absence. */
  async answer(asked: Asked): Promise<Answer> {
    const forced = this.#means.rules.redirects.find(asked.plain, asked.query, true);
    if (forced !== null) return await this.#redirect(forced, asked);
    return await this.#held(() => this.#existing(asked)) ?? await this.#missing(asked);
  }

  /** The page for what is not there: the 404.html nearest to the path. */
  async notFound({ head, path, plain, now }: Asked): Promise<Answer> {
    const { library, root } = this.#means;
    const folder = path.folder ? path.segments : path.segments.slice(0, -1);
    for (let depth = Math.min(folder.length, DEEPEST_404); depth >= 0; depth--) {
      const segments = [...folder.slice(0, depth), NOT_FOUND_PAGE];
      const found = await root.locate(segments);
      if (found === null || found.isFolder || !this.#admitted(segments, head)) continue;
      return await (await library.resource({ segments, found, asked: plain, now })).answerAs(404, head);
    }
    return this.#error(404, undefined);
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
    return errorAnswer(503, { fields: this.#means.policy.base.set("Retry-After", "1") });
  }

  /** What stands at the path, or null. */
  async #existing(asked: Asked): Promise<Answer | null> {
    const { path } = asked;
    const { root, folders } = this.#means;
    // In lower case, as some file systems do not tell the cases apart.
    if (path.segments.length === 1 && RULE_FILES.has(path.segments[0]!.toLowerCase())) return null;
    if (path.segments.at(-1) === NOT_FOUND_PAGE) return null;
    const found = await root.locate(path.segments);
    if (found === null) return this.#options.cleanUrls ? await this.#cleanPage(asked) : null;
    if (!found.isFolder) {
      if (path.folder) return null;
      return await this.#toCleanUrl(asked) ?? await this.#file(asked, { segments: path.segments, found });
    }
    if (!path.folder) return this.#moved(asked, encodePath(path.segments, true));
    if (folders.wantsZip(asked)) return await folders.zip(asked, this.#fieldsOf(asked));
    const segments = [...path.segments, INDEX];
    const page = await root.locate(segments);
    if (page !== null && !page.isFolder) return await this.#file(asked, { segments, found: page });
    return this.#options.listing ? await folders.list(asked, this.#fieldsOf(asked, HTML)) : null;
  }

  async #file(asked: Asked, { segments, found }: Pick<Wanted, "segments" | "found">): Promise<Answer> {
    const { library } = this.#means;
    const { head, plain, now } = asked;
    if (!this.#admitted(segments, head)) throw new NotAdmitted();
    const wanted = { segments, found, asked: plain, now };
    const resource = await library.resource(wanted);
    library.remember(head, wanted, resource);
    return await library.steady(resource.answer(head, now), () => this.answer(asked));
  }

  /** `/about` is `about.html`, where nothing else is; `/about/` is sent to it. */
  async #cleanPage(asked: Asked): Promise<Answer | null> {
    const { segments: asWritten, folder } = asked.path;
    const name = asWritten.at(-1);
    if (name === undefined || name + PAGE === NOT_FOUND_PAGE) return null;
    const segments = [...asWritten.slice(0, -1), name + PAGE];
    const found = await this.#means.root.locate(segments);
    if (found === null || found.isFolder) return null;
    return folder ? this.#moved(asked, encodePath(asWritten, false)) : await this.#file(asked, { segments, found });
  }

  /** A page asked for by its file's name is sent to its own address, if that leads back to it. */
  async #toCleanUrl(asked: Asked): Promise<Answer | null> {
    const { segments } = asked.path;
    const name = segments.at(-1) ?? "";
    if (!this.#options.cleanUrls || !name.endsWith(PAGE) || name === PAGE) return null;
    const above = segments.slice(0, -1);
    if (name === INDEX) return this.#moved(asked, encodePath(above, true));
    const clean = [...above, name.slice(0, -PAGE.length)];
    const parsed = parseRequestPath(encodePath(clean, false), this.#means.root.rules);
    if ("status" in parsed || await this.#means.root.locate(clean) !== null) return null;
    return this.#moved(asked, encodePath(clean, false));
  }

  /** To the address that is the right one: relative links of a folder would go wrong without its final slash. */
  #moved(asked: Asked, to: string): Answer {
    const location = this.#means.base.locate(to) + (asked.query === null ? "" : `?${asked.query}`);
    return redirectAnswer(301, location, this.#fieldsOf(asked));
  }

  async #missing(asked: Asked): Promise<Answer> {
    const rule = this.#means.rules.redirects.find(asked.plain, asked.query, false);
    if (rule !== null) return await this.#redirect(rule, asked);
    if (this.#options.spa && !asked.path.segments.at(-1)?.includes(".")) {
      const page = await this.#page("/index.html", asked);
      if (page !== null) return await page.answer(asked.head, asked.now);
    }
    return await this.notFound(asked);
  }

  async #redirect({ status, to }: Redirect, asked: Asked): Promise<Answer> {
    if (status >= 300 && status < 400) {
      return redirectAnswer(status, this.#means.base.locate(to), this.#fieldsOf(asked));
    }
    const page = await this.#page(to, asked);
    if (page === null) return status === 200 ? await this.notFound(asked) : this.#error(status, undefined);
    const { head, now } = asked;
    return status === 200 ? await page.answer(head, now) : await page.answerAs(status, head);
  }

  /** The file at a path of the site's own, or null. */
  async #page(to: string, { head, plain, now }: Asked): Promise<Resource | null> {
    const { root, library } = this.#means;
    const path = parseRequestPath(to.replace(/[?#].*$/s, ""), root.rules);
    if ("status" in path) return null;
    const segments = path.folder ? [...path.segments, INDEX] : path.segments;
    const found: Located | null = await root.locate(segments);
    if (found === null || found.isFolder) return null;
    if (!this.#admitted(segments, head)) throw new NotAdmitted();
    return await library.resource({ segments, found, asked: plain, now });
  }

  #admitted(segments: readonly string[], head: RequestHead): boolean {
    return this.#means.admits(`/${segments.join("/")}`, head.user);
  }

  /** Fields of an answer that is about a path and no file. */
  #fieldsOf({ plain }: Asked, type?: string): Fields {
    const { policy, rules: { headers } } = this.#means;
    const subject = { paths: [plain], rules: headers, selection: headers.select([plain]) };
    return policy.fieldsFor(type === undefined ? subject : { ...subject, type });
  }

  #error(status: number, reason: string | undefined): Answer {
    return errorAnswer(status, { fields: this.#means.policy.base, ...(reason === undefined ? {} : { reason }) });
  }
}

const HTML = "text/html; charset=utf-8";
