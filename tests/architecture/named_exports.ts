/**
 * Exports and imports of modules by name, as `deno fmt` writes them: what an export is worth is told by who imports it.
 */

/** Something that a module exports. */
export interface NamedExport {
  readonly name: string;
  /** A class or type: it may be exported so that a signature can name it. */
  readonly isType: boolean;
}

/** What a module takes from another one; `*` for the whole of it. */
export interface NamedImport {
  readonly from: string;
  readonly name: string;
}

const DECLARATION =
  /^export (?:declare |abstract |async )*(function\*?|class|const|let|interface|type|enum) ([A-Za-z_$][\w$]*)/gm;
const LIST = /^(import|export) (?:type )?\{([^}]*)\} from "([^"]+)"/gm;
const TAKEN_APART = /\{([^{}]*)\} =\s*await import\(\s*"([^"]+)",?\s*\)/g;
const PICKED = /\(await import\("([^"]+)"\)\)\.([\w$]+)/g;
const WHOLE = /^(?:import|export) \* (?:as \w+ )?from "([^"]+)"/gm;

/** The names in a list like `a, type B, c as d`, as they are called where they are exported. Pure. */
function namesIn(list: string): string[] {
  const words = list.split(",").map((part) => part.trim().replace(/^type /, "").split(/ as |:/)[0]?.trim() ?? "");
  return words.filter((word) => word !== "");
}

/** What a module declares and exports. Pure. */
export function exportsOf(text: string): NamedExport[] {
  return [...text.matchAll(DECLARATION)].map(([, kind = "", name = ""]) => ({
    name,
    isType: ["class", "interface", "type", "enum"].includes(kind),
  }));
}

/** What a module imports from others, or hands on, by the specifiers it writes. Pure. */
export function importsOf(text: string): NamedImport[] {
  const lists = [...text.matchAll(LIST)].map(([, , list = "", from = ""]) => ({ list, from }));
  const whileRunning = [...text.matchAll(TAKEN_APART)].map(([, list = "", from = ""]) => ({ list, from }));
  return [
    ...[...lists, ...whileRunning].flatMap(({ list, from }) => namesIn(list).map((name) => ({ from, name }))),
    ...[...text.matchAll(PICKED)].map(([, from = "", name = ""]) => ({ from, name })),
    ...[...text.matchAll(WHOLE)].map(([, from = ""]) => ({ from, name: "*" })),
  ];
}

/** How often a module says a word beside its comments and imports. Pure. */
export function timesSaid(word: string, text: string): number {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "").replace(LIST, "");
  return code.match(new RegExp(`(?<![\\w$])${word.replaceAll("$", "\\$")}(?![\\w$])`, "g"))?.length ?? 0;
}
