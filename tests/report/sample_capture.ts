/** Captures made for tests of the reports: packets as values, and a capture file's bytes. */
import { pcapHeader, pcapRecord, type WritableRecord } from "../../src/capture-file/pcap_writer.ts";
import { emitSegment, type SegmentFields } from "../packet/emit.ts";
import { ACK, FIN, PSH, RST, SYN } from "../../src/packet/packet.ts";
import type { TcpOption } from "../../src/packet/tcp_options.ts";

/** LINKTYPE_RAW: an IP header at once. */
export const RAW_IP = 101;

const START = 1_700_000_000;

/** A packet at a time after the capture's start, ns. */
export function record(nanoseconds: number, data: Uint8Array): WritableRecord {
  return {
    seconds: START + Math.floor(nanoseconds / 1e9),
    nanoseconds: nanoseconds % 1e9,
    length: data.length,
    data,
  };
}

/** A classic capture file, nanosecond resolution. */
export function pcapFile(records: readonly WritableRecord[], linkType = RAW_IP): Uint8Array<ArrayBuffer> {
  const parts = [pcapHeader(linkType), ...records.map((each) => pcapRecord(each))];
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

const OFFER: readonly TcpOption[] = [
  { kind: "mss", value: 1460 },
  { kind: "sack_permitted" },
  { kind: "window_scale", shift: 7 },
];

type Rest = Omit<SegmentFields, "src" | "dst" | "srcPort" | "dstPort">;

/** Segments between a client and a server, sequence numbers relative to 1000 and 5000. */
export function talkers(client: string, server: string, ports: { client: number; server: number }): {
  fromClient(rest: Rest): Uint8Array;
  fromServer(rest: Rest): Uint8Array;
} {
  const there = { src: client, dst: server, srcPort: ports.client, dstPort: ports.server, window: 502 };
  const back = { src: server, dst: client, srcPort: ports.server, dstPort: ports.client, window: 509 };
  return {
    fromClient: (rest) => emitSegment({ ...there, ...absolute(rest, 1000, 5000) }),
    fromServer: (rest) => emitSegment({ ...back, ...absolute(rest, 5000, 1000) }),
  };
}

function absolute(rest: Rest, own: number, other: number): Rest {
  return { ...rest, seq: own + (rest.seq ?? 0), ...rest.ack === undefined ? {} : { ack: other + rest.ack } };
}

/** A small exchange: handshake, 20 bytes there, 5 and 15 back, a reset. */
export function smallExchange(): WritableRecord[] {
  const { fromClient, fromServer } = talkers("10.0.2.4", "10.0.2.15", { client: 40618, server: 5050 });
  return [
    record(0, fromClient({ flags: SYN, window: 64240, options: OFFER })),
    record(20_818, fromServer({ flags: SYN | ACK, ack: 1, window: 65160, options: OFFER })),
    record(176_452, fromClient({ flags: ACK, seq: 1, ack: 1 })),
    record(426_604, fromClient({ flags: PSH | ACK, seq: 1, ack: 1, payload: bytes("World! Hello, World!") })),
    record(434_790, fromServer({ flags: ACK, seq: 1, ack: 21 })),
    record(495_775, fromServer({ flags: PSH | ACK, seq: 1, ack: 21, payload: bytes("WORLD") })),
    record(633_115, fromClient({ flags: ACK, seq: 21, ack: 6 })),
    record(633_181, fromClient({ flags: FIN | ACK, seq: 21, ack: 6 })),
    record(638_893, fromServer({ flags: PSH | ACK, seq: 6, ack: 21, payload: bytes("! HELLO, WORLD!") })),
    record(802_474, fromClient({ flags: RST, seq: 22, window: 0 })),
  ];
}

/** Two conversations, one over IPv6 with a loss; a datagram and a packet that is cut off; waits of 0.2 and 5 seconds. */
export function mixedCapture(): WritableRecord[] {
  const six = talkers("2001:db8::4", "2001:db8::15", { client: 50000, server: 80 });
  const four = talkers("192.168.1.100", "192.168.1.200", { client: 51000, server: 8080 });
  const full = new Uint8Array(1448).fill(0x78);
  const hole: TcpOption = { kind: "sack", blocks: [{ left: 5000 + 2897, right: 5000 + 4345 }] };
  const cut = four.fromClient({ flags: ACK, seq: 1, ack: 1 });
  return [
    record(0, six.fromClient({ flags: SYN, options: OFFER, window: 64240 })),
    record(1_000_000, six.fromServer({ flags: SYN | ACK, ack: 1, options: OFFER, window: 65160 })),
    record(2_000_000, six.fromClient({ flags: ACK, seq: 1, ack: 1 })),
    record(2_100_000, six.fromClient({ flags: PSH | ACK, seq: 1, ack: 1, payload: bytes("GET / HTTP/1.1\r\n\r\n") })),
    record(2_500_000, datagram()),
    record(3_100_000, six.fromServer({ flags: ACK, seq: 1, ack: 19, payload: full })),
    record(3_200_000, six.fromServer({ flags: ACK, seq: 2897, ack: 19, payload: full })),
    record(4_100_000, six.fromClient({ flags: ACK, seq: 19, ack: 1449 })),
    record(4_200_000, six.fromClient({ flags: ACK, seq: 19, ack: 1449, options: [hole] })),
    record(204_200_000, six.fromServer({ flags: ACK, seq: 1449, ack: 19, payload: full })),
    record(205_200_000, six.fromClient({ flags: ACK, seq: 19, ack: 4345, window: 0 })),
    record(5_205_200_000, four.fromClient({ flags: SYN })),
    record(5_205_300_000, four.fromServer({ flags: RST | ACK, ack: 1, window: 0 })),
    { ...record(5_205_400_000, cut.subarray(0, 30)), length: cut.length },
  ];
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** An IPv4 packet with an empty UDP datagram. */
function datagram(): Uint8Array {
  const ip = [0x45, 0, 0, 28, 0, 1, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2];
  return Uint8Array.from([...ip, 0, 53, 0, 53, 0, 8, 0, 0]);
}
