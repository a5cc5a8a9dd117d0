/**
 * Layouts of the C structures that cross the border, as byte offsets. They are the same on x86-64 and arm64: both are
 * little-endian with 64-bit pointers and natural alignment. `tests/linux/layouts.c` prints them from the C headers.
 */

/** `struct ifreq` (net/if.h): interface name, then a union of 24 bytes. */
export const IFREQ = { size: 40, name: 0, nameSize: 16, flags: 16, address: 16, mtu: 16, ifindex: 16, hwaddr: 16 };

/** `struct in6_ifreq` (linux/ipv6.h). */
export const IN6_IFREQ = { size: 24, address: 0, prefix: 16, ifindex: 20 };

/** `struct sockaddr_in` (netinet/in.h); port and address in network order. */
export const SOCKADDR_IN = { size: 16, family: 0, port: 2, address: 4 };

/** `struct sockaddr_in6` (netinet/in.h); port and address in network order. */
export const SOCKADDR_IN6 = { size: 28, family: 0, port: 2, address: 8 };

/** `struct sockaddr_ll` (linux/if_packet.h); protocol in network order. */
export const SOCKADDR_LL = {
  size: 20,
  family: 0,
  protocol: 2,
  ifindex: 4,
  hatype: 8,
  pkttype: 10,
  halen: 11,
  addr: 12,
};

/** `struct pollfd` (poll.h). */
export const POLLFD = { size: 8, fd: 0, events: 4, revents: 6 };

/** `struct timespec` (time.h). */
export const TIMESPEC = { size: 16, seconds: 0, nanoseconds: 8 };

/** `struct sched_attr` (linux/sched/types.h), its first version. */
export const SCHED_ATTR = { size: 48, length: 0, policy: 4, nice: 16, priority: 20, runtime: 24 };

/** `struct iovec` (sys/uio.h), `struct msghdr` (sys/socket.h), and `struct cmsghdr` with room for one descriptor. */
export const IOVEC = { size: 16, base: 0, length: 8 };
export const MSGHDR = { size: 56, iov: 16, iovlen: 24, control: 32, controllen: 40 };
export const CMSGHDR = { size: 24, length: 0, level: 8, type: 12, data: 16, lengthWithOneFd: 20 };

/** `struct sock_filter` and `struct sock_fprog` (linux/filter.h). */
export const SOCK_FILTER = { size: 8, code: 0, jt: 2, jf: 3, k: 4 };
export const SOCK_FPROG = { size: 16, len: 0, filter: 8 };

/** `struct virtio_net_hdr` (linux/virtio_net.h), the 10 bytes in front of each packet with IFF_VNET_HDR. */
export const VIRTIO_NET_HDR = { size: 10, flags: 0, gsoType: 1, hdrLen: 2, gsoSize: 4, csumStart: 6, csumOffset: 8 };

/** `struct tpacket_req3`, `tpacket_block_desc` with its `tpacket_hdr_v1`, `tpacket3_hdr`, `tpacket_stats_v3`. */
export const TPACKET_REQ3 = {
  size: 28,
  blockSize: 0,
  blockNr: 4,
  frameSize: 8,
  frameNr: 12,
  retireBlockTov: 16,
};
export const TPACKET_BLOCK = { status: 8, numPackets: 12, offsetToFirst: 16 };
export const TPACKET3_HDR = {
  size: 48,
  nextOffset: 0,
  seconds: 4,
  nanoseconds: 8,
  snaplen: 12,
  length: 16,
  status: 20,
  mac: 24,
  net: 26,
  vlanTci: 32,
  vlanTpid: 36,
  /** The `sockaddr_ll` follows the header, aligned to 16. */
  address: 48,
};
export const TPACKET_STATS_V3 = { size: 12, packets: 0, drops: 4 };

/** `struct tpacket_stats` (linux/if_packet.h). */
export const TPACKET_STATS = { size: 8, packets: 0, drops: 4 };

/** `struct packet_mreq` (linux/if_packet.h). */
export const PACKET_MREQ = { size: 16, ifindex: 0, type: 4 };

/** `struct termios` and `struct winsize` (termios.h, asm-generic/termios.h). */
export const TERMIOS = { size: 60, oflag: 4, lflag: 12 };
export const WINSIZE = { size: 8, rows: 0, columns: 2 };

/** `struct ifinfomsg` (linux/rtnetlink.h). */
export const IFINFOMSG = { size: 16, index: 4, flags: 8, change: 12 };

/** `struct rtmsg` (linux/rtnetlink.h). */
export const RTMSG = { size: 12, family: 0, destinationLength: 1, table: 4, protocol: 5, scope: 6, type: 7 };

/** `struct tpacket_req`, `tpacket2_hdr` (linux/if_packet.h). */
export const TPACKET_REQ = { size: 16, blockSize: 0, blockNr: 4, frameSize: 8, frameNr: 12 };
export const TPACKET2_HDR = { size: 32, status: 0, length: 4, snaplen: 8, mac: 12 };

/** `struct inet_diag_req_v2`, `inet_diag_msg` (linux/inet_diag.h); ports and addresses in network order. */
export const INET_DIAG_REQ_V2 = { size: 56, family: 0, protocol: 1, extensions: 2, states: 4, identity: 8 };
export const INET_DIAG_MSG = { size: 72, family: 0, state: 1, identity: 4, inode: 68 };

/** `struct dirent` (dirent.h): the name, ended by a zero, is all that is read of it. */
export const DIRENT = { name: 19 };
