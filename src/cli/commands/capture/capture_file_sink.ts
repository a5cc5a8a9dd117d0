/**
 * Captured packets on their way to pcapng files or to standard output. A file has its name from the beginning and grows by whole
 * blocks: it can be read meanwhile, and after this program was killed.
 */
import type { WritableRecord } from "../../../capture-file/pcap_writer.ts";
import { packetBlockLength, PcapngWriter, putPacket } from "../../../capture-file/pcapng_writer.ts";
import { GrowingFile } from "../../../output/growing_file.ts";
import { isStandardOutput } from "../../../output/standard_output.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { FileNames, type Rotation } from "./file_names.ts";

const CHUNK = 1 << 20;

/** Where packets are written. */
export interface SinkOptions {
  /** `-` is standard output. */
  readonly path: string;
  readonly rotation: Rotation | null;
  /** Link type of the interface, where it is known before the first packet. */
  readonly linkType: number | null;
  /** Bytes kept of each packet. */
  readonly snapLength: number;
}

/** What is known of a packet beside its bytes. */
export interface Beside {
  readonly linkType: number;
  readonly comment: string | null;
}

/** Bytes that wait to be written, to the file at hand or to one that begins with them. */
interface Piece {
  readonly begins: string | null;
  bytes: Uint8Array<ArrayBuffer>;
  length: number;
}

export class CaptureSink implements Disposable {
  readonly #options: SinkOptions;
  readonly #terminal: Terminal;
  readonly #names: FileNames;
  #writer = new PcapngWriter();
  #interfaces = new Map<number, number>();
  /** Null for standard output, and before the first file. */
  #file: GrowingFile | null = null;
  #pieces: Piece[] = [];
  #size = 0;
  /** Time at which the file at hand begins, seconds. */
  #started: number | null = null;

  private constructor(options: SinkOptions, terminal: Terminal) {
    this.#options = options;
    this.#terminal = terminal;
    this.#names = new FileNames(options.path, options.rotation);
  }

  /** Opens the first file, where the time of its first packet is `now`, or not known yet. Throws `Failure`. */
  static async open(options: SinkOptions, terminal: Terminal, now: number | null): Promise<CaptureSink> {
    const sink = new CaptureSink(options, terminal);
    if (now !== null || options.rotation === null) {
      sink.#begin(now ?? 0);
      await sink.flush();
    }
    return sink;
  }

  /** Takes a packet, whose bytes are valid during the call only; false where there are enough files. */
  add(packet: WritableRecord, { linkType, comment }: Beside): boolean {
    if (!this.#makeRoom(packet.seconds)) return false;
    const interfaceId = this.#interfaceId(linkType);
    if (comment !== null) this.#append(this.#writer.packet(packet, { interfaceId, comments: [comment] }));
    else {
      const length = packetBlockLength(packet);
      const { bytes, length: at } = this.#roomFor(length);
      putPacket(bytes, at - length, packet, interfaceId);
    }
    return true;
  }

  /** Writes what has gathered: called between two readings. */
  async flush(): Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    for (const { begins, bytes, length } of pieces) {
      if (begins !== null && !isStandardOutput(this.#options.path)) {
        this.#file?.[Symbol.dispose]();
        this.#file = await GrowingFile.create(begins, this.#terminal.interrupted);
      }
      const written = bytes.subarray(0, length);
      if (this.#file === null) await this.#terminal.out(written);
      else await this.#file.write(written);
    }
  }

  /** All packets have been added. */
  async end(): Promise<void> {
    if (this.#started === null) this.#begin(0);
    await this.flush();
    this[Symbol.dispose]();
  }

  /** Closes the file; what was written stays. */
  [Symbol.dispose](): void {
    this.#file?.[Symbol.dispose]();
  }

  /** Begins another file where the one at hand is full or old; false where there are enough. */
  #makeRoom(seconds: number): boolean {
    const { rotation } = this.#options;
    if (this.#started === null) this.#begin(seconds);
    else if (rotation !== null && seconds - this.#started >= rotation.seconds) {
      if (!this.#names.afterTime()) return false;
      this.#begin(seconds);
    } else if (rotation !== null && this.#size > rotation.size) {
      this.#names.afterSize();
      this.#begin(this.#started);
    }
    return true;
  }

  #begin(seconds: number): void {
    this.#started = seconds;
    this.#writer = new PcapngWriter();
    this.#interfaces = new Map();
    this.#size = 0;
    this.#pieces.push({
      begins: this.#names.current(new Date(seconds * 1000)),
      bytes: new Uint8Array(CHUNK),
      length: 0,
    });
    this.#append(this.#writer.header());
    if (this.#options.linkType !== null) this.#interfaceId(this.#options.linkType);
  }

  #interfaceId(linkType: number): number {
    const known = this.#interfaces.get(linkType);
    if (known !== undefined) return known;
    const { id, block } = this.#writer.addInterface({ linkType, snapLength: this.#options.snapLength });
    this.#interfaces.set(linkType, id);
    this.#append(block);
    return id;
  }

  #append(added: Uint8Array<ArrayBuffer>): void {
    const { bytes, length } = this.#roomFor(added.length);
    bytes.set(added, length - added.length);
  }

  /** The piece with so many bytes more, which are zero. */
  #roomFor(needed: number): Piece {
    let piece = this.#pieces.at(-1);
    if (piece === undefined) {
      piece = { begins: null, bytes: new Uint8Array(CHUNK), length: 0 };
      this.#pieces.push(piece);
    }
    if (piece.length + needed > piece.bytes.length) {
      const larger = new Uint8Array(Math.max(piece.bytes.length * 2, piece.length + needed));
      larger.set(piece.bytes.subarray(0, piece.length));
      piece.bytes = larger;
    }
    piece.length += needed;
    this.#size += needed;
    return piece;
  }
}
