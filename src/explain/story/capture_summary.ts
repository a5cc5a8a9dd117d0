/**
 * The summary of a capture: counts that are kept while its packets pass, however many conversations it has.
 */
import { invariant } from "../../base/invariant.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import { ruleOf } from "../rules/all_rules.ts";
import { type Code, codeIndex, CODES } from "../words/codes.ts";
import type { Story } from "../words/explanation.ts";
import type { TitleKey } from "../../language/en/explanation_words.ts";
import type { Voice } from "../words/voice.ts";

/** Codes whose packets have titles of their own, of which the first would be wrong for many: what holds for all. */
const COUNTED: Readonly<Partial<Record<Code, TitleKey>>> = {
  "retransmission-timeout": "retransmission-timeout.counted",
  "idle-closed": "idle-closed.counted",
};

/** How many of the codes worth a look are named. */
const SHOWN = 8;

export class Summary {
  packets = 0;
  conversations = 0;
  bytes = 0;
  /** HTTP messages whose first line has come whole: one may be told of in several packets. */
  readonly #http = { requests: 0, responses: 0 };
  readonly #counts = new Float64Array(CODES.length);
  readonly #firsts = new Float64Array(CODES.length);
  #firstSeconds = 0;
  #firstNanoseconds = 0;
  #duration = 0;
  /** Conversations that were closed in order, refused, or reset in another way. */
  readonly #ended = { closed: 0, refused: 0, reset: 0 };

  takePacket(packet: ReadonlyPacket, fresh: number): void {
    if (this.packets++ === 0) {
      this.#firstSeconds = packet.seconds;
      this.#firstNanoseconds = packet.nanoseconds;
    }
    this.bytes += fresh;
    const time = (packet.seconds - this.#firstSeconds) * 1e9 + packet.nanoseconds - this.#firstNanoseconds;
    if (time > this.#duration) this.#duration = time;
  }

  /** The rule with this number in `CODES` has fired. */
  tally(index: number, number: number): void {
    if (this.#counts[index]!++ === 0) this.#firsts[index] = number;
  }

  /** How often a rule has fired, and for which packet first. */
  counted(code: Code): { readonly count: number; readonly first: number } {
    const index = codeIndex(code);
    return { count: this.#counts[index]!, first: this.#firsts[index]! };
  }

  /** How long the capture goes on after the last packet of a conversation, ns. */
  since(memory: ConversationMemory): number {
    return memory.until(this.#firstSeconds, this.#firstNanoseconds) + this.#duration;
  }

  /** The first line of an HTTP message has come. */
  takeMessage(isRequest: boolean): void {
    if (isRequest) this.#http.requests++;
    else this.#http.responses++;
  }

  /** A conversation has been closed, refused or reset. */
  end(how: "closed" | "refused" | "reset"): void {
    this.#ended[how]++;
  }

  /** In words; nothing is called usual where something was `found`. */
  tell(voice: Voice, found = false): Story {
    voice.begin(true);
    const { grammar } = voice;
    const title = voice.phrase("summary.title");
    if (this.packets === 0) return { title, paragraphs: [voice.phrase("summary.nothing")] };
    const counts = voice.phrase("summary.counts", {
      packets: grammar.packets(this.packets),
      conversations: grammar.conversations(this.conversations),
      time: grammar.duration(this.#duration),
      bytes: grammar.bytes(this.bytes),
    });
    const notable = this.#tellNotable(voice, found);
    return { title, paragraphs: [counts, this.#tellEndings(voice), ...notable === "" ? [] : [notable]] };
  }

  #tellEndings(voice: Voice): string {
    const { closed, reset, refused } = this.#ended;
    const open = this.conversations - closed - reset - refused;
    invariant(open >= 0, "a conversation ends once");
    const endings: string[] = [];
    if (closed > 0) endings.push(voice.phrase("summary.closed", { count: closed }));
    if (reset > 0) endings.push(voice.phrase("summary.reset", { count: reset }));
    if (refused > 0) endings.push(voice.phrase("summary.refused", { count: refused }));
    if (open > 0) endings.push(voice.phrase("summary.unfinished", { count: open }));
    const text = voice.phrase("summary.endings", { endings: voice.grammar.list(endings) });
    if (this.#http.requests === 0) return text;
    return text + " " + voice.phrase("summary.http", this.#http);
  }

  #tellNotable(voice: Voice, found: boolean): string {
    const notable = CODES.filter((code) => !ruleOf(code).ordinary && this.#counts[codeIndex(code)]! > 0)
      .sort((a, b) => this.#counts[codeIndex(b)]! - this.#counts[codeIndex(a)]!);
    if (notable.length === 0) return found ? "" : voice.phrase("summary.quiet");
    const items = notable.slice(0, SHOWN).map((code) =>
      voice.phrase("summary.item", {
        title: voice.words.titles[COUNTED[code] ?? code],
        packets: voice.grammar.packets(this.#counts[codeIndex(code)]!),
        number: this.#firsts[codeIndex(code)]!,
      })
    );
    return voice.phrase("summary.notable", { items: items.join("; ") });
  }
}
