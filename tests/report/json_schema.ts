/** A validator of JSON Schema, as far as `src/report/data/json_schema.ts` uses it. */

type Schema = Readonly<Record<string, unknown>>;

/** What is wrong with a value, each with its path; empty where it is as the schema says. */
export function violations(value: unknown, schema: Schema, root: Schema = schema, path = "$"): string[] {
  const { $ref, anyOf, type, properties, required, additionalProperties, items } = schema;
  if (typeof $ref === "string") {
    return violations(value, (root["$defs"] as Record<string, Schema>)[$ref.split("/").at(-1)!]!, root, path);
  }
  if (Array.isArray(anyOf)) {
    return anyOf.some((one) => violations(value, one, root, path).length === 0)
      ? []
      : [`${path} is none of what it may be`];
  }
  if ("const" in schema && value !== schema["const"]) return [`${path} is not ${schema["const"]}`];
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(value)) return [`${path} is ${JSON.stringify(value)}`];
  const types = type === undefined ? [] : [type].flat() as string[];
  if (types.length > 0 && !types.some((one) => isOf(value, one))) {
    return [`${path} is ${JSON.stringify(value)}, not ${types}`];
  }
  const { minimum = -Infinity, maximum = Infinity, pattern } = schema as {
    minimum?: number;
    maximum?: number;
    pattern?: string;
  };
  if (typeof value === "number" && (value < minimum || value > maximum)) return [`${path} is ${value}`];
  if (typeof value === "string" && pattern !== undefined && !new RegExp(pattern).test(value)) {
    return [`${path} is ${value}`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, i) =>
      items === undefined ? [] : violations(item, items as Schema, root, `${path}[${i}]`)
    );
  }
  if (typeof value !== "object" || value === null) return [];
  const known = (properties ?? {}) as Record<string, Schema>;
  const missing = ((required ?? []) as string[]).filter((name) => !(name in value)).map((name) =>
    `${path}.${name} is missing`
  );
  const names = schema["propertyNames"] as Schema | undefined;
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, item]) => {
      if (names !== undefined && violations(name, names, root).length > 0) return [`${path} has ${name}`];
      const of = known[name];
      if (of !== undefined) return violations(item, of, root, `${path}.${name}`);
      if (additionalProperties === false) return [`${path}.${name} is not in the schema`];
      return typeof additionalProperties === "object"
        ? violations(item, additionalProperties as Schema, root, `${path}.${name}`)
        : [];
    }),
  ];
}

function isOf(value: unknown, type: string): boolean {
  const own = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return own === type || (type === "integer" && Number.isInteger(value));
}
