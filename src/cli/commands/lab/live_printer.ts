/**
 * Prints a lab run while it happens. Packets and transcript lines reach this process by different ways, so each waits a
 * moment before it is printed: then they stand in the order in which they happened.
 */
import type { Language } from "../../../language/language.ts";
import { PacketNumbering, type WireFact } from "../../../lab/expectation/wire_facts.ts";
import type { TranscriptLine } from "../../../lab/lab_options.ts";
import type { End } from "../../../lab/wire/end.ts";
import { neverArrived, type WirePacket } from "../../../lab/wire/passage.ts";
import { LiveView } from "../../../report/text/live_view.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import type { LiveWords } from "../../../language/kinds/live_words.ts";
import type { Palette } from "../../../output/palette.ts";
import type { Terminal } from "../../../output/terminal.ts";

/** How long an event waits for earlier ones, ms. */
const PATIENCE = 40;
/** Packets printed at most: a bulk transfer is for the report. */
const MOST_PACKETS = 400;

interface LiveEvent {
  /** When it happened, monotonic ns. */
  readonly at: number;
  /** When this process heard of it, ms. */
  readonly heard: number;
  /** What became of it is not known yet: a queue or a box decides. */
  readonly pending: () => boolean;
  readonly print: (time: number) => string;
}

export class LivePrinter {
  readonly #terminal: Terminal;
  readonly #view: LiveView;
  readonly #words: LiveWords;
  readonly #numbering = new PacketNumbering();
  readonly #timer: ReturnType<typeof setInterval>;
  #events: LiveEvent[] = [];
  #packets = 0;
  /** Time of the first packet: what came before it waits for it. */
  #start: number | null = null;
  #printing: Promise<void> = Promise.resolve();

  constructor(terminal: Terminal, palette: Palette, language: Language) {
    this.#terminal = terminal;
    this.#words = tablesOf(language).live;
    this.#view = new LiveView({ width: terminal.columns, palette, language });
    this.#timer = setInterval(() => this.#print(performance.now() - PATIENCE), PATIENCE);
  }

  /** Prints the introduction and the heads of both sides. */
  begin(introduction: string, { client, server }: Readonly<Record<End, string>>): void {
    this.#write(introduction + this.#view.head(`${this.#words.client} ${client}`, `${this.#words.server} ${server}`));
  }

  packet(packet: WirePacket): void {
    this.#start ??= packet.at;
    this.#packets++;
    if (this.#packets > MOST_PACKETS) return;
    const fact = this.#numbering.add(packet);
    const { conversations } = this.#numbering;
    this.#add(
      packet.at,
      (time) => this.#view.packet(time, livePacket(packet, fact, { conversations, words: this.#words })),
      () => packet.pending === true,
    );
  }

  line({ at, end, text }: TranscriptLine): void {
    this.#add(at, (time) => this.#view.line(time, end === "client", text));
  }

  /** Prints the rest. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#start ??= this.#events[0]?.at ?? 0;
    this.#print(Infinity);
    const left = this.#packets - MOST_PACKETS;
    if (left > 0) this.#write(`${" ".repeat(12)}${this.#words.more(left)}\n`);
    await this.#printing;
  }

  #add(at: number, print: LiveEvent["print"], pending: LiveEvent["pending"] = () => false): void {
    this.#events.push({ at, heard: performance.now(), pending, print });
  }

  /** Prints what was heard of before `deadline`, and with it whatever happened earlier, up to what is not decided yet. */
  #print(deadline: number): void {
    const start = this.#start;
    if (start === null) return;
    const heard = this.#events.reduce((latest, { at, heard }) => heard <= deadline ? Math.max(latest, at) : latest, -1);
    const undecided = this.#events.reduce(
      (first, { at, pending }) => pending() ? Math.min(first, at) : first,
      Infinity,
    );
    const last = deadline === Infinity ? heard : Math.min(heard, undecided - 1);
    const due = this.#events.filter(({ at }) => at <= last).sort((a, b) => a.at - b.at);
    if (due.length === 0) return;
    this.#events = this.#events.filter(({ at }) => at > last);
    this.#write(due.map((event) => event.print(event.at - start)).join(""));
  }

  #write(text: string): void {
    this.#printing = this.#printing.then(() => this.#terminal.out(text));
  }
}

function livePacket(
  packet: WirePacket,
  fact: WireFact | null,
  { conversations, words }: { readonly conversations: number; readonly words: LiveWords },
): Parameters<LiveView["packet"]>[1] {
  const { event, from, bytes } = packet;
  return {
    fromClient: from === "client",
    flags: fact?.flags ?? null,
    seq: fact?.seq ?? 0,
    ack: fact?.ack ?? 0,
    length: fact?.length ?? bytes.byteLength,
    fate: event === null ? "" : words.fates[event],
    lost: neverArrived(event),
    port: conversations > 1 && fact !== null ? fact.clientPort : null,
  };
}
