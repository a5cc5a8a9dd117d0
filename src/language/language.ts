/** The languages tcplab speaks. */

/** Code of ISO 639-1. */
export type Language = "en" | "he";

/** Every language, the first one being what is spoken where nobody said otherwise. */
export const LANGUAGES: readonly Language[] = ["en", "he"];
