/* Prints the layouts that src/linux/calls/structs.ts states, from the C headers: one "name value" a line. */
#define _GNU_SOURCE
#include <dirent.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/inet_diag.h>
#include <linux/ipv6.h>
#include <linux/rtnetlink.h>
#include <linux/sched/types.h>
#include <linux/virtio_net.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <sys/ioctl.h>
#include <termios.h>

#define SIZE(name, type) printf("%s.size %zu\n", name, sizeof(type))
#define AT(name, type, field, member) printf("%s.%s %zu\n", name, field, offsetof(type, member))

int main(void) {
  AT("DIRENT", struct dirent, "name", d_name);
  SIZE("IFREQ", struct ifreq);
  AT("IFREQ", struct ifreq, "flags", ifr_flags);
  AT("IFREQ", struct ifreq, "address", ifr_addr);
  AT("IFREQ", struct ifreq, "mtu", ifr_mtu);
  AT("IFREQ", struct ifreq, "hwaddr", ifr_hwaddr);
  SIZE("SOCKADDR_IN", struct sockaddr_in);
  AT("SOCKADDR_IN", struct sockaddr_in, "port", sin_port);
  AT("SOCKADDR_IN", struct sockaddr_in, "address", sin_addr);
  AT("SCHED_ATTR", struct sched_attr, "length", size);
  AT("SCHED_ATTR", struct sched_attr, "policy", sched_policy);
  AT("SCHED_ATTR", struct sched_attr, "nice", sched_nice);
  AT("SCHED_ATTR", struct sched_attr, "priority", sched_priority);
  AT("SCHED_ATTR", struct sched_attr, "runtime", sched_runtime);
  SIZE("RTMSG", struct rtmsg);
  AT("RTMSG", struct rtmsg, "family", rtm_family);
  AT("RTMSG", struct rtmsg, "destinationLength", rtm_dst_len);
  AT("RTMSG", struct rtmsg, "table", rtm_table);
  AT("RTMSG", struct rtmsg, "protocol", rtm_protocol);
  AT("RTMSG", struct rtmsg, "scope", rtm_scope);
  AT("RTMSG", struct rtmsg, "type", rtm_type);
  SIZE("SOCKADDR_IN6", struct sockaddr_in6);
  AT("SOCKADDR_IN6", struct sockaddr_in6, "family", sin6_family);
  AT("SOCKADDR_IN6", struct sockaddr_in6, "port", sin6_port);
  AT("SOCKADDR_IN6", struct sockaddr_in6, "address", sin6_addr);
  SIZE("SOCKADDR_LL", struct sockaddr_ll);
  AT("SOCKADDR_LL", struct sockaddr_ll, "protocol", sll_protocol);
  AT("SOCKADDR_LL", struct sockaddr_ll, "ifindex", sll_ifindex);
  AT("SOCKADDR_LL", struct sockaddr_ll, "hatype", sll_hatype);
  AT("SOCKADDR_LL", struct sockaddr_ll, "pkttype", sll_pkttype);
  AT("SOCKADDR_LL", struct sockaddr_ll, "halen", sll_halen);
  AT("SOCKADDR_LL", struct sockaddr_ll, "addr", sll_addr);
  SIZE("PACKET_MREQ", struct packet_mreq);
  AT("PACKET_MREQ", struct packet_mreq, "ifindex", mr_ifindex);
  AT("PACKET_MREQ", struct packet_mreq, "type", mr_type);
  SIZE("POLLFD", struct pollfd);
  AT("POLLFD", struct pollfd, "events", events);
  AT("POLLFD", struct pollfd, "revents", revents);
  SIZE("TIMESPEC", struct timespec);
  AT("TIMESPEC", struct timespec, "nanoseconds", tv_nsec);
  SIZE("IOVEC", struct iovec);
  AT("IOVEC", struct iovec, "length", iov_len);
  SIZE("MSGHDR", struct msghdr);
  AT("MSGHDR", struct msghdr, "iov", msg_iov);
  AT("MSGHDR", struct msghdr, "iovlen", msg_iovlen);
  AT("MSGHDR", struct msghdr, "control", msg_control);
  AT("MSGHDR", struct msghdr, "controllen", msg_controllen);
  printf("CMSGHDR.size %zu\n", (size_t)CMSG_SPACE(sizeof(int)));
  printf("CMSGHDR.lengthWithOneFd %zu\n", (size_t)CMSG_LEN(sizeof(int)));
  AT("CMSGHDR", struct cmsghdr, "level", cmsg_level);
  AT("CMSGHDR", struct cmsghdr, "type", cmsg_type);
  printf("CMSGHDR.data %zu\n", (size_t)CMSG_LEN(0));
  SIZE("SOCK_FILTER", struct sock_filter);
  AT("SOCK_FILTER", struct sock_filter, "jt", jt);
  AT("SOCK_FILTER", struct sock_filter, "jf", jf);
  AT("SOCK_FILTER", struct sock_filter, "k", k);
  SIZE("SOCK_FPROG", struct sock_fprog);
  AT("SOCK_FPROG", struct sock_fprog, "filter", filter);
  SIZE("VIRTIO_NET_HDR", struct virtio_net_hdr);
  AT("VIRTIO_NET_HDR", struct virtio_net_hdr, "gsoType", gso_type);
  AT("VIRTIO_NET_HDR", struct virtio_net_hdr, "hdrLen", hdr_len);
  AT("VIRTIO_NET_HDR", struct virtio_net_hdr, "gsoSize", gso_size);
  AT("VIRTIO_NET_HDR", struct virtio_net_hdr, "csumStart", csum_start);
  AT("VIRTIO_NET_HDR", struct virtio_net_hdr, "csumOffset", csum_offset);
  SIZE("TPACKET_REQ3", struct tpacket_req3);
  AT("TPACKET_REQ3", struct tpacket_req3, "blockNr", tp_block_nr);
  AT("TPACKET_REQ3", struct tpacket_req3, "frameSize", tp_frame_size);
  AT("TPACKET_REQ3", struct tpacket_req3, "frameNr", tp_frame_nr);
  AT("TPACKET_REQ3", struct tpacket_req3, "retireBlockTov", tp_retire_blk_tov);
  AT("TPACKET_BLOCK", struct tpacket_block_desc, "status", hdr.bh1.block_status);
  AT("TPACKET_BLOCK", struct tpacket_block_desc, "numPackets", hdr.bh1.num_pkts);
  AT("TPACKET_BLOCK", struct tpacket_block_desc, "offsetToFirst", hdr.bh1.offset_to_first_pkt);
  SIZE("TPACKET3_HDR", struct tpacket3_hdr);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "nextOffset", tp_next_offset);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "seconds", tp_sec);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "nanoseconds", tp_nsec);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "snaplen", tp_snaplen);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "length", tp_len);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "status", tp_status);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "mac", tp_mac);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "net", tp_net);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "vlanTci", hv1.tp_vlan_tci);
  AT("TPACKET3_HDR", struct tpacket3_hdr, "vlanTpid", hv1.tp_vlan_tpid);
  printf("TPACKET3_HDR.address %zu\n", (size_t)TPACKET_ALIGN(sizeof(struct tpacket3_hdr)));
  SIZE("TPACKET_STATS_V3", struct tpacket_stats_v3);
  AT("TPACKET_STATS_V3", struct tpacket_stats_v3, "drops", tp_drops);
  SIZE("TPACKET_STATS", struct tpacket_stats);
  AT("TPACKET_STATS", struct tpacket_stats, "packets", tp_packets);
  AT("TPACKET_STATS", struct tpacket_stats, "drops", tp_drops);
  SIZE("IN6_IFREQ", struct in6_ifreq);
  AT("IN6_IFREQ", struct in6_ifreq, "address", ifr6_addr);
  AT("IN6_IFREQ", struct in6_ifreq, "prefix", ifr6_prefixlen);
  AT("IN6_IFREQ", struct in6_ifreq, "ifindex", ifr6_ifindex);
  SIZE("IFINFOMSG", struct ifinfomsg);
  AT("IFINFOMSG", struct ifinfomsg, "index", ifi_index);
  AT("IFINFOMSG", struct ifinfomsg, "flags", ifi_flags);
  AT("IFINFOMSG", struct ifinfomsg, "change", ifi_change);
  SIZE("TPACKET_REQ", struct tpacket_req);
  AT("TPACKET_REQ", struct tpacket_req, "blockNr", tp_block_nr);
  AT("TPACKET_REQ", struct tpacket_req, "frameSize", tp_frame_size);
  AT("TPACKET_REQ", struct tpacket_req, "frameNr", tp_frame_nr);
  SIZE("TPACKET2_HDR", struct tpacket2_hdr);
  AT("TPACKET2_HDR", struct tpacket2_hdr, "length", tp_len);
  AT("TPACKET2_HDR", struct tpacket2_hdr, "snaplen", tp_snaplen);
  AT("TPACKET2_HDR", struct tpacket2_hdr, "mac", tp_mac);
  SIZE("INET_DIAG_REQ_V2", struct inet_diag_req_v2);
  AT("INET_DIAG_REQ_V2", struct inet_diag_req_v2, "protocol", sdiag_protocol);
  AT("INET_DIAG_REQ_V2", struct inet_diag_req_v2, "extensions", idiag_ext);
  AT("INET_DIAG_REQ_V2", struct inet_diag_req_v2, "states", idiag_states);
  AT("INET_DIAG_REQ_V2", struct inet_diag_req_v2, "identity", id);
  SIZE("INET_DIAG_MSG", struct inet_diag_msg);
  AT("INET_DIAG_MSG", struct inet_diag_msg, "state", idiag_state);
  AT("INET_DIAG_MSG", struct inet_diag_msg, "identity", id);
  AT("INET_DIAG_MSG", struct inet_diag_msg, "inode", idiag_inode);
  SIZE("TERMIOS", struct termios);
  AT("TERMIOS", struct termios, "oflag", c_oflag);
  AT("TERMIOS", struct termios, "lflag", c_lflag);
  SIZE("WINSIZE", struct winsize);
  AT("WINSIZE", struct winsize, "rows", ws_row);
  AT("WINSIZE", struct winsize, "columns", ws_col);
  return 0;
}
