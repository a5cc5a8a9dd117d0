/** The colours of causes of waiting, in the band of the report and in the lists of `tcplab view` (style/time.css). */
import type { Cause } from "../../../diagnosis/terms/cause.ts";

/** Causes that share a colour. */
const COLOURS = {
  "handshake": "way",
  "round-trip": "way",
  "syn-retransmission": "loss",
  "fast-recovery": "loss",
  "retransmission-timeout": "loss",
  "path-mtu": "loss",
  "client-application": "program",
  "server-application": "program",
  "slow-start": "growth",
  "congestion-window": "growth",
  "bandwidth": "full",
  "receive-window": "window",
  "send-buffer": "window",
  "delayed-ack": "wait",
  "closing": "rest",
  "unknown": "rest",
} as const satisfies Record<Cause, string>;

/** The class that gives an element the cause's colour. */
export function causeColour(cause: Cause): `of-${string}` {
  return `of-${COLOURS[cause]}`;
}
