/** A capture in which some segments came in pieces: IPv4 and IPv6, in order and not, one that stays incomplete. */
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { ACK, FIN, PSH, SYN } from "../../src/packet/packet.ts";
import { emitSegment } from "../packet/emit.ts";
import { piecesOf } from "../packet/emit_pieces.ts";
import { joined } from "../packet/record_of.ts";

const RAW_IP = 101;
const LENGTH = 2800;

/** One conversation: both ends send segments that their links are too small for. */
function conversation(client: string, server: string): Uint8Array[] {
  const segment = (fromClient: boolean, flags: number, seq: number, ack: number, length = 0) =>
    emitSegment({
      src: fromClient ? client : server,
      dst: fromClient ? server : client,
      srcPort: fromClient ? 40000 : 5050,
      dstPort: fromClient ? 5050 : 40000,
      flags,
      seq: seq + (fromClient ? 1000 : 5000),
      ack: flags & ACK ? ack + (fromClient ? 5000 : 1000) : 0,
      ipId: 7 + seq,
      options: flags & SYN ? [{ kind: "mss", value: 8960 }] : [],
      payload: new Uint8Array(length).fill(0x61),
    });
  const cut = (whole: Uint8Array, id: number, size: number) => piecesOf(whole, size, id);
  const [lost, ...rest] = cut(segment(false, ACK, 1 + LENGTH, 1 + LENGTH, LENGTH), 3, 1480);
  return [
    segment(true, SYN, 0, 0),
    segment(false, SYN | ACK, 0, 1),
    segment(true, ACK, 1, 1),
    ...cut(segment(true, PSH | ACK, 1, 1, LENGTH), 1, 1480),
    segment(false, ACK, 1, 1 + LENGTH),
    ...cut(segment(false, PSH | ACK, 1, 1 + LENGTH, LENGTH), 2, 560).reverse(),
    segment(true, ACK, 1 + LENGTH, 1 + LENGTH),
    // The first piece does not come for long: half of it is sent again before.
    ...rest,
    ...cut(segment(false, ACK, 1 + LENGTH, 1 + LENGTH, LENGTH / 2), 4, 1480),
    segment(true, ACK, 1 + LENGTH, 1 + 1.5 * LENGTH),
    segment(false, FIN | ACK, 1 + 1.5 * LENGTH, 1 + LENGTH),
    segment(true, FIN | ACK, 1 + LENGTH, 2 + 1.5 * LENGTH),
    lost!,
    segment(false, ACK, 2 + 1.5 * LENGTH, 2 + LENGTH),
  ];
}

/** A classic capture file. */
export function makeFragments(): Uint8Array {
  const packets = [...conversation("10.0.2.4", "10.0.2.15"), ...conversation("2001:db8::4", "2001:db8::15")];
  const records = packets.map((data, i) =>
    pcapRecord({ seconds: 1606500000, nanoseconds: i * 10_000_001, length: data.length, data })
  );
  return joined(pcapHeader(RAW_IP), ...records);
}
