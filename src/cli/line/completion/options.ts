/** What can be completed on a command's line, for every shell. */
import type { Command, Positional } from "../command.ts";
import { type Flag, optionName } from "../flag.ts";

/** One word on the line that begins with hyphens. */
export interface Option {
  readonly names: readonly string[];
  readonly flag: Flag<unknown>;
}

/** What a value may be. */
export type ValueKind =
  | { readonly kind: "nothing" }
  | { readonly kind: "words"; readonly words: readonly string[]; readonly files: boolean }
  /** Words of a sentence: the last one is completed, the others stay. */
  | { readonly kind: "sentence"; readonly words: readonly string[] }
  | { readonly kind: "files" | "captures" | "interfaces" };

/** Placeholders of values that are files; a scenario may be one. */
const FILE_PLACEHOLDERS = /FILE|DIR|PATH|SOCKET|SCENARIO/;
const INTERFACE_PLACEHOLDER = "IFACE";
/** Endings of capture files, which are offered before others. */
export const CAPTURE_ENDINGS = ["pcap", "pcapng", "cap", "pcap.gz", "pcapng.gz", "pcap.zst", "pcapng.zst"] as const;

/** The options that are not hidden, with all names that they have. */
export function optionsOf(command: Command): Option[] {
  return Object.entries(command.flags).filter(([, flag]) => !flag.hidden).map(([key, flag]) => {
    const name = optionName(key);
    const names = flag.negatable ? [`--${name}`, `--no-${name}`] : [`--${name}`];
    return { names: flag.short ? [`-${flag.short}`, ...names] : names, flag };
  });
}

/** What the value of a flag may be. */
export function flagValue({ choices, suggestions, placeholder, captures }: Flag<unknown>): ValueKind {
  if (placeholder === INTERFACE_PLACEHOLDER) return { kind: "interfaces" };
  if (suggestions !== undefined) return { kind: "sentence", words: suggestions };
  return valueKind({ choices, captures, name: placeholder });
}

/** What the first argument without a name may be. */
export function argumentValue(command: Command): ValueKind {
  const [first] = command.positionals;
  return first === undefined ? { kind: "nothing" } : positionalValue(first);
}

export function positionalValue(positional: Positional): ValueKind {
  return valueKind(positional);
}

function valueKind(value: {
  readonly choices?: readonly string[] | undefined;
  readonly suggestions?: readonly string[] | undefined;
  readonly captures?: boolean | undefined;
  readonly name: string;
}): ValueKind {
  const files = FILE_PLACEHOLDERS.test(value.name);
  if (value.choices) return { kind: "words", words: value.choices, files: false };
  if (value.suggestions) return { kind: "words", words: value.suggestions, files };
  if (value.captures) return { kind: "captures" };
  return { kind: files ? "files" : "nothing" };
}
