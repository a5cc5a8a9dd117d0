import { WIRE_COMMENTS } from "../../src/expectation/wire_event.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { AnalysedPacket } from "../../src/analysis/analysed_packet.ts";
import { VERDICT_BIT } from "../../src/analysis/analysed_packet.ts";
import type { Explanation } from "../../src/explain/words/explanation.ts";
import { ACK, Packet, SYN } from "../../src/packet/packet.ts";
import { compileFilter, type FilterContext } from "../../src/report/select/compile_filter.ts";
import { filterReadsExplanations } from "../../src/report/select/filter.ts";
import type { FilterNames } from "../../src/report/select/filter_names.ts";
import { parseFilter } from "../../src/report/select/filter_parser.ts";
import { FilterError } from "../../src/report/select/filter_tokens.ts";
import type { ReportedPacket } from "../../src/report/facts/reported_packet.ts";

const CODES: FilterNames = {
  codes: ["syn", "rst-unread-data", "nagle-coalesced", "data"],
  findings: ["loss", "queue-delay"],
  causes: ["receive-window", "round-trip"],
};
/** Of a capture that begins at 1000 s, and of which nothing is true of no conversation. */
const CONTEXT: FilterContext = { first: { seconds: 1000, nanoseconds: 0 }, chosen: () => new Set() };

Deno.test("parseFilter() says the column and what was expected there when a filter cannot be read", () => {
  const table: { input: string; expected: string }[] = [
    { input: "", expected: "column 1: nothing to filter by: write a test, as in port 80" },
    { input: "   ", expected: "column 1: nothing to filter by: write a test, as in port 80" },
    { input: "port", expected: "column 5: expected a port from 0 to 65535, found the end" },
    { input: "port http", expected: 'column 6: expected a port from 0 to 65535, found "http"' },
    { input: "port 70000", expected: 'column 6: expected a port from 0 to 65535, found "70000"' },
    { input: "port -1", expected: 'column 6: expected a port from 0 to 65535, found "-1"' },
    { input: "host 1.2.3", expected: 'column 6: not an IPv4 or IPv6 address: "1.2.3"' },
    { input: "host 1.2.3.256", expected: 'column 6: not an IPv4 or IPv6 address: "1.2.3.256"' },
    { input: "src 10.0.2.4", expected: 'column 5: expected "host", "net" or "port" after "src", found "10.0.2.4"' },
    { input: "port 80 and", expected: "column 12: expected a test, as in port 80, found the end" },
    { input: "port 80 port 81", expected: 'column 9: expected "and", "or" or the end, found "port"' },
    { input: "(port 80", expected: 'column 1: this "(" is never closed' },
    { input: "port 80)", expected: 'column 8: this ")" closes nothing' },
    { input: "or port 80", expected: 'column 1: expected a test, found "or"' },
    { input: "()", expected: 'column 2: expected a test, found ")"' },
    { input: "port 80 & port 81", expected: 'column 9: expected "and", "or" or the end, found "&"' },
    { input: "flag SYM", expected: 'column 6: unknown flag "SYM"; did you mean SYN?' },
    {
      input: "analysis zero-window",
      expected: 'column 10: unknown analysis name "zero-window"; did you mean zero_window?',
    },
    {
      input: "code rst_unread_data",
      expected: 'column 6: unknown code "rst_unread_data"; did you mean rst-unread-data?',
    },
    { input: "event losst", expected: `column 7: unknown event of the lab's wire "losst"; did you mean lost?` },
    {
      input: "SYN and retransmision",
      expected: 'column 9: unknown test "retransmision"; did you mean retransmission?',
    },
  ];
  for (const { input, expected } of table) {
    const error = assertThrows(() => parseFilter(input, CODES), FilterError);
    assertEquals(error.message, expected, input);
  }
});

Deno.test("parseFilter() survives parentheses a thousand deep", () => {
  const error = assertThrows(() => parseFilter("(".repeat(1000) + "SYN" + ")".repeat(1000), CODES), FilterError);
  assertEquals(error.column, 201);
});

Deno.test("parseFilter() takes a thousand tests in a row and says where one more stands", () => {
  const syn = reported({ src: "10.0.2.4", dst: "10.0.2.15", flags: SYN });
  for (const operator of [" and ", " or "]) {
    const longest = new Array(1000).fill("SYN").join(operator);
    assert(compileFilter(parseFilter(longest, CODES), CONTEXT)(syn));
    assert(!filterReadsExplanations(parseFilter(longest, CODES)));
    for (const more of [1, 11_000]) {
      const tooLong = longest + `${operator}SYN`.repeat(more);
      const error = assertThrows(() => parseFilter(tooLong, CODES), FilterError);
      assertEquals(error.column, longest.length + operator.length + 1);
      assertEquals(error.reason, "more than 1000 tests; ask for fewer at a time");
    }
  }
});

Deno.test("parseFilter() binds not before and before or", () => {
  assertEquals(
    parseFilter("not SYN and port 1 or port 2", CODES),
    parseFilter("((!(SYN)) && port 1) || port 2", CODES),
  );
  assertEquals(parseFilter("NOT NOT syn", CODES), parseFilter("flag SYN", CODES));
});

Deno.test("compileFilter() chooses the packets the filter describes", () => {
  const syn = reported({ src: "10.0.2.4", srcPort: 40618, dst: "10.0.2.15", dstPort: 80, flags: SYN, codes: ["syn"] });
  const resent = reported({
    src: "::1",
    srcPort: 80,
    dst: "::1",
    dstPort: 5000,
    flags: ACK,
    stream: 3,
    verdicts: VERDICT_BIT.retransmission,
    comments: ["a note of somebody's", WIRE_COMMENTS.dropped],
  });
  const udp = reported({ src: "10.0.2.4", dst: "10.0.2.15" });
  const table: { filter: string; expected: [boolean, boolean, boolean] }[] = [
    { filter: "host 10.0.2.4", expected: [true, false, true] },
    { filter: "src host 10.0.2.15", expected: [false, false, false] },
    { filter: "dst host 10.0.2.15", expected: [true, false, true] },
    { filter: "host 0:0:0:0:0:0:0:1", expected: [false, true, false] },
    { filter: "host [::1]", expected: [false, true, false] },
    { filter: "port 80", expected: [true, true, false] },
    { filter: "src port 80", expected: [false, true, false] },
    { filter: "dst port 80", expected: [true, false, false] },
    { filter: "stream 3", expected: [false, true, false] },
    { filter: "syn", expected: [true, false, false] },
    { filter: "flag ack", expected: [false, true, false] },
    { filter: "not flag ack", expected: [true, false, true] },
    { filter: "retransmission", expected: [false, true, false] },
    { filter: "analysis any", expected: [false, true, false] },
    { filter: "event dropped", expected: [false, true, false] },
    { filter: "event lost", expected: [false, false, false] },
    { filter: "not event any", expected: [true, false, true] },
    { filter: "code syn or stream 3", expected: [true, true, false] },
    { filter: "port 80 and (SYN or retransmission)", expected: [true, true, false] },
    { filter: "!(port 80)", expected: [false, false, true] },
  ];
  for (const { filter, expected } of table) {
    const test = compileFilter(parseFilter(filter, CODES), CONTEXT);
    assertEquals([syn, resent, udp].map(test), expected, filter);
  }
});

Deno.test("filterReadsExplanations() is true when a code stands anywhere in the filter", () => {
  assert(filterReadsExplanations(parseFilter("port 80 and not (SYN or nagle-coalesced)", CODES)));
  assert(!filterReadsExplanations(parseFilter("port 80 and not (SYN or zero_window)", CODES)));
});

function reported(of: {
  src: string;
  dst: string;
  srcPort?: number;
  dstPort?: number;
  flags?: number;
  stream?: number;
  verdicts?: number;
  codes?: string[];
  comments?: string[];
}): ReportedPacket {
  const { srcPort = 0, dstPort = 0, flags = 0, stream = 0, verdicts = 0, comments = [] } = of;
  const packet = Object.assign(new Packet(), { srcPort, dstPort, flags, comments });
  const conversation = { index: stream, client: { address: of.src }, server: { address: of.dst } };
  const analysed = { packet, conversation, verdicts, fromClient: true } as unknown as AnalysedPacket;
  const explanations = (of.codes ?? []).map((code) => ({ code }) as Explanation);
  if (of.flags !== undefined) return { packet, analysed, related: null, completeness: null, explanations };
  packet.place(ipv4(of.src, of.dst), 0, 20);
  return {
    packet: Object.assign(packet, { ipVersion: 4, ipStart: 0 }),
    analysed: null,
    related: null,
    completeness: null,
    explanations,
  };
}

/** An IPv4 header with nothing but its addresses. */
function ipv4(src: string, dst: string): Uint8Array {
  return new Uint8Array([...new Array(12).fill(0), ...src.split(".").map(Number), ...dst.split(".").map(Number)]);
}
