/**
 * The site's files as resources: loaded once, looked at again, kept while there is room.
 */
import { Answer } from "../message/answer.ts";
import type { RequestHead } from "../message/request_head.ts";
import type { Compressor } from "../files/compressor.ts";
import type { DocumentRoot } from "../files/document_root.ts";
import { FileChanged } from "../files/file_body.ts";
import { HotCache } from "../files/hot_cache.ts";
import type { Located } from "../files/located.ts";
import { mimeType } from "../files/mime_type.ts";
import { type ContentChange, ResourceLoader } from "../files/resource_loader.ts";
import type { Resource } from "../files/resource.ts";
import type { FieldPolicy } from "../rules/field_policy.ts";
import type { SiteRules } from "../rules/site_rules.ts";
import type { SiteOptions } from "./site_options.ts";

export interface LibraryMeans {
  readonly root: DocumentRoot;
  readonly policy: FieldPolicy;
  readonly rules: SiteRules;
  readonly compressor: Compressor;
  readonly change?: ContentChange;
}

/** A file, and the path that was asked for when it was found. */
export interface Wanted {
  readonly segments: readonly string[];
  readonly found: Located;
  /** Decoded. */
  readonly asked: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export class Library {
  readonly #means: LibraryMeans;
  readonly #loader: ResourceLoader;
  readonly #cache: HotCache;
  readonly #loading = new Map<string, Promise<Resource>>();
  /** What each resource was loaded for, so that it can be looked at again without a request. */
  readonly #askedFor = new WeakMap<Resource, string>();

  constructor(options: SiteOptions, means: LibraryMeans) {
    this.#means = means;
    this.#loader = new ResourceLoader(means.root, options, means);
    this.#cache = new HotCache(options.cacheBytes);
  }

  /** The resource that the bytes of a target meant before, while it is fresh. Has it looked at again in time. */
  known(head: RequestHead, now: number): Resource | null {
    const known = this.#cache.byTarget(head, now);
    if (known?.growsOld(now)) this.#lookAgain(known, now);
    return known;
  }

  /** Makes the target's bytes lead to the resource from now on. */
  remember(head: RequestHead, { segments, asked }: Wanted, resource: Resource): void {
    this.#cache.remember(head, this.#keyOf(segments, asked).key, resource);
  }

  /** Looks whether other rules hold now; what was made under the old ones is forgotten. */
  async refreshRules(now: number): Promise<void> {
    if (await this.#means.rules.refresh(now)) this.forget();
  }

  /** Forgets everything: the next request looks at the files. */
  forget(): void {
    this.#cache.clear();
  }

  /** Loads it, or looks whether what is known still holds; requests that come meanwhile wait for the same look. */
  resource({ segments, found, asked, now }: Wanted): Promise<Resource> {
    const { rules, policy } = this.#means;
    const { generation } = rules;
    const { key, selection, paths } = this.#keyOf(segments, asked);
    let loading = this.#loading.get(key);
    if (loading !== undefined) return loading;
    const known = this.#cache.get(key);
    const type = mimeType(segments.at(-1)!);
    const fieldsFor = () => {
      const fields = policy.fieldsFor({ paths, rules: rules.headers, selection, type: type.name });
      return type.coding === null ? fields : fields.set("Content-Encoding", type.coding);
    };
    loading = this.#loader.load(found, { segments, known, rules: `${generation}`, fieldsFor, now })
      .then((resource) => {
        this.#askedFor.set(resource, asked);
        // Rules that changed meanwhile have emptied the cache; what was made under the old ones must not refill it.
        if (resource !== known && generation === rules.generation) this.#cache.put(key, resource);
        return resource;
      })
      .finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  /** An answer whose file changed between being known and being opened is made anew. */
  steady(answer: Answer | Promise<Answer>, anew: () => Promise<Answer>): Answer | Promise<Answer> {
    if (answer instanceof Answer) return answer;
    return answer.catch((error) => {
      if (!(error instanceof FileChanged)) throw error;
      this.forget();
      return anew();
    });
  }

  /** The same file is another resource where other rules of `_headers` hold for the path that was asked for. */
  #keyOf(segments: readonly string[], asked: string) {
    const { rules } = this.#means;
    const path = `/${segments.join("/")}`;
    const paths = asked === path ? [path] : [path, asked];
    const selection = rules.headers.select(paths);
    return { key: `${rules.generation}\n${selection.join()}\n${path}`, selection, paths };
  }

  /** Finds out in the background whether a resource still holds, before requests have to wait for that. */
  async #lookAgain(resource: Resource, now: number): Promise<void> {
    const { segments } = resource;
    try {
      await this.refreshRules(now);
      const found = await this.#means.root.locate(segments);
      if (found === null || found.isFolder) return;
      await this.resource({ segments, found, asked: this.#askedFor.get(resource) ?? "", now });
    } catch {
      // It stays unconfirmed and grows stale: the next request looks itself, and gets to know what is wrong.
    }
  }
}
