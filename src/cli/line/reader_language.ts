/** The language the user reads: as asked for, or as the environment says. */
import type { Language } from "../../language/language.ts";
import { readVariable } from "../../output/environment.ts";

/** Names of locales that are Hebrew: the code of ISO 639-1 and the one it had before 1989. */
const HEBREW_LOCALE = /^(he|iw)(_|-|\.|@|$)/i;

/** Where POSIX looks for the language of messages, the first that is set wins. */
const VARIABLES = ["LC_ALL", "LC_MESSAGES", "LANG"];

/** What the system itself is set to: on Windows, and in a macOS program that no shell started, no variable says it. */
function systemLanguage(): string {
  return navigator.language;
}

/** `asked`, or what the locale variables say, or the system; English for a language there is no table for. */
export function languageOf(
  asked: Language | undefined,
  env: (name: string) => string | undefined = readVariable,
  system: () => string = systemLanguage,
): Language {
  if (asked !== undefined) return asked;
  const locale = VARIABLES.map(env).find((value) => value !== undefined && value !== "") ?? system();
  return HEBREW_LOCALE.test(locale) ? "he" : "en";
}
