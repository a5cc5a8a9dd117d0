/** The TCP header inside each packet of a capture, and what stands around it, as tshark reads them. */

/** A packet as tshark reads it: its protocols from the outermost in, and its TCP as `innerSegments` writes it, or "". */
export interface TsharkPacket {
  readonly protocols: readonly string[];
  readonly segment: string;
}

const FIELDS = [
  "frame.number",
  "frame.protocols",
  "tcp.srcport",
  "tcp.dstport",
  "tcp.seq_raw",
  "tcp.ack_raw",
  "tcp.len",
];

/** What is no kind of its own: it is in every packet, or says only what follows. */
const PLAIN = new Set(
  "eth ethertype ip ipv6 udp llc tcp ipv6.hopopts ipv6.dstopts ipv6.routing ipv6.fraghdr ah data frame".split(" "),
);

/** Packets by their numbers; null where tshark cannot read the capture, or is not there. */
export async function askTshark(path: string): Promise<ReadonlyMap<number, TsharkPacket> | null> {
  const args = ["-2", "-r", path, "-o", "tcp.desegment_tcp_streams:FALSE", "-T", "fields", "-E", "occurrence=l"];
  for (const field of FIELDS) args.push("-e", field);
  const { stdout } = await new Deno.Command("tshark", { args, stderr: "null" }).output();
  const packets = new Map<number, TsharkPacket>();
  for (const line of new TextDecoder().decode(stdout).split("\n")) {
    const [number = "", protocols = "", ...segment] = line.split("\t");
    // A block of a pcapng file that is no packet has a number of its own there, and no protocol.
    if (number === "" || protocols === "") continue;
    const names = protocols.split(":");
    packets.set(packets.size + 1, { protocols: names, segment: isOwn(names) ? segment.join(" ") : "" });
  }
  return packets.size === 0 ? null : packets;
}

/** It has TCP, which no ICMP error quotes. */
function isOwn(protocols: readonly string[]): boolean {
  return protocols.includes("tcp") && !protocols.some((name) => name === "icmp" || name === "icmpv6");
}

/** The kinds of links, tags and tunnels around a packet's TCP; `eth` where there is nothing but Ethernet. */
export function kindsOf(protocols: readonly string[]): ReadonlySet<string> {
  const end = protocols.lastIndexOf("tcp");
  const around = end < 0 ? protocols : protocols.slice(0, end);
  const kinds = new Set(around.filter((name) => !PLAIN.has(name)));
  const networks = around.filter((name) => name === "ip" || name === "ipv6").length;
  if (networks > 1 && kinds.size === 0) kinds.add("ip in ip");
  return kinds.size === 0 ? new Set(["eth"]) : kinds;
}
