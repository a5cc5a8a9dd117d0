/**
 * What makes a packet the same packet in another run: not when it comes, nor its random first sequence number, but its
 * place in its connection. So a retransmission that one run has and another has not shifts nothing.
 */
import { ACK, FIN, RST, SYN } from "../../packet/packet.ts";
import { mix } from "./random.ts";
import type { SegmentView } from "./segment_view.ts";

interface Connection {
  readonly index: number;
  readonly firstSequence: number;
  firstAcknowledgment: number | null;
}

/** Tells the packets of one direction apart. */
export class PacketIdentities {
  readonly #connections = new Map<number, Connection>();
  readonly #seen = new Map<number, number>();
  #others = 0;

  /** A number for the direction's next packet; `segment` is null where it is not TCP. */
  next(segment: SegmentView | null): number {
    const what = segment === null ? mix(0, ++this.#others) : this.#place(segment);
    const times = (this.#seen.get(what) ?? 0) + 1;
    this.#seen.set(what, times);
    return mix(what, times);
  }

  /** The connection, and the packet's relative numbers, length and flags. */
  #place({ sourcePort, destinationPort, sequence, acknowledgment, flags, payloadLength }: SegmentView): number {
    const key = sourcePort * 65_536 + destinationPort;
    let connection = this.#connections.get(key);
    if (connection === undefined) {
      connection = { index: this.#connections.size + 1, firstSequence: sequence, firstAcknowledgment: null };
      this.#connections.set(key, connection);
    }
    if ((flags & ACK) !== 0) connection.firstAcknowledgment ??= acknowledgment;
    let hash = mix(connection.index, sequence - connection.firstSequence);
    hash = mix(hash, payloadLength);
    hash = mix(hash, flags & (SYN | FIN | RST));
    // What a packet with data acknowledges besides depends on the moment; of a bare ACK it is all there is.
    const bare = payloadLength === 0 && (flags & (SYN | FIN | RST)) === 0;
    return bare ? mix(hash, acknowledgment - (connection.firstAcknowledgment ?? 0)) : hash;
  }
}
