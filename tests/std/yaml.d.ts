// The part of @std/yaml that the tests use: its npm package ships no declarations.
export function parse(text: string): unknown;
