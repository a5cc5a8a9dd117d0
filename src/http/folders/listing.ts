/**
 * A folder as a page: sortable, everything escaped, nothing in it that would not be served.
 */
import { join } from "@std/path";
import { type DocumentRoot, isAbsence, type Located } from "../files/document_root.ts";
import { escapeHtml } from "../message/error_page.ts";
import { hides } from "../files/request_path.ts";
import { RULE_FILES } from "../rules/site_rules.ts";

export interface ListingEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch, null where unknown. */
  readonly modified: number | null;
}

/** Entries shown at most; a page of more is of no use to anybody. */
const MOST_ENTRIES = 10_000;

const COLUMNS = ["name", "size", "modified"] as const;
type Column = typeof COLUMNS[number];

/** The folder's entries that a client may ask for. */
export async function readListing(root: DocumentRoot, segments: readonly string[]): Promise<ListingEntry[]> {
  const entries: ListingEntry[] = [];
  const top = segments.length === 0;
  try {
    for await (const { name } of Deno.readDir(join(root.path, ...segments))) {
      if (hides(name, top, root.rules) || (top && RULE_FILES.has(name))) continue;
      const state: Located | null = await root.locate([...segments, name]);
      if (state !== null) entries.push({ name, ...state });
      if (entries.length === MOST_ENTRIES) break;
    }
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  return entries;
}

/**
 * The page. @param path Decoded path of the folder, ending with `/`.
 * @param query As sent: `sort=name|size|modified`, with `-` before it for the other direction.
 */
export function renderListing(path: string, entries: readonly ListingEntry[], query: string | null): string {
  const wanted = /(?:^|&)sort=(-?)(name|size|modified)(?:&|$)/.exec(query ?? "");
  const column = (wanted?.[2] ?? "name") as Column;
  const descending = wanted?.[1] === "-";
  const sorted = entries.toSorted((one, other) => compare(one, other, column) * (descending ? -1 : 1));
  const folders = sorted.filter(({ isFolder }) => isFolder);
  const files = sorted.filter(({ isFolder }) => !isFolder);
  const heads = COLUMNS.map((name) => headCell(name, name === column, descending)).join("");
  const parent = path === "/" ? "" : '<tr><td><a href="../">../</a><td><td>\n';
  const title = `Index of ${escapeHtml(path)}`;
  return `<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n` +
    `<meta name="viewport" content="width=device-width">\n<title>${title}</title>\n<style>${STYLE}</style>\n` +
    `<h1>${title}</h1>\n<table>\n<thead><tr>${heads}</thead>\n<tbody>\n${parent}` +
    [...folders, ...files].map(row).join("") + `</tbody>\n</table>\n<p>${summary(folders, files)}</p>\n</html>\n`;
}

function headCell(name: Column, current: boolean, descending: boolean): string {
  const target = current && !descending ? `-${name}` : name;
  const order = current ? ` aria-sort="${descending ? "descending" : "ascending"}"` : "";
  const mark = current ? (descending ? " ↓" : " ↑") : "";
  return `<th${order}><a href="?sort=${target}">${name}${mark}</a>`;
}

function row({ name, isFolder, size, modified }: ListingEntry): string {
  const slash = isFolder ? "/" : "";
  // "./" keeps a name with a colon from being read as a scheme.
  const link = `<a href="./${encodeURIComponent(name)}${slash}">${escapeHtml(name)}${slash}</a>`;
  const time = modified === null ? "" : new Date(modified).toISOString().slice(0, 16).replace("T", " ");
  return `<tr><td>${link}<td class="n">${isFolder ? "" : formatSize(size)}<td>${time}\n`;
}

function compare(one: ListingEntry, other: ListingEntry, column: Column): number {
  const byName = one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
  if (column === "name") return byName;
  return (one[column] ?? 0) - (other[column] ?? 0) || byName;
}

function summary(folders: readonly ListingEntry[], files: readonly ListingEntry[]): string {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const more = folders.length + files.length === MOST_ENTRIES ? `; only the first ${MOST_ENTRIES} are shown` : "";
  const counts = `${counted(folders.length, "folder")}, ${counted(files.length, "file")}`;
  return `${counts}, ${formatSize(total)} (times in UTC)${more}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function formatSize(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let power = 0;
  while (bytes >= 1000 && power < units.length - 1) {
    bytes /= 1000;
    power++;
  }
  return `${power === 0 ? bytes : bytes.toFixed(1)} ${units[power]}`;
}

const STYLE = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}" +
  "table{border-collapse:collapse;width:100%}th{text-align:left}td,th{padding:.15rem .75rem .15rem 0}" +
  ".n{text-align:right;font-variant-numeric:tabular-nums}tbody tr:hover{background:#8882}" +
  ":root{color-scheme:light dark}";
