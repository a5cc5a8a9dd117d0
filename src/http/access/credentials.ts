/**
 * The credentials of a request: Basic authentication (RFC 7617), a name and a password in UTF-8.
 */

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Longest field that is decoded: names and passwords of people are shorter. */
const LONGEST = 1024;

/** Reads an Authorization field; null where it holds no name and password. */
export function parseCredentials(authorization: string | null): Credentials | null {
  if (authorization === null || authorization.length > LONGEST) return null;
  const match = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(authorization);
  if (match === null) return null;
  try {
    const bytes = Uint8Array.from(atob(match[1]!), (character) => character.charCodeAt(0));
    const pair = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const colon = pair.indexOf(":");
    return colon < 0 ? null : { name: pair.slice(0, colon), password: pair.slice(colon + 1) };
  } catch {
    return null;
  }
}

/** Compares in a time that depends on the guess alone, not on how much of it is right. */
export function sameBytes(guess: Uint8Array, expected: Uint8Array): boolean {
  let difference = guess.length ^ expected.length;
  for (let at = 0; at < guess.length; at++) difference |= guess[at]! ^ (expected[at % expected.length] ?? 0);
  return difference === 0;
}
