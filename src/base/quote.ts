/** What a user typed, as messages show it. */

/** A value as messages show it: quoted where it is empty, has spaces, or would not print. */
export function quote(typed: string): string {
  // deno-lint-ignore no-control-regex
  return typed === "" || /[\s\u0000-\u001f\u007f]/.test(typed) ? JSON.stringify(typed) : typed;
}
