/**
 * A folder as a page: sortable, everything escaped. Each name stands by itself (`<bdi>`): one that is written from right to
 * left must not turn the size and the time around.
 */
import { escapeHtml } from "../message/error_page.ts";
import { type FolderEntry, MOST_ENTRIES } from "./folder_reader.ts";

const COLUMNS = ["name", "size", "modified"] as const;
type Column = typeof COLUMNS[number];

/** How a listing is sorted, and what else it offers. */
export interface ListingWish {
  /** As sent: `sort=name|size|modified`, with `-` before it for the other direction. */
  readonly query: string | null;
  /** The folder can be had as one file. */
  readonly zip: boolean;
}

/** Equal for queries that ask for the same page. */
export function listingOrder(query: string | null): string {
  const { column, descending } = orderOf(query);
  return `${descending ? "-" : ""}${column}`;
}

function orderOf(query: string | null): { column: Column; descending: boolean } {
  const wanted = /(?:^|&)sort=(-?)(name|size|modified)(?:&|$)/.exec(query ?? "");
  return { column: (wanted?.[2] ?? "name") as Column, descending: wanted?.[1] === "-" };
}

/** Rows of a piece. */
const PIECE = 250;

/** The page, in pieces: ten thousand rows take as long as a hundred requests. @param path Decoded, ending with `/`. */
export function* renderListing(
  path: string,
  entries: readonly FolderEntry[],
  { query, zip }: ListingWish,
): Generator<string> {
  const { column, descending } = orderOf(query);
  const sorted = entries.toSorted((one, other) => compare(one, other, column) * (descending ? -1 : 1));
  const folders = sorted.filter(({ isFolder }) => isFolder);
  const files = sorted.filter(({ isFolder }) => !isFolder);
  const heads = COLUMNS.map((name) => headCell(name, name === column, descending)).join("");
  const parent = path === "/" ? "" : '<tr><td><a href="../">../</a><td><td>\n';
  const title = `Index of ${escapeHtml(path)}`;
  const whole = zip ? ' &middot; <a href="?zip">as a zip file</a>' : "";
  yield `<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n` +
    `<meta name="viewport" content="width=device-width">\n<title>${title}</title>\n<style>${STYLE}</style>\n` +
    `<h1><bdi>${title}</bdi></h1>\n<table>\n<thead><tr>${heads}</thead>\n<tbody>\n${parent}`;
  const rows = [...folders, ...files];
  for (let at = 0; at < rows.length; at += PIECE) yield rows.slice(at, at + PIECE).map(row).join("");
  yield `</tbody>\n</table>\n<p>${summary(folders, files)}${whole}</p>\n</html>\n`;
}

function headCell(name: Column, current: boolean, descending: boolean): string {
  const target = current && !descending ? `-${name}` : name;
  const order = current ? ` aria-sort="${descending ? "descending" : "ascending"}"` : "";
  const mark = current ? (descending ? " ↓" : " ↑") : "";
  return `<th${order}><a href="?sort=${target}">${name}${mark}</a>`;
}

function row({ name, isFolder, size, modified }: FolderEntry): string {
  const slash = isFolder ? "/" : "";
  // "./" keeps a name with a colon from being read as a scheme.
  const link = `<a href="./${encodeURIComponent(name)}${slash}"><bdi>${escapeHtml(name)}${slash}</bdi></a>`;
  const time = modified === null ? "" : new Date(modified).toISOString().slice(0, 16).replace("T", " ");
  return `<tr><td>${link}<td class="n">${isFolder ? "" : formatSize(size)}<td>${time}\n`;
}

function compare(one: FolderEntry, other: FolderEntry, column: Column): number {
  const byName = one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
  if (column === "name") return byName;
  return (one[column] ?? 0) - (other[column] ?? 0) || byName;
}

function summary(folders: readonly FolderEntry[], files: readonly FolderEntry[]): string {
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
