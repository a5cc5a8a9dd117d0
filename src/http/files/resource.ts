/**
 * A file as clients see it: its representations, one for each coding there is or can be made, and which of them a
 * request gets.
 */
import type { Answer } from "../message/answer.ts";
import { errorAnswer } from "../message/error_page.ts";
import type { Fields } from "../message/fields.ts";
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";
import { chooseCoding, type ContentCoding } from "../semantics/accept_encoding.ts";
import type { Representation } from "./representation.ts";

/** How long what is known of a file may be used without another look at it, ms. */
const FRESH = 950;
/** From this age on it is worth looking again before it has to be, ms. */
const AGING = 500;
/** Bytes an entry takes beside its contents. */
const ENTRY = 2048;

/** Codings that are made when somebody asks for them. */
export interface CodingMaker {
  /** By preference. */
  readonly codings: readonly ContentCoding[];
  /** The representation; "useless" when it would not be smaller, "busy" when it cannot be made now. */
  make(coding: ContentCoding): Promise<Representation | "useless" | "busy">;
}

export interface ResourceParts {
  /** Names that lead to the plain file from the root. */
  readonly segments: readonly string[];
  /** By preference, the plain one last. */
  readonly representations: readonly Representation[];
  /** Null where nothing is compressed while serving. */
  readonly maker: CodingMaker | null;
  /** Fields of an answer that carries none of them. */
  readonly fields: Fields;
  /** Equal for equal states of all the files it was made from, under the same rules. */
  readonly signature: string;
  /** A change might not show in the signature: read again at the next look. */
  readonly unsettled: boolean;
  readonly now: number;
}

export class Resource {
  readonly segments: readonly string[];
  readonly signature: string;
  readonly unsettled: boolean;
  /** Set when it is used, cleared when the cache looks for room. */
  used = true;
  /** Called when it has come to hold more bytes. */
  grown: (() => void) | null = null;
  readonly #representations: Representation[];
  readonly #maker: CodingMaker | null;
  readonly #making = new Map<ContentCoding, Promise<Representation | "useless" | "busy">>();
  readonly #fields: Fields;
  #codings: readonly ContentCoding[];
  #checkedAt: number;
  #lookedAheadAt = -Infinity;

  constructor(parts: ResourceParts) {
    this.segments = parts.segments;
    this.#representations = [...parts.representations];
    this.#maker = parts.maker;
    this.#codings = [...parts.maker?.codings ?? [], ...parts.representations.map(({ coding }) => coding)];
    this.#fields = parts.fields;
    this.signature = parts.signature;
    this.unsettled = parts.unsettled;
    this.#checkedAt = parts.now;
  }

  /** Bytes held in memory, with what the entry itself takes. */
  get held(): number {
    return this.#representations.reduce((sum, { held }) => sum + held, ENTRY);
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
    if (chosen instanceof Promise) return chosen.then((representation) => this.#answerFrom(representation, head, now));
    return this.#answerFrom(chosen, head, now);
  }

  /** Answers with the content under another status. */
  async answerAs(status: number, head: RequestHead): Promise<Answer> {
    const chosen = await this.#choose(head) ?? this.#representations.at(-1)!;
    return await chosen.answerAs(status);
  }

  #answerFrom(chosen: Representation | null, head: RequestHead, now: number): Answer | Promise<Answer> {
    return chosen === null ? errorAnswer(406, { fields: this.#fields.copy() }) : chosen.answer(head, now);
  }

  #choose(head: RequestHead): Representation | null | Promise<Representation | null> {
    if (this.#codings.length === 1) return this.#representations[0]!;
    const accepted = head.value(Field.acceptEncoding);
    const coding = chooseCoding(accepted, this.#codings);
    if (coding === null) return null;
    const ready = this.#ready(coding);
    return ready ?? this.#make(coding, accepted);
  }

  #ready(coding: ContentCoding): Representation | null {
    return this.#representations.find((representation) => representation.coding === coding) ?? null;
  }

  /** Waits until it is made, together with all who want it; what cannot be made is answered from what there is. */
  async #make(coding: ContentCoding, accepted: string | null): Promise<Representation | null> {
    const making = this.#making.get(coding) ?? this.#begin(coding);
    if (typeof await making === "object") return this.#ready(coding);
    const ready = chooseCoding(accepted, this.#representations.map(({ coding }) => coding));
    return ready === null ? null : this.#ready(ready);
  }

  #begin(coding: ContentCoding): Promise<Representation | "useless" | "busy"> {
    const making = this.#maker!.make(coding).then((made) => {
      if (made !== "busy") this.#codings = this.#codings.filter((known) => made !== "useless" || known !== coding);
      if (typeof made === "object") {
        this.#representations.unshift(made);
        this.grown?.();
      }
      return made;
    }).finally(() => this.#making.delete(coding));
    this.#making.set(coding, making);
    return making;
  }
}
