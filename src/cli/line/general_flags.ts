/** The flags that every command has, beside its own. */
import { choice, type Flag, type Flags, onOff, text, toggle } from "./flag.ts";
import type { OutputChoices } from "../../output/terminal.ts";

/** Heading of these flags in help. */
export const GENERAL_GROUP = "General";

const COLOUR_CHOICES = ["auto", "always", "never"] as const;

const GENERAL_FLAGS = {
  output: text({
    help: "Write the result to this file in place of standard output",
    placeholder: "FILE",
    short: "o",
    group: GENERAL_GROUP,
  }),
  quiet: toggle({ help: "Say nothing on standard error but errors", short: "q", group: GENERAL_GROUP }),
  color: choice(COLOUR_CHOICES, {
    help: "When to use colour",
    placeholder: "WHEN",
    default: "auto",
    variable: "TCPLAB_COLOR",
    group: GENERAL_GROUP,
  }),
  ascii: toggle({
    help: "Lines and arrows in ASCII, as where the locale is not UTF-8",
    variable: "TCPLAB_ASCII",
    group: GENERAL_GROUP,
  }),
  pager: onOff({ help: "Show long results through PAGER on a terminal", default: true, group: GENERAL_GROUP }),
};

/** The flags of a command with those that every command has; a name or letter of its own is not taken from it. */
export function withGeneralFlags(own: Flags): Flags {
  const letters = new Set(Object.values(own).map(({ short }) => short));
  const general = Object.entries<Flag<unknown>>(GENERAL_FLAGS).filter(([key]) => !Object.hasOwn(own, key));
  const free = general.map(([key, flag]) => {
    const { short, ...rest } = flag;
    return [key, short === undefined || letters.has(short) ? rest : flag] as const;
  });
  return { ...own, ...Object.fromEntries(free) };
}

/**
 * What the values of these flags ask of the terminal; `pages`: results of the command may be long. A flag of the command's own
 * that has the same name means something else, but for `quiet`, which asks for at least this.
 */
export function outputChoices(
  values: Readonly<Record<string, unknown>>,
  { flags, pages = false }: { readonly flags: Flags; readonly pages?: boolean },
): OutputChoices {
  const general = (key: string) => flags[key]?.group === GENERAL_GROUP ? values[key] : undefined;
  const output = general("output");
  return {
    colour: (general("color") ?? "auto") as OutputChoices["colour"],
    ascii: general("ascii") === true,
    quiet: values["quiet"] === true,
    output: typeof output === "string" ? output : undefined,
    pages: pages && general("pager") === true,
  };
}
