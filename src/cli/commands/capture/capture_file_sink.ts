/**
 * Captured packets on their way to a pcapng file or to standard output.
 */
import type { WritableRecord } from "../../../capture-file/pcap_writer.ts";
import { PcapngWriter } from "../../../capture-file/pcapng_writer.ts";
import { AtomicFile } from "../../../output/atomic_file.ts";
import type { Terminal } from "../../../output/terminal.ts";

const CHUNK = 1 << 20;
const STANDARD_OUTPUT = "-";

/** Writes to a file that takes its name at the end, so that a file of that name is always whole. */
export class CaptureSink implements AsyncDisposable {
  readonly #writer = new PcapngWriter();
  /** Null for standard output. */
  readonly #file: AtomicFile | null;
  readonly #terminal: Terminal;
  readonly #interfaceId: number;
  #buffer = new Uint8Array(2 * CHUNK);
  #length = 0;

  private constructor(file: AtomicFile | null, linkType: number, terminal: Terminal) {
    this.#file = file;
    this.#terminal = terminal;
    this.#append(this.#writer.header());
    const { id, block } = this.#writer.addInterface({ linkType });
    this.#interfaceId = id;
    this.#append(block);
  }

  /** Opens the file; `-` is standard output. Throws `Failure`. */
  static async open(path: string, linkType: number, terminal: Terminal): Promise<CaptureSink> {
    return new CaptureSink(path === STANDARD_OUTPUT ? null : await AtomicFile.create(path), linkType, terminal);
  }

  /** Takes a packet; its bytes are valid during the call only. */
  add(packet: WritableRecord): void {
    this.#append(this.#writer.packet(packet, { interfaceId: this.#interfaceId }));
  }

  /** Called between two readings: the time to write what has gathered. */
  async flush(): Promise<void> {
    if (this.#length < CHUNK && this.#file !== null) return;
    await this.#write();
  }

  /** All packets have been added. */
  async end(): Promise<void> {
    await this.#write();
    await this.#file?.finish();
  }

  /** After a failure: takes the unfinished file away. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
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
    this.#file.add(bytes);
    await this.#file.flush();
  }
}
