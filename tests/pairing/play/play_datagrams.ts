/**
 * Plays datagrams over the lab's wire, by its own clock: a stream, names asked of a server, echoes, and a beat that always says the
 * same. Keeps what each end's capture would hold with the truth about every packet.
 */
import { destinationAddress, sourceAddress } from "../../../src/packet/address.ts";
import { dissect } from "../../../src/packet/dissect.ts";
import { type End, otherEnd } from "../../../src/lab/wire/end.ts";
import type { LinkOptions } from "../../../src/lab/wire/link_options.ts";
import type { WirePacket } from "../../../src/lab/wire/passage.ts";
import { WireCore } from "../../../src/lab/wire/wire_core.ts";
import { emitEcho, emitUdp } from "./emit_datagram.ts";
import { recordOf } from "../../packet/record_of.ts";
import { Random } from "../../random.ts";
import { hasArrived, type Played, type Taken } from "./play_pair.ts";

const RAW_IP = 101;
const START = 1e9;
const MS = 1e6;
const STREAM_PORT = 6000;
const BEAT_PORT = 6001;
const DNS_PORT = 53;
const HEADERS = { four: 28, six: 48 };

export interface DatagramOptions {
  readonly link: LinkOptions;
  readonly seed: number;
  readonly ipv6?: boolean;
  /** How many of each kind. */
  readonly count?: number;
  /** The lab's address translation lets no ICMP through. */
  readonly echoes?: boolean;
}

/** Something that is sent at a moment. */
interface Due {
  readonly at: number;
  readonly from: End;
  readonly bytes: () => Uint8Array<ArrayBuffer>;
}

export function playDatagrams({ link, seed, ipv6 = false, count = 40, echoes = true }: DatagramOptions): Played {
  const random = new Random(seed ^ 0x5eed);
  const taken: Record<End, Taken[]> = { client: [], server: [] };
  const passages: WirePacket[] = [];
  const core = new WireCore(link, (packet) => passages.push(packet));
  const due = planned(random, { ipv6, count, echoes });
  const ipId = { client: random.int(1, 30_000), server: random.int(1, 30_000) };
  for (;;) {
    due.sort((one, other) => one.at - other.at);
    const now = Math.min(due[0]?.at ?? Infinity, Math.max(core.due, START));
    if (now === Infinity) break;
    for (let arrival = core.leave(now); arrival !== null; arrival = core.leave(now)) {
      const at = now + random.int(500, 3000);
      taken[arrival.to].push({ time: at, bytes: arrival.frame, from: otherEnd(arrival.to), arrived: () => true });
      const answer = arrival.to === "server" ? answerTo(arrival.frame) : null;
      if (answer !== null) due.push({ at: at + random.int(10_000, 3 * MS), from: "server", bytes: answer });
    }
    while ((due[0]?.at ?? Infinity) <= now) {
      const { from, bytes: make } = due.shift()!;
      const bytes = make();
      if (!ipv6) number(bytes, ipId[from]++ & 0xffff);
      const before = passages.length;
      core.enter(from, bytes, now);
      const own = passages.slice(before).filter(({ from: end, event }) =>
        end === from && event !== "injected" && event !== "held"
      );
      taken[from].push({ time: now, bytes, from, arrived: () => hasArrived(own, bytes, passages) });
    }
  }
  for (const end of ["client", "server"] as const) taken[end].sort((one, other) => one.time - other.time);
  return { ...taken, corrupted: () => passages.some(({ event }) => event === "corrupted") };
}

/** Writes the identification, and the header's checksum anew (RFC 1624). */
function number(bytes: Uint8Array, id: number): void {
  const view = new DataView(bytes.buffer);
  const sum = (~view.getUint16(10) & 0xffff) + (~view.getUint16(4) & 0xffff) + id;
  view.setUint16(4, id);
  view.setUint16(10, ~((sum & 0xffff) + (sum >> 16)) & 0xffff);
}

function planned(
  random: Random,
  { ipv6, count, echoes }: { readonly ipv6: boolean; readonly count: number; readonly echoes: boolean },
): Due[] {
  const [src, dst] = ipv6 ? ["fd00::4", "fd00::15"] : ["10.0.2.4", "10.0.2.15"];
  const ends = { src: src!, dst: dst! };
  const due: Due[] = [];
  const [streamFrom, beatFrom, echoId] = [random.int(32_768, 60_999), random.int(32_768, 60_999), random.int(1, 9999)];
  for (let index = 0; index < count; index++) {
    const at = START + random.int(0, 2000) + index * 20 * MS;
    const payload = random.bytes(random.int(20, 1200));
    due.push({
      at,
      from: "client",
      bytes: () => emitUdp({ ...ends, srcPort: streamFrom, dstPort: STREAM_PORT, payload }),
    });
    const beat = Uint8Array.of(1, 2, 3, 4);
    due.push({
      at: at + 5 * MS,
      from: "client",
      bytes: () => emitUdp({ ...ends, srcPort: beatFrom, dstPort: BEAT_PORT, payload: beat }),
    });
    const echo = { ...ends, answer: false, id: echoId, number: index, payload: random.bytes(48) };
    if (echoes) due.push({ at: at + 9 * MS, from: "client", bytes: () => emitEcho(echo) });
  }
  for (let index = 0; index < count / 8; index++) {
    const at = START + index * 150 * MS + 3 * MS;
    const question = Uint8Array.from([...random.bytes(2), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...random.bytes(20)]);
    const srcPort = random.int(32_768, 60_999);
    for (const again of [0, 60 * MS]) {
      const bytes = () => emitUdp({ ...ends, srcPort, dstPort: DNS_PORT, payload: question });
      due.push({ at: at + again, from: "client", bytes });
    }
  }
  return due;
}

/** What the server says to a datagram, by the addresses that it came with; null for nothing. */
function answerTo(frame: Uint8Array<ArrayBuffer>): (() => Uint8Array<ArrayBuffer>) | null {
  const packet = dissect(recordOf(frame, RAW_IP));
  const ends = { src: destinationAddress(packet), dst: sourceAddress(packet) };
  const six = packet.ipVersion === 6;
  const payload = frame.slice(six ? HEADERS.six : HEADERS.four);
  const at = six ? HEADERS.six - 8 : HEADERS.four - 8;
  const view = new DataView(frame.buffer, frame.byteOffset);
  if (packet.protocol !== 17) {
    const asks = frame[at] === 8 || frame[at] === 128;
    const echo = { ...ends, answer: true, id: view.getUint16(at + 4), number: view.getUint16(at + 6), payload };
    return asks ? () => emitEcho(echo) : null;
  }
  const [srcPort, dstPort] = [view.getUint16(at + 2), view.getUint16(at)];
  if (srcPort === DNS_PORT) payload[2]! |= 0x80;
  // Every other piece of the stream is answered with what was heard.
  else if (srcPort !== STREAM_PORT || payload[0]! % 2 === 0) return null;
  return () => emitUdp({ ...ends, srcPort, dstPort, payload });
}
