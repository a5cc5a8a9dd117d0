/**
 * `serve-http --explain`: the wire of the running server, a line a packet with what there is to say of it, beside the
 * access log. (Linux; needs the right to capture.)
 */
import { Analyser } from "../analysis/analyser.ts";
import { Failure } from "../base/failure.ts";
import { CaptureRecord } from "../capture-file/capture_record.ts";
import { Explainer } from "../explain/explainer.ts";
import type { Language } from "../explain/explanation.ts";
import { SystemCallError } from "../linux/errors.ts";
import { LiveCapture, type LivePacket } from "../linux/live_capture.ts";
import { dissect } from "../packet/dissect.ts";
import { LiveView } from "../report/live.ts";
import { colourPalette, plainPalette } from "../report/palette.ts";
import type { Terminal } from "./terminal.ts";

/** Conversations after which those before are forgotten. */
const MOST_CONVERSATIONS = 10_000;

export class WireWatch {
  readonly #capture: LiveCapture;
  readonly #terminal: Terminal;
  readonly #view: LiveView;
  readonly #language: Language;
  #analyser = new Analyser();
  #explainer: Explainer;
  readonly #record = new CaptureRecord();
  #start: bigint | null = null;
  #lines = "";
  #stopped = false;
  #watching: Promise<void> = Promise.resolve();

  /** Begins to watch a port. Throws `Failure` where this process may not capture. */
  constructor(port: number, language: Language, terminal: Terminal) {
    if (Deno.build.os !== "linux") {
      throw new Failure("Cannot explain the wire: live capture needs Linux; leave out --explain");
    }
    try {
      this.#capture = new LiveCapture({ device: null, port, host: undefined });
    } catch (error) {
      if (!(error instanceof Failure || error instanceof SystemCallError)) throw error;
      throw new Failure(`Cannot explain the wire: ${error.message}; leave out --explain to serve all the same`);
    }
    this.#record.linkType = this.#capture.linkType;
    this.#terminal = terminal;
    this.#language = language;
    this.#explainer = new Explainer({ language });
    const palette = terminal.colour ? colourPalette : plainPalette;
    this.#view = new LiveView({ width: terminal.interactive ? terminal.columns : 110, palette, language });
    this.#watching = this.#watch();
  }

  /** Ends with what has been captured so far. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#watching;
    this.#capture[Symbol.dispose]();
  }

  async #watch(): Promise<void> {
    while (!this.#stopped && !this.#terminal.closed) {
      await this.#capture.read((packet) => {
        this.#take(packet);
        return true;
      });
      if (this.#lines === "") continue;
      const lines = this.#lines;
      this.#lines = "";
      await this.#terminal.out(lines);
    }
  }

  /** A server runs for months: what is remembered of its conversations is not. */
  #forget(): void {
    this.#analyser = new Analyser();
    this.#explainer = new Explainer({ language: this.#language });
  }

  #take({ seconds, nanoseconds, length, data }: LivePacket): void {
    const record = this.#record;
    record.number++;
    record.seconds = seconds;
    record.nanoseconds = nanoseconds;
    record.length = length;
    record.bytes = data;
    record.capturedLength = data.length;
    const analysed = this.#analyser.analyse(dissect(record));
    if (analysed === null) return;
    const now = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
    this.#start ??= now;
    const said = this.#explainer.explain(analysed).map(({ title }) => title).join("; ");
    const { packet, conversation, fromClient, seq, ack } = analysed;
    if (conversation.stream >= MOST_CONVERSATIONS) this.#forget();
    this.#lines += this.#view.packet(Number(now - this.#start), {
      fromClient,
      flags: packet.flags,
      seq,
      ack,
      length: packet.payloadLength,
      fate: said,
      lost: false,
      port: conversation.client.port,
    });
  }
}
