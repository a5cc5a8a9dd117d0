/**
 * Numbers of the kernel's interface, from its public headers. Those below are the same on x86-64 and arm64; a machine of
 * another kind is refused by `assertKnownMachine`.
 */
import { Failure } from "../../base/failure.ts";

// fcntl.h, sys/eventfd.h
export const O_RDONLY = 0x0;
export const O_WRONLY = 0x1;
export const O_RDWR = 0x2;
export const O_CREAT = 0x40;
export const O_NOCTTY = 0x100;
export const O_NONBLOCK = 0x800;
export const O_CLOEXEC = 0x80000;
export const F_SETFD = 2;
export const EFD_NONBLOCK = 0x800;
export const EFD_CLOEXEC = 0x80000;

// poll.h
export const POLLIN = 0x001;
export const POLLOUT = 0x004;

// time.h
export const CLOCK_REALTIME = 0;
export const CLOCK_MONOTONIC = 1;

// sys/socket.h, netinet/in.h, netinet/tcp.h
export const AF_UNIX = 1;
export const AF_INET = 2;
export const AF_INET6 = 10;
export const AF_NETLINK = 16;
export const AF_PACKET = 17;
export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
export const SOCK_SEQPACKET = 5;
export const SOCK_NONBLOCK = 0x800;
export const SOCK_CLOEXEC = 0x80000;
export const SOL_SOCKET = 1;
export const SO_REUSEADDR = 2;
export const SO_ERROR = 4;
export const SO_SNDBUF = 7;
export const SO_RCVBUF = 8;
export const SO_KEEPALIVE = 9;
export const SO_LINGER = 13;
export const SO_ATTACH_FILTER = 26;
export const MSG_DONTWAIT = 0x40;
export const SCM_RIGHTS = 1;
export const SHUT_WR = 1;
export const SHUT_RDWR = 2;
export const TCP_NODELAY = 1;
export const TCP_MAXSEG = 2;
export const TCP_CORK = 3;
export const TCP_WINDOW_CLAMP = 10;
export const TCP_QUICKACK = 12;
export const TCP_CONGESTION = 13;
export const TCP_USER_TIMEOUT = 18;
export const TCP_FASTOPEN = 23;
export const TCP_FASTOPEN_CONNECT = 30;

// linux/if_tun.h: _IOW('T', 202, int) and its neighbours
export const TUNSETIFF = 0x400454can;
export const TUNSETOFFLOAD = 0x400454d0n;
export const IFF_TUN = 0x0001;
export const IFF_NO_PI = 0x1000;
export const IFF_VNET_HDR = 0x4000;
export const TUN_F_CSUM = 0x01;
export const TUN_F_TSO4 = 0x02;
export const TUN_F_TSO6 = 0x04;

// linux/sockios.h, net/if.h
export const SIOCSIFFLAGS = 0x8914n;
export const SIOCSIFADDR = 0x8916n;
export const SIOCSIFNETMASK = 0x891cn;
export const SIOCSIFMTU = 0x8922n;
export const SIOCGIFHWADDR = 0x8927n;
export const SIOCGIFINDEX = 0x8933n;
export const IFF_UP = 0x1;
export const IFF_RUNNING = 0x40;
export const ARPHRD_ETHER = 1;
export const ARPHRD_LOOPBACK = 772;

// linux/virtio_net.h
export const VIRTIO_NET_HDR_F_NEEDS_CSUM = 1;

// linux/if_packet.h, linux/if_ether.h
export const SOL_PACKET = 263;
export const PACKET_ADD_MEMBERSHIP = 1;
export const PACKET_MR_PROMISC = 1;
export const PACKET_RX_RING = 5;
export const PACKET_STATISTICS = 6;
export const PACKET_VERSION = 10;
export const PACKET_VNET_HDR = 15;
export const PACKET_QDISC_BYPASS = 20;
export const PACKET_IGNORE_OUTGOING = 23;
export const TPACKET_V2 = 1;
export const TPACKET_V3 = 2;
export const TP_STATUS_KERNEL = 0;
export const TP_STATUS_USER = 1;
export const TP_STATUS_VLAN_VALID = 0x10;
export const TP_STATUS_VLAN_TPID_VALID = 0x40;
export const ETH_P_ALL = 0x0003;

// sys/mman.h
export const PROT_READ = 1;
export const PROT_WRITE = 2;
export const MAP_SHARED = 1;

// sys/prctl.h, sys/resource.h, signal.h
export const PRIO_PROCESS = 0;
export const SCHED_OTHER = 0;
export const SCHED_RR = 2;
export const SCHED_BATCH = 3;
/** The C library has no name for this call before glibc 2.41 (asm/unistd.h). */
export const SYS_SCHED_SETATTR = Deno.build.arch === "aarch64" ? 274n : 314n;
export const PR_SET_PDEATHSIG = 1;
export const PR_SET_TIMERSLACK = 29;
export const SIGKILL = 9n;
export const SIGTERM = 15;

// sys/wait.h, spawn.h
export const WNOHANG = 1;
export const POSIX_SPAWN_SETSIGDEF = 0x04;
export const POSIX_SPAWN_SETSIGMASK = 0x08;
export const POSIX_SPAWN_SETSID = 0x80;

// termios.h, asm/ioctls.h
export const OPOST = 0x1;
export const ECHO = 0x8;
export const TCSANOW = 0;
export const TIOCSWINSZ = 0x5414n;

// sys/mount.h, sched.h
export const MS_BIND = 4096n;
export const MS_NOSUID = 2n;
export const MS_NODEV = 4n;
export const MS_NOEXEC = 8n;
export const MNT_DETACH = 2;
export const CLONE_NEWNET = 0x40000000;

// linux/netlink.h, linux/rtnetlink.h, linux/if_link.h, linux/veth.h
export const NETLINK_ROUTE = 0;
export const NETLINK_SOCK_DIAG = 4;
export const NLM_F_REQUEST = 0x001;
export const NLM_F_ACK = 0x004;
export const NLM_F_DUMP = 0x300;
export const NLM_F_REPLACE = 0x100;
export const NLM_F_CREATE = 0x400;
export const NLM_F_EXCL = 0x200;
export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;
export const RTM_NEWLINK = 16;
export const RTM_NEWROUTE = 24;
export const RT_TABLE_MAIN = 254;
export const RT_SCOPE_LINK = 253;
export const RTPROT_STATIC = 4;
export const RTN_UNICAST = 1;
export const RTA_DST = 1;
export const RTA_OIF = 4;
export const RTA_METRICS = 8;
export const RTAX_WINDOW = 3;
export const RTAX_ADVMSS = 8;
export const IFLA_ADDRESS = 1;
export const IFLA_IFNAME = 3;
export const IFLA_MTU = 4;
export const IFLA_TXQLEN = 13;
export const IFLA_LINKINFO = 18;
export const IFLA_NET_NS_FD = 28;
export const IFLA_INFO_KIND = 1;
export const IFLA_INFO_DATA = 2;
export const VETH_INFO_PEER = 1;
export const IFF_NOARP = 0x80;

// linux/ethtool.h
export const SIOCETHTOOL = 0x8946n;
export const ETHTOOL_STXCSUM = 0x17;
export const ETHTOOL_SSG = 0x19;
export const ETHTOOL_STSO = 0x1f;
export const ETHTOOL_SGSO = 0x24;

// linux/sock_diag.h, linux/inet_diag.h
export const SOCK_DIAG_BY_FAMILY = 20;
export const INET_DIAG_INFO = 2;
export const INET_DIAG_CONG = 4;
export const IPPROTO_TCP = 6;

/** Throws where the numbers above would not hold. */
export function assertKnownMachine(machine: { os: string; arch: string } = Deno.build): void {
  if (machine.os !== "linux") throw new Failure(`This needs Linux, and this machine runs: ${machine.os}`);
  if (machine.arch !== "x86_64" && machine.arch !== "aarch64") {
    throw new Failure(`This needs an x86-64 or arm64 processor, and this machine has: ${machine.arch}`);
  }
}
