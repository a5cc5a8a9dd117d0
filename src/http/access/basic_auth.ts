/**
 * Basic authentication (RFC 7617), compared in a time that does not depend on how much of the guess is right.
 */
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";

export class BasicAuth {
  readonly #expected: Uint8Array;

  /** @param credentials `user:password`, UTF-8. */
  constructor(credentials: string) {
    const bytes = new TextEncoder().encode(credentials);
    this.#expected = new TextEncoder().encode(btoa(String.fromCharCode(...bytes)));
  }

  /** True when the request carries the credentials. */
  allows(head: RequestHead): boolean {
    const match = /^basic +([A-Za-z0-9+/=]+) *$/i.exec(head.value(Field.authorization) ?? "");
    return this.#same(new TextEncoder().encode(match?.[1] ?? ""));
  }

  /** Looks at as many bytes as the guess has, whether they are right or not. */
  #same(guess: Uint8Array): boolean {
    const expected = this.#expected;
    let difference = guess.length ^ expected.length;
    for (let at = 0; at < guess.length; at++) difference |= guess[at]! ^ expected[at % expected.length]!;
    return difference === 0;
  }
}
