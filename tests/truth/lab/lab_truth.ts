/**
 * What the lab's wire and both hosts' interfaces know of a run: every sending of each end in its order and whether it arrived; and
 * which sending each record of a capture is.
 */
import { dissect } from "../../../src/packet/dissect.ts";
import type { Packet } from "../../../src/packet/packet.ts";
import { seqAfter, seqBefore, unsignedSeq } from "../../../src/packet/sequence.ts";
import { type End, otherEnd } from "../../../src/lab/wire/end.ts";
import type { Played, Taken } from "../../pairing/play/play_pair.ts";
import { recordOf } from "../../packet/record_of.ts";
import { LINK_TYPE } from "../world/written_capture.ts";

const [FIN, SYN] = [1, 2];

/** A packet as its host sent it; numbers are raw, and SYN and FIN take one. */
export interface Sending {
  readonly from: End;
  /** Its place among all that this host sent. */
  readonly place: number;
  readonly start: number;
  readonly end: number;
  readonly ack: number;
  readonly arrived: boolean;
}

/** One record of a host's capture: the sending that it is, null where that is not known, and whether it came here before. */
export interface Sighting {
  readonly sending: Sending | null;
  readonly isCopy: boolean;
}

/** A host's capture: packets numbered from 1, and what each is. */
export interface LabCapture {
  readonly at: End;
  readonly packets: readonly Packet[];
  readonly sightings: readonly Sighting[];
}

export class LabTruth {
  readonly #sendings: Readonly<Record<End, readonly Sending[]>>;

  constructor(readonly played: Played) {
    this.#sendings = { client: sendingsOf("client", played), server: sendingsOf("server", played) };
  }

  /** What the same end sent before of the same numbers. */
  earlier({ from, place, start, end }: Sending): Sending[] {
    if (!seqAfter(end, start)) return [];
    return this.#sendings[from].filter((other) =>
      other.place < place && seqBefore(other.start, end) && seqBefore(start, other.end)
    );
  }

  sentBy(end: End): readonly Sending[] {
    return this.#sendings[end];
  }

  /** What this host's interface saw. */
  capture(at: End): LabCapture {
    const taken = this.played[at];
    const own = new Map<string, Sending>();
    for (const end of ["client", "server"] as const) {
      const sent = this.played[end].filter(({ from }) => from === end);
      for (const [place, { bytes }] of sent.entries()) own.set(`${end} ${keyOf(bytes)}`, this.#sendings[end][place]!);
    }
    const seen = new Set<Sending>();
    const sightings = taken.map(({ from, bytes }): Sighting => {
      const sending = own.get(`${from} ${keyOf(bytes)}`) ?? null;
      const isCopy = sending !== null && seen.has(sending);
      if (sending !== null) seen.add(sending);
      return { sending, isCopy };
    });
    return { at, packets: taken.map(packetOf), sightings };
  }
}

function sendingsOf(from: End, played: Played): Sending[] {
  return played[from].filter((taken) => taken.from === from).map((taken, place) => {
    const { seq, ack, flags, payloadLength } = packetOf(taken, 0);
    const numbers = payloadLength + (flags & SYN ? 1 : 0) + (flags & FIN ? 1 : 0);
    return { from, place, start: seq, end: unsignedSeq(seq + numbers), ack, arrived: taken.arrived() };
  });
}

function packetOf({ bytes, time }: Taken, index: number): Packet {
  return dissect({
    ...recordOf(bytes, LINK_TYPE),
    number: index + 1,
    seconds: 1_600_000_000 + Math.floor(time / 1e9),
    nanoseconds: time % 1e9,
  });
}

/** A sending by its bytes, but for what routers change: kind of service and checksum of the IP header. */
function keyOf(bytes: Uint8Array): string {
  return bytes[0]! >> 4 === 4 ? `${bytes.subarray(2, 10)} ${bytes.subarray(12)}` : `${bytes.subarray(4)}`;
}

/** Of the numbers behind `ack` something had come to this host, by this many records of its capture. */
export function holdsBehind({ at, packets, sightings }: LabCapture, ack: number, records: number): boolean {
  return packets.slice(0, records).some(({ seq, payloadLength, flags }, i) =>
    sightings[i]!.sending?.from === otherEnd(at) && (payloadLength > 0 || (flags & FIN) !== 0) && seqAfter(seq, ack)
  );
}
