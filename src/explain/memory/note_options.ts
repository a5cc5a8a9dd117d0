/**
 * Signs that a box on the way has changed the options of a SYN.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { TCP_HEADER } from "../../packet/layers/tcp.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import type { Arrival } from "./arrival.ts";
import { IS_SYN_ACK } from "./packet_kind.ts";
import { type SynOffer, synOffer } from "../../packet/syn_offer.ts";

/** The option that only fills (RFC 9293 3.1). */
const NOP = 1;
/** Kernels fill up to the next four bytes: three at most. A box that takes an option out writes them over the whole of it. */
const MOST_FILLING = 3;

/** Looks at a SYN or SYN,ACK before it changes what is known. */
export function noteOptions(arrival: Arrival, { packet, fromClient }: AnalysedPacket): void {
  const { kind, memory, sender, receiver } = arrival;
  if (memory.clues !== null && memory.clues.rewritten !== null || arrival.foreign) return;
  const { number } = packet;
  const filling = longestFilling(packet);
  if (filling > MOST_FILLING) memory.clue.rewritten = { how: "overwritten", number, other: filling, fromClient };
  else if (
    kind & IS_SYN_ACK && sender.synCount === 0 && receiver.synCount > 0 && answersMore(synOffer(packet), arrival)
  ) {
    memory.clue.rewritten = { how: "answered", number, other: receiver.synNumber, fromClient };
  } else if (isSameSyn(packet, arrival) && differs(synOffer(packet), arrival)) {
    memory.clue.rewritten = { how: "changed", number, other: sender.latestSyn, fromClient };
  }
}

/** Agrees to scaling or timestamps, which are answers to an offer only (RFC 7323 2.2, 3.2). */
function answersMore({ windowScale, timestamps }: SynOffer, { receiver }: Arrival): boolean {
  return windowScale >= 0 && receiver.windowScale < 0 || timestamps && !receiver.timestamps;
}

/** Both sides of a box see one packet within this time, ns: no timer sends a SYN again so soon. */
const ONE_PASSAGE = 100_000_000;

/** The packet before was this SYN, by its IP identification too: a host numbers what it sends again anew, unless it numbers nothing. */
export function isSameSyn({ ipId, seq }: ReadonlyPacket, { sender, now }: Arrival): boolean {
  return now - sender.latestSynTime < ONE_PASSAGE && sender.latestSyn > 0 && sender.lastNumber === sender.latestSyn &&
    ipId > 0 && ipId === sender.lastIpId &&
    seq === sender.synRaw;
}

function differs(offer: SynOffer, { sender }: Arrival): boolean {
  return offer.maximumSegment !== sender.maximumSegment || offer.windowScale !== sender.windowScale ||
    offer.selectiveAcks !== sender.selectiveAcks || offer.timestamps !== sender.timestamps;
}

/** NOPs in a row, between other options. */
function longestFilling({ bytes, start, tcpStart, payloadStart, capturedLength }: ReadonlyPacket): number {
  const end = Math.min(payloadStart, capturedLength);
  let [longest, run] = [0, 0];
  for (let at = tcpStart + TCP_HEADER; at < end;) {
    const kind = bytes[start + at]!;
    if (kind === 0) break;
    run = kind === NOP ? run + 1 : 0;
    longest = Math.max(longest, run);
    const length = kind === NOP ? 1 : bytes[start + at + 1]!;
    if (length < 1 || kind !== NOP && length < 2) break;
    at += length;
  }
  return longest;
}
