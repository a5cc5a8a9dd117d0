/** Recovery from losses, windows with little room, and congestion that is told. */
export const RECOVERY = {
  "smaller.start":
    "The {bytes} from number {seq} again: the ICMP error of packet {number} has just told the {sender}'s kernel that a link on the way takes packets of at most {mtu}, so it cuts what was too large anew and sends it again at once.",
  "smaller.unnamed":
    "The {bytes} from number {seq} again: the ICMP error of packet {number} has just told the {sender}'s kernel that its packet was too large for a link on the way, so it cuts the bytes anew, guesses a size, and sends them again at once.",
  "smaller.before": "Before, they were in packet {quoted}, of {length}.",
  "smaller.why": "No timer ran out and no queue was full: what was too large was thrown away at that link.",
  "probe.tail":
    "{bytes} from number {seq} on again, {wait} after they were sent: the last segment of all, though number {acked} and what follows are unconfirmed as well.",
  "probe.tail-why":
    "A timer, or duplicate ACKs, would begin with the oldest: so this is most likely a probe of the tail (TLP). Where the end of a burst is lost, nothing behind it draws duplicate ACKs; the probe does, and spares the wait for the timer.",
  "partial.start":
    "{bytes} from number {seq} on again, {time} after packet {number}, which confirmed a part of what was out when recovery began (up to {until}): a partial ACK.",
  "partial.why":
    "It shows that the segment behind the repaired one is missing too, so the {sender}'s kernel sends that at once, without new duplicate ACKs and without a timer (NewReno).",
  "dsack.start":
    "The packet's first SACK block, numbers {from} to {to}, lies below what is known to have arrived (ack {ack}): those bytes came to the {sender} twice.",
  "dsack.result":
    "So a retransmission was not needed, or the network delivered a packet twice. A kernel that gets this can take back what it had slowed down.",
  "silly.start":
    "The {receiver}'s window has room for {window}, less than a full segment ({limit}): so the {sender}'s kernel waited {time} for more room, and only then used what there is, {bytes}.",
  "silly.why":
    "Without that wait a slow reader and a fast sender would fall into ever smaller segments (the silly window syndrome). Most likely it is the {receiver}'s program that reads too slowly.",
  "ecn.marked":
    "A router on the way has marked this packet (CE in the IP header): its queue is filling, and it says so instead of dropping the packet.",
  "ecn.echo":
    "ECE: a router on the way marked the {receiver}'s packets, and the {sender} tells it so, until the {receiver} has slowed down.",
  "ecn.reduced": "CWR: the {sender} has slowed down, as ECE of packet {number} asked.",
  "ecn.reduced-unasked":
    "CWR: the {sender} has slowed down; no ECE asked for that here, so it was most likely for a loss or a timer that ran out.",
} as const;
