/**
 * A host's cable on which somebody is told of every packet that the host sends or is given.
 */
import { Descriptor } from "../../linux/calls/descriptor.ts";

export class WatchedCable extends Descriptor {
  readonly #cable: Descriptor;
  readonly #tell: (bytes: Uint8Array, sent: boolean) => void;

  /** Takes over `cable`. `tell` is called after the packet has passed, and must be quick. */
  constructor(cable: Descriptor, tell: (bytes: Uint8Array, sent: boolean) => void) {
    super(cable.fd);
    this.#cable = cable;
    this.#tell = tell;
  }

  override read(buffer: Uint8Array<ArrayBuffer>): number {
    const length = this.#cable.read(buffer);
    if (length > 0) this.#tell(buffer.subarray(0, length), true);
    return length;
  }

  override write(bytes: Uint8Array<ArrayBuffer>): number {
    const length = this.#cable.write(bytes);
    // The kernel has taken the packet in by the time the call returns.
    if (length > 0) this.#tell(bytes, false);
    return length;
  }

  override close(): void {
    this.#cable.close();
  }
}
