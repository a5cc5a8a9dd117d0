/** Filters in our words beside the same in Wireshark's; alone where ours are Wireshark's. */
export interface FilterPair {
  readonly ours: string;
  readonly wireshark: string;
  /** The first tshark that judges packets as docs/analysis.md says, where an older one judges them otherwise. */
  readonly since?: number;
}

function same(filter: string): FilterPair {
  return { ours: filter, wireshark: filter };
}

function pair(ours: string, wireshark: string): FilterPair {
  return { ours, wireshark };
}

export const FILTER_PAIRS: readonly FilterPair[] = [
  same("tcp"),
  same("ip and not tcp"),
  same("ipv6"),
  same("tcp.flags.syn == 1"),
  same("tcp.flags.syn == 1 and tcp.flags.ack == 0"),
  same("tcp.flags.reset == 1"),
  same("tcp.flags.fin == 1 or tcp.flags.reset == 1"),
  same("tcp.flags.push != 1"),
  same("tcp.flags.ece == 1 || tcp.flags.cwr == 1"),
  same("tcp.port == 80"),
  same("tcp.port in {80, 443, 5050}"),
  same("tcp.port in {80, 1000..2100}"),
  same("tcp.port != 80"),
  same("tcp.srcport < 1024"),
  same("tcp.dstport >= 1024 && tcp.dstport <= 50000"),
  same("tcp.stream eq 3"),
  same("tcp.stream in {0, 2..4}"),
  same("tcp.stream > 5"),
  same("ip.addr == 10.0.2.4"),
  same("ip.src == 10.0.0.0/8"),
  same("ip.addr != 10.0.2.15"),
  same("ip.dst in {10.0.2.4, 192.168.0.0/16}"),
  same("tcp.len > 0"),
  same("tcp.len > 500 and tcp.len <= 1448"),
  same("tcp.seq == 1"),
  same("tcp.ack > 1000"),
  same("tcp.window_size < 1000"),
  same("tcp.window_size_value == 0"),
  { ...same("tcp.analysis.retransmission"), since: 4.4 },
  { ...same("tcp.analysis.fast_retransmission or tcp.analysis.spurious_retransmission"), since: 4.4 },
  { ...same("tcp.analysis.out_of_order"), since: 4.4 },
  { ...same("tcp.analysis.duplicate_ack_num > 1"), since: 4.4 },
  same("tcp.analysis.zero_window or tcp.analysis.window_full"),
  { ...same("tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment"), since: 4.4 },
  { ...same("tcp.analysis.ack_rtt > 0.001"), since: 4.4 },
  same("tcp.analysis.bytes_in_flight >= 1000"),
  same("frame.len > 200"),
  same("frame.time_relative < 1"),
  same("ip.ttl < 64"),
  pair("host 10.0.2.15 and not flag ACK", "ip.addr == 10.0.2.15 and tcp.flags.ack == 0"),
  pair("src net 10.0.2.0/24 and dst port 1-1023", "ip.src == 10.0.2.0/24 and tcp.dstport in {1..1023}"),
  pair("port {80 5050} and len 1..100", "tcp.port in {80, 5050} and tcp.len >= 1 and tcp.len <= 100"),
  pair("time 10ms..200ms", "frame.time_relative >= 0.01 and frame.time_relative <= 0.2"),
  pair("stream 1-3 and (RST or FIN)", "tcp.stream in {1..3} and (tcp.flags.reset == 1 or tcp.flags.fin == 1)"),
  { ...pair("rtt > 20ms", "tcp.analysis.ack_rtt > 0.02"), since: 4.4 },
  {
    ...pair("zero_window_probe or keep_alive", "tcp.analysis.zero_window_probe or tcp.analysis.keep_alive"),
    since: 4.4,
  },
];
