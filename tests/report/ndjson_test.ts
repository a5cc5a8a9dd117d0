import { assertEquals } from "@std/assert";
import { SYN } from "../../src/packet/packet.ts";
import { emitSegment } from "../packet/emit.ts";
import { emitIcmpError } from "../packet/emit_icmp.ts";
import { recordOf } from "../packet/record_of.ts";
import { mixedCapture, smallExchange } from "./sample_capture.ts";
import { render } from "./sample_report.ts";

/** One packet as a program reads it. */
interface PacketObject {
  readonly number: number;
  readonly src: string | null;
  readonly tcp?: { readonly stream: number; readonly options: readonly unknown[] };
  readonly icmp?: unknown;
  readonly analysis: readonly string[];
  readonly problem?: { readonly offset: number; readonly reason: string };
}

function objects(text: string): PacketObject[] {
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

Deno.test("--format ndjson gives every packet the fields of the contract, in its order", () => {
  const fields = [
    "number",
    "time",
    "linkType",
    "length",
    "capturedLength",
    "src",
    "dst",
    "tcp",
    "analysis",
    "acks",
    "rtt",
    "bytesInFlight",
    "completeness",
    "explanations",
  ];
  const tcp = [
    "srcPort",
    "dstPort",
    "stream",
    "flags",
    "seq",
    "ack",
    "seqRaw",
    "ackRaw",
    "len",
    "window",
    "windowRaw",
    "options",
  ];
  for (const packet of objects(render(smallExchange(), "ndjson"))) {
    assertEquals(Object.keys(packet), fields);
    assertEquals(Object.keys(packet.tcp!), tcp);
  }
});

Deno.test("--format ndjson says of an ICMP error what it quotes, and which packet that is", () => {
  const about = emitSegment({ src: "10.0.0.1", dst: "10.0.0.2", srcPort: 40618, dstPort: 80, seq: 7, flags: SYN });
  const error = { from: "10.0.0.9", type: 3, about };
  const record = (bytes: Uint8Array, seconds: number) => ({ ...recordOf(bytes, 101), seconds, data: bytes });
  const text = render([
    record(emitIcmpError({ ...error, code: 1 }), 1),
    record(about, 2),
    record(emitIcmpError({ ...error, code: 4, mtu: 1400 }), 3),
  ], "ndjson");
  const quotes = { srcPort: 40618, dstPort: 80, seqRaw: 7 };
  assertEquals(objects(text).map(({ icmp }) => icmp), [
    { type: 3, code: 1, mtu: null, quotes: { ...quotes, stream: null, packet: null } },
    undefined,
    { type: 3, code: 4, mtu: 1400, quotes: { ...quotes, stream: 0, packet: 2 } },
  ]);
});

Deno.test("--format ndjson says what one packet is, to the digit", () => {
  const [, second] = render(smallExchange(), "ndjson").split("\n");
  assertEquals(JSON.parse(second!), {
    number: 2,
    time: "1700000000.000020818",
    linkType: 101,
    length: 52,
    capturedLength: 52,
    src: "10.0.2.15",
    dst: "10.0.2.4",
    tcp: {
      srcPort: 5050,
      dstPort: 40618,
      stream: 0,
      flags: ["SYN", "ACK"],
      seq: 0,
      ack: 1,
      seqRaw: 5000,
      ackRaw: 1001,
      len: 0,
      window: 65160,
      windowRaw: 65160,
      options: [{ kind: "mss", value: 1460 }, { kind: "sack_permitted" }, { kind: "window_scale", shift: 7 }],
    },
    analysis: [],
    acks: 1,
    rtt: 0.000020818,
    bytesInFlight: null,
    completeness: 63,
    explanations: [{ code: "syn", certainty: "certain", text: 'Number 0: "quoted", `code` and a_b*c.' }],
  });
});

Deno.test("--format ndjson leaves tcp out of what is not TCP, and keeps its number", () => {
  const packets = objects(render(mixedCapture(), "ndjson"));
  assertEquals(packets.map(({ number }) => number), packets.map((_, i) => i + 1));
  assertEquals(packets.filter(({ tcp }) => tcp === undefined).map(({ number }) => number), [5, 14]);
  assertEquals(packets[4]!.src, "10.0.0.1");
  assertEquals(packets[13]!.problem?.offset, 20);
});

Deno.test("--format json holds the packets of ndjson", () => {
  const document = JSON.parse(render(mixedCapture(), "json"));
  assertEquals(document.packets, objects(render(mixedCapture(), "ndjson")));
  assertEquals(document.conversations.length, 2);
});
