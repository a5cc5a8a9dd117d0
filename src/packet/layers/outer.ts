/**
 * What stands around a packet's innermost IP header, as one number: the same addresses and ports in two VLANs, or in two
 * tunnels, are two connections, and this number tells them apart.
 */
import { i32 } from "../bytes.ts";
import { IPV4 } from "../layer.ts";
import type { Packet } from "../packet.ts";

/** Takes the number by which a layer names its network: a VLAN, a session, a key. MPLS labels differ by direction. */
export function goneThrough(packet: Packet, kind: number, number: number): void {
  packet.outerHash = mix(packet.outerHash ^ mix(number ^ (kind << 24)));
}

/** Takes the addresses of the IP header read last, which an inner one is about to follow; the same for both directions. */
export function enterTunnel(packet: Packet): void {
  const { bytes, start, ipStart, ipVersion } = packet;
  const at = start + ipStart + (ipVersion === 4 ? 12 : 8);
  const size = ipVersion === 4 ? 4 : 16;
  let from = 0;
  let to = 0;
  for (let i = 0; i < size; i += 4) {
    from = mix(from ^ i32(bytes, at + i));
    to = mix(to ^ i32(bytes, at + size + i));
  }
  goneThrough(packet, IPV4, (from + to) | 0);
}

function mix(value: number): number {
  const product = Math.imul(value + 1, 0x9e3779b1);
  return product ^ (product >>> 15);
}
