/**
 * `--pcapng OUT`: the packets again, with every explanation as a comment beside its packet.
 */
import { PcapngWriter } from "../capture-file/pcapng_writer.ts";
import type { Language } from "../language/language.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";
import { packetComments } from "../report/data/packet_comments.ts";
import type { ReportedPacket } from "../report/facts/reported_packet.ts";
import type { ReportWords } from "../language/kinds/report_words.ts";
import type { Selection } from "../report/select/selection.ts";
import { openResult, type ResultFile } from "../output/result_file.ts";
import type { Terminal } from "../output/terminal.ts";
import type { ReadingOptions } from "./read_packets.ts";
import { ExplainedPass } from "./explained_pass.ts";
import type { Scanned } from "./scan.ts";

/** What is written. */
export interface Commenting {
  readonly selection: Selection;
  readonly language: Language;
  readonly words: ReportWords;
  readonly reading: ReadingOptions & { readonly terminal: Pick<Terminal, "out"> };
}

/** Writes the selected packets to `path`; gives their number and that of the comments, null after an interrupt. */
export async function writeCommented(
  scanned: Scanned,
  path: string,
  { selection, language, words, reading }: Commenting,
): Promise<{ readonly packets: number; readonly comments: number } | null> {
  await using file = await openResult(path, reading.terminal, reading.terminal.interrupted);
  const capture = new CommentedCapture(file, words);
  const packets = new ExplainedPass(scanned, {
    selection,
    language,
    explains: true,
    tells: false,
    show: (reported) => capture.add(reported),
    drain: file,
  });
  await packets.read(reading);
  if (reading.terminal.interrupted.aborted) return null;
  await file.finish();
  return capture;
}

/** Turns packets into the blocks of a pcapng file. Interfaces are described when their first packet comes. */
class CommentedCapture {
  readonly #writer = new PcapngWriter();
  readonly #interfaces = new Map<string, number>();
  packets = 0;
  comments = 0;

  readonly #file: ResultFile;
  readonly #words: ReportWords;

  constructor(file: ResultFile, words: ReportWords) {
    this.#file = file;
    this.#words = words;
    file.add(this.#writer.header());
  }

  /** Adds a packet with the comments it had, and its explanations after them. */
  add({ packet, explanations }: ReportedPacket): void {
    const added = packetComments(explanations, this.#words);
    const interfaceId = this.#interfaceOf(packet);
    const comments = [...packet.comments, ...added];
    this.packets++;
    this.comments += added.length;
    const { seconds, nanoseconds, length } = packet;
    const data = packet.piece?.record ?? packet.data;
    this.#file.add(
      this.#writer.packet({ seconds, nanoseconds, length, data }, {
        interfaceId,
        comments,
        flags: packet.captureFlags,
      }),
    );
  }

  #interfaceOf({ linkType, interfaceId, interfaceName }: ReadonlyPacket): number {
    const key = `${interfaceId} ${linkType} ${interfaceName}`;
    const known = this.#interfaces.get(key);
    if (known !== undefined) return known;
    const { id, block } = this.#writer.addInterface({ linkType, name: interfaceName });
    this.#file.add(block);
    this.#interfaces.set(key, id);
    return id;
  }
}
