/** The words of the language that mean numbers: protocols, and the named values of pcap-filter(7). */

/** EtherTypes (IEEE 802 numbers) of the protocols that can be named. */
export const ETHER_TYPES: ReadonlyMap<string, number> = new Map([
  ["ip", 0x0800],
  ["ip6", 0x86dd],
  ["arp", 0x0806],
  ["rarp", 0x8035],
]);

/** IP protocol numbers (IANA) of those that can be named, with the versions of IP that carry them. */
export const IP_PROTOCOLS: ReadonlyMap<string, { readonly number: number; readonly layer: "ip" | "ip6" | null }> =
  new Map(
    [
      ["tcp", { number: 6, layer: null }],
      ["udp", { number: 17, layer: null }],
      ["sctp", { number: 132, layer: null }],
      ["icmp", { number: 1, layer: "ip" }],
      ["icmp6", { number: 58, layer: "ip6" }],
      ["igmp", { number: 2, layer: "ip" }],
      ["pim", { number: 103, layer: null }],
      ["vrrp", { number: 112, layer: "ip" }],
      ["ah", { number: 51, layer: null }],
      ["esp", { number: 50, layer: null }],
    ],
  );

/** Protocols whose header begins with two ports. */
export const PORT_PROTOCOLS: readonly string[] = ["tcp", "udp", "sctp"];

/** Words for the link layer as a whole. */
export const LINK_WORDS: readonly string[] = ["ether", "link"];

/** Words that begin a test, for "did you mean". */
export const TEST_WORDS: readonly string[] = [
  ..."host net port portrange proto src dst and or not less greater len vlan broadcast multicast".split(" "),
  ..."inbound outbound ifindex".split(" "),
  ...LINK_WORDS,
  ...ETHER_TYPES.keys(),
  ...IP_PROTOCOLS.keys(),
];

/** Words that other programs understand and this one does not. */
export const UNSUPPORTED: ReadonlySet<string> = new Set(
  ("gateway protochain mpls pppoed pppoes geneve vxlan byte igrp carp atalk aarp decnet lat sca moprc mopdl iso esis isis " +
    "clnp stp ipx netbeui radio wlan fddi tr ppp slip type subtype dir direction lane llc addr1 addr2 addr3 addr4 ra ta " +
    "on ifname rset ruleset rnr rulenum srnr subrulenum reason action").split(" "),
);

const ICMP_TYPES = {
  "icmp-echoreply": 0,
  "icmp-unreach": 3,
  "icmp-sourcequench": 4,
  "icmp-redirect": 5,
  "icmp-echo": 8,
  "icmp-routeradvert": 9,
  "icmp-routersolicit": 10,
  "icmp-timxceed": 11,
  "icmp-paramprob": 12,
  "icmp-tstamp": 13,
  "icmp-tstampreply": 14,
  "icmp-ireq": 15,
  "icmp-ireqreply": 16,
  "icmp-maskreq": 17,
  "icmp-maskreply": 18,
};

const ICMP6_TYPES = {
  "icmp6-destinationunreach": 1,
  "icmp6-packettoobig": 2,
  "icmp6-timeexceeded": 3,
  "icmp6-parameterproblem": 4,
  "icmp6-echo": 128,
  "icmp6-echoreply": 129,
  "icmp6-multicastlistenerquery": 130,
  "icmp6-multicastlistenerreportv1": 131,
  "icmp6-multicastlistenerdone": 132,
  "icmp6-routersolicit": 133,
  "icmp6-routeradvert": 134,
  "icmp6-neighborsolicit": 135,
  "icmp6-neighboradvert": 136,
  "icmp6-redirect": 137,
};

const TCP_FLAGS = {
  "tcp-fin": 0x01,
  "tcp-syn": 0x02,
  "tcp-rst": 0x04,
  "tcp-push": 0x08,
  "tcp-ack": 0x10,
  "tcp-urg": 0x20,
  "tcp-ece": 0x40,
  "tcp-cwr": 0x80,
};

/** Offsets of fields that have a name. */
const FIELDS = { "tcpflags": 13, "icmptype": 0, "icmpcode": 1, "icmp6type": 0, "icmp6code": 1 };

/** Names that stand for a number wherever a number may stand. */
export const NAMED_NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.entries({ ...FIELDS, ...TCP_FLAGS, ...ICMP_TYPES, ...ICMP6_TYPES }),
);
