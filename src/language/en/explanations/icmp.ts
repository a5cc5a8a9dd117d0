/** ICMP errors that quote a TCP segment. {sender} sent that segment. */
export const ICMP = {
  "icmp.start": "{who} answers a packet of the {sender} with {name} type {type}, code {code}.",
  "icmp.start-unknown": "{who} answers a packet with {name} type {type}, code {code}.",
  "icmp.router": "A router or firewall at {address}",
  "icmp.host": "The addressed host itself, {address},",
  "icmp.own": "The sending host itself, {address},",
  "icmp.own-rule":
    "A rule of its own, most likely its firewall's, forbids the packet to leave: it never reached the other end, and nothing is known of the port there.",
  "icmp.no-route": "No route leads where the packet was sent.",
  "icmp.host-unreachable":
    "The host it was sent to cannot be reached: on its own network nobody answers for that address, or a firewall says so.",
  "icmp.protocol-unreachable": "The host does not take TCP.",
  "icmp.port-unreachable": "Nobody takes packets for that port.",
  "icmp.prohibited":
    "A rule forbids the packet to pass: this is how a firewall refuses that says so rather than staying silent.",
  "icmp.too-big":
    "The packet of {length} bytes is too big: the next link takes {mtu}, and the packet may not be cut up on the way.",
  "icmp.too-big-unsaid":
    "The packet of {length} bytes is too big for the next link, and may not be cut up on the way; how much the link takes this router does not say.",
  "icmp.time-exceeded": "The packet had passed as many routers as its time to live allows, and was thrown away.",
  "icmp.reassembly-time-exceeded": "The packet had been cut into pieces, and not all of them came in time.",
  "icmp.bad-header": "A field of the packet's header cannot be understood.",
  "icmp.source-quench": "The message asks to send more slowly; TCP takes no notice of that any more (RFC 6633).",
  "icmp.redirect": "The packet was passed on; for the next ones another router is the shorter way. Nothing failed.",

  "icmp.quotes": "It quotes the beginning of packet {number}, seq {seq} of conversation {stream}.",
  "icmp.quotes-number": "It quotes a packet of conversation {stream} with seq {seq}.",
  "icmp.quotes-unknown":
    "It quotes a TCP packet from {src} to {dst}, raw seq {raw}; the capture holds nothing of that conversation before.",
  "icmp.not-to-sender":
    "It goes to {to}, which did not send that packet: a NAT changes addresses on the way, or the message is made up.",
  "icmp.stray":
    "That number was not under way at the time: the error is late, or made up, and a careful kernel takes no notice of it.",

  "icmp.smaller":
    "The {sender} must send these bytes again in segments of at most {segment} bytes, TCP options included: path MTU discovery (RFC 1191, RFC 8201). The packet is gone, but not because of congestion.",
  "icmp.joined":
    "That is longer than what the {sender} sent from this number (packet {number}: {sent}), and no packet of the {sender} from there is too long for that link: something on the way, most likely receive offload in a router or load balancer, had joined packets and then found the result too big. The {sender} can do nothing about it but send the same again.",
  "icmp.guess":
    "The {sender} has to guess a smaller size, and to send these bytes again in such segments (RFC 1191, section 5).",
  "icmp.reject": "A host refuses a TCP port with RST; in this form a firewall refuses.",
  "icmp.loop":
    "Either packets go round in a circle between routers, or the {sender} chose a small time to live, as traceroute does.",
  "icmp.connecting":
    "On Linux connect() fails at once with {name}; other systems send a few more SYNs first (RFC 5461, section 3).",
  "icmp.established":
    "A connection that is open is not broken off for it: the {sender} goes on trying, and only if it gives up its program gets {name} rather than a timeout.",
} as const;
