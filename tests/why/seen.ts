/** A capture of the corpus as the truth needs it: times since the first packet on the wire, numbers since the SYN. */
import { FileFeed } from "../../src/reading/feeds/file_feed.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { ACK, FIN, type Packet, RST, SYN } from "../../src/packet/packet.ts";
import { findOption, OPTION_WINDOW_SCALE } from "../../src/packet/tcp_options.ts";
import type { Known } from "./known.ts";

export interface SeenPacket {
  /** ns since the first packet on the wire. */
  readonly at: number;
  readonly fromClient: boolean;
  readonly flags: number;
  readonly seq: number;
  readonly end: number;
  readonly ack: number;
  /** Bytes, scaled. */
  readonly window: number;
  readonly data: number;
}

const SERVER_PORT = 5050;

/** Every TCP packet of a capture. */
export async function readSeen(path: string, { start: [seconds, nanoseconds] }: Known): Promise<SeenPacket[]> {
  using feed = await FileFeed.open(path, { reread: false, interrupted: new AbortController().signal });
  using records = await feed!.open();
  const ends = [new Numbers(), new Numbers()] as const;
  const seen: SeenPacket[] = [];
  const packet = new (await import("../../src/packet/packet.ts")).Packet();
  do {
    for (let record = records.next(); record !== null; record = records.next()) {
      dissect(record, packet);
      if (packet.tcpStart < 0) continue;
      const at = (packet.seconds - seconds) * 1e9 + packet.nanoseconds - nanoseconds;
      seen.push(seenOf(packet, at, ends));
    }
  } while (await records.more());
  return seen;
}

function seenOf(packet: Packet, at: number, ends: readonly [Numbers, Numbers]): SeenPacket {
  const { flags, payloadLength: data } = packet;
  const fromClient = packet.dstPort === SERVER_PORT;
  const [own, other] = fromClient ? ends : [ends[1], ends[0]];
  if (flags & SYN) {
    const option = findOption(packet, OPTION_WINDOW_SCALE);
    own.shift = option < 0 ? -1 : packet.bytes[packet.start + option + 2]!;
  }
  const scaled = !(flags & SYN) && ends[0].shift >= 0 && ends[1].shift >= 0;
  const seq = own.relative(packet.seq);
  return {
    at,
    fromClient,
    flags,
    seq,
    end: seq + data,
    ack: flags & ACK && !(flags & RST) ? other.relative(packet.ack) : -1,
    window: packet.window * (scaled ? 2 ** own.shift : 1),
    data,
  };
}

/** Sequence numbers of one end since its first. */
class Numbers {
  shift = -1;
  #base = -1;
  #high = 0;

  relative(number: number): number {
    if (this.#base < 0) this.#base = number;
    const relative = this.#high + ((number - this.#base - this.#high) | 0);
    if (relative > this.#high) this.#high = relative;
    return relative;
  }
}

/** Whether the packet closes its end. */
export function closes({ flags }: SeenPacket): boolean {
  return (flags & (FIN | RST)) !== 0;
}
