/**
 * The folder that is served, and the one place that decides whether a file is in it: by the path the system resolves,
 * links and all, not by the path that was asked for.
 */
import { join, SEPARATOR } from "@std/path";
import { Disk } from "./disk.ts";
import { hides, type PathRules } from "./request_path.ts";

/** A file or folder below the root. */
export interface Located {
  /** Path with every link resolved. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly size: number;
  /** Modification time, ms since the epoch; null where the system keeps none. */
  readonly modified: number | null;
  /** Inode, 0 where there is none. */
  readonly inode: number;
}

export class DocumentRoot {
  readonly path: string;
  readonly rules: PathRules;
  readonly #disk = new Disk();

  constructor(path: string, rules: PathRules) {
    this.path = path;
    this.rules = rules;
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

/** What `stat` says, in the terms of this room; null for what is neither file nor folder. */
export function located(path: string, info: Deno.FileInfo): Located | null {
  if (!info.isFile && !info.isDirectory) return null;
  return {
    path,
    isFolder: info.isDirectory,
    size: info.size,
    modified: info.mtime?.getTime() ?? null,
    inode: info.ino ?? 0,
  };
}

/** True when two looks at a file saw the same state of the same file. */
export function isSameState(one: Located, other: Located): boolean {
  return one.path === other.path && one.size === other.size && one.modified === other.modified &&
    one.inode === other.inode;
}

/** Errors that mean to a client that there is nothing: missing, forbidden, a file used as a folder, a loop of links. */
export function isAbsence(error: unknown): boolean {
  if (
    error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.FilesystemLoop ||
    error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.InvalidData
  ) return true;
  return error instanceof Error && /os error (?:2|13|20|36|40)\)|ENAMETOOLONG|too long/i.test(error.message);
}
