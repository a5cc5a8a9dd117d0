/**
 * Listings that have been made: reading ten thousand entries takes longer than a thousand requests, so a page is made
 * once a second at most, and kept within bounds.
 */
import type { DocumentRoot } from "../files/document_root.ts";
import { type FolderEntry, readFolder } from "./folder_reader.ts";
import { listingOrder, renderListing } from "./listing_page.ts";

/** How long a page is used without another look at the folder, ms. */
const FRESH = 950;
/** Bytes of pages that are kept. */
const MOST_BYTES = 16 << 20;

/** What a page depends on. */
export interface ListingRequest {
  readonly segments: readonly string[];
  /** Decoded path as the page names it. */
  readonly path: string;
  readonly query: string | null;
  readonly zip: boolean;
  /** Who sees it, and may see what. */
  readonly viewer: string;
  readonly admits: (entry: FolderEntry) => boolean;
}

interface Made {
  /** When the making ended, ms; null while it goes on. */
  at: number | null;
  readonly page: Promise<Uint8Array>;
  bytes: number;
}

export class Listings {
  readonly #root: DocumentRoot;
  readonly #made = new Map<string, Made>();
  #bytes = 0;

  constructor(root: DocumentRoot) {
    this.#root = root;
  }

  /** The page of a folder. Rejects with what the file system says other than absence. */
  page(request: ListingRequest): Promise<Uint8Array> {
    const { path, query, viewer } = request;
    const now = Date.now();
    const key = [path, listingOrder(query), viewer].join("\n");
    const known = this.#made.get(key);
    if (known !== undefined && (known.at === null || (now - known.at < FRESH && now >= known.at))) return known.page;
    this.#forget(key);
    const made: Made = { at: null, page: this.#make(request), bytes: 0 };
    this.#made.set(key, made);
    made.page.then((page) => this.#keep(key, made, page.length), () => this.#forget(key, made));
    return made.page;
  }

  async #make({ segments, path, query, zip, admits }: ListingRequest): Promise<Uint8Array> {
    const entries = (await readFolder(this.#root, segments)).filter(admits);
    let page = "";
    for (const piece of renderListing(path, entries, { query, zip })) {
      page += piece;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return new TextEncoder().encode(page);
  }

  #keep(key: string, made: Made, bytes: number): void {
    if (this.#made.get(key) !== made) return;
    made.at = Date.now();
    made.bytes = bytes;
    this.#bytes += bytes;
    for (const [oldest] of this.#made) {
      if (this.#bytes <= MOST_BYTES) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string, only?: Made): void {
    const made = this.#made.get(key);
    if (made === undefined || (only !== undefined && made !== only)) return;
    this.#bytes -= made.bytes;
    this.#made.delete(key);
  }
}
