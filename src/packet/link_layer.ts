/**
 * Link types: which layer a packet begins with, by the LINKTYPE_ number of the capture file. To add one, add an entry here;
 * a header of a new kind also needs its reader (layers/layer_readers.ts).
 */
import * as layer from "./layer.ts";

/** Number of a link type to its first layer. */
export const LINK_LAYERS: ReadonlyMap<number, number> = new Map([
  [0, layer.BSD_LOOPBACK],
  [1, layer.ETHERNET],
  [9, layer.PPP],
  [10, layer.FDDI],
  // DLT_RAW is 12 or 14 on the machines that wrote it without translating it to LINKTYPE_RAW.
  [12, layer.RAW_IP],
  [14, layer.RAW_IP],
  [50, layer.PPP],
  [51, layer.PPPOE],
  [101, layer.RAW_IP],
  [104, layer.CISCO_HDLC],
  [105, layer.IEEE_802_11],
  [108, layer.OPENBSD_LOOPBACK],
  [109, layer.ENC],
  [113, layer.COOKED],
  [117, layer.PFLOG],
  [127, layer.RADIOTAP],
  [192, layer.PPI],
  [228, layer.RAW_IPV4],
  [229, layer.RAW_IPV6],
  [239, layer.NFLOG],
  [258, layer.PKTAP],
  [276, layer.COOKED_2],
]);

/** The name of a link type, or its number where we cannot read it. */
export function linkTypeName(linkType: number): string {
  const first = LINK_LAYERS.get(linkType);
  return first === undefined ? `link type ${linkType}` : layer.LAYER_NAMES[first]!;
}
