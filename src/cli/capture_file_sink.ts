/**
 * Captured packets on their way to a pcapng file or to standard output.
 */
import { Failure } from "../base/failure.ts";
import type { WritableRecord } from "../capture-file/pcap_writer.ts";
import { PcapngWriter } from "../capture-file/pcapng_writer.ts";
import type { Terminal } from "./terminal.ts";

/** Takes packets; the bytes of one are valid only during `add`. */
export interface PacketSink extends AsyncDisposable {
  add(packet: WritableRecord): void;
  /** Called between two readings: the time to write what has gathered. */
  flush(): Promise<void>;
  /** All packets have been added. */
  end(): Promise<void>;
}

const CHUNK = 1 << 20;
const STANDARD_OUTPUT = "-";

/** Writes to a file beside the wanted one that takes its name at the end, so that a file of that name is always whole. */
export class CaptureSink implements PacketSink {
  readonly #writer = new PcapngWriter();
  readonly #path: string;
  readonly #beside: string;
  readonly #file: Deno.FsFile | null;
  readonly #terminal: Terminal;
  readonly #interfaceId: number;
  #buffer = new Uint8Array(2 * CHUNK);
  #length = 0;
  #ended = false;

  private constructor(path: string, linkType: number, { file, beside, terminal }: Target) {
    this.#path = path;
    this.#beside = beside;
    this.#file = file;
    this.#terminal = terminal;
    this.#append(this.#writer.header());
    const { id, block } = this.#writer.addInterface({ linkType });
    this.#interfaceId = id;
    this.#append(block);
  }

  /** Opens the file; `-` is standard output. Throws `Failure`. */
  static async open(path: string, linkType: number, terminal: Terminal): Promise<CaptureSink> {
    if (path === STANDARD_OUTPUT) return new CaptureSink(path, linkType, { file: null, beside: "", terminal });
    const beside = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
    try {
      const file = await Deno.open(beside, { write: true, createNew: true });
      return new CaptureSink(path, linkType, { file, beside, terminal });
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  add(packet: WritableRecord): void {
    this.#append(this.#writer.packet(packet, { interfaceId: this.#interfaceId }));
  }

  async flush(): Promise<void> {
    if (this.#length < CHUNK && this.#file !== null) return;
    await this.#write();
  }

  async end(): Promise<void> {
    await this.#write();
    this.#ended = true;
    if (this.#file === null) return;
    this.#file.close();
    try {
      await Deno.rename(this.#beside, this.#path);
    } catch (error) {
      this.#ended = false;
      throw cannotWrite(this.#path, error);
    }
  }

  /** After a failure: takes the unfinished file away. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended || this.#file === null) return;
    try {
      this.#file.close();
    } catch {
      // It was closed before the name could be taken.
    }
    await Deno.remove(this.#beside).catch(() => {});
  }

  #append(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#length + bytes.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + bytes.length));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  async #write(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    if (bytes.length === 0) return;
    if (this.#file === null) return await this.#terminal.out(bytes);
    try {
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.#file.write(rest));
    } catch (error) {
      throw cannotWrite(this.#path, error);
    }
  }
}

interface Target {
  readonly file: Deno.FsFile | null;
  readonly beside: string;
  readonly terminal: Terminal;
}

function cannotWrite(path: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure(`Cannot write ${path}: ${reason}; choose another place with --write`);
}
