/** Conversations with the same addresses and ports in several networks, and networks that differ within one conversation. */
import { assertEquals } from "@std/assert";
import { Analyser } from "../../src/analysis/analyser.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { ACK, FIN, PSH, SYN } from "../../src/packet/packet.ts";
import { emitEthernet, emitSegment } from "../packet/emit.ts";
import { emitDatagram, emitIp } from "../packet/emit_udp.ts";
import { joined, recordOf } from "../packet/record_of.ts";

const OUTER = { src: "192.0.2.1", dst: "192.0.2.2" };

/** What stands around a packet: a frame, given the IP packet and who sent it. */
type Wrapping = (ip: Uint8Array, fromClient: boolean) => Uint8Array;

const way = (fromClient: boolean) => fromClient ? OUTER : { src: OUTER.dst, dst: OUTER.src };
const plain: Wrapping = (ip) => emitEthernet(ip);
const vlan = (number: number): Wrapping => (ip) => {
  const frame = emitEthernet(ip);
  return joined(frame.slice(0, 12), "8100", number >> 8, number & 255, frame.slice(12));
};
const vxlan = (network: number): Wrapping => (ip, fromClient) =>
  emitEthernet(emitDatagram({
    ...way(fromClient),
    ...{ srcPort: 50000, dstPort: 4789 },
    payload: joined("08000000", network >> 16, (network >> 8) & 255, network & 255, 0, emitEthernet(ip)),
  }));
const gre: Wrapping = (ip, fromClient) =>
  emitEthernet(emitIp({ ...way(fromClient), protocol: 47 }, joined("00000800", ip)));
/** Each way its own number. */
const gtp: Wrapping = (ip, fromClient) =>
  emitEthernet(emitDatagram({
    ...way(fromClient),
    ...{ srcPort: 2152, dstPort: 2152 },
    payload: joined("30ff", ip.length >> 8, ip.length & 255, fromClient ? "00000001" : "00000002", ip),
  }));
const oneWay: Wrapping = (ip, fromClient) => fromClient ? gre(ip, true) : plain(ip, false);
const twoVlans: Wrapping = (ip, fromClient) => vlan(fromClient ? 10 : 20)(ip, fromClient);

/** The frames of a conversation; `first` is the number of the client's SYN, the server's is 5000 more. */
function conversation(first: number, wrap: Wrapping, six = false): Uint8Array[] {
  const [client, server] = six ? ["2001:db8::4", "2001:db8::5"] : ["10.0.0.4", "10.0.0.5"];
  const frame = (fromClient: boolean, flags: number, seq: number, ack: number, length = 0): Uint8Array => {
    const ends = fromClient
      ? { src: client!, dst: server!, srcPort: 40000, dstPort: 80 }
      : { src: server!, dst: client!, srcPort: 80, dstPort: 40000 };
    return wrap(emitSegment({ ...ends, flags, seq, ack, payload: new Uint8Array(length) }), fromClient);
  };
  const other = first + 5000;
  return [
    frame(true, SYN, first, 0),
    frame(false, SYN | ACK, other, first + 1),
    frame(true, ACK, first + 1, other + 1),
    frame(true, PSH | ACK, first + 1, other + 1, 10),
    frame(false, PSH | ACK, other + 1, first + 11, 20),
    frame(true, FIN | ACK, first + 11, other + 21),
    frame(false, FIN | ACK, other + 21, first + 12),
    frame(true, ACK, first + 12, other + 22),
  ];
}

/** One packet of each in turn. */
function interleaved(...traces: readonly (readonly Uint8Array[])[]): Uint8Array[] {
  return traces[0]!.flatMap((_, i) => traces.map((trace) => trace[i]!));
}

/** The conversations: packets and bytes of each end, and what verdicts there are. */
function read(frames: readonly Uint8Array[]): string[] {
  const lines: string[] = [];
  let verdicts = 0;
  const analyser = new Analyser({
    onConversationEnd: ({ fromClient, fromServer, completeness }) =>
      lines.push(
        `${fromClient.packets}+${fromServer.packets} packets, ${fromClient.bytes}+${fromServer.bytes} bytes, ${completeness}`,
      ),
  });
  frames.forEach((bytes, i) => {
    const packet = dissect({ ...recordOf(bytes, 1), number: i + 1, seconds: 0, nanoseconds: i * 1e6 });
    verdicts |= analyser.analyse(packet)!.verdicts;
  });
  analyser.finish();
  return [...lines, ...verdicts === 0 ? [] : ["verdicts"]];
}

const WHOLE = "5+3 packets, 10+20 bytes, 31";

const CASES: readonly { what: string; frames: readonly Uint8Array[]; expected: readonly string[] }[] = [
  { what: "one", frames: conversation(100, plain), expected: [WHOLE] },
  {
    what: "two VXLAN networks",
    frames: interleaved(conversation(100, vxlan(1)), conversation(900, vxlan(2))),
    expected: [WHOLE, WHOLE],
  },
  {
    what: "three VLANs, IPv6",
    frames: interleaved(
      conversation(1, vlan(1), true),
      conversation(900, vlan(2), true),
      conversation(7, vlan(3), true),
    ),
    expected: [WHOLE, WHOLE, WHOLE],
  },
  {
    what: "a tunnel and none",
    frames: interleaved(conversation(100, plain), conversation(900, gre)),
    expected: [WHOLE, WHOLE],
  },
  { what: "a GTP tunnel, each way its number", frames: conversation(100, gtp), expected: [WHOLE] },
  { what: "a tunnel one way only", frames: conversation(100, oneWay), expected: [WHOLE] },
  { what: "a VLAN for each way", frames: conversation(100, twoVlans), expected: [WHOLE] },
  {
    what: "two conversations, a VLAN for each way of each",
    frames: interleaved(
      conversation(100, twoVlans),
      conversation(900, (ip, fromClient) => vlan(fromClient ? 30 : 40)(ip, fromClient)),
    ),
    expected: [WHOLE, WHOLE],
  },
];

Deno.test("the same addresses in several networks are several conversations, and one over several networks is one", () => {
  for (const { what, frames, expected } of CASES) assertEquals([what, read(frames)], [what, expected]);
});

Deno.test("what is captured inside and outside of a tunnel is one conversation", () => {
  const [all] = read(interleaved(conversation(100, plain), conversation(100, gre)));
  assertEquals(all, "10+6 packets, 10+20 bytes, 31");
});

Deno.test("a late packet of an older conversation in another network stays in it", () => {
  const [first, second] = [conversation(100, vxlan(1)), conversation(900, vxlan(2))];
  assertEquals(read([...first.slice(0, 7), ...second.slice(0, 3), first[7]!, ...second.slice(3)]), [WHOLE, WHOLE]);
});
