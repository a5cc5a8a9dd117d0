/**
 * The layers of a packet: the headers that were read, from the outermost one in. Each header says which one follows, so VLAN
 * tags, labels and tunnels are turns of one loop (dissect.ts), and a packet in a tunnel has two IP headers in its list.
 */

/** What a header can be, as a number: the dissector's tables are indexed by it. */
export const NOTHING = 0;
export const ETHERNET = 1;
export const VLAN = 2;
export const PROVIDER_VLAN = 3;
export const LLC_SNAP = 4;
export const PPPOE = 5;
export const PPP = 6;
export const MPLS = 7;
export const COOKED = 8;
export const COOKED_2 = 9;
export const BSD_LOOPBACK = 10;
export const OPENBSD_LOOPBACK = 11;
export const FDDI = 12;
export const CISCO_HDLC = 13;
export const RAW_IP = 14;
export const RAW_IPV4 = 15;
export const RAW_IPV6 = 16;
export const IPV4 = 17;
export const IPV6 = 18;
export const GRE = 19;
export const TCP = 20;
export const ICMP = 21;
export const ICMPV6 = 22;
export const UDP = 23;
export const VXLAN = 24;
export const VXLAN_GPE = 25;
export const GENEVE = 26;
export const GTP_U = 27;
export const ERSPAN = 28;
export const ETHERIP = 29;
export const PSEUDO_WIRE = 30;
export const PROVIDER_BACKBONE = 31;
export const VN_TAG = 32;
export const L2TP = 33;
export const PPTP = 34;
export const RADIOTAP = 35;
export const IEEE_802_11 = 36;
export const PFLOG = 37;
export const ENC = 38;
export const NFLOG = 39;
export const PKTAP = 40;
export const PPI = 41;
export const CAPWAP = 42;

/** Names of the layers, each at its number; the same in every language. */
export const LAYER_NAMES: readonly string[] = [
  "nothing",
  "Ethernet",
  "802.1Q",
  "802.1ad",
  "LLC/SNAP",
  "PPPoE",
  "PPP",
  "MPLS",
  "Linux cooked",
  "Linux cooked v2",
  "BSD loopback",
  "OpenBSD loopback",
  "FDDI",
  "Cisco HDLC",
  "raw IP",
  "raw IPv4",
  "raw IPv6",
  "IPv4",
  "IPv6",
  "GRE",
  "TCP",
  "ICMP",
  "ICMPv6",
  "UDP",
  "VXLAN",
  "VXLAN-GPE",
  "GENEVE",
  "GTP-U",
  "ERSPAN",
  "EtherIP",
  "pseudo-wire",
  "802.1ah",
  "VN-Tag",
  "L2TP",
  "PPTP",
  "radiotap",
  "802.11",
  "PFLOG",
  "ENC",
  "NFLOG",
  "PKTAP",
  "PPI",
  "CAPWAP",
];

/** More headers than this are not taken apart: only a packet made to waste time has them. */
export const MOST_LAYERS = 16;

/** One header: offsets in the captured bytes, `end` just past its last captured byte. */
export interface Layer {
  /** A number of the list above. */
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

/** A `Layer` while its reader fills it. */
export interface OpenLayer extends Layer {
  end: number;
}

/** The layers of one packet as whoever looks at it sees them. */
export interface Layers {
  readonly length: number;
  /** The layer at `index`, 0 being the outermost. */
  at(index: number): Layer;
  /** A list of its own with the same layers. */
  copy(): LayerList;
}

class Slot implements OpenLayer {
  kind = NOTHING;
  start = 0;
  end = 0;
}

/** A list of layers that keeps its places, so that dissection makes nothing for a packet. */
export class LayerList implements Layers {
  length = 0;
  readonly #slots: Slot[] = [];

  at(index: number): Layer {
    return this.#slots[index]!;
  }

  /** Adds a layer of no bytes. */
  open(kind: number, start: number): OpenLayer {
    if (this.length === this.#slots.length) this.#slots.push(new Slot());
    const slot = this.#slots[this.length++]!;
    slot.kind = kind;
    slot.start = slot.end = start;
    return slot;
  }

  copy(): LayerList {
    const list = new LayerList();
    for (let i = 0; i < this.length; i++) list.open(this.at(i).kind, this.at(i).start).end = this.at(i).end;
    return list;
  }
}
