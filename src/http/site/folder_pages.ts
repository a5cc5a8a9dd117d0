/**
 * What a folder has to show of itself: a list of what is in it, and all of it as one file.
 */
import type { DocumentRoot } from "../files/document_root.ts";
import { Listings } from "../folders/listings.ts";
import { zipFolder } from "../folders/zip_folder.ts";
import { Answer } from "../message/answer.ts";
import { errorAnswer } from "../message/error_page.ts";
import type { Fields } from "../message/fields.ts";
import type { Asked } from "./asked.ts";

export interface FolderPagesMeans {
  readonly root: DocumentRoot;
  /** Bytes of files that one archive may hold; 0 for no archives. */
  readonly zipBytes: number;
  /** Whether a user may see a file. @param path Decoded, from `/`. */
  readonly admits: (path: string, user: string | null) => boolean;
}

/** Archives that are made at the same time; each reads a whole tree. */
const MOST_ARCHIVES = 8;

export class FolderPages {
  readonly #means: FolderPagesMeans;
  readonly #listings: Listings;
  #archives = 0;

  constructor(means: FolderPagesMeans) {
    this.#means = means;
    this.#listings = new Listings(means.root);
  }

  /** True when the folder is to be sent as one file: `?zip`. */
  wantsZip({ query }: Asked): boolean {
    return this.#means.zipBytes > 0 && query !== null && /(?:^|&)zip(?:=|&|$)/.test(query);
  }

  /** The list. @param fields What the answer carries, its type included. */
  async list(asked: Asked, fields: Fields): Promise<Answer> {
    const { head, path, plain, query } = asked;
    const admits = ({ name }: { name: string }) => this.#means.admits(plain + name, head.user);
    const zip = this.#means.zipBytes > 0;
    const request = { segments: path.segments, path: plain, query, zip, viewer: head.user ?? "", admits };
    const body = await this.#listings.page(request);
    fields.set("Content-Length", String(body.length))
      .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    return new Answer(200, fields.toString(), { body });
  }

  /** The archive. @param fields What the answer carries beside what an archive needs. */
  async zip({ head, path }: Asked, fields: Fields): Promise<Answer> {
    if (this.#archives >= MOST_ARCHIVES) return errorAnswer(503, { fields: fields.set("Retry-After", "10") });
    this.#archives++;
    try {
      const { user } = head;
      const admits = (path: string) => this.#means.admits(path, user);
      const { root, zipBytes } = this.#means;
      const archive = await zipFolder(root, { segments: path.segments, maximum: zipBytes, admits });
      if (archive === "too large") return errorAnswer(403, { fields, reason: "The folder is too large for one file" });
      const name = `${path.segments.at(-1) ?? "site"}.zip`;
      fields.set("Content-Type", "application/zip").set("Content-Length", String(archive.length))
        .set("Content-Disposition", `attachment; filename*=UTF-8''${encodeName(name)}`);
      return new Answer(200, fields.toString(), { stream: this.#counted(archive.body), length: archive.length });
    } finally {
      this.#archives--;
    }
  }

  #counted(body: NonNullable<Answer["stream"]>): NonNullable<Answer["stream"]> {
    return {
      send: async (write) => {
        this.#archives++;
        try {
          await body.send(write);
        } finally {
          this.#archives--;
        }
      },
    };
  }
}

/** RFC 8187 3.2.1: fewer characters stay as they are than in a path. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
