/* Prints the numbers that src/linux/constants.ts states, from the C headers: one "NAME value" a line. */
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

#define SAY(name) printf(#name " %lld\n", (long long)(name))

int main(void) {
  SAY(O_RDONLY); SAY(O_WRONLY); SAY(O_RDWR); SAY(O_NONBLOCK); SAY(O_CLOEXEC); SAY(F_SETFD);
  SAY(EFD_NONBLOCK); SAY(EFD_CLOEXEC); SAY(POLLIN); SAY(POLLOUT);
  SAY(CLOCK_REALTIME); SAY(CLOCK_MONOTONIC);
  SAY(AF_UNIX); SAY(AF_INET); SAY(AF_INET6); SAY(SO_LINGER); SAY(SHUT_RDWR); SAY(AF_PACKET); SAY(SOCK_STREAM); SAY(SOCK_DGRAM); SAY(SOCK_RAW); SAY(SOCK_SEQPACKET);
  SAY(SOCK_NONBLOCK); SAY(SOCK_CLOEXEC); SAY(SOL_SOCKET); SAY(SO_ERROR); SAY(SO_ATTACH_FILTER);
  SAY(SCM_RIGHTS); SAY(SHUT_WR);
  SAY(TUNSETIFF); SAY(TUNSETOFFLOAD); SAY(IFF_TUN); SAY(IFF_NO_PI); SAY(IFF_VNET_HDR); SAY(TUN_F_CSUM); SAY(TUN_F_TSO4);
  SAY(TUN_F_TSO6); SAY(SIOCSIFFLAGS); SAY(SIOCSIFADDR); SAY(SIOCSIFNETMASK); SAY(SIOCSIFMTU);
  SAY(SIOCGIFHWADDR); SAY(SIOCGIFINDEX); SAY(IFF_UP); SAY(IFF_RUNNING); SAY(ARPHRD_ETHER); SAY(ARPHRD_LOOPBACK);
  SAY(VIRTIO_NET_HDR_F_NEEDS_CSUM);
  SAY(SOL_PACKET); SAY(PACKET_RX_RING); SAY(PACKET_STATISTICS); SAY(PACKET_VERSION); SAY(PACKET_OUTGOING);
  SAY(TPACKET_V3); SAY(TP_STATUS_USER); SAY(TP_STATUS_VLAN_VALID); SAY(TP_STATUS_VLAN_TPID_VALID); SAY(ETH_P_ALL);
  SAY(PROT_READ); SAY(PROT_WRITE); SAY(MAP_SHARED); SAY(PR_SET_PDEATHSIG); SAY(PRIO_PROCESS); SAY(SIGKILL);
  return 0;
}
