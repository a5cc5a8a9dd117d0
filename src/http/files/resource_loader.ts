/**
 * From a path to a resource: the file, its compressed siblings, their contents where they are kept in memory.
 */
import type { Fields } from "../message/fields.ts";
import type { ContentCoding } from "../semantics/accept_encoding.ts";
import type { Compressor } from "./compressor.ts";
import type { DocumentRoot } from "./document_root.ts";
import { FileChanged, readWhole } from "./file_body.ts";
import { type Located, mayChangeUnseen, signatureOf } from "./located.ts";
import { isCompressible } from "./mime_type.ts";
import { Representation } from "./representation.ts";
import { type CodingMaker, Resource } from "./resource.ts";

/** Siblings by preference: the best compression first. */
const SIBLINGS: readonly (readonly [coding: ContentCoding, extension: string])[] = [
  ["br", ".br"],
  ["zstd", ".zst"],
  ["gzip", ".gz"],
];

/** Smaller files gain nothing from compression. */
const WORTH_COMPRESSING = 512;
const ATTEMPTS = 3;

export interface LoaderOptions {
  /** Answer with `.br`, `.zst` and `.gz` files beside the one asked for, where the client accepts them. */
  readonly precompressed: boolean;
  /** Codings that are made of what compresses well and is no larger than `cachedFile` bytes, by preference. */
  readonly compress: readonly ContentCoding[];
  /** Bytes of file contents kept in memory. */
  readonly cacheBytes: number;
  /** Largest file kept in memory, bytes. */
  readonly cachedFile: number;
}

/** What a resource is to be. */
export interface LoadRequest {
  readonly segments: readonly string[];
  /** What was loaded for it before. */
  readonly known: Resource | undefined;
  /** What else its answers depend on, beside the files. */
  readonly rules: string;
  /** The fields its answers carry. */
  readonly fieldsFor: () => Fields;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Changes a file's content before it is served, or gives it back. @param type Content-Type. */
export type ContentChange = (content: Uint8Array, type: string) => Uint8Array;

/** The states of all files a resource is made from. */
interface Sources {
  readonly plain: Located;
  readonly siblings: readonly { readonly coding: ContentCoding; readonly state: Located }[];
}

export class ResourceLoader {
  readonly #root: DocumentRoot;
  readonly #options: LoaderOptions;
  readonly #compressor: Compressor;
  readonly #change: ContentChange | null;

  constructor(root: DocumentRoot, options: LoaderOptions, means: { compressor: Compressor; change?: ContentChange }) {
    this.#root = root;
    this.#options = options;
    this.#compressor = means.compressor;
    this.#change = means.change ?? null;
  }

  /**
   * Loads the file, or gives `known` back when nothing about it has changed. Rejects with `FileChanged` when the file
   * does not hold still, and with system errors other than absence.
   */
  async load(plain: Located, request: LoadRequest): Promise<Resource> {
    const { segments, known, now } = request;
    for (let attempt = 1;; attempt++) {
      const sources = { plain, siblings: await this.#siblings(segments, plain) };
      const signature = `${request.rules}|${signatureOfAll(sources)}`;
      if (known !== undefined && known.signature === signature && !known.unsettled) {
        known.checked(now);
        return known;
      }
      try {
        return await this.#build(sources, signature, request);
      } catch (error) {
        if (!(error instanceof FileChanged) || attempt === ATTEMPTS) throw error;
        const again = await this.#root.locate(segments);
        if (again === null || again.isFolder) throw error;
        plain = again;
      }
    }
  }

  /** Compressed files beside it that are not older: an older one was made from what the file was before. */
  async #siblings(segments: readonly string[], plain: Located): Promise<Sources["siblings"]> {
    if (!this.#options.precompressed || this.#change !== null) return [];
    const found: { readonly coding: ContentCoding; readonly state: Located }[] = [];
    for (const [coding, extension] of SIBLINGS) {
      const state = await this.#root.locate([...segments.slice(0, -1), segments.at(-1)! + extension]);
      if (state === null || state.isFolder || isOlder(state, plain)) continue;
      found.push({ coding, state });
    }
    return found;
  }

  async #build(sources: Sources, signature: string, { segments, fieldsFor, now }: LoadRequest): Promise<Resource> {
    const { plain, siblings } = sources;
    const fields = fieldsFor();
    const content = await this.#content(plain, fields);
    const maker = siblings.length === 0 ? this.#maker({ plain, content, fields, now }) : null;
    if (siblings.length > 0 || maker !== null) fields.append("Vary", "Accept-Encoding");
    const representations: Representation[] = [];
    for (const { coding, state } of siblings) {
      representations.push(await represent({ coding, state, content: await this.#read(state), fields, now }));
    }
    representations.push(await represent({ coding: "", state: plain, content, fields, now }));
    const unsettled = [plain, ...siblings.map(({ state }) => state)].some((state) => mayChangeUnseen(state, now));
    return new Resource({ segments, representations, maker, fields, signature, unsettled, now });
  }

  async #content(state: Located, fields: Fields): Promise<Uint8Array | null> {
    const content = await this.#read(state);
    return content === null || this.#change === null
      ? content
      : this.#change(content, fields.get("Content-Type") ?? "");
  }

  async #read(state: Located): Promise<Uint8Array | null> {
    return state.size <= Math.min(this.#options.cachedFile, this.#options.cacheBytes) ? await readWhole(state) : null;
  }

  #maker({ plain, content, fields, now }: Making): CodingMaker | null {
    const codings = this.#options.compress;
    const worth = codings.length > 0 && content !== null && content.length >= WORTH_COMPRESSING &&
      fields.get("Content-Encoding") === undefined && isCompressible(fields.get("Content-Type") ?? "");
    if (!worth) return null;
    const compressor = this.#compressor;
    return {
      codings,
      async make(coding) {
        const packed = await compressor.compress(coding, content);
        if (packed === null) return "busy";
        if (packed.length >= content.length) return "useless";
        return await represent({ coding, state: plain, content: packed, fields, now });
      },
    };
  }
}

interface Making {
  readonly plain: Located;
  readonly content: Uint8Array | null;
  readonly fields: Fields;
  readonly now: number;
}

async function represent(
  { coding, state, content, fields, now }: {
    coding: ContentCoding;
    state: Located;
    content: Uint8Array | null;
    fields: Fields;
    now: number;
  },
): Promise<Representation> {
  const version = await versionOf(state, content);
  return new Representation({ coding, state, content, version, unsettled: mayChangeUnseen(state, now), fields });
}

function signatureOfAll({ plain, siblings }: Sources): string {
  return [plain, ...siblings.map(({ state }) => state)].map(signatureOf).join("|");
}

function isOlder(sibling: Located, plain: Located): boolean {
  return sibling.modified !== null && plain.modified !== null && sibling.modified < plain.modified;
}

/** A digest of the bytes where they are at hand; else what the file system knows of their state. */
async function versionOf(state: Located, content: Uint8Array | null): Promise<string> {
  if (content === null) {
    const { size, modified, changed, inode, device } = state;
    return [size, modified ?? 0, changed ?? 0, inode, device].map((number) => number.toString(36)).join("-");
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content as BufferSource));
  return digest.subarray(0, 12).toHex();
}
