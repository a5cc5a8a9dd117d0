/**
 * Colour by meaning: formats say what a text is, the palette says how that looks. Without colour every text stays as
 * it is, so that files and pipes get plain text.
 */

/** What a piece of text is. */
export type Ink = "heading" | "title" | "client" | "server" | "faint" | "warning" | "trouble" | "good";

/** Gives the text in the ink's colour. */
export type Palette = (ink: Ink, text: string) => string;

/** For files, pipes and `NO_COLOR`. */
export function plainPalette(_ink: Ink, text: string): string {
  return text;
}

/** SGR codes of ECMA-48; only the sixteen colours that a user's theme defines, so that light and dark terminals both read well. */
const SGR: Readonly<Record<Ink, string>> = {
  heading: "1;4",
  title: "1",
  client: "36",
  server: "35",
  faint: "2",
  warning: "33",
  trouble: "31",
  good: "32",
};

/** For terminals. */
export function colourPalette(ink: Ink, text: string): string {
  return text === "" ? "" : `\x1b[${SGR[ink]}m${text}\x1b[0m`;
}
