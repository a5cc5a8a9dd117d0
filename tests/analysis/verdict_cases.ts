/** One situation for each verdict, and beside each the nearest one that is something else. */

/** A handshake that takes 9 ms. */
export const HANDSHAKE = `
  > S 100 0 0 1000
  < SA 500 101 0 1000 dt=8
  > A 101 501`;

/** Each trace goes on after the handshake; the verdicts are those of its last packet. */
export const VERDICT_CASES: readonly { name: string; trace: string; expected: string[] }[] = [
  { name: "data in order", trace: "> A 101 501 10", expected: [] },
  { name: "a gap", trace: "> A 111 501 10", expected: ["lost_segment"] },
  { name: "a RST beyond what was seen", trace: "> R 111", expected: [] },
  { name: "a window closed", trace: "< A 501 101 0 0", expected: ["zero_window"] },
  { name: "a RST with window 0", trace: "< R 501 0 0 0", expected: [] },
  { name: "a probe of a closed window", trace: "< A 501 101 0 0\n> A 101 501 1", expected: ["zero_window_probe"] },
  { name: "two bytes into a closed window", trace: "< A 501 101 0 0\n> A 101 501 2", expected: [] },
  {
    name: "a probe answered, its byte not taken",
    trace: "< A 501 101 0 0\n> A 101 501 1\n< A 501 101 0 0",
    expected: ["zero_window", "zero_window_probe_ack"],
  },
  {
    name: "a probe answered, its byte taken",
    trace: "< A 501 101 0 0\n> A 101 501 1\n< A 501 102 0 0",
    expected: ["zero_window", "zero_window_probe_ack"],
  },
  {
    name: "a probe answered by an open window",
    trace: "< A 501 101 0 0\n> A 101 501 1\n< A 501 102 0 900",
    expected: ["window_update"],
  },
  { name: "a keep-alive without data", trace: "> A 100 501", expected: ["keep_alive"] },
  { name: "a keep-alive with a byte", trace: "> A 100 501 1", expected: ["keep_alive"] },
  { name: "a FIN at the place of a keep-alive", trace: "> FA 100 501", expected: ["retransmission"] },
  { name: "a resend of two bytes at nextseq-1", trace: "> A 100 501 2", expected: [] },
  { name: "a keep-alive answered", trace: "< A 501 101\n> A 100 501\n< A 501 101", expected: ["keep_alive_ack"] },
  { name: "a window update", trace: "< A 501 101\n< A 501 101 0 900", expected: ["window_update"] },
  {
    name: "a changed window with SACK",
    trace: "< A 501 101\n< A 501 101 0 900 opt=0101050a0000006f00000079",
    expected: ["duplicate_ack#2"],
  },
  { name: "a window filled", trace: "> A 101 501 1000", expected: ["window_full"] },
  { name: "a window filled but for a byte", trace: "> A 101 501 999", expected: [] },
  { name: "the same ACK again", trace: "> A 101 501", expected: ["duplicate_ack#1"] },
  { name: "the same ACK a third time", trace: "> A 101 501\n> A 101 501", expected: ["duplicate_ack#2"] },
  { name: "the same ACK with data", trace: "> A 101 501\n> A 101 501 5", expected: [] },
  { name: "an ACK of bytes never seen", trace: "< A 501 201", expected: ["ack_lost_segment"] },
  {
    name: "the same beyond a hole that was acknowledged",
    trace: "> A 201 501 100\n< A 501 201\n< A 501 301",
    expected: [],
  },
  {
    name: "acknowledged data again",
    trace: "> A 101 501 10\n< A 501 111\n> A 101 501 10",
    expected: ["retransmission", "spurious_retransmission"],
  },
  {
    name: "unacknowledged data again, late",
    trace: "> A 101 501 10\n> A 101 501 10 1000 dt=300",
    expected: ["retransmission"],
  },
  {
    name: "a segment asked for by two duplicate ACKs",
    trace: "> A 101 501 10\n> A 111 501 10\n< A 501 101\n< A 501 101\n< A 501 101\n> A 101 501 10",
    expected: ["retransmission", "fast_retransmission"],
  },
  {
    name: "the same after 20 ms",
    trace: "> A 101 501 10\n> A 111 501 10\n< A 501 101\n< A 501 101\n< A 501 101\n> A 101 501 10 1000 dt=20",
    expected: ["retransmission"],
  },
  {
    name: "a segment late by less than a round trip",
    trace: "> A 111 501 10\n> A 101 501 10 1000 dt=8.9",
    expected: ["out_of_order"],
  },
  {
    name: "a segment late by a round trip",
    trace: "> A 111 501 10\n> A 101 501 10 1000 dt=9",
    expected: ["retransmission"],
  },
  { name: "a part of a segment, at once", trace: "> A 101 501 10\n> A 101 501 5", expected: ["retransmission"] },
  { name: "an ACK inside a segment", trace: "> A 101 501 10\n< A 501 106", expected: ["partial_ack"] },
  { name: "a SYN again", trace: "> S 100 0 0 1000 dt=50", expected: ["retransmission"] },
  {
    name: "nothing at the end of a closed window",
    trace: "< A 501 101 0 0\n> A 101 501",
    expected: ["duplicate_ack#1"],
  },
  { name: "a byte into an open window", trace: "> A 101 501 1", expected: [] },
  {
    name: "a byte beyond the end of a closed window",
    trace: "< A 501 101 0 0\n> A 102 501 1",
    expected: ["lost_segment"],
  },
  { name: "a gap of one byte", trace: "> A 102 501 10", expected: ["lost_segment"] },
  { name: "a window overfilled by a byte", trace: "> A 101 501 1001", expected: [] },
  { name: "a FIN that fills the window", trace: "> FA 101 501 1000", expected: [] },
  {
    name: "the same ACK with another window and none before",
    trace: "< A 501 101 0 0\n< A 501 101 0 1",
    expected: ["window_update"],
  },
  {
    name: "a closed window said again, without a probe",
    trace: "< A 501 101 0 0\n< A 501 101 0 0",
    expected: ["zero_window"],
  },
  {
    name: "an answer to a keep-alive with another window",
    trace: "< A 501 101\n> A 100 501\n< A 501 101 0 900",
    expected: ["window_update"],
  },
  {
    name: "an answer to a probe that acknowledges two bytes",
    trace: "< A 501 101 0 0\n> A 101 501 1\n< A 501 103 0 0",
    expected: ["ack_lost_segment", "zero_window"],
  },
  {
    name: "the segment after a probe whose byte was taken",
    trace: "< A 501 101 0 0\n> A 101 501 1\n< A 501 102 0 0\n> A 102 501 1",
    expected: ["zero_window_probe"],
  },
  { name: "the last byte that was sent acknowledged", trace: "> A 101 501 10\n< A 501 111", expected: [] },
  {
    name: "a byte more than was sent acknowledged",
    trace: "> A 101 501 10\n< A 501 112",
    expected: ["ack_lost_segment"],
  },
  {
    name: "an ACK beyond a hole, to the end of what followed it",
    trace: "> A 121 501 10\n> A 131 501 10\n< A 501 121\n< A 501 141",
    expected: [],
  },
  {
    name: "an ACK beyond a hole, and a byte further",
    trace: "> A 121 501 10\n> A 131 501 10\n< A 501 121\n< A 501 142",
    expected: ["ack_lost_segment"],
  },
  {
    name: "acknowledged data again but for a byte",
    trace: "> A 101 501 10\n< A 501 110\n> A 101 501 10 1000 dt=300",
    expected: ["retransmission"],
  },
  {
    name: "acknowledged data again from the middle",
    trace: "> A 101 501 10\n< A 501 111\n> A 105 501 5",
    expected: ["retransmission", "spurious_retransmission"],
  },
  {
    name: "a segment again just before 20 ms are over",
    trace: "> A 101 501 10\n> A 111 501 10\n< A 501 101\n< A 501 101\n> A 101 501 10 1000 dt=19.999999",
    expected: ["retransmission", "fast_retransmission"],
  },
  {
    name: "a segment asked for by one duplicate ACK",
    trace: "> A 101 501 10\n> A 111 501 10\n< A 501 101\n> A 101 501 10 1000 dt=12",
    expected: ["retransmission"],
  },
  {
    name: "another segment than the one asked for",
    trace: "> A 101 501 10\n> A 111 501 10\n> A 121 501 10\n< A 501 101\n< A 501 101\n> A 111 501 10 1000 dt=12",
    expected: ["retransmission"],
  },
  ...[
    { left: 211, right: 221, fast: false },
    { left: 210, right: 222, fast: false },
    { left: 212, right: 221, fast: true },
    { left: 211, right: 220, fast: true },
  ].map(({ left, right, fast }) => ({
    name: `another segment, ${left} to ${right} selectively acknowledged`,
    trace: `> A 101 501 10\n> A 111 501 10\n> A 121 501 10\n< A 501 101\n< A 501 101 0 1000 opt=0101050a${hex(left)}${
      hex(right)
    }\n> A 111 501 10 1000 dt=12`,
    expected: fast ? ["retransmission", "fast_retransmission"] : ["retransmission"],
  })),
  {
    name: "a part of a segment again with the byte after it, at once",
    trace: "> A 101 501 10\n> A 121 501 10\n> A 106 501 6",
    expected: ["out_of_order"],
  },
  {
    name: "a part of a segment again to its last byte, at once",
    trace: "> A 101 501 10\n> A 121 501 10\n> A 106 501 5",
    expected: ["retransmission"],
  },
  {
    name: "the end of what was sent again, with the hole before it",
    trace: "> A 111 501 10\n> A 101 501 20",
    expected: ["retransmission"],
  },
  // What begins a conversation anew stands last: older analysers number those after it otherwise.
  { name: "a SYN of another number", trace: "> S 900", expected: ["reused_ports"] },
  { name: "a SYN of the same number after a RST", trace: "< RA 501 101\n> S 100", expected: ["reused_ports"] },
  { name: "a SYN,ACK of another number", trace: "< SA 900 101", expected: ["reused_ports"] },
];

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}
