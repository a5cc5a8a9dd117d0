/**
 * Entity tags and their two comparisons (RFC 9110 8.8.3).
 */

/** A list as If-Match and If-None-Match hold it: any representation, or the tags; null when it cannot be read. */
export type EntityTagList = "*" | readonly string[] | null;

const ELEMENT = /[ \t]*(?:((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")[ \t]*)?(?:,|$)/y;

/** Reads `*` or a list of entity tags, which may have empty elements (RFC 9110 5.6.1.2). */
export function parseEntityTags(value: string): EntityTagList {
  if (value.trim() === "*") return "*";
  const tags: string[] = [];
  ELEMENT.lastIndex = 0;
  while (ELEMENT.lastIndex < value.length) {
    const match = ELEMENT.exec(value);
    if (match === null) return null;
    if (match[1] !== undefined) tags.push(match[1]);
  }
  return tags;
}

/** Same opaque part and neither weak: the bytes are the same. */
export function strongMatch(one: string, other: string): boolean {
  return one === other && !one.startsWith("W/");
}

/** Same opaque part: as good as the same. */
export function weakMatch(one: string, other: string): boolean {
  return opaque(one) === opaque(other);
}

function opaque(tag: string): string {
  return tag.startsWith("W/") ? tag.slice(2) : tag;
}
