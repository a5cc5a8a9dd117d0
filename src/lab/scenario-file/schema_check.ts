/**
 * Checks a value against a schema, and says the first thing that is wrong in a line.
 */
import { didYouMean, nearest } from "../../base/nearest.ts";
import type { Schema } from "./scenario_schema.ts";

/** What is wrong with `value`, beginning with its place (`client.steps[2].port`); null where nothing is. */
export function checkSchema(value: unknown, schema: Schema): string | null {
  return new SchemaCheck(schema.$defs ?? {}).check(value, schema, "");
}

class SchemaCheck {
  readonly #definitions: Readonly<Record<string, Schema>>;

  constructor(definitions: Readonly<Record<string, Schema>>) {
    this.#definitions = definitions;
  }

  check(value: unknown, schema: Schema, place: string): string | null {
    if (schema.$ref !== undefined) return this.check(value, this.#definition(schema.$ref), place);
    if (schema.oneOf !== undefined) return this.#checkOneOf(value, schema.oneOf, place);
    if (schema.anyOf !== undefined) return this.check(value, ofItsType(value, schema.anyOf), place);
    if (schema.const !== undefined) {
      return value === schema.const ? null : wrong(place, JSON.stringify(schema.const), value);
    }
    switch (schema.type) {
      case "object":
        return this.#checkObject(value, schema, place);
      case "array":
        return this.#checkArray(value, schema, place);
      case "number":
      case "integer":
        return checkNumber(value, schema, place);
      case "string":
        return checkString(value, schema, place);
      case "boolean":
        return typeof value === "boolean" ? null : wrong(place, "true or false", value);
      default:
        return null;
    }
  }

  #definition(reference: string): Schema {
    return this.#definitions[reference.replace("#/$defs/", "")] ?? {};
  }

  #checkObject(value: unknown, schema: Schema, place: string): string | null {
    if (!isObject(value)) return wrong(place, "an object", value);
    const { properties = {}, required = [], additionalProperties = true } = schema;
    for (const [name, part] of Object.entries(value)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const within = known ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
      if (within === undefined && additionalProperties === false) {
        return `${at(join(place, name))}unknown name${didYouMean(name, Object.keys(properties))}`;
      }
      const problem = within === undefined ? null : this.check(part, within, join(place, name));
      if (problem !== null) return problem;
    }
    const missing = required.find((name) => !Object.hasOwn(value, name));
    return missing === undefined ? null : `${at(place)}"${missing}" is missing`;
  }

  #checkArray(value: unknown, { items = {} }: Schema, place: string): string | null {
    if (!Array.isArray(value)) return wrong(place, "an array", value);
    for (const [index, item] of value.entries()) {
      const problem = this.check(item, items, `${place}[${index}]`);
      if (problem !== null) return problem;
    }
    return null;
  }

  /** The alternatives differ in a constant property (`do`, `program`): it decides which one is meant. */
  #checkOneOf(value: unknown, alternatives: readonly Schema[], place: string): string | null {
    if (!isObject(value)) return wrong(place, "an object", value);
    const key = Object.entries(alternatives[0]?.properties ?? {}).find(([, part]) => part.const !== undefined)?.[0] ??
      "";
    const constants = alternatives.map((alternative) => alternative.properties?.[key]?.const ?? "");
    const chosen = alternatives[constants.indexOf(String(value[key]))];
    if (chosen !== undefined) return this.check(value, chosen, place);
    if (!Object.hasOwn(value, key)) return `${at(place)}"${key}" is missing: one of ${constants.join(", ")}`;
    return notAWord(join(place, key), constants, value[key]);
  }
}

/** The alternative of a value's type; for one that none has, the first: its message says what is expected. */
function ofItsType(value: unknown, alternatives: readonly Schema[]): Schema {
  const type = typeof value;
  return alternatives.find((one) => one.type === type || (type === "number" && one.type === "integer")) ??
    alternatives[0] ?? {};
}

function checkNumber(value: unknown, { type, minimum, maximum }: Schema, place: string): string | null {
  const kind = type === "integer" ? "a whole number" : "a number";
  const range = minimum !== undefined && maximum !== undefined
    ? ` from ${minimum} to ${maximum}`
    : minimum !== undefined
    ? ` of at least ${minimum}`
    : "";
  const fits = typeof value === "number" && Number.isFinite(value) && (type !== "integer" || Number.isInteger(value)) &&
    value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity);
  return fits ? null : wrong(place, kind + range, value);
}

function checkString(value: unknown, { enum: words, minLength = 0 }: Schema, place: string): string | null {
  if (typeof value !== "string") return wrong(place, words === undefined ? "a text" : words.join(", "), value);
  if (words !== undefined && !words.includes(value)) return notAWord(place, words, value);
  return value.length >= minLength ? null : wrong(place, "a text that is not empty", value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function join(place: string, name: string): string {
  return place === "" ? name : `${place}.${name}`;
}

function at(place: string): string {
  return place === "" ? "" : `${place}: `;
}

/** A word that is none of those there are: the one that was probably meant, or all of them. */
function notAWord(place: string, words: readonly (string | number)[], found: unknown): string {
  const meant = nearest(String(found), words.map(String));
  if (meant === undefined) return wrong(place, `one of ${words.join(", ")}`, found);
  return `${at(place)}there is no ${JSON.stringify(found)}; did you mean ${meant}?`;
}

function wrong(place: string, expected: string, found: unknown): string {
  const text = JSON.stringify(found) ?? "nothing";
  return `${at(place)}expected ${expected}, found ${text.length > 60 ? text.slice(0, 57) + "..." : text}`;
}
