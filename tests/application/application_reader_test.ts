/** Names of addresses and TLS out of whole captures: what is known of which conversation. */
import { assertEquals } from "@std/assert";
import { ApplicationReader } from "../../src/application/application_reader.ts";
import { Analyser } from "../../src/analysis/analyser.ts";
import type { ApplicationFacts } from "../../src/application/facts.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { SYN } from "../../src/packet/packet.ts";
import { makeApplications } from "../captures/make_applications.ts";
import { packetsOfCapture } from "../flows/flows_of.ts";
import { emitSegment } from "../packet/emit.ts";
import { emitDatagram } from "../packet/emit_udp.ts";
import { recordOf } from "../packet/record_of.ts";
import { A, type Answer, emitDns } from "./emit_dns.ts";

const SERVER = "192.0.2.15";

/** Reads IP packets one second apart; gives the facts of the conversations, in order. */
function factsOf(packets: readonly Uint8Array[]): ApplicationFacts[] {
  const reader = new ApplicationReader();
  const analyser = new Analyser();
  packets.forEach((bytes, index) => {
    const packet = dissect({ ...recordOf(bytes, 101), number: index + 1, seconds: index, nanoseconds: 0 });
    const analysed = analyser.analyse(packet);
    if (analysed === null) reader.take(packet);
    else reader.takeSegment(analysed);
    bytes.fill(0);
  });
  return Array.from({ length: analyser.conversationCount }, (_, stream) => reader.end(stream));
}

function dns(
  name: string,
  addresses: readonly string[] | null,
  more: { asker?: string; id?: number; port?: number } = {},
) {
  const { asker = "10.0.0.2", id = 7, port = 53 } = more;
  const answers = addresses?.map((data): Answer => ({ owner: name, type: A, data }));
  const payload = emitDns({ id, name, ...(answers === undefined ? {} : { answers }) });
  return addresses === null
    ? emitDatagram({ src: asker, dst: "10.0.0.53", srcPort: 5000, dstPort: port, payload })
    : emitDatagram({ src: "10.0.0.53", dst: asker, srcPort: port, dstPort: 5000, payload });
}

function syn(dst = SERVER, srcPort = 40000): Uint8Array {
  return emitSegment({ src: "10.0.0.2", dst, srcPort, dstPort: 80, flags: SYN });
}

/** `name by asker, asked in 1, answered in 2`. */
function namesOf(packets: readonly Uint8Array[]): string[][] {
  return factsOf(packets).map(({ names }) =>
    names.map(({ name, asker, asked, answered }) =>
      `${name} by ${asker}, asked in ${asked?.number ?? "none"}, answered in ${answered.number}`
    )
  );
}

const CASES: readonly { what: string; packets: readonly Uint8Array[]; expected: readonly (readonly string[])[] }[] = [
  {
    what: "asked, answered, called",
    packets: [dns("a.example", null), dns("a.example", ["192.0.2.9", SERVER]), syn()],
    expected: [["a.example by 10.0.0.2, asked in 1, answered in 2"]],
  },
  {
    what: "the answer alone",
    packets: [dns("a.example", [SERVER]), syn()],
    expected: [[
      "a.example by 10.0.0.2, asked in none, answered in 1",
    ]],
  },
  { what: "another address", packets: [dns("a.example", ["192.0.2.9"]), syn()], expected: [[]] },
  { what: "answered too late", packets: [syn(), dns("a.example", [SERVER])], expected: [[]] },
  {
    what: "asked again before it was answered",
    packets: [dns("a.example", null), dns("a.example", null), dns("a.example", [SERVER]), syn()],
    expected: [["a.example by 10.0.0.2, asked in 1, answered in 3"]],
  },
  {
    what: "an answer to another question",
    packets: [dns("a.example", null, { id: 1 }), dns("a.example", [SERVER], { id: 2 }), syn()],
    expected: [["a.example by 10.0.0.2, asked in none, answered in 2"]],
  },
  {
    what: "the name that this client asked for first, of its names the latest",
    packets: [
      dns("b.example", [SERVER]),
      dns("a.example", [SERVER]),
      dns("c.example", [SERVER], { asker: "10.0.0.3" }),
      syn(),
    ],
    expected: [[
      "a.example by 10.0.0.2, asked in none, answered in 2",
      "b.example by 10.0.0.2, asked in none, answered in 1",
      "c.example by 10.0.0.3, asked in none, answered in 3",
    ]],
  },
  {
    what: "the same name again: the latest answer",
    packets: [dns("a.example", [SERVER]), dns("a.example", null), dns("a.example", [SERVER]), syn()],
    expected: [["a.example by 10.0.0.2, asked in 2, answered in 3"]],
  },
  { what: "multicast DNS is no truth", packets: [dns("a.example", [SERVER], { port: 5353 }), syn()], expected: [[]] },
  {
    what: "each conversation what was known when it began",
    packets: [syn(), dns("a.example", [SERVER]), syn(SERVER, 40001)],
    expected: [[], ["a.example by 10.0.0.2, asked in none, answered in 2"]],
  },
];

Deno.test("ApplicationReader gives the server's address the names that were asked for before", () => {
  for (const { what, packets, expected } of CASES) assertEquals([what, namesOf(packets)], [what, expected]);
});

Deno.test("ApplicationReader keeps eight names of an address", () => {
  const answers = Array.from({ length: 10 }, (_, i) => dns(`n${i}.example`, [SERVER]));
  const [names] = namesOf([...answers, syn()]);
  assertEquals(names!.map((name) => name.slice(0, 2)).join(), "n9,n8,n7,n6,n5,n4,n3,n2");
});

Deno.test("ApplicationReader forgets the addresses it has known for longest", () => {
  const answer = (first: number): Uint8Array =>
    dns(
      "many.example",
      Array.from(
        { length: 100 },
        (_, i) => `192.${(first + i) >> 16}.${((first + i) >> 8) & 255}.${(first + i) & 255}`,
      ),
    );
  const answers = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => answer(i * 100));
  assertEquals(namesOf([...answers(500), syn("192.0.0.0")])[0]!.length, 1);
  assertEquals(namesOf([...answers(501), syn("192.0.0.0"), syn("192.0.0.100")]).map(({ length }) => length), [0, 1]);
});

Deno.test("ApplicationReader reads the capture of applications", () => {
  const packets = packetsOfCapture(makeApplications()).map(({ data }) => data);
  const told = factsOf(packets).map(({ names, tls, http2Preface }) =>
    [
      names[0]?.name ?? "-",
      tls?.serverName ?? "-",
      tls?.version?.toString(16) ?? "-",
      tls?.roundTrips ?? "-",
      http2Preface,
    ]
      .join(" ")
  );
  assertEquals(told, [
    "www.example.org www.example.org 303 2 0",
    "- - - - 0",
    "six.example.org six.example.org 304 1 0",
    "img.example.org - 304 2 0",
    "img.example.org old.example.org 303 1 0",
    "img.example.org - - 0 0",
    "seen.example.org - - 0 0",
    "- - - 0 0",
    "img.example.org - - - 85",
  ]);
});
