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

const NO_VALUES: Values = {};

/** The sentences of a language about packets of one direction; each is taken apart when it is first said: few captures need many. */
class Sentences {
  readonly #compiled = new Map<SentenceKey, Sentence>();
  readonly #fixed: Readonly<Record<string, string>>;

  /** `names` are those of the sender and the receiver, in the order of `IMPLICIT`. */
  constructor(readonly words: ExplanationWords, names: readonly string[]) {
    this.#fixed = Object.fromEntries(IMPLICIT.map((name, i) => [name, names[i]!]));
  }

  fill(key: SentenceKey, values: Values): string {
    let sentence = this.#compiled.get(key);
    if (sentence === undefined) {
      sentence = compile(this.words.sentences[key], this.#fixed);
      this.#compiled.set(key, sentence);
    }
    return sentence(values);
  }
}

export class Voice {
  /** The text told so far, and the title; whoever uses the voice takes them when all is said. */
  #text = "";
  #heading = "";
  #isSilent = false;
  readonly #fromClient: Sentences;
  readonly #fromServer: Sentences;
  #sentences: Sentences;

  constructor(readonly words: ExplanationWords) {
    const { client, Client, server, Server } = words.grammar;
    this.#fromClient = new Sentences(words, [client, server, Client, Server]);
    this.#fromServer = new Sentences(words, [server, client, Server, Client]);
    this.#sentences = this.#fromClient;
  }

  get grammar(): ExplanationWords["grammar"] {
    return this.words.grammar;
  }

  /** Begins to speak of a packet that one end sent to the other, under a title. */
  begin(fromClient: boolean, title?: TitleKey): void {
    this.#sentences = fromClient ? this.#fromClient : this.#fromServer;
    this.#heading = title === undefined ? "" : this.words.titles[title];
    this.#text = "";
  }

  /** What is said from now on is not heard: a rule goes the same way, and it costs little. Phrases are made all the same. */
  set silent(silent: boolean) {
    this.#isSilent = silent;
  }

  /** Goes on, with another end as the one that acts. */
  speakFor(client: boolean): void {
    this.#sentences = client ? this.#fromClient : this.#fromServer;
  }

  /** Changes the title. */
  title(key: TitleKey): void {
    this.#heading = this.words.titles[key];
  }

  /** Adds a sentence. */
  say<Key extends SentenceKey>(key: Key, ...values: Arguments<Key>): void {
    if (this.#isSilent) return;
    const sentence = this.#sentences.fill(key, values[0] ?? NO_VALUES);
    this.#text = this.#text === "" ? sentence : this.#text + " " + sentence;
  }

  /** A sentence or a phrase by itself, to be put into another. */
  phrase<Key extends SentenceKey>(key: Key, ...values: Arguments<Key>): string {
    return this.#sentences.fill(key, values[0] ?? NO_VALUES);
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
