import { assertEquals, assertStringIncludes } from "@std/assert";
import { Analyser } from "../../src/analysis/analyser.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { Packet } from "../../src/packet/packet.ts";
import { packetJson } from "../../src/report/data/ndjson.ts";
import { recordOf } from "../packet/record_of.ts";
import { smallExchange } from "./sample_capture.ts";
import { render } from "./sample_report.ts";

Deno.test("packetJson() writes a time before 1970, the second before it included", () => {
  const packet = new Packet();
  for (const seconds of [-1, -5, 0]) {
    packet.seconds = seconds;
    const text = packetJson({ packet, analysed: null, related: null, completeness: null, explanations: [] });
    assertEquals(JSON.parse(text).time, `${seconds}.000000000`);
  }
});

Deno.test("Analyser.analyse() measures round trips across the start of 1970", () => {
  const analyser = new Analyser();
  const rtts = smallExchange().slice(0, 3).map((record, index) => {
    const packet = dissect({ ...recordOf(record.data, 101), seconds: -2 + index, nanoseconds: 500_000_000 });
    return analyser.analyse(packet)!.rtt;
  });
  assertEquals(rtts, [null, 1e9, 1e9]);
});

Deno.test("--format table has no round trip where a capture's times run backwards: none is shorter than nothing", () => {
  const [syn, answer] = smallExchange();
  const late = { ...answer!, seconds: syn!.seconds - 1, nanoseconds: 700_000_000 };
  const table = render([syn!, late], "table");
  assertEquals(table.includes("-0.300000000 "), false, table);
  assertStringIncludes(render([syn!, answer!], "table"), " 0.000020818 ");
});
