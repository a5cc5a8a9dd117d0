/**
 * Network interfaces by ioctl: address, netmask, MTU, up.
 */
import {
  AF_INET,
  AF_INET6,
  IFF_RUNNING,
  IFF_UP,
  SIOCGIFHWADDR,
  SIOCGIFINDEX,
  SIOCSIFADDR,
  SIOCSIFFLAGS,
  SIOCSIFMTU,
  SIOCSIFNETMASK,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
} from "../calls/constants.ts";
import { Descriptor } from "../calls/descriptor.ts";
import { check } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";
import { IFREQ, IN6_IFREQ } from "../calls/structs.ts";
import { encodeSocketName, ipv6Bytes } from "../sockets/socket_address.ts";

/** A `struct ifreq` with the interface's name filled in. */
export function interfaceRequest(name: string): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
  const bytes = new Uint8Array(IFREQ.size);
  bytes.set(new TextEncoder().encode(name).subarray(0, IFREQ.nameSize - 1), IFREQ.name);
  return { bytes, view: new DataView(bytes.buffer) };
}

/** What `configureInterface` gives an interface: IPv4 address, netmask, MTU in bytes. */
export interface InterfaceSettings {
  readonly address: string;
  readonly netmask: string;
  readonly mtu?: number;
  /** Flags (`IFF_...`) that it keeps besides being up. */
  readonly flags?: number;
}

/** Gives an interface its settings and brings it up. Throws `SystemCallError`. */
export function configureInterface(name: string, settings: InterfaceSettings): void {
  using socket = controlSocket();
  if (settings.mtu !== undefined) {
    const request = interfaceRequest(name);
    request.view.setInt32(IFREQ.mtu, settings.mtu, true);
    check(libc().ioctl(socket.fd, SIOCSIFMTU, request.bytes), "ioctl SIOCSIFMTU");
  }
  const address = interfaceRequest(name);
  address.bytes.set(encodeSocketName({ address: settings.address, port: 0 }), IFREQ.address);
  check(libc().ioctl(socket.fd, SIOCSIFADDR, address.bytes), "ioctl SIOCSIFADDR");
  const netmask = interfaceRequest(name);
  netmask.bytes.set(encodeSocketName({ address: settings.netmask, port: 0 }), IFREQ.address);
  check(libc().ioctl(socket.fd, SIOCSIFNETMASK, netmask.bytes), "ioctl SIOCSIFNETMASK");
  bringUp(name, settings.flags);
}

/** Gives an interface an IPv6 address in full or short form. Throws `SystemCallError`. */
export function addIpv6Address(name: string, address: string, prefix: number): void {
  using socket = controlSocket(AF_INET6);
  const request = new Uint8Array(IN6_IFREQ.size);
  request.set(ipv6Bytes(address), IN6_IFREQ.address);
  const view = new DataView(request.buffer);
  view.setUint32(IN6_IFREQ.prefix, prefix, true);
  view.setInt32(IN6_IFREQ.ifindex, interfaceIndex(name), true);
  check(libc().ioctl(socket.fd, SIOCSIFADDR, request), "ioctl SIOCSIFADDR (IPv6)");
}

/** Brings an interface up, with further flags (`IFF_...`) and no others. Throws `SystemCallError`. */
export function bringUp(name: string, flags = 0): void {
  using socket = controlSocket();
  const request = interfaceRequest(name);
  request.view.setInt16(IFREQ.flags, IFF_UP | IFF_RUNNING | flags, true);
  check(libc().ioctl(socket.fd, SIOCSIFFLAGS, request.bytes), "ioctl SIOCSIFFLAGS");
}

/** The kernel's number of an interface. Throws `SystemCallError` where there is none of that name. */
export function interfaceIndex(name: string): number {
  using socket = controlSocket();
  const request = interfaceRequest(name);
  check(libc().ioctl(socket.fd, SIOCGIFINDEX, request.bytes), "ioctl SIOCGIFINDEX");
  return request.view.getInt32(IFREQ.ifindex, true);
}

/** The kind of hardware (`ARPHRD_...`) of an interface. Throws `SystemCallError`. */
export function hardwareType(name: string): number {
  using socket = controlSocket();
  const request = interfaceRequest(name);
  check(libc().ioctl(socket.fd, SIOCGIFHWADDR, request.bytes), "ioctl SIOCGIFHWADDR");
  return request.view.getUint16(IFREQ.hwaddr, true);
}

function controlSocket(family = AF_INET): Descriptor {
  return new Descriptor(check(libc().socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
}
