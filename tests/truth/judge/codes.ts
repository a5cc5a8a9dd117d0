/**
 * Every code has its place here: what its explanations claim is judged, or they claim nothing beyond the packets.
 */
import type { Code } from "../../../src/explain/words/codes.ts";

/** Codes that name a cause, and the beginnings of the keys of their sentences that a judge knows. */
export const CAUSAL: Partial<Readonly<Record<Code, readonly string[]>>> = {
  "ack": ["ack."],
  "ack-lost-segment": ["ack-lost."],
  "application-silence": ["silence."],
  "captured-twice": ["twice."],
  "challenge-ack": ["challenge."],
  "data": ["data."],
  "delayed-ack": ["delayed."],
  "duplicate-ack": ["duplicate."],
  "fast-retransmission": ["fast."],
  "fin": ["fin."],
  "fin-ack": ["fin-ack."],
  "idle-closed": ["idle."],
  "keep-alive": ["keep-alive."],
  "keep-alive-ack": ["keep-alive-ack."],
  "last-ack": ["last-ack."],
  "nagle-coalesced": ["nagle."],
  "old-connection-ack": ["old-ack."],
  "old-segment-rejected": ["rejected."],
  "out-of-order": ["order."],
  "port-reuse": ["port-reuse."],
  "retransmission-timeout": ["timeout."],
  "rst-abort": ["rst.abort"],
  "rst-data-after-close": ["rst.after-close", "rst.crossed-close"],
  "rst-injected": ["forged."],
  "rst-middlebox": ["forged."],
  "rst-refused": ["rst.refused"],
  "rst-reply-to-rst-closed": ["rst.gone"],
  "rst-unacceptable-ack": ["rst.unacceptable"],
  "rst-unread-data": ["rst.unread"],
  "segmentation-offload": ["offload."],
  "simultaneous-close": ["simultaneous."],
  "spurious-retransmission": ["spurious."],
  "window-full": ["full."],
  "window-update": ["window."],
  "zero-window": ["zero."],
  "zero-window-probe": ["probe."],
};

/** Codes whose explanations follow from the packet's own fields, or of which no simulated network has an example. */
export const UNJUDGED: Partial<Readonly<Record<Code, string>>> = {
  "syn": "its numbers and options",
  "syn-ack": "its numbers and options",
  "handshake-ack": "its numbers",
  "piggyback-ack": "its numbers",
  "half-close": "its numbers and the states that follow from them",
  "lost-segment": "its numbers; names both fates",
  "http-request": "its text",
  "http-response": "its text",
  "http-body": "its text",
  "icmp-error": "what it quotes; the simulator has no routers that complain",
  "ip-fragment": "its offsets; the simulator cuts no packets up",
  "syn-data": "its length and options",
  "odd-flags": "its flags",
  "mtu-clamped": "names all causes; every link of the simulator has its own size",
  "checksum-offload": "its checksum; the simulator writes right ones",
};
