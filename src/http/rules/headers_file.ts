/**
 * The `_headers` file: a path pattern at the beginning of a line, and below it, indented, the fields that answers to
 * matching paths carry. `! Name` takes away a field an earlier rule or this server set. `#` begins a comment line.
 *
 *     /assets/*
 *       Cache-Control: public, max-age=31536000, immutable
 */
import { Failure } from "../../base/failure.ts";
import type { Fields } from "../message/fields.ts";
import { PathPattern } from "./path_pattern.ts";

interface HeaderRule {
  readonly pattern: PathPattern;
  readonly changes: readonly { readonly name: string; readonly value: string | null }[];
}

/** The rules that hold for an answer, by their place in the file. */
export type RuleSelection = readonly number[];

export class HeaderRules {
  readonly #rules: readonly HeaderRule[];

  constructor(rules: readonly HeaderRule[]) {
    this.#rules = rules;
  }

  /**
   * The rules for an answer, in the file's order: those for the path that was asked for, and those for the file that is
   * served for it. @param paths Decoded.
   */
  select(paths: readonly string[]): RuleSelection {
    const selected: number[] = [];
    for (const [index, { pattern }] of this.#rules.entries()) {
      if (paths.some((path) => pattern.match(path) !== null)) selected.push(index);
    }
    return selected;
  }

  /** Makes the changes of the selected rules. */
  apply(selection: RuleSelection, fields: Fields): void {
    for (const index of selection) {
      const own = new Set<string>();
      for (const { name, value } of this.#rules[index]?.changes ?? []) {
        const key = name.toLowerCase();
        if (value === null) fields.remove(name);
        else if (own.has(key)) fields.append(name, value);
        else fields.set(name, value);
        own.add(key);
      }
    }
  }
}
/** Reads a `_headers` file. Throws `Failure` that names the line. @param name The file's name, for the message. */
export function parseHeadersFile(text: string, name = "_headers"): HeaderRules {
  const rules: { pattern: PathPattern; changes: { name: string; value: string | null }[] }[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const content = line.trim();
    if (content === "" || content.startsWith("#")) return;
    const wrong = (reason: string) => new Failure(`Cannot use ${name}, line ${index + 1}: ${reason}: ${content}`);
    if (/^\s/.test(line)) {
      const rule = rules.at(-1);
      if (rule === undefined) throw wrong("a field stands before any path");
      rule.changes.push(parseChange(content, wrong));
      return;
    }
    if (!content.startsWith("/")) throw wrong("a path begins with /, and a field is indented");
    try {
      rules.push({ pattern: new PathPattern(content), changes: [] });
    } catch (error) {
      throw wrong(error instanceof SyntaxError ? error.message : "no pattern");
    }
  });
  return new HeaderRules(rules);
}

function parseChange(content: string, wrong: (reason: string) => Failure): { name: string; value: string | null } {
  const removed = /^!\s*([!#$%&'*+\-.^_`|~\w]+)$/.exec(content);
  const match = removed ?? /^([!#$%&'*+\-.^_`|~\w]+):\s*(.*)$/.exec(content);
  if (match === null) throw wrong("expected a field as Name: value");
  const name = match[1]!;
  if (FRAMING.has(name.toLowerCase())) throw wrong(`${name} is set by the server and cannot be changed`);
  // deno-lint-ignore no-control-regex
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(match[2] ?? "")) throw wrong("the value has a control character");
  return { name, value: removed === null ? match[2] ?? "" : null };
}

/** Fields that say where a message ends or what it is a version of: a wrong one would break the connection. */
const FRAMING: ReadonlySet<string> = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-range",
  "date",
  "etag",
  "keep-alive",
  "last-modified",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
