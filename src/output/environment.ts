/** Variables of the surroundings, and what they ask of the output. */

/** The variable's value, `undefined` where it is unset or may not be read. */
export function readVariable(name: string): string | undefined {
  try {
    return Deno.env.get(name);
  } catch {
    return undefined;
  }
}

export type Variables = (name: string) => string | undefined;

/** When colour is used: on a terminal, or whatever standard output is. */
export type ColourChoice = "auto" | "always" | "never";

/**
 * Whether output is coloured. What the user typed comes first, then `NO_COLOR` (no-color.org), then `FORCE_COLOR` and
 * `CLICOLOR_FORCE` (bixense.com/clicolors), then whether there is a terminal, and one that can.
 */
export function usesColour(choice: ColourChoice, interactive: boolean, env: Variables): boolean {
  if (choice !== "auto") return choice === "always";
  if (env("NO_COLOR")) return false;
  if (isOn(env("FORCE_COLOR")) || isOn(env("CLICOLOR_FORCE"))) return true;
  return interactive && env("CLICOLOR") !== "0" && env("TERM") !== "dumb";
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0";
}

/** Where POSIX looks for the locale of characters, the first that is set wins. */
const LOCALE = ["LC_ALL", "LC_CTYPE", "LANG"];

/** Whether the locale says that the terminal shows other characters than UTF-8's; one that is not set says nothing. */
export function isAsciiLocale(env: Variables): boolean {
  const locale = LOCALE.map(env).find((value) => value !== undefined && value !== "");
  return locale !== undefined && !/utf-?8/i.test(locale);
}
