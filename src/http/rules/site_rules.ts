/**
 * The site's own `_headers` and `_redirects`, read again when they change. A mistake in them stops the server from
 * starting; a mistake made while it runs is reported and leaves the rules as they were.
 */
import { join } from "@std/path";
import { Failure } from "../../base/failure.ts";
import { HeaderRules, parseHeadersFile } from "./headers_file.ts";
import { parseRedirectsFile, RedirectRules } from "./redirects_file.ts";
import { Disk } from "../files/disk.ts";
import { isAbsence } from "../files/document_root.ts";

/** Names below the root that are not served. */
export const RULE_FILES: ReadonlySet<string> = new Set(["_headers", "_redirects"]);

/** How often the files are looked at, ms. */
const INTERVAL = 1000;

export class SiteRules {
  headers = new HeaderRules([]);
  redirects = new RedirectRules([]);
  readonly #root: string;
  readonly #disk = new Disk();
  readonly #warn: (message: string) => void;
  #signature = "";
  #checkedAt = -Infinity;
  #checking: Promise<boolean> | null = null;

  /** @param warn Receives the one line about rules that cannot be used. */
  constructor(root: string, warn: (message: string) => void) {
    this.#root = root;
    this.#warn = warn;
  }

  /** Reads the files for the first time. Throws `Failure` that names file and line. */
  async load(): Promise<void> {
    this.#signature = await this.#currentSignature();
    await this.#read();
  }

  /** Looks for changes, at most once a second. Resolves with true when other rules hold now. */
  refresh(now: number): Promise<boolean> | boolean {
    if (now - this.#checkedAt < INTERVAL && now >= this.#checkedAt) return false;
    return this.#checking ??= this.#refresh(now).finally(() => this.#checking = null);
  }

  async #refresh(now: number): Promise<boolean> {
    const signature = await this.#currentSignature();
    this.#checkedAt = now;
    if (signature === this.#signature) return false;
    this.#signature = signature;
    try {
      await this.#read();
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#warn(`${error.message}; the rules stay as they were`);
      return false;
    }
  }

  async #read(): Promise<void> {
    const headers = parseHeadersFile(await readText(join(this.#root, "_headers")));
    const redirects = parseRedirectsFile(await readText(join(this.#root, "_redirects")));
    this.headers = headers;
    this.redirects = redirects;
  }

  async #currentSignature(): Promise<string> {
    let signature = "";
    for (const name of RULE_FILES) {
      try {
        const { size, mtime, ino } = await this.#disk.stat(join(this.#root, name));
        signature += `${size}-${mtime?.getTime()}-${ino}`;
      } catch (error) {
        if (!isAbsence(error)) throw error;
      }
      signature += " ";
    }
    return signature;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (isAbsence(error)) return "";
    throw new Failure(`Cannot read ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
