/** Tunnels between access points, caches and their controllers. */
import { ETHERNET, four, in4, type LayerCase, udp } from "./layer_parts.ts";
import { joined } from "../record_of.ts";

export const WIRELESS_CASES: readonly LayerCase[] = [
  {
    name: "802.11 in GRE",
    linkType: 101,
    bytes: in4(
      47,
      joined("0000 8200 8801 0000", "0200000000ff 020000000002 020000000001", "0000 0000 aaaa03 000000 0800", four),
    ),
    layers: "IPv4 20, GRE 4, 802.11 26, LLC/SNAP 8, IPv4 20, TCP 20",
  },
  {
    name: "WCCP with its redirect header",
    linkType: 101,
    bytes: in4(47, joined("0000 883e 05590048", four)),
    layers: "IPv4 20, GRE 8, IPv4 20, TCP 20",
  },
  {
    name: "GRE in UDP",
    linkType: 101,
    bytes: in4(17, udp(4754, joined("2000 0800 00000007", four))),
    layers: "IPv4 20, UDP 8, GRE 8, IPv4 20, TCP 20",
  },
  {
    name: "CAPWAP around Ethernet",
    linkType: 101,
    bytes: in4(17, udp(5247, joined("0010 0200 00000000", ETHERNET, "0800", four))),
    layers: "IPv4 20, UDP 8, CAPWAP 8, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "CAPWAP with the radio's address, around 802.11",
    linkType: 101,
    bytes: in4(
      17,
      udp(
        5247,
        joined(
          "0020 0310 00000000 06 020000000009 00",
          "8801 0000 0200000000ff 020000000002 020000000001 0000 0000 aaaa03 000000 0800",
          four,
        ),
      ),
    ),
    layers: "IPv4 20, UDP 8, CAPWAP 16, 802.11 26, LLC/SNAP 8, IPv4 20, TCP 20",
  },
  {
    name: "CAPWAP with wireless information, around 802.11 whose frame control is swapped",
    linkType: 101,
    bytes: in4(
      17,
      udp(
        5247,
        joined(
          "0020 0320 00000000 04 c8000000 000000",
          "0108 0000 0200000000ff 020000000002 020000000001 0000 aaaa03 000000 0800",
          four,
        ),
      ),
    ),
    layers: "IPv4 20, UDP 8, CAPWAP 16, 802.11 24, LLC/SNAP 8, IPv4 20, TCP 20",
  },
];
