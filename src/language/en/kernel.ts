/** What is said of a kernel's congestion window, in English. */
import type { KernelWords } from "../kinds/kernel_words.ts";
import { durationText } from "../text/duration.ts";

const at = (packet: number) => packet === 0 ? "Later" : `By packet ${packet}`;
const share = (part: number, whole: number) => `${Math.round((part / whole) * 100)}%`;

export const ENGLISH_KERNEL: KernelWords = {
  heading: "What the kernels say",
  began: (end, { segments, bytes }) =>
    `The ${end}'s kernel begins with a congestion window of ${segments} segments (${bytes} bytes): so much may be ` +
    "under way without an acknowledgment.",
  grew: ({ from, to, packet, slowStart }) =>
    `${at(packet)} the window has grown from ${from} to ${to}: ` +
    (slowStart
      ? "in slow start every acknowledged segment lets one more go (RFC 5681, section 3.1)."
      : "beyond the slow-start threshold it grows by about one segment a round trip, or as its congestion control has it."),
  fell({ from, to, packet, threshold, why }) {
    const limit = threshold === null ? "" : `, and the slow-start threshold is ${threshold}`;
    const reason = {
      loss: "the kernel takes a lost segment for a sign of congestion (RFC 5681, section 3.2)",
      timeout: "the retransmission timer ran out, and the kernel begins anew (RFC 5681, section 3.1)",
      mark: "the kernel heard of congestion, or had been idle (RFC 3168, section 6.1.2; RFC 5681, section 4.1)",
    }[why];
    return `${at(packet)} the window has fallen from ${from} to ${to}${limit}: ${reason}.`;
  },
  spent({ busy, receiver, buffer, again }) {
    const waits = [
      ...(receiver > 0 ? [`${share(receiver, busy)} of it the receiver's window held it back`] : []),
      ...(buffer > 0 ? [`${share(buffer, busy)} of it its own send buffer was full`] : []),
    ];
    const held = waits.length === 0 ? "" : `; ${waits.join(", ")}`;
    const resent = again === 0 ? "" : `; ${again} ${again === 1 ? "segment was" : "segments were"} sent again`;
    return `It had data to send or to be acknowledged for ${durationText(busy * 1e6)}${held}${resent}.`;
  },
};
