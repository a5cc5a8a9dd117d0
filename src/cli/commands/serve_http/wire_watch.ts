/**
 * `serve-http --explain`: the wire of the running server, a line a packet with what there is to say of it, beside the
 * access log. (Linux; needs the right to capture.)
 */
import { compileForKernel } from "../../../capture-filter/compile/compile_filter.ts";
import { parseFilter } from "../../../capture-filter/language/parse_filter.ts";
import { Failure } from "../../../base/failure.ts";
import type { Language } from "../../../language/language.ts";
import { SystemCallError } from "../../../linux/calls/errors.ts";
import { LiveCapture } from "../../../linux/live_capture.ts";
import { GatheredOutput } from "../../../output/gathered_output.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { ExplainedPass } from "../../../reading/explained_pass.ts";
import { LiveFeed } from "../../../reading/feeds/live_feed.ts";
import { Progress } from "../../../reading/progress.ts";
import { NOTHING_YET } from "../../../reading/scan.ts";
import type { ReportedPacket } from "../../../report/facts/reported_packet.ts";
import { EVERYTHING } from "../../../report/select/selection.ts";
import { LiveView } from "../../../report/text/live_view.ts";
import type { Moment } from "../../../base/moment.ts";
import { nanosecondsBetween } from "../../../base/moment.ts";

/** Columns where standard output is a file or a pipe. */
const WIDE = 110;

export class WireWatch {
  readonly #capture: LiveCapture;
  readonly #terminal: Terminal;
  readonly #view: LiveView;
  readonly #stop = new AbortController();
  readonly #watching: Promise<unknown>;
  #first: Moment | null = null;

  /** Begins to watch a port. Throws `Failure` where this process may not capture. */
  constructor(port: number, language: Language, terminal: Terminal) {
    if (Deno.build.os !== "linux") {
      throw new Failure("Cannot explain the wire: live capture needs Linux; leave out --explain");
    }
    this.#capture = openCapture(port);
    this.#terminal = terminal;
    const palette = terminal.colour ? colourPalette : plainPalette;
    this.#view = new LiveView({ width: terminal.interactive ? terminal.columns : WIDE, palette, language });
    this.#watching = this.#watch(language);
  }

  /** Ends with what has been captured so far. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
    this.#capture[Symbol.dispose]();
  }

  async #watch(language: Language): Promise<void> {
    const feed = new LiveFeed("wire", this.#capture.linkType, async (take) => {
      if (this.#stop.signal.aborted || this.#terminal.closed) return false;
      await this.#capture.read((packet) => {
        take(packet);
        return true;
      });
      return true;
    });
    const output = new GatheredOutput(this.#terminal);
    const scanned = { feed, overview: NOTHING_YET, completeness: null, foresight: null };
    const packets = new ExplainedPass(scanned, {
      selection: EVERYTHING,
      language,
      explains: true,
      tells: false,
      show: (reported) => output.add(this.#line(reported)),
      drain: output,
    });
    const waiting = { interrupted: this.#stop.signal, closed: false };
    await packets.read({ terminal: waiting, progress: new Progress(this.#terminal, 1) });
    await output.flush();
  }

  #line({ packet, analysed, explanations }: ReportedPacket): string {
    if (analysed === null) return "";
    this.#first ??= { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
    const { conversation, fromClient, seq, ack } = analysed;
    return this.#view.packet(nanosecondsBetween(this.#first, packet), {
      fromClient,
      flags: packet.flags,
      seq,
      ack,
      length: packet.payloadLength,
      fate: explanations.map(({ title }) => title).join("; "),
      lost: false,
      port: conversation.client.port,
    });
  }
}

function openCapture(port: number): LiveCapture {
  try {
    return new LiveCapture({ device: null, filter: (view) => compileForKernel(parseFilter(`port ${port}`), view) });
  } catch (error) {
    if (!(error instanceof Failure || error instanceof SystemCallError)) throw error;
    throw new Failure(`Cannot explain the wire: ${error.message}; leave out --explain to serve all the same`);
  }
}
