/**
 * How each layer is read: the table that the dissector's loop runs by. To add a layer, add its number and name in layer.ts, a
 * line here (the type check asks for it), and a line where another layer announces it (ether_type.ts, ip_protocol.ts, or the
 * list of link types).
 */
import * as layer from "../layer.ts";
import type { OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { readCapwap } from "./capwap.ts";
import { GRE_HEADER, readGre } from "./gre.ts";
import { ICMP_HEADER, readIcmp } from "./icmp.ts";
import { IPV4_HEADER, readIpv4 } from "./ipv4.ts";
import { IPV6_HEADER, readIpv6 } from "./ipv6.ts";
import * as links from "./links.ts";
import * as frames from "./erspan.ts";
import * as l2tp from "./l2tp.ts";
import * as logs from "./log_links.ts";
import * as wireless from "./wireless.ts";
import * as overlays from "./overlays.ts";
import { OVERLAY_HEADER } from "./overlays.ts";
import * as tags from "./tags.ts";
import { readTcp, TCP_HEADER } from "./tcp.ts";
import { readUdp, UDP_HEADER } from "./udp.ts";

/** How one layer is read. */
export interface LayerReader {
  /** Bytes of header that must be there before it is called. */
  readonly headerLength: number;
  /**
   * Reads the header at `layer.start` into `packet`, sets `layer.end` and gives the layer that follows. A header that cannot
   * be read, or takes no bytes, leaves `layer.end` where it is: it is then no layer of the packet.
   */
  readonly read: (packet: Packet, layer: OpenLayer) => number;
}

type Exports = Omit<typeof layer, "MOST_LAYERS">;

/** The numbers of layer.ts: each must have its line below. */
type LayerKind = { [Name in keyof Exports]: Exports[Name] extends number ? Exports[Name] : never }[keyof Exports];

const READERS: Readonly<Record<LayerKind, LayerReader>> = {
  // Never called: the loop ends at it. It keeps the other readers at their numbers.
  [layer.NOTHING]: { headerLength: 0, read: () => layer.NOTHING },
  [layer.ETHERNET]: { headerLength: 14, read: links.readEthernet },
  [layer.VLAN]: { headerLength: 4, read: tags.readVlan },
  [layer.PROVIDER_VLAN]: { headerLength: 4, read: tags.readVlan },
  [layer.LLC_SNAP]: { headerLength: 0, read: tags.readLlcSnap },
  [layer.PPPOE]: { headerLength: 6, read: tags.readPppoe },
  [layer.PPP]: { headerLength: 2, read: tags.readPpp },
  [layer.MPLS]: { headerLength: 4, read: tags.readMpls },
  [layer.COOKED]: { headerLength: 16, read: links.readCooked },
  [layer.COOKED_2]: { headerLength: 20, read: links.readCooked2 },
  [layer.BSD_LOOPBACK]: { headerLength: 4, read: links.readBsdLoopback },
  [layer.OPENBSD_LOOPBACK]: { headerLength: 4, read: links.readOpenBsdLoopback },
  [layer.FDDI]: { headerLength: 13, read: links.readFddi },
  [layer.CISCO_HDLC]: { headerLength: 4, read: links.readCiscoHdlc },
  [layer.RAW_IP]: { headerLength: 1, read: links.readRawIp },
  [layer.RAW_IPV4]: { headerLength: 1, read: links.readRawIpv4 },
  [layer.RAW_IPV6]: { headerLength: 1, read: links.readRawIpv6 },
  [layer.IPV4]: { headerLength: IPV4_HEADER, read: readIpv4 },
  [layer.IPV6]: { headerLength: IPV6_HEADER, read: readIpv6 },
  [layer.GRE]: { headerLength: GRE_HEADER, read: readGre },
  [layer.TCP]: { headerLength: TCP_HEADER, read: readTcp },
  [layer.ICMP]: { headerLength: ICMP_HEADER, read: readIcmp },
  [layer.ICMPV6]: { headerLength: ICMP_HEADER, read: readIcmp },
  [layer.UDP]: { headerLength: UDP_HEADER, read: readUdp },
  [layer.VXLAN]: { headerLength: OVERLAY_HEADER, read: overlays.readVxlan },
  [layer.VXLAN_GPE]: { headerLength: OVERLAY_HEADER, read: overlays.readVxlanGpe },
  [layer.GENEVE]: { headerLength: OVERLAY_HEADER, read: overlays.readGeneve },
  [layer.GTP_U]: { headerLength: OVERLAY_HEADER, read: overlays.readGtp },
  [layer.ERSPAN]: { headerLength: frames.ERSPAN_HEADER, read: frames.readErspan },
  [layer.ETHERIP]: { headerLength: 2, read: frames.readEtherIp },
  [layer.PSEUDO_WIRE]: { headerLength: 4, read: frames.readPseudoWire },
  [layer.PROVIDER_BACKBONE]: { headerLength: 4, read: frames.readProviderBackbone },
  [layer.VN_TAG]: { headerLength: 6, read: frames.readVnTag },
  [layer.L2TP]: { headerLength: l2tp.L2TP_HEADER, read: l2tp.readL2tp },
  [layer.PPTP]: { headerLength: l2tp.PPTP_HEADER, read: l2tp.readPptp },
  [layer.RADIOTAP]: { headerLength: wireless.RADIOTAP_HEADER, read: wireless.readRadiotap },
  [layer.IEEE_802_11]: { headerLength: wireless.IEEE_802_11_HEADER, read: wireless.readIeee80211 },
  [layer.PFLOG]: { headerLength: logs.PFLOG_HEADER, read: logs.readPflog },
  [layer.ENC]: { headerLength: logs.ENC_HEADER, read: logs.readEnc },
  [layer.NFLOG]: { headerLength: logs.NFLOG_HEADER, read: logs.readNflog },
  [layer.PKTAP]: { headerLength: logs.PKTAP_HEADER, read: logs.readPktap },
  [layer.PPI]: { headerLength: logs.PPI_HEADER, read: logs.readPpi },
  [layer.CAPWAP]: { headerLength: OVERLAY_HEADER, read: readCapwap },
};

/** The readers, each at the number of its layer: an object gives what it has under numbers in their order. */
export const LAYER_READERS: readonly LayerReader[] = Object.values(READERS);

/** Bytes of header that each layer has at least. */
export const HEADER_LENGTHS: Uint8Array = Uint8Array.from(LAYER_READERS, ({ headerLength }) => headerLength);
