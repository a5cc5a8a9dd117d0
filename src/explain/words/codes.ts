/**
 * The codes of the rules: what a program may rely on in an explanation. The order is the one in which a reader of the
 * documentation meets them; the order in which rules are tried is `RULES`.
 */
export const CODES = [
  "syn",
  "syn-ack",
  "handshake-ack",
  "data",
  "ack",
  "piggyback-ack",
  "delayed-ack",
  "fin",
  "fin-ack",
  "last-ack",
  "half-close",
  "simultaneous-close",
  "rst-refused",
  "rst-unread-data",
  "rst-data-after-close",
  "rst-abort",
  "rst-reply-to-rst-closed",
  "nagle-coalesced",
  "segmentation-offload",
  "checksum-offload",
  "application-silence",
  "window-update",
  "zero-window",
  "zero-window-probe",
  "window-full",
  "keep-alive",
  "keep-alive-ack",
  "retransmission-timeout",
  "fast-retransmission",
  "spurious-retransmission",
  "duplicate-ack",
  "out-of-order",
  "lost-segment",
  "ack-lost-segment",
  "port-reuse",
  "captured-twice",
  "http-request",
  "http-response",
  "http-body",
  "idle-closed",
  "syn-data",
  "mtu-clamped",
  "odd-flags",
] as const;

export type Code = (typeof CODES)[number];

const INDEX: ReadonlyMap<string, number> = new Map(CODES.map((code, i) => [code, i]));

/** Position of a code in `CODES`. */
export function codeIndex(code: Code): number {
  return INDEX.get(code)!;
}

/** What orderly conversations are made of; every other code is worth a look. */
export const ORDINARY: ReadonlySet<Code> = new Set<Code>([
  "syn",
  "syn-ack",
  "handshake-ack",
  "data",
  "ack",
  "piggyback-ack",
  "delayed-ack",
  "fin",
  "fin-ack",
  "last-ack",
  "window-update",
  "checksum-offload",
  "http-request",
  "http-response",
  "http-body",
]);
