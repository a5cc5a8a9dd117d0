/**
 * The entries of a folder that a client may ask for, read without keeping other requests waiting however many there are.
 */
import { join } from "@std/path";
import type { DocumentRoot } from "../files/document_root.ts";
import { isAbsence, located } from "../files/located.ts";
import { isServableName } from "../files/request_path.ts";
import { RULE_FILES } from "../rules/site_rules.ts";

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch, null where unknown. */
  readonly modified: number | null;
}

/** Entries read at most; a page of more is of no use to anybody. */
export const MOST_ENTRIES = 10_000;
/** Entries after which others have their turn. */
const PIECE = 200;

/** Reads a folder below the root; nothing where there is none. @param segments Names that lead to it. */
export async function readFolder(root: DocumentRoot, segments: readonly string[]): Promise<FolderEntry[]> {
  const entries: FolderEntry[] = [];
  const top = segments.length === 0;
  const folder = join(root.path, ...segments);
  try {
    let seen = 0;
    for await (const { name, isSymlink } of Deno.readDir(folder)) {
      if (++seen % PIECE === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      if (!isServableName(name, top, root.rules) || (top && RULE_FILES.has(name.toLowerCase()))) continue;
      const state = isSymlink ? await root.locate([...segments, name]) : await root.look(join(folder, name));
      if (state !== null) entries.push({ name, ...pick(state) });
      if (entries.length === MOST_ENTRIES) break;
    }
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  return entries;
}

function pick({ isFolder, size, modified }: NonNullable<ReturnType<typeof located>>): Omit<FolderEntry, "name"> {
  return { isFolder, size, modified };
}
