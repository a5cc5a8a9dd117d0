/**
 * Faults aimed at particular packets: `drop server:data:3` loses the third packet with data that the server sends.
 */
import { Failure } from "../../base/failure.ts";
import type { End } from "./end.ts";
import { PACKET_KINDS, type PacketKind } from "./segment_view.ts";

export const FAULT_ACTIONS = ["drop", "hold", "duplicate", "corrupt"] as const;

/** What happens to the packet: it is lost, let past by those behind it, sent twice, or has a bit flipped. */
export type FaultAction = (typeof FAULT_ACTIONS)[number];

export interface Fault {
  readonly action: FaultAction;
  /** The end that sends the packet. */
  readonly from: End;
  readonly kind: PacketKind;
  /** Which packet of that kind and direction, from 1. */
  readonly nth: number;
  /** How many from there on. */
  readonly count: number;
  /** For `hold`: how many packets of its direction go first. */
  readonly behind: number;
}

/** Fills in what a fault leaves open: one packet of any kind, held behind one other. */
export function fault(given: Pick<Fault, "action" | "from" | "nth"> & Partial<Fault>): Fault {
  return { kind: "any", count: 1, behind: 1, ...given };
}

const PATTERN = /^(client|server):(?:([a-z]+):)?(\d+)(?:-(\d+))?(?:\+(\d+))?$/;

/** Whether a text names packets, or is meant to: a share is a number. */
export function namesPackets(text: string): boolean {
  return /^(client|server)\b/.test(text);
}

/**
 * Reads `client:4`, `server:data:3` or `server:data:3-5`; for `hold` also `server:data:3+2`, which two others overtake.
 * Throws `Failure` that says what the text should look like.
 */
export function parseFaultTarget(text: string, action: FaultAction): Fault {
  const match = PATTERN.exec(text);
  const [, from, kind = "any", first, last, behind] = match ?? [];
  const nth = Number(first);
  const count = Number(last ?? first) - nth + 1;
  const misplaced = behind !== undefined && (action !== "hold" || Number(behind) < 1);
  if (match === null || !isPacketKind(kind) || nth < 1 || count < 1 || misplaced) {
    throw new Failure(
      `Not a packet: ${text}; write END:N, END:KIND:N or END:KIND:N-M with END client or server and KIND ${
        PACKET_KINDS.join(", ")
      }, such as server:data:3`,
    );
  }
  const sender = from === "client" ? "client" : "server";
  return fault({ action, from: sender, kind, nth, count, ...(behind === undefined ? {} : { behind: Number(behind) }) });
}

function isPacketKind(text: string): text is PacketKind {
  return (PACKET_KINDS as readonly string[]).includes(text);
}
