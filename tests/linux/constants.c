/* Prints the numbers that src/linux/calls/constants.ts states, from the C headers: one "NAME value" a line. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/socket.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/sockios.h>
#include <linux/virtio_net.h>
#include <sys/ioctl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <linux/ethtool.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/veth.h>
#include <sched.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <termios.h>

#define SAY(name) printf(#name " %lld\n", (long long)(name))

int main(void) {
  SAY(O_RDONLY); SAY(O_WRONLY); SAY(O_RDWR); SAY(O_NONBLOCK); SAY(O_CLOEXEC); SAY(F_SETFD);
  SAY(EFD_NONBLOCK); SAY(EFD_CLOEXEC); SAY(POLLIN); SAY(POLLOUT);
  SAY(CLOCK_REALTIME); SAY(CLOCK_MONOTONIC);
  SAY(AF_UNIX); SAY(AF_INET); SAY(AF_INET6); SAY(SO_LINGER); SAY(SHUT_RDWR); SAY(AF_PACKET); SAY(SOCK_STREAM); SAY(SOCK_DGRAM); SAY(SOCK_RAW); SAY(SOCK_SEQPACKET);
  SAY(SOCK_NONBLOCK); SAY(SOCK_CLOEXEC); SAY(SOL_SOCKET); SAY(SO_ERROR); SAY(SO_ATTACH_FILTER);
  SAY(SCM_RIGHTS); SAY(SHUT_WR); SAY(SHUT_RDWR); SAY(SO_LINGER);
  SAY(TUNSETIFF); SAY(TUNSETOFFLOAD); SAY(IFF_TUN); SAY(IFF_NO_PI); SAY(IFF_VNET_HDR); SAY(TUN_F_CSUM); SAY(TUN_F_TSO4);
  SAY(TUN_F_TSO6); SAY(SIOCSIFFLAGS); SAY(SIOCSIFADDR); SAY(SIOCSIFNETMASK); SAY(SIOCSIFMTU);
  SAY(SIOCGIFHWADDR); SAY(SIOCGIFINDEX); SAY(IFF_UP); SAY(IFF_RUNNING); SAY(ARPHRD_ETHER); SAY(ARPHRD_LOOPBACK);
  SAY(VIRTIO_NET_HDR_F_NEEDS_CSUM);
  SAY(SOL_PACKET); SAY(PACKET_RX_RING); SAY(PACKET_STATISTICS); SAY(PACKET_VERSION); SAY(PACKET_OUTGOING);
  SAY(TPACKET_V3); SAY(TP_STATUS_USER); SAY(TP_STATUS_VLAN_VALID); SAY(TP_STATUS_VLAN_TPID_VALID); SAY(ETH_P_ALL);
  SAY(PROT_READ); SAY(PROT_WRITE); SAY(MAP_SHARED); SAY(PR_SET_PDEATHSIG); SAY(PRIO_PROCESS); SAY(SIGKILL);
  SAY(O_CREAT); SAY(MSG_DONTWAIT); SAY(O_NOCTTY); SAY(AF_INET6); SAY(AF_NETLINK);
  SAY(PACKET_VNET_HDR); SAY(PACKET_QDISC_BYPASS); SAY(PACKET_IGNORE_OUTGOING); SAY(TPACKET_V2); SAY(TP_STATUS_KERNEL);
  SAY(SIGTERM); SAY(WNOHANG); SAY(POSIX_SPAWN_SETSIGDEF); SAY(POSIX_SPAWN_SETSIGMASK); SAY(POSIX_SPAWN_SETSID);
  SAY(OPOST); SAY(ECHO); SAY(TCSANOW); SAY(TIOCSWINSZ);
  SAY(MS_BIND); SAY(MS_NOSUID); SAY(MS_NODEV); SAY(MS_NOEXEC); SAY(MNT_DETACH); SAY(CLONE_NEWNET);
  SAY(NETLINK_ROUTE); SAY(NETLINK_SOCK_DIAG); SAY(NLM_F_REQUEST); SAY(NLM_F_ACK); SAY(NLM_F_DUMP); SAY(NLM_F_CREATE);
  SAY(NLM_F_EXCL); SAY(NLMSG_ERROR); SAY(NLMSG_DONE); SAY(RTM_NEWLINK); SAY(IFLA_ADDRESS); SAY(IFLA_IFNAME);
  SAY(IFLA_MTU); SAY(IFLA_LINKINFO); SAY(IFLA_NET_NS_FD); SAY(IFLA_INFO_KIND); SAY(IFLA_INFO_DATA);
  SAY(VETH_INFO_PEER); SAY(IFF_NOARP);
  SAY(SIOCETHTOOL); SAY(ETHTOOL_STXCSUM); SAY(ETHTOOL_SSG); SAY(ETHTOOL_STSO); SAY(ETHTOOL_SGSO);
  SAY(SOCK_DIAG_BY_FAMILY); SAY(INET_DIAG_INFO); SAY(INET_DIAG_CONG); SAY(IPPROTO_TCP);
  return 0;
}
