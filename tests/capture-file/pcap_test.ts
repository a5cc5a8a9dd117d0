import { assertEquals } from "@std/assert";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { joined } from "../packet/record_of.ts";
import { readThreeWays } from "./feeding.ts";

const data = Uint8Array.of(0x45, 1, 2);
const body = {
  little: "01000000 02000000 03000000 05000000 450102",
  big: "00000001 00000002 00000003 00000005 450102",
};

Deno.test("CaptureReader reads the four kinds of pcap", () => {
  const cases = [
    { header: "d4c3b2a1 0200 0400 00000000 00000000 00000400 65000000", body: body.little, time: "1.000002000" },
    { header: "a1b2c3d4 0002 0004 00000000 00000000 00040000 00000065", body: body.big, time: "1.000002000" },
    { header: "4d3cb2a1 0200 0400 00000000 00000000 00000400 65000000", body: body.little, time: "1.000000002" },
    { header: "a1b23c4d 0002 0004 00000000 00000000 00040000 00000065", body: body.big, time: "1.000000002" },
  ];
  for (const { header, body, time } of cases) {
    const { records, problem } = readThreeWays(joined(header, body, body), assertEquals);
    assertEquals(problem, null);
    assertEquals(records.map((r) => [r.number, r.time, r.linkType, r.length, r.data]), [
      [1, time, 101, 5, [...data]],
      [2, time, 101, 5, [...data]],
    ]);
  }
});

Deno.test("CaptureReader takes the low half of the link type field, the rest is the check sequence's length", () => {
  const { records } = readThreeWays(
    joined("d4c3b2a1 0200 0400 00000000 00000000 00000400 01000024", body.little),
    assertEquals,
  );
  assertEquals(records[0]?.linkType, 1);
});

Deno.test("CaptureReader carries a fraction of a second or more, and not less", () => {
  const headers = {
    us: "d4c3b2a1 0200 0400 00000000 00000000 00000400 65000000",
    ns: "4d3cb2a1 0200 0400 00000000 00000000 00000400 65000000",
  };
  const table = [
    { header: headers.us, fraction: 999_999, time: "1.999999000" },
    { header: headers.us, fraction: 1_000_000, time: "2.000000000" },
    { header: headers.us, fraction: 1_000_001, time: "2.000001000" },
    { header: headers.us, fraction: 10_000_000, time: "11.000000000" },
    { header: headers.ns, fraction: 999_999_999, time: "1.999999999" },
    { header: headers.ns, fraction: 1_000_000_000, time: "2.000000000" },
    { header: headers.ns, fraction: 4_294_967_295, time: "5.294967295" },
  ];
  for (const { header, fraction, time } of table) {
    const bytes = [fraction, fraction >>> 8, fraction >>> 16, fraction >>> 24].map((byte) => byte & 255);
    const file = joined(header, "01000000", ...bytes, "00000000 00000000");
    assertEquals(readThreeWays(file, assertEquals).records[0]?.time, time, `${fraction}`);
  }
});

Deno.test("CaptureReader waits for the rest of the largest packet, and takes one larger for damage", () => {
  const header = "d4c3b2a1 0200 0400 00000000 00000000 00000400 65000000";
  const reason = (captured: string): string | undefined =>
    readThreeWays(joined(header, `01000000 00000000 ${captured} ${captured}`), assertEquals).problem?.reason;
  assertEquals(reason("00000001"), "the file ends inside a packet: 0 of 16777216 bytes");
  assertEquals(reason("01000001"), "a record says that its packet has 16777217 captured bytes");
});

Deno.test("pcapRecord() writes what CaptureReader reads", () => {
  const record = { seconds: 1606500000, nanoseconds: 426604999, length: 9, data };
  for (const [resolution, time] of [["ns", "1606500000.426604999"], ["us", "1606500000.426604000"]] as const) {
    const file = joined(pcapHeader(276, resolution), pcapRecord(record, resolution));
    const { records, problem } = readThreeWays(file, assertEquals);
    assertEquals(problem, null);
    assertEquals(records.map((r) => [r.time, r.linkType, r.length, r.data]), [[time, 276, 9, [...data]]]);
  }
});

Deno.test("CaptureReader says at which byte and why it stopped, after what could be read", () => {
  const header = "d4c3b2a1 0200 0400 00000000 00000000 00000400 65000000";
  const cases = [
    { file: "", offset: 0, reason: "the file is empty", records: 0 },
    {
      file: "504b",
      offset: 0,
      reason: "not a pcap, pcapng, snoop or NetMon capture: it begins with 50 4b",
      records: 0,
    },
    {
      file: "504b0304 0000",
      offset: 0,
      reason:
        "not a pcap, pcapng, snoop or NetMon capture: it begins with 50 4b 03 04, as a ZIP archive does; try unzip -p FILE | tcplab explain -",
      records: 0,
    },
    { file: header.slice(0, 30), offset: 0, reason: "the file ends inside its header: 13 of 24 bytes", records: 0 },
    { file: header.replace("0200", "0500"), offset: 4, reason: "the pcap version is 5 where 2 belongs", records: 0 },
    {
      file: header + body.little + "0102",
      offset: 43,
      reason: "the file ends inside a record header: 2 of 16 bytes",
      records: 1,
    },
    {
      file: header + body.little.slice(0, -2),
      offset: 24,
      reason: "the file ends inside a packet: 2 of 3 bytes",
      records: 0,
    },
    {
      file: header + body.little + "00000000 00000000 ffffffff 00000000",
      offset: 51,
      reason: "a record says that its packet has 4294967295 captured bytes",
      records: 1,
    },
  ];
  for (const { file, offset, reason, records } of cases) {
    const read = readThreeWays(joined(file), assertEquals);
    assertEquals(read.problem, { offset, reason });
    assertEquals(read.records.length, records);
  }
});
