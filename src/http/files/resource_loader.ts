/**
 * From a path to a resource: the file, its compressed siblings, their contents where they are kept in memory.
 */
import type { Fields } from "../message/fields.ts";
import type { ContentCoding } from "../semantics/accept_encoding.ts";
import type { DocumentRoot, Located } from "./document_root.ts";
import { FileChanged, readWhole } from "./file_body.ts";
import { isCompressible } from "./mime_type.ts";
import { Representation } from "./representation.ts";
import { Resource } from "./resource.ts";
import type { SiteOptions } from "../site/site_options.ts";

/** Siblings by preference: the best compression first. */
const SIBLINGS: readonly (readonly [coding: ContentCoding, extension: string])[] = [
  ["br", ".br"],
  ["zstd", ".zst"],
  ["gzip", ".gz"],
];

/** A file written to within this time before it was read may change again without its time changing, ms. */
const CLOCK_GRAIN = 50;
/** Smaller files gain nothing from compression. */
const WORTH_COMPRESSING = 512;
const ATTEMPTS = 3;

/** The states of all files a resource is made from. */
interface Sources {
  readonly plain: Located;
  readonly siblings: readonly { readonly coding: ContentCoding; readonly state: Located }[];
}

export class ResourceLoader {
  readonly #root: DocumentRoot;
  readonly #options: SiteOptions;

  constructor(root: DocumentRoot, options: SiteOptions) {
    this.#root = root;
    this.#options = options;
  }

  /**
   * Loads the file at `segments`, or gives `known` back when nothing about it has changed.
   * @param fieldsFor The fields its answers carry. @param now Milliseconds since the epoch.
   * Rejects with `FileChanged` when the file does not hold still, and with system errors other than absence.
   */
  async load(
    segments: readonly string[],
    plain: Located,
    { known, fieldsFor, now }: { known: Resource | undefined; fieldsFor: () => Fields; now: number },
  ): Promise<Resource> {
    for (let attempt = 1;; attempt++) {
      const sources = { plain, siblings: await this.#siblings(segments) };
      const signature = signatureOf(sources);
      if (known !== undefined && known.signature === signature && !known.uncertain) {
        known.checked(now);
        return known;
      }
      try {
        return await this.#build(sources, { segments, signature, fields: fieldsFor(), now });
      } catch (error) {
        if (!(error instanceof FileChanged) || attempt === ATTEMPTS) throw error;
        const again = await this.#root.locate(segments);
        if (again === null || again.isFolder) throw error;
        plain = again;
      }
    }
  }

  async #siblings(segments: readonly string[]): Promise<Sources["siblings"]> {
    if (!this.#options.precompressed) return [];
    const found: { readonly coding: ContentCoding; readonly state: Located }[] = [];
    for (const [coding, extension] of SIBLINGS) {
      const state = await this.#root.locate([...segments.slice(0, -1), segments.at(-1)! + extension]);
      if (state !== null && !state.isFolder) found.push({ coding, state });
    }
    return found;
  }

  async #build(
    sources: Sources,
    { segments, signature, fields, now }: {
      segments: readonly string[];
      signature: string;
      fields: Fields;
      now: number;
    },
  ): Promise<Resource> {
    const { plain, siblings } = sources;
    const content = await this.#content(plain);
    const zipped = siblings.length === 0 && content !== null ? await this.#gzipped(content, fields) : null;
    if (siblings.length > 0 || zipped !== null) fields.append("Vary", "Accept-Encoding");
    const version = await versionOf(plain, content);
    const representations: Representation[] = [];
    for (const { coding, state } of siblings) {
      const packed = await this.#content(state);
      const parts = { coding, state, content: packed, version: await versionOf(state, packed), fields };
      representations.push(new Representation(parts));
    }
    if (zipped !== null) {
      representations.push(new Representation({ coding: "gzip", state: plain, content: zipped, version, fields }));
    }
    representations.push(new Representation({ coding: "", state: plain, content, version, fields }));
    const uncertain = [plain, ...siblings.map(({ state }) => state)].some((state) =>
      state.modified !== null && Math.abs(now - state.modified) < CLOCK_GRAIN
    );
    return new Resource({ segments, representations, fields, signature, uncertain, now });
  }

  async #content(state: Located): Promise<Uint8Array | null> {
    return state.size <= Math.min(this.#options.cachedFile, this.#options.cacheBytes) ? await readWhole(state) : null;
  }

  async #gzipped(content: Uint8Array, fields: Fields): Promise<Uint8Array | null> {
    const worth = this.#options.gzip && content.length >= WORTH_COMPRESSING &&
      isCompressible(fields.get("Content-Type") ?? "");
    if (!worth) return null;
    const stream = new Blob([content as BlobPart]).stream().pipeThrough(new CompressionStream("gzip"));
    const zipped = new Uint8Array(await new Response(stream).arrayBuffer());
    return zipped.length < content.length ? zipped : null;
  }
}

function signatureOf({ plain, siblings }: Sources): string {
  const parts = [plain, ...siblings.map(({ state }) => state)];
  return parts.map(({ path, size, modified, inode }) => `${path}:${size}:${modified}:${inode}`).join("|");
}

/** Size and time as other servers do; a digest where the file system keeps no times (files inside the executable). */
async function versionOf(state: Located, content: Uint8Array | null): Promise<string> {
  if (state.modified !== null || content === null) {
    return `${state.size.toString(36)}-${(state.modified ?? 0).toString(36)}`;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content as BufferSource));
  return [...digest.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
