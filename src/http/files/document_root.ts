/**
 * The folder that is served, and the one place that decides whether a file is in it: by the path the system resolves,
 * links and all, not by the path that was asked for.
 */
import { join, SEPARATOR } from "@std/path";
import { Disk } from "./disk.ts";
import { isAbsence, type Located, located } from "./located.ts";
import { hides, type PathRules } from "./request_path.ts";
import { areSpelledSo, findsOtherSpellings } from "./spelled_names.ts";

export class DocumentRoot {
  readonly path: string;
  readonly rules: PathRules;
  readonly #disk = new Disk();
  readonly #otherSpellings: boolean;

  /** @param otherSpellings The file system finds names that are written otherwise: they are not served. */
  constructor(path: string, rules: PathRules, otherSpellings = findsOtherSpellings(Deno.build.os)) {
    this.path = path;
    this.rules = rules;
    this.#otherSpellings = otherSpellings;
  }

  /**
   * What stands at the end of these names, or null: nothing, not readable, outside the root, hidden, or no ordinary
   * file or folder. The root itself is resolved each time too, so that it may be deleted, restored, or be a link that
   * is switched to another release.
   */
  async locate(segments: readonly string[]): Promise<Located | null> {
    try {
      const root = await this.#disk.realPath(this.path);
      const path = await this.#disk.realPath(join(root, ...segments));
      if (!this.#shows(root, path)) return null;
      // What resolves to just what was asked for is spelled so; else a link, or another spelling, led there.
      const spelled = !this.#otherSpellings || path === join(root, ...segments) || await areSpelledSo(root, segments);
      if (!spelled) return null;
      return located(path, await this.#disk.stat(path));
    } catch (error) {
      if (isAbsence(error)) return null;
      throw error;
    }
  }

  /** What stands at a path that is known to be below the root and no link; null as above. */
  async look(path: string): Promise<Located | null> {
    try {
      return located(path, await this.#disk.stat(path));
    } catch (error) {
      if (isAbsence(error)) return null;
      throw error;
    }
  }

  #shows(root: string, path: string): boolean {
    if (path === root) return true;
    const prefix = root.endsWith(SEPARATOR) ? root : root + SEPARATOR;
    if (!path.startsWith(prefix)) return false;
    const names = path.slice(prefix.length).split(SEPARATOR);
    return !names.some((name, index) => hides(name, index === 0, this.rules));
  }
}
