/** Thresholds of bytes and numbers. */
import { ASKED, FULL_BUFFER, OPEN } from "../examples/conversations.ts";
import { type Edge, lines } from "./edge.ts";

const letters = (count: number): string => `"${"a".repeat(count)}"`;
const SIX: Edge["options"] = { client: "fd00::1:40618", server: "fd00::2:5050" };

/** Segments of a client that announced so small a size that this one is beyond it. */
const tiny = (length: number): string => `0 C S 0 mss 300\n0.1 S SA 0 ack 1 mss 300\n0.2 C PA 1 len ${length} ack 1`;

/** Three segments, of which some bytes stay unconfirmed, the window so large; then it goes on. */
function paused(unconfirmed: number, window: number): string {
  return `0 C S 0 mss 1000
    0.02 S SA 0 ack 1 mss 1000
    0.02001 C A 1 ack 1
    0.1 C A 1 len 1000 ack 1
    0.1001 C A 1001 len 1000 ack 1
    0.1002 C A 2001 len 1000 ack 1
    0.15 S A 1 ack ${3001 - unconfirmed} win ${window}
    0.1501 C A 3001 len 1000 ack 1`;
}

/** Without its second segment, the packet behind the gap numbered 2000; the second then comes with this number. */
const late = (id: number): string =>
  `0.098 C A 1 ack 1 id 1988\n0.099 C A 1 ack 1 id 1989\n0.1 C A 1 len 1000 ack 1 id 1990\n0.102 C A 2001 len 1000 ack 1 id 2000
    0.1035 C A 1001 len 1000 ack 1 id ${id}`;

const jump = (between: number): string =>
  `${OPEN}\n0.1 C A 1 len 10 ack 1 id 5\n0.2 C A 101 len 10 ack 1 id ${6 + between}`;

export const DATA_SIZES: readonly Edge[] = [
  {
    threshold: "data.ts DEFAULT_SEGMENT",
    at: (length) =>
      `0 C S 0\n0.009 S SA 0 ack 1 win 9000\n0.010 C A 1 ack 1\n0.1 C PA 1 len 100 ack 1
        0.109 S A 1 ack 101 win 9000\n0.1101 C PA 101 len ${length} ack 1`,
    silent: 536,
    speaks: 535,
    says: "nagle-coalesced:",
  },
  {
    threshold: "icmp_notes.ts MOST_OPTIONS",
    at: (length) => `${OPEN}\n0.1 C A 1 len 1000 ack 1\n0.11 I 3/4 C A 1 len ${length} ack 1 mtu 1400 from 10.0.2.1`,
    silent: 1040,
    speaks: 1041,
    says: "had joined packets",
  },
  {
    threshold: "gaps.ts PIECES_NEAR",
    at: (step) =>
      `${OPEN}\n0.1 C A 1 len 10 ack 1 id 50\n0.2 C A 11 len 1400 ack 1 id ${
        50 + step
      } piece 736-1420\n0.21 S A 1 ack 1411`,
    silent: 17,
    speaks: 16,
    says: "a single piece",
  },
  {
    threshold: "data_preview.ts WHOLE",
    at: (length) => `${OPEN}\n0.1 C PA 1 ${letters(length)} ack 1`,
    silent: 49,
    speaks: 48,
    says: `\`${"a".repeat(48)}\``,
  },
  {
    threshold: "data_preview.ts PART",
    at: (length) => `${OPEN}\n0.1 C PA 1 ${letters(length)} ack 1`,
    silent: 48,
    speaks: 49,
    says: `\`${"a".repeat(32)}...\``,
  },
  {
    threshold: "data.ts PREVIEWED",
    at: (length) => `${OPEN}\n0.1 C PA 1 "x" ack 1\n0.11 S A 1 ack 2\n0.2 C PA 2 ${letters(length)} ack 1`,
    silent: 257,
    speaks: 256,
    says: "`aaa",
  },
  {
    threshold: "data.ts TELLING",
    at: (count) => `${ASKED}\n0.1101 C PA 6 ${letters(5 * count)} ack 1`,
    silent: 5,
    speaks: 4,
    says: "more writes like the one before",
  },
  {
    threshold: "data.ts BLOCK",
    at: (length) =>
      `${OPEN}\n0.1 C PA 1 ${letters(length)} ack 1\n0.11 S A 1 ack ${length + 1}
      0.1101 C PA ${length + 1} ${letters(2 * length)} ack 1`,
    silent: 8,
    speaks: 7,
    says: "more writes like the one before",
  },
  {
    threshold: "data.ts SLOW_START",
    at: (segments) =>
      `${OPEN.replaceAll(" sackok", "")}${
        lines(segments, (n) => `${n} C PA ${5 * n - 4} "hello" ack 1\n${n}.01 S A 1 ack ${5 * n + 1}`)
      }\n${segments}.0101 C PA ${5 * segments + 1} "helloworld" ack 1`,
    silent: 2,
    speaks: 3,
    says: "more writes like the one before",
  },
  {
    threshold: "data.ts leaves at once, half a segment of 1460",
    at: (length) => `${ASKED}\n0.12 S PA 1 len ${length} ack 6`,
    silent: 730,
    speaks: 729,
    says: "even a small segment leaves at once",
  },
  {
    threshold: "data.ts without Nagle, half a segment",
    at: (length) => `${ASKED}\n0.12 C PA 6 len 10 ack 1\n0.121 C PA 16 len ${length} ack 1`,
    silent: 730,
    speaks: 729,
    says: "TCP_NODELAY",
  },
  {
    threshold: "data.ts without Nagle, half a segment before",
    at: (length) => `${ASKED}\n0.12 C PA 6 len ${length} ack 1\n0.121 C PA ${6 + length} len 10 ack 1`,
    silent: 730,
    speaks: 729,
    says: "TCP_NODELAY",
  },
  {
    threshold: "data.ts congestion, more than a segment unconfirmed",
    at: (unconfirmed) => paused(unconfirmed, 9000),
    silent: 1000,
    speaks: 1001,
    says: "congestion window was used up",
  },
  {
    threshold: "data.ts congestion, room for two segments",
    at: (window) => paused(2000, window),
    silent: 3999,
    speaks: 4000,
    says: "congestion window was used up",
  },
  {
    threshold: "data.ts ETHERNET_SEGMENT, a quarter",
    at: tiny,
    silent: 365,
    speaks: 366,
    says: "segmentation-offload:",
  },
  {
    threshold: "host_memory.ts NEARLY_FULL",
    at: (length) =>
      `${OPEN}\n0.1 C A 1 len ${length} ack 1\n0.1 C A ${1 + length} len ${length} ack 1\n0.1 C PA ${
        1 + 2 * length
      } len 4380 ack 1`,
    silent: 1094,
    speaks: 1095,
    says: "4 segments of 1095 bytes each",
  },
  {
    threshold: "fragments.ts RUN",
    at: (count) => `${OPEN}${lines(count, (n) => `0.1 C PA 1 len 3000 ack 1 id 7 piece ${480 * (n - 1)}-${480 * n}`)}`,
    silent: 4,
    speaks: 5,
    says: "Earlier pieces of the packet: 4 to 7",
  },
  {
    threshold: "fragments.ts ALL_LINKS_TAKE",
    at: (length) => `${OPEN}\n0.1 C PA 1 len 3000 ack 1 id 7 piece 0-${length}`,
    silent: 41,
    speaks: 40,
    says: "small on purpose",
  },
  {
    threshold: "data.ts beyond the segment announced",
    at: (length) => `${OPEN}\n0.1 C PA 1 len ${length} ack 1`,
    silent: 1460,
    speaks: 1461,
    says: "segmentation-offload:",
  },
  {
    threshold: "data.ts beyond jumbo frames",
    at: (length) => `0 C PA 1 len ${length} ack 1`,
    silent: 9000,
    speaks: 9001,
    says: "segmentation-offload:",
  },
  {
    threshold: "data.ts below loopback's frames",
    at: (length) => `0 C PA 1 len ${length} ack 1`,
    silent: 65_000,
    speaks: 64_999,
    says: "segmentation-offload:",
  },
  {
    threshold: "host_memory.ts ETHERNET_SEGMENT",
    at: (length) =>
      `0 C PA 1 len ${length - 1} ack 1\n0.01 S A 1 ack ${length} win 9000\n0.01005 C PA ${length} len ${length} ack 1`,
    silent: 1460,
    speaks: 1459,
    says: "nagle-coalesced:",
  },
  {
    threshold: "acknowledgment.ts delayed, two segments",
    at: (length) =>
      `${OPEN}\n0.1 C A 1 len 1460 ack 1\n0.1 C A 1461 len ${length - 1460} ack 1\n0.2 S A 1 ack ${length + 1}`,
    silent: 2920,
    speaks: 2919,
    says: "delayed-ack:",
  },
  {
    threshold: "analysis zero window probe, one byte at least",
    at: (length) => `${FULL_BUFFER}\n0.4 C A 1001 len ${length} ack 1`,
    silent: 0,
    speaks: 1,
    says: "zero-window-probe:",
  },
  {
    threshold: "analysis zero window probe, one byte at most",
    at: (length) => `${FULL_BUFFER}\n0.4 C A 1001 len ${length} ack 1`,
    silent: 2,
    speaks: 1,
    says: "zero-window-probe:",
  },
];

const smaller = (by: number): string => `${ASKED}\n0.12 C PA 6 len 300 ack 1\n0.13 S A 1 ack 306 win ${502 - by}`;

export const NUMBERS: readonly Edge[] = [
  {
    threshold: "acknowledgment.ts smaller window, by half of what came",
    at: smaller,
    silent: 149,
    speaks: 150,
    says: "The window it offers is smaller",
  },
  {
    threshold: "acknowledgment.ts larger window, by a sixteenth",
    at: (by) => smaller(-by),
    silent: 31,
    speaks: 32,
    says: "The window it offers is larger",
  },
  // 100000 itself is a round number.
  {
    threshold: "handshake.ts LOW",
    at: (raw) => `0 C S ${raw} raw`,
    silent: 100_001,
    speaks: 99_999,
    says: "looks rewritten",
  },
  {
    threshold: "handshake.ts round number",
    at: (raw) => `0 C S ${raw} raw`,
    silent: 135_000,
    speaks: 130_000,
    says: "looks rewritten",
  },
  { threshold: "gaps.ts PLAUSIBLE", at: jump, silent: 1000, speaks: 999, says: "as most do, sent" },
  { threshold: "gaps.ts packets between", at: jump, silent: 0, speaks: 1, says: "as most do, sent" },
  {
    threshold: "order.ts CLOSE",
    at: (id) =>
      `0.1 C A 1 len 1000 ack 1 id 1\n0.102 C A 2001 len 1000 ack 1 id 2000\n0.1035 C A 1001 len 1000 ack 1 id ${id}`,
    silent: 2017,
    speaks: 2016,
    says: "this is a second sending",
  },
  {
    threshold: "order.ts A_COUNT, with the packet behind the gap",
    at: (steps) =>
      `${lines(steps + 1, (n) => `0.0${n} C A 1 ack 1 id ${1980 + n}`)}\n0.1 C A 1 len 1000 ack 1 id 0
        0.102 C A 2001 len 1000 ack 1 id ${1982 + steps}\n0.1035 C A 1001 len 1000 ack 1 id 2100`,
    silent: 0,
    speaks: 1,
    says: "this is a second sending",
  },
  {
    threshold: "order.ts NEIGHBOURS, after",
    at: late,
    silent: 3001,
    speaks: 3000,
    says: "this is a second sending",
  },
  { threshold: "order.ts NEIGHBOURS, before", at: late, silent: 999, speaks: 1000, says: "this one was sent first" },
];

const announced = (segment: number): string => `0 C S 0 mss ${segment}`;

export const SEGMENT_SIZES: readonly Edge[] = [
  { threshold: "oddities.ts ETHERNET_MTU", at: announced, silent: 1460, speaks: 1459, says: "mtu-clamped:" },
  {
    threshold: "oddities.ts ETHERNET_MTU, IPv6",
    at: announced,
    silent: 1440,
    speaks: 1439,
    says: "mtu-clamped:",
    options: SIX,
  },
  {
    threshold: "oddities.ts TIMESTAMPS, of 1460",
    at: (less) => `0 C S 0 mss ${1460 - less} ts`,
    silent: 12,
    speaks: 13,
    says: "mtu-clamped:",
  },
  { threshold: "oddities.ts SMALLEST_LINK", at: announced, silent: 1199, speaks: 1200, says: "mtu-clamped:" },
  { threshold: "oddities.ts DEFAULT_SEGMENT, below", at: announced, silent: 535, speaks: 536, says: "mtu-clamped:" },
  { threshold: "oddities.ts DEFAULT_SEGMENT, above", at: announced, silent: 537, speaks: 536, says: "mtu-clamped:" },
  {
    threshold: "oddities.ts IPv6's size over IPv4, below",
    at: announced,
    silent: 1440,
    speaks: 1439,
    says: "mtu-clamped:",
  },
  {
    threshold: "oddities.ts IPv6's size over IPv4, above",
    at: announced,
    silent: 1440,
    speaks: 1441,
    says: "mtu-clamped:",
  },
  { threshold: "oddities.ts PPPoE", at: announced, silent: 1451, speaks: 1452, says: "the mark of PPPoE" },
  { threshold: "oddities.ts PPPoE, above", at: announced, silent: 1453, speaks: 1452, says: "the mark of PPPoE" },
];
