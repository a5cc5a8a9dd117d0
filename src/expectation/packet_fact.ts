/**
 * A packet in the terms of an expectation, wherever it was seen: on the lab's wire or in a capture.
 */
import { flagNames } from "../packet/flags.ts";
import type { WireEvent } from "./wire_event.ts";

export interface PacketFact {
  /** Who sent it. */
  readonly from: "client" | "server";
  readonly flags: number;
  /** Bytes of TCP data. */
  readonly length: number;
  /** Relative numbers: the SYN has 0, the first byte 1. */
  readonly seq: number;
  readonly ack: number;
  readonly event: WireEvent | null;
  /** Time since the conversation's packet before, ns. */
  readonly sincePrevious: number;
}

/** A packet in the notation of a pattern. */
export function describeFact(fact: PacketFact): string {
  const end = fact.from === "client" ? "C" : "S";
  const flags = flagNames(fact.flags).filter((name) => name !== "PSH").join(",");
  const what = fact.length > 0 && flags === "ACK"
    ? `${fact.length}`
    : fact.length > 0
    ? `${flags} ${fact.length}`
    : flags;
  return `${end} ${what}${fact.event === null ? "" : ` ${fact.event}`}`;
}
