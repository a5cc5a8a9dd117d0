/**
 * The voice that tells explanations: it picks sentences from a language's tables, fills in the numbers, and joins them.
 */
import {
  type ExplanationWords,
  IMPLICIT,
  type Needs,
  type SentenceKey,
  type TitleKey,
} from "../../language/en/explanation_words.ts";
import { compile, type Sentence, type Value, type Values } from "../../language/text/template.ts";

type Arguments<Key extends SentenceKey> = [Needs<Key>] extends [never] ? [] : [Readonly<Record<Needs<Key>, Value>>];
type Compiled = Readonly<Record<SentenceKey, Sentence>>;

const NO_VALUES: Values = {};

export class Voice {
  /** The text told so far, and the title; whoever uses the voice takes them when all is said. */
  #text = "";
  #heading = "";
  #isSilent = false;
  readonly #fromClient: Compiled;
  readonly #fromServer: Compiled;
  #compiled: Compiled;

  constructor(readonly words: ExplanationWords) {
    const { client, Client, server, Server } = words.grammar;
    this.#fromClient = compileAll(words, [client, server, Client, Server]);
    this.#fromServer = compileAll(words, [server, client, Server, Client]);
    this.#compiled = this.#fromClient;
  }

  get grammar(): ExplanationWords["grammar"] {
    return this.words.grammar;
  }

  /** Begins to speak of a packet that one end sent to the other, under a title. */
  begin(fromClient: boolean, title?: TitleKey): void {
    this.#compiled = fromClient ? this.#fromClient : this.#fromServer;
    this.#heading = title === undefined ? "" : this.words.titles[title];
    this.#text = "";
  }

  /** What is said from now on is not heard: a rule goes the same way, and it costs little. Phrases are made all the same. */
  set silent(silent: boolean) {
    this.#isSilent = silent;
  }

  /** Goes on, with another end as the one that acts. */
  speakFor(client: boolean): void {
    this.#compiled = client ? this.#fromClient : this.#fromServer;
  }

  /** Changes the title. */
  title(key: TitleKey): void {
    this.#heading = this.words.titles[key];
  }

  /** Adds a sentence. */
  say<Key extends SentenceKey>(key: Key, ...values: Arguments<Key>): void {
    if (this.#isSilent) return;
    const sentence = this.#compiled[key](values[0] ?? NO_VALUES);
    this.#text = this.#text === "" ? sentence : this.#text + " " + sentence;
  }

  /** A sentence or a phrase by itself, to be put into another. */
  phrase<Key extends SentenceKey>(key: Key, ...values: Arguments<Key>): string {
    return this.#compiled[key](values[0] ?? NO_VALUES);
  }

  get toldTitle(): string {
    return this.#heading;
  }

  get toldText(): string {
    return this.#text;
  }
}

/** Packets by their numbers: `14 and 15`. */
export function packetList(packets: readonly number[], { grammar }: Voice): string {
  return grammar.list(packets.map((number) => grammar.code(String(number))));
}

function compileAll(words: ExplanationWords, names: readonly string[]): Compiled {
  const fixed = Object.fromEntries(IMPLICIT.map((name, i) => [name, names[i]!]));
  const keys = Object.keys(words.sentences) as SentenceKey[];
  return Object.fromEntries(keys.map((key) => [key, compile(words.sentences[key], fixed)])) as Compiled;
}
