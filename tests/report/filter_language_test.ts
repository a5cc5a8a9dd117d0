/** What filters can say, and what is said where they cannot be read. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseFilter } from "../../src/report/select/filter_parser.ts";
import { FilterError } from "../../src/report/select/filter_tokens.ts";
import { WIRESHARK_WORDS } from "../../src/report/select/wireshark_words.ts";
import { Random } from "../random.ts";

/** Two ways of saying one thing. */
const ALIKE: readonly [string, string][] = [
  ["len > 1000", "tcp.len gt 1000"],
  ["len>=1k", "tcp.len ge 1024"],
  ["len 100..200", "len in {100..200}"],
  ["len = 5", "len 5"],
  ["rtt > 100ms", "tcp.analysis.ack_rtt > 0.1"],
  ["time 10s..20s", "time in {10..20}"],
  ["port 80-90", "port 80..90"],
  ["port {80 443, 8000-8100}", "port in {80, 443, 8000..8100}"],
  ["port 80", "tcp.port == 80"],
  ["src port 0-1023", "tcp.srcport < 0x400"],
  ["stream 3", "tcp.stream eq 3"],
  ["stream 1-3", "stream in {1..3}"],
  ["tcp.port != 80", "tcp and not port 80"],
  ["flag RST", "tcp.flags.reset == 1"],
  ["tcp and not flag RST", "tcp.flags.reset != true"],
  ["tcp and not flag RST", "tcp.flags.reset == 0"],
  ["analysis any", "tcp.analysis.flags"],
  ["retransmission", "tcp.analysis.retransmission"],
  ["net 10.0.0.0/8", "ip.addr == 10.0.0.0/8"],
  ["host 10.0.0.0/8", "net 10.0.0.0/8"],
  ["src net 2001:db8::/32", "ipv6.src == 2001:db8::/32"],
  ["dst net 10.0.0.1", "ip.dst == 10.0.0.1/32"],
  ["ip.addr in {10.0.0.1, 10.0.0.2}", "ip.addr == 10.0.0.1 or ip.addr == 10.0.0.2"],
  ["ip.addr != 10.0.0.1", "ip and not net 10.0.0.1"],
  ["ip.addr", "ip"],
  ["tcp.port", "tcp"],
  ["CONVERSATION WHERE flag RST", "conversation where RST"],
  ["conversation where not (SYN and RST)", "conversation where !(SYN && RST)"],
];

Deno.test("parseFilter() takes several ways of saying the same", () => {
  for (const [one, other] of ALIKE) assertEquals(parseFilter(one), parseFilter(other), `${one} | ${other}`);
});

const REFUSED: readonly [filter: string, message: string][] = [
  ["len", "column 4: expected a number of bytes, as in 1000 or 64k, found the end"],
  ["len > x", 'column 7: expected a number of bytes, as in 1000 or 64k, found "x"'],
  ["len > -1", 'column 7: expected a number of bytes, as in 1000 or 64k, found "-1"'],
  ["seq > 1.5", 'column 7: expected a whole number, as in 3, found "1.5"'],
  ["rtt > 5parsecs", 'column 7: expected a time, as in 0.2, 200ms or 3s, found "5parsecs"'],
  ["time 20s..10s", 'column 6: the range "20s..10s" ends before it begins'],
  ["time 1..2..3", 'column 6: expected a time, as in 0.2, 200ms or 3s, found "1..2..3"'],
  ["port {80 443", 'column 13: expected a port from 0 to 65535, or "}", found the end'],
  ["port {}", 'column 7: expected a port from 0 to 65535, found "}"'],
  ["port in 80", 'column 9: expected "{" after "in", found "80"'],
  ["port 80-70000", 'column 6: expected a port from 0 to 65535, found "80-70000"'],
  ["net 10.0.0.0/33", 'column 5: expected a network as 10.0.0.0/8, its prefix at most 32 bits, found "10.0.0.0/33"'],
  ["net 10.0.0", 'column 5: not an IPv4 or IPv6 address: "10.0.0"'],
  ["finding los", 'column 9: unknown finding "los"; did you mean loss?'],
  ["cause receive_window", 'column 7: unknown cause "receive_window"; did you mean receive-window?'],
  ["conversation flag RST", 'column 14: expected "where" after "conversation", found "flag"'],
  ["conversation where conversation where RST", 'column 20: "conversation where" stands inside another one'],
  ["10.0.0.1", 'column 1: expected a test, found the address "10.0.0.1"; did you mean host 10.0.0.1?'],
  ["SYN and == 3", 'column 9: expected a test, found "=="'],
  ["duraton > 1", 'column 1: unknown test "duraton"; did you mean duration?'],
  ["ip.addr == ::1", 'column 12: "::1" is not an IPv4 address; its words begin with ipv6.'],
  ["ip.addr > 10.0.0.1", "column 9: addresses are compared by ==, != or in {...}"],
  ["ip.addr in 10.0.0.1", 'column 12: expected "{" after "in", found "10.0.0.1"'],
  ["tcp.flags.syn", 'column 1: every TCP packet has "tcp.flags.syn"; write tcp.flags.syn == 1'],
  ["tcp.flags.syn == 2", 'column 18: expected 1 or 0, found "2"'],
  [
    "tcp.analysis.retransmision",
    `column 1: Wireshark's "tcp.analysis.retransmision" is not understood here; did you mean tcp.analysis.retransmission?`,
  ],
  ["port 80 and http.request", `column 13: Wireshark's "http.request" is not understood here; write code http-request`],
  [
    "http2.streamid == 1",
    `column 1: Wireshark's "http2.streamid" is not understood here; docs/filters.md lists those that are`,
  ],
  ["tcp.port contains 80", 'column 10: "contains" is not understood here; compare by == != < <= > >= or in {...}'],
];

Deno.test("parseFilter() says to the column what it cannot read, and what it could", () => {
  for (const [filter, message] of REFUSED) {
    const error = assertThrows(() => parseFilter(filter), FilterError);
    assertEquals(error.message, message, filter);
  }
});

Deno.test("parseFilter() reads any words or says where it stops, inside the text or just behind it", () => {
  const words = [
    ..."( ) { } , and or not ! && || == != < <= > >= in .. 80 1..2 10ms 10.0.0.0/8 ::1 loss receive-window".split(" "),
    ..."port net host src dst stream time len rtt finding cause conversation where flag RST code data".split(" "),
    ...WIRESHARK_WORDS.keys(),
  ];
  const random = new Random(11);
  let read = 0;
  for (let count = 0; count < 4_000; count++) {
    const text = Array.from({ length: random.int(1, 7) }, () => random.pick(words)).join(random.chance(0.9) ? " " : "");
    try {
      parseFilter(text);
      read++;
    } catch (error) {
      assert(error instanceof FilterError, `${text}: ${error}`);
      assert(error.column >= 1 && error.column <= text.length + 1, `${text}: ${error.message}`);
    }
  }
  assert(read > 100, `${read}`);
});
