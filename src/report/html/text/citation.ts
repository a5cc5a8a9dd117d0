/** Where something is written, as a reader reads it: a rule's `RFC 9293 3.4.1, 3.5; RFC 896` with the word for its sections. */
import type { PageWords } from "../../../language/en/page_words.ts";
import { fill } from "./page_words.ts";

/** A document, and what is named of it: numbers of sections, perhaps a figure of the last one. */
const PLACES = /^(RFC \d+) (\d.*)$/;

export function citation(rfc: string, words: PageWords): string {
  return rfc.split("; ").map((source) => {
    const [, document, places] = PLACES.exec(source) ?? [];
    if (document === undefined || places === undefined) return source;
    const several = places.split(", ").filter((place) => /^\d/.test(place)).length > 1;
    return fill(several ? words.sections : words.section, { document, places });
  }).join("; ");
}
