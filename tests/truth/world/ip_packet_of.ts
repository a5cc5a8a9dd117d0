/**
 * The bytes of a simulated packet.
 */
import type { TcpOption } from "../../../src/packet/tcp_options.ts";
import { emitSegment } from "../../packet/emit.ts";
import type { End, Segment, Sent } from "./truth_log.ts";

const ADDRESSES: { readonly [end in End]: readonly [string, string] } = {
  client: ["192.0.2.10", "2001:db8::10"],
  server: ["198.51.100.20", "2001:db8:1::20"],
};

/** One packet that carries these, in a row: more than one where a card joined them. */
export function ipPacketOf(
  sents: readonly Sent[],
  { ttl, ipv6 }: { ttl: number; ipv6: boolean },
): Uint8Array<ArrayBuffer> {
  const first = sents[0]!;
  const { segment, end, from } = first;
  const version = ipv6 ? 1 : 0;
  const length = sents.reduce((sum, sent) => sum + sent.segment.length, 0);
  return emitSegment({
    src: ADDRESSES[end][version],
    dst: ADDRESSES[end === "client" ? "server" : "client"][version],
    srcPort: segment.srcPort,
    dstPort: segment.dstPort,
    seq: segment.seq,
    ack: segment.ack,
    flags: sents.reduce((flags, sent) => flags | sent.segment.flags, 0),
    window: segment.window,
    ipId: segment.ipId,
    ttl,
    options: optionsOf(segment),
    payload: Uint8Array.from({ length }, (_, i) => 97 + (from + i) % 26),
  });
}

function optionsOf({ offer, stamp, sack }: Segment): TcpOption[] {
  const options: TcpOption[] = [];
  const nop: TcpOption = { kind: "nop" };
  if (offer !== null) {
    options.push({ kind: "mss", value: offer.mss });
    if (offer.sack) options.push({ kind: "sack_permitted" });
  }
  if (stamp !== null) options.push(nop, nop, { kind: "timestamps", ...stamp });
  if (offer !== null && offer.scale >= 0) options.push(nop, { kind: "window_scale", shift: offer.scale });
  if (sack.length > 0) options.push(nop, nop, { kind: "sack", blocks: sack });
  return options;
}
