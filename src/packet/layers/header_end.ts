/**
 * The end of a header whose length stands in it.
 */
import { LAYER_NAMES, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";

/** Ends the header there; where the capture, or the IP packet around it, ends before, it says so and gives false. */
export function endsAt(packet: Packet, layer: OpenLayer, end: number): boolean {
  const { capturedLength, ipEnd, ipVersion } = packet;
  const who = end > capturedLength ? "the capture" : ipVersion !== 0 && end > ipEnd ? "the IP packet" : "";
  if (who !== "") {
    packet.problem = { offset: layer.start, reason: `${who} ends inside the ${LAYER_NAMES[layer.kind]} header` };
    return false;
  }
  layer.end = end;
  return true;
}
