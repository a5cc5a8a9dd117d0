/**
 * Explicit congestion notification: routers mark packets instead of dropping them, and the ends tell each other (RFC 3168).
 */
import { u16 } from "../../packet/bytes.ts";
import { AE, CWR, ECE, type ReadonlyPacket, SYN } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { IS_ACK, IS_DATA, IS_FIN } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";

/** The mark that a router sets: "congestion experienced" (RFC 3168 5). */
const MARKED = 3;

/** The two bits of the IP header. */
function markOf({ bytes, start, ipStart, ipVersion }: ReadonlyPacket): number {
  if (ipVersion === 4) return bytes[start + ipStart + 1]! & 3;
  return ipVersion === 6 ? u16(bytes, start + ipStart) >> 4 & 3 : 0;
}

/** The flags mean what RFC 3168 says: with AccECN (RFC 9768) the same bits are a counter. */
function speaksClassic({ flags }: ReadonlyPacket, { memory }: Arrival): boolean {
  return !memory.accurateEcn && (flags & (SYN | AE)) === 0 && (flags & (ECE | CWR)) !== 0;
}

const ecn: Rule = {
  code: "ecn",
  rfc: "RFC 3168 5, 6.1",
  kinds: IS_ACK | IS_DATA | IS_FIN,
  certainty: "certain",
  ordinary: false,
  // The lab's queues can mark (--queue red:ecn), but no scenario does.
  scenario: null,
  remembers({ sender }, number, { packet }) {
    if (packet.flags & ECE) sender.echoNumber = number;
  },
  match: ({ packet }, arrival) => markOf(packet) === MARKED || speaksClassic(packet, arrival),
  tell({ packet }, arrival, voice) {
    const { receiver } = arrival;
    if (markOf(packet) === MARKED) voice.say("ecn.marked");
    if (!speaksClassic(packet, arrival)) return;
    if (packet.flags & ECE) voice.say("ecn.echo");
    if ((packet.flags & CWR) === 0) return;
    if (receiver.echoNumber > 0) voice.say("ecn.reduced", { number: receiver.echoNumber });
    else voice.say("ecn.reduced-unasked");
  },
};

export const ECN_RULES: readonly Rule[] = [ecn];
