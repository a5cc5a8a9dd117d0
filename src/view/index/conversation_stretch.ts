/** Which packets are read for a page of a conversation: its own, all or some, and those of others that explain them. */
import type { FlowOutline } from "../../flows/flow_outline.ts";
import type { IndexedCapture } from "./indexed_capture.ts";

/** Packets on one page. */
export const PAGE_PACKETS = 500;
/** A conversation of so many packets is read whole for each of its pages: story, findings and budget are those of all of it. */
const WHOLE_MOST = 10_000;
/** Of a longer one, so much is read before a page far inside: how it opened, and what came just before. */
const OPENING = 60;
const WARM_UP = 4000;
/** Packets of other conversations of the same ends that explanations may need: a refusal elsewhere, an older connection. */
const CONTEXT_PACKETS = 2000;
const CONTEXT_CONVERSATIONS = 100;

/** Which packets of a conversation are read for a page. */
export interface Stretch {
  readonly numbers: readonly number[];
  /** The first and the last packet shown. */
  readonly first: number;
  readonly last: number;
  /** How much of the conversation it is. */
  readonly extent: "whole" | "up to here" | "parts";
}

/** The packets for a page that begins at number `from`, of a conversation with the packets `own`. */
export function stretchOf(own: readonly number[], from: number): Stretch {
  const at = Math.max(0, own.findIndex((number) => number >= from));
  const end = Math.min(own.length, at + PAGE_PACKETS);
  const shown = { first: own[at]!, last: own[end - 1]! };
  if (own.length <= WHOLE_MOST) return { ...shown, numbers: own, extent: "whole" };
  if (end <= WHOLE_MOST) return { ...shown, numbers: own.slice(0, end), extent: "up to here" };
  return { ...shown, numbers: [...own.slice(0, OPENING), ...own.slice(at - WARM_UP, end)], extent: "parts" };
}

/** Packets, up to number `last`, of the conversations between the same hosts or with the same server that began nearest before. */
export function contextOf({ index, conversations: all }: IndexedCapture, stream: number, last: number): number[] {
  const chosen = all.outline(stream)!;
  const numbers: number[] = [];
  let conversations = 0;
  for (let other = stream - 1; other >= 0 && conversations < CONTEXT_CONVERSATIONS; other--) {
    const flow = all.outline(other);
    if (flow === null || !isRelated(flow, chosen)) continue;
    const packets = index.packetsOf(other, CONTEXT_PACKETS);
    if (numbers.length + packets.length > CONTEXT_PACKETS) break;
    conversations++;
    for (const number of packets) if (number <= last) numbers.push(number);
  }
  return numbers;
}

function isRelated(a: FlowOutline, b: FlowOutline): boolean {
  const sameServer = a.server.address === b.server.address && a.server.port === b.server.port;
  return sameServer || (a.client.address === b.client.address && a.server.address === b.server.address);
}
