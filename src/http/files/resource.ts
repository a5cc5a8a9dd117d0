/**
 * A file as clients see it: its representations, one for each coding there is, and which of them a request gets.
 */
import type { Answer } from "../message/answer.ts";
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";
import { chooseCoding, type ContentCoding } from "../semantics/accept_encoding.ts";
import { errorAnswer } from "../message/error_page.ts";
import type { Fields } from "../message/fields.ts";
import type { Representation } from "./representation.ts";

/** How long what is known of a file may be used without another look at it, ms. */
const FRESH = 950;
/** From this age on it is worth looking again before it has to be, ms. */
const AGING = 500;

export interface ResourceParts {
  /** Names that lead to the plain file from the root. */
  readonly segments: readonly string[];
  /** By preference, the plain one last. */
  readonly representations: readonly Representation[];
  /** Fields of an answer that carries none of them. */
  readonly fields: Fields;
  /** Equal for equal states of all the files it was made from. */
  readonly signature: string;
  /** A change within the clock's resolution might not show in the signature: read again at the next look. */
  readonly uncertain: boolean;
  readonly now: number;
}

export class Resource {
  readonly segments: readonly string[];
  readonly signature: string;
  readonly uncertain: boolean;
  /** Bytes held in memory, with what the entry itself takes. */
  readonly held: number;
  /** Set when it is used, cleared when the cache looks for room. */
  used = true;
  readonly #representations: readonly Representation[];
  readonly #codings: readonly ContentCoding[];
  readonly #fields: Fields;
  #checkedAt: number;
  #lookedAheadAt = -Infinity;

  constructor(parts: ResourceParts) {
    this.segments = parts.segments;
    this.#representations = parts.representations;
    this.#codings = parts.representations.map(({ coding }) => coding);
    this.#fields = parts.fields;
    this.signature = parts.signature;
    this.uncertain = parts.uncertain;
    this.#checkedAt = parts.now;
    this.held = parts.representations.reduce((sum, { held }) => sum + held, 2048);
  }

  /** True while its files need not be looked at again. A clock set back makes it stale. */
  isFresh(now: number): boolean {
    const age = now - this.#checkedAt;
    return age >= 0 && age < FRESH;
  }

  /** True once each time it grows old: whoever is told so looks again, and nobody has to wait for that look. */
  growsOld(now: number): boolean {
    if (now - this.#checkedAt < AGING || now - this.#lookedAheadAt < AGING) return false;
    this.#lookedAheadAt = now;
    return true;
  }

  /** Says that its files were found unchanged. @param now When the look began. */
  checked(now: number): void {
    this.#checkedAt = now;
  }

  /** Answers a GET or HEAD. */
  answer(head: RequestHead, now: number): Answer | Promise<Answer> {
    const chosen = this.#choose(head);
    return chosen === null ? errorAnswer(406, { fields: this.#fields.copy() }) : chosen.answer(head, now);
  }

  /** Answers with the content under another status. */
  answerAs(status: number, head: RequestHead): Answer | Promise<Answer> {
    return (this.#choose(head) ?? this.#representations.at(-1)!).answerAs(status);
  }

  #choose(head: RequestHead): Representation | null {
    if (this.#representations.length === 1) return this.#representations[0]!;
    const coding = chooseCoding(head.value(Field.acceptEncoding), this.#codings);
    return this.#representations.find((representation) => representation.coding === coding) ?? null;
  }
}
