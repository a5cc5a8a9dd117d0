/** The languages tcplab speaks. */

/** Codes of ISO 639-1; the first language is spoken where nobody said otherwise. */
export const LANGUAGES = ["en", "he"] as const;

export type Language = (typeof LANGUAGES)[number];
