/** snoop and NetMon captures: read whole, byte by byte and in chunks; cut off; damaged. */
import { assertEquals } from "@std/assert";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { notACapture } from "../../src/capture-file/not_a_capture.ts";
import { joined } from "../packet/record_of.ts";
import { Random } from "../random.ts";
import { NETMON_VERSIONS, netmonFile, snoopFile } from "./emit_formats.ts";
import { readInPieces, readThreeWays } from "./feeding.ts";

const START = 1_606_500_000;
const RECORDS = [
  { seconds: START, nanoseconds: 250_000_000, length: 60, data: new Uint8Array(60).fill(1) },
  { seconds: START, nanoseconds: 250_000_000, length: 1500, data: new Uint8Array(63).fill(2) },
  { seconds: START + 4, nanoseconds: 875_000_000, length: 9, data: new Uint8Array(9).fill(3) },
];
const EXPECTED = RECORDS.map(({ seconds, nanoseconds, length, data }) => [
  `${seconds}.${String(nanoseconds).padStart(9, "0")}`,
  length,
  [...data],
]);

function told(file: Uint8Array): unknown[] {
  const { records, problem } = readThreeWays(file, assertEquals);
  assertEquals(problem, null);
  return records.map(({ time, length, data }) => [time, length, data]);
}

Deno.test("CaptureReader reads snoop", () => {
  assertEquals(told(snoopFile(RECORDS)), EXPECTED);
  assertEquals(readInPieces(snoopFile(RECORDS, 8), () => 9).records.map(({ linkType }) => linkType), [10, 10, 10]);
});

Deno.test("CaptureReader takes whole seconds out of snoop's fractions", () => {
  const patched = [{ seconds: START, nanoseconds: 2_250_000_000, length: 9, data: new Uint8Array(9) }];
  assertEquals(readInPieces(snoopFile(patched), () => 9).records[0]?.time, `${START + 2}.250000000`);
});

Deno.test("CaptureReader reads NetMon of every version", () => {
  for (const version of NETMON_VERSIONS) {
    assertEquals([version, told(netmonFile(RECORDS, version))], [version, EXPECTED]);
  }
});

Deno.test("CaptureReader passes over what NetMon noted between packets", () => {
  for (const version of NETMON_VERSIONS.slice(2)) {
    assertEquals(told(netmonFile(RECORDS, version, { notes: true })), EXPECTED);
  }
});

Deno.test("CaptureReader gives NetMon's media their link types", () => {
  const table = [[1, 1], [3, 10], [7, 101], [9, 101], [0xe071, 113], [2, 65538]];
  for (const [media, linkType] of table) {
    const file = netmonFile(RECORDS, [2, 1], { media: media! });
    assertEquals(readInPieces(file, () => 50).records[0]?.linkType, linkType);
  }
});

Deno.test("CaptureReader names the format", () => {
  const table = [[snoopFile(RECORDS), "snoop"], [netmonFile(RECORDS, [1, 1]), "NetMon"], [
    netmonFile(RECORDS, [2, 3]),
    "NetMon",
  ]] as const;
  for (const [file, name] of table) {
    const reader = new CaptureReader();
    reader.push(file);
    reader.next();
    assertEquals([reader.format, reader.fork().format], [name, name]);
  }
});

const DAMAGED: readonly { what: string; file: Uint8Array; offset: number; reason: string }[] = [
  {
    what: "half a header",
    file: snoopFile([]).slice(0, 15),
    offset: 0,
    reason: "the file ends inside its header: 15 of 16 bytes",
  },
  {
    what: "version 3",
    file: joined("736e6f6f70000000 00000003 00000004"),
    offset: 8,
    reason: "the snoop version is 3 where 2 belongs",
  },
  { what: "token ring", file: snoopFile([], 2), offset: 12, reason: "snoop's datalink type 2 is not read" },
  {
    what: "a record shorter than its packet",
    file: joined(snoopFile([]), "00000010 00000010 00000027 00000000 00000000 00000000"),
    offset: 24,
    reason: "a record of a packet with 16 bytes says that it is 39 bytes long",
  },
  {
    what: "a packet of 4 GB",
    file: joined(snoopFile([]), "ffffffff ffffffff 00000028 00000000 00000000 00000000"),
    offset: 20,
    reason: "a record says that its packet has 4294967295 captured bytes",
  },
  {
    what: "half a header",
    file: netmonFile([], [2, 0]).slice(0, 90),
    offset: 0,
    reason: "the file ends inside its header: 90 of 128 bytes",
  },
  {
    what: "version 3",
    file: joined("474d4255 0003", new Uint8Array(122)),
    offset: 5,
    reason: "the NetMon version is 3 where 2 belongs",
  },
  {
    what: "a table inside the header",
    file: joined("474d4255 0002", new Uint8Array(122)),
    offset: 24,
    reason: "the NetMon header says that its frames end at byte 0",
  },
];

Deno.test("CaptureReader says at which byte and why a snoop or NetMon capture is damaged", () => {
  for (const { what, file, offset, reason } of DAMAGED) {
    assertEquals([what, readThreeWays(file, assertEquals).problem], [what, { offset, reason }]);
  }
});

Deno.test("CaptureReader gives what came before the place where a file is cut off", () => {
  const files = [snoopFile(RECORDS), ...NETMON_VERSIONS.map((version) => netmonFile(RECORDS, version))];
  for (const file of files) {
    const whole: number[] = [];
    for (let end = 0; end < file.length; end++) {
      const { records, problem } = readInPieces(file.slice(0, end), () => 1000);
      assertEquals(records.every(({ data }, i) => data.length === RECORDS[i]!.data.length), true);
      if (problem === null && records.length < RECORDS.length) whole.push(records.length);
    }
    // Only between two records does a file that is cut off look whole.
    assertEquals(whole, [0, 1, 2]);
  }
});

Deno.test("CaptureReader takes any bytes for a snoop or NetMon capture", () => {
  const random = new Random(6);
  const files = [snoopFile(RECORDS), ...NETMON_VERSIONS.map((version) => netmonFile(RECORDS, version))];
  for (let round = 0; round < 600; round++) {
    const bytes = random.pick(files).slice();
    for (let change = random.int(1, 8); change > 0; change--) {
      bytes[random.int(4, bytes.length - 1)] = random.int(0, 255);
    }
    const { records } = readInPieces(bytes.slice(0, random.int(4, bytes.length)), () => random.int(1, 90));
    assertEquals(records.every(({ data, time }) => data.length < 1 << 24 && !time.includes("NaN")), true);
  }
});

Deno.test("notACapture() names what it knows, and what to do", () => {
  const editcap = "editcap -F pcapng FILE capture.pcapng turns it into one";
  const table: readonly (readonly [string | Uint8Array, string])[] = [
    ["fd377a585a00", ", as an xz file does; try xz -dc FILE | tcplab explain -"],
    ["7f766572", `, as an OmniPeek capture does; ${editcap}`],
    ["0000020012050010", `, as a K12 capture does; ${editcap}`],
    [
      new TextEncoder().encode("000000 45 00 00 3c"),
      ", as a hexdump as text does; text2pcap FILE capture.pcapng turns it into one",
    ],
    [
      new TextEncoder().encode("0000  45 00 00 3c"),
      ", as a hexdump as text does; text2pcap FILE capture.pcapng turns it into one",
    ],
    ["0000000000c0915f 02 04 0050 0000 003c", `, and may be an Endace ERF capture; ${editcap}`],
    ["00000011 5fc0c000 00000001 00", ", and may be an Apple PacketLogger file; it holds Bluetooth and no IP packets"],
    [
      "00000100 48000000 48000000",
      ", and may be a Windows event trace (.etl); etl2pcapng FILE capture.pcapng turns it into one",
    ],
    ["0102030405060708", ""],
  ];
  for (const [start, told] of table) {
    assertEquals(notACapture(joined(start)).replace(/^.*begins with( ..){4}/, ""), told);
  }
});
