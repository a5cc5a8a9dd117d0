/** Findings about conversations, and advice. {sender} is the end that acts in the sentence, {receiver} the other one. */
export const FINDINGS = {
  "found.unanswered":
    "The {sender} asked for a connection {times} (first in packet {syn}), and no answer is in the capture.",
  "found.answered-elsewhere":
    "But packet {number}, from {from}, confirms this very SYN: the server answers from another of its addresses, or something that gave the SYN another destination (DNAT) does not change the answer back.",
  "found.unanswered-stamp":
    "The timestamp of the SYN, {stamp}, is below the {later} of an earlier SYN from the same address that was answered (packet {number}): a server that remembers timestamps by address (Linux up to 4.11 with tcp_tw_recycle) drops such SYNs without a word, as it happens to several hosts behind one NAT.",
  "found.can-be": "Possible reasons: {reasons}.",
  "reason.lost": "the SYN or its answer was lost",
  "reason.interrupted": "the way there or back was interrupted all that time",
  "reason.host-down": "the host is down or does not exist",
  "reason.filter": "a filter drops the packets or the answers",
  "reason.backlog": "the server's queue of new connections is full",
  "reason.way-back": "there is no way back",
  "reason.not-captured": "the answers take another way than past this capture",
  "found.answers-unheard":
    "The {receiver} asked {times} (first in packet {syn}), although the {sender} answers here (first in packet {synAck}), and never completed the handshake: the answers do not reach it, most likely because there is no way back or a filter drops them.",
  "found.refused":
    "The SYN of packet {syn} was refused (RST, packet {reset}): most likely nothing listens on port {port}; a firewall that rejects answers in the same way.",
  "found.refused-unseen":
    "A SYN that is not in the capture was refused (RST, packet {reset}): most likely nothing listens on port {port}; a firewall that rejects answers in the same way.",
  "found.refused-open":
    "The SYN of packet {syn} was refused (RST, packet {reset}), though port {port} is open in this capture (packet {open}): its program may have stopped listening, or its queue of waiting connections may be full.",
  "found.accept-queue":
    "The {sender}'s kernel sent its SYN,ACK again {times} (first in packet {number}), although the ACK of it had been captured (packet {ack}): most likely its queue of finished connections is full, because its program does not call accept(), and the kernel drops what comes. A way on which everything to the {sender} is lost would look the same.",
  "found.overflow-refused":
    "Port {port} is open in this capture (packet {open}), and yet this connection was refused (RST, packet {reset}): most likely the server's queue of waiting connections is full, for its program does not accept them, and its kernel answers with RST, as Windows does. Or the program stopped listening.",
  "found.overflow-dropped":
    "{count} SYNs (first packet {syn}) stayed without an answer, and the next one was answered after {time} (packet {synAck}): so the way is open, and the server's queue of new connections was most likely full. Losses on the way would look the same.",
  "found.overflow-perhaps":
    "{count} SYNs (first packet {syn}) stayed without an answer, and the next one was answered after {time} (packet {synAck}). The server's queue of new connections may have been full for so long; losses on the way would look the same.",
  "found.overflow-silent":
    "{count} SYNs (first packet {syn}) got no answer, though the server agreed to a connection of the same client on port {port} (packet {agreed}): the way is open, so its queue of new connections was most likely full, or the SYNs were lost.",
  "found.overflow-silent-perhaps":
    "{count} SYNs (first packet {syn}) got no answer, though the server agreed to a connection of the same client on port {port} (packet {agreed}). The SYNs may have been lost, or its queue of new connections was full for so long.",
  "found.old-connection":
    "The SYN of packet {syn} was answered out of another connection (packet {number}, raw ack {ack}): the {sender}'s kernel still holds an older one on the same ports, which is connection {stream} of this capture. It answers with where that one stands (a challenge ACK), and the {receiver} can only reset it.",
  "found.old-connection-unseen":
    "The SYN of packet {syn} was answered out of another connection (packet {number}, raw ack {ack}): the {sender}'s kernel most likely still holds an older one on the same ports, from before this capture.",
  "found.old-syn-ack":
    "The SYN,ACK of packet {number} (raw ack {ack}) does not answer the SYN of packet {syn}, but another one: an older SYN that came late, or a second machine at that address.",
  "found.raw-socket":
    "The {sender}'s kernel reset what came (packet {reset}), and yet packets in its name go on (packet {number}): most likely a program there writes its own packets (a raw socket), and the kernel, which knows nothing of that connection, answers for itself.",
  "found.two-answers":
    "Packets {earlier} and {number} both answer the SYN of packet {syn}, {time} apart and with different numbers: most likely two TCP stacks answer at the {sender}'s address: two machines, or a kernel and a program that writes its own packets.",
  "found.fast-open":
    "The SYN of packet {number} carried data with a Fast Open cookie, and packet {synAck} confirms {bytes} of it: one round trip was spared.",
  "found.fast-open-refused":
    "The SYN of packet {number} carried {bytes} with the Fast Open option, and packet {synAck} confirms none of it: the {receiver} did not accept the cookie, and the bytes have to be sent again.",

  "found.icmp-refused":
    "{from} answered packet {quoted} of the {sender} with an ICMP error (type {type}, code {code}, packet {number}): {what}.",
  "found.icmp-no-answer": "No segment of TCP will come back for it.",
  "found.icmp-soft":
    "To a connection that exists that is a hint, no more: its kernel sends the packet again, and gives up by its own timers only (RFC 5461, section 2).",
  "found.icmp-resent":
    "The {sender}'s kernel tried {times} more all the same: such an error alone does not end a connection.",
  "failure.no-route": "it knows no route there",
  "failure.host-unreachable": "it cannot reach the host",
  "failure.protocol-unreachable": "there is no TCP at that address",
  "failure.port-unreachable": "the port is closed, or a firewall says so",
  "failure.prohibited": "a filter prohibits it",
  "failure.time-exceeded": "the packet went through too many routers, most likely in a circle",
  "found.mtu-obeyed":
    "Packet {quoted} of the {sender}, {before} bytes with its headers, was too large for a link on the way that takes {mtu} bytes (ICMP, packet {number}); the {sender}'s kernel obeyed and sent the same bytes again in packets of up to {length} (from packet {resent} on). That is path MTU discovery at work, and no loss.",
  "found.mtu-ignored":
    "An ICMP message (packet {number}) says that a link on the way takes packets of {mtu} bytes only, and yet the {sender} goes on with larger ones ({packets}, first packet {later}): most likely the message does not reach its kernel, or is not believed there.",

  "sign.ttl": "its TTL is {ttl} and not {usual} as in the {sender}'s other packets",
  "sign.time":
    "it comes {time} after the packet that it answers, while the way to the {sender} and back takes at least {trip}",
  "sign.id": "its IP identification, {id}, is far from the {sender}'s last, {last}",
  "found.reset-injected":
    "The RST of packet {reset} was forged: {signs}; and the {sender} goes on after it (packet {number}), as no end does that has reset its connection.",
  "sign.line": "its IP identification, {id}, counts on from that of the other direction, {other}",
  "found.reset-not-own":
    "The RST of packet {reset} carries the {sender}'s address, but most likely something on the way sent it: {signs}. No program of the {sender} is to blame.",
  "found.reset-perhaps-not-own":
    "The RST of packet {reset} carries the {sender}'s address, but something on the way may have sent it: {signs}.",
  "found.refused-by-box":
    "The SYN of packet {syn} was refused (RST, packet {reset}), most likely by something on the way and not by the {sender} itself: {signs}. Whether a program listens there, this does not tell: look for a firewall that rejects.",
  "found.innocent-ttl":
    "That is little evidence: a route may grow by a hop, a port may be passed on to another machine, and a kernel may begin with another TTL in a packet that belongs to no socket.",
  "found.single-ttl": "A single packet with another TTL is little evidence.",
  "found.peer-forgot":
    "After {time} without a packet the {sender}'s own kernel, as far as time and TTL tell, answered packet {number} with RST (packet {reset}): it no longer knows the connection. Most likely its host was started anew or the connection ended there unseen; a box near it that forgot the connection is possible too.",
  "found.gave-up-waiting":
    "The client closed (packet {number}) {time} after its request (packet {request}), before an answer had come: most likely its program's time-out, or a user who stopped.",
  "found.gave-up-amid":
    "The client closed (packet {number}) {time} after its request (packet {request}), while the answer was still coming: most likely a user or a program that stopped the transfer.",
  "found.gave-up-reset": "What came afterwards was answered with RST (packet {reset}).",
  "found.challenged":
    "The RST of packet {reset} did not carry the number that the {receiver} expected, so that it asked back with a challenge ACK (packet {number}) instead of believing it.",
  "found.goes-on": "The connection went on (packet {number}).",

  "found.forgotten-reset":
    "After {time} without a packet, packet {number} was answered with a RST (packet {reset}) that most likely came from between the two: a NAT, firewall or load balancer had forgotten the connection.",
  "found.idle-reset":
    "After {time} without a packet a RST came (packet {reset}) that answers nothing and most likely came from between the two: a NAT, firewall or load balancer ended the idle connection.",
  "found.forgotten-alone":
    "After {time} without a packet nothing of the {receiver} came any more, from packet {number} of the {sender} on, though the {receiver} agreed to another connection of the {sender} in that time (packet {agreed}): host and way are there, so that a NAT, firewall or load balancer between the two has most likely forgotten this connection.",
  "found.forgotten-dead":
    "After {time} without a packet nothing of the {receiver} came any more, from packet {number} of the {sender} on: a NAT, firewall or load balancer between the two may have forgotten the connection in that time; or the {receiver}, or the way to it, is gone.",
  "found.keep-alives":
    "{count} keep-alives of the {sender} (from packet {number} on) got no answer, so its kernel gave up (RST, packet {reset}): the {receiver} or the way to it is gone.",
  "found.keep-alives-open":
    "{count} keep-alives of the {sender} (from packet {number} on) got no answer: the {receiver} or the way to it is gone.",
  "found.retries":
    "The {sender} sent the same segment again {times} over {time} (from packet {number} on) and got no answer: the {receiver} or the way to it is gone.",
  "found.retries-reset": "Then its kernel gave up (RST, packet {reset}).",

  "found.nagle":
    "A small segment of the {sender} (first packet {number}) waited {times} for a delayed ACK of the {receiver} (first packet {ack}), up to {each} each time: write, write, read. Nagle's algorithm keeps the second small write until the first is confirmed, and the {receiver} delays that ACK because its program has nothing to answer yet. Together that cost {total}.",
  "found.nagle-once":
    "A small segment of the {sender} (packet {number}) left when a delayed ACK of the {receiver} came (packet {ack}), {each} late: Nagle's algorithm may have kept it until then.",
  "found.slow-start":
    "After a pause of {time} the {sender} began slowly again: {after} in the first round trip (from packet {number} on), where it had sent {before} in one before. Its kernel had closed the congestion window for the pause.",
  "found.not-scaled":
    "No window scaling was agreed to, and the {sender}'s window of {window} was full {times} (first in packet {number}): it bounds the rate.",
  "found.window":
    "The {sender}'s window of {window} was full {times} (first in packet {number}): it bounds the rate, whatever the network could carry.",
  "found.window-rate": "One window for each round trip of {trip} is {rate} at the most.",
  "found.small-window":
    "The {sender}'s window had less room than a segment, so the {receiver} waited and then sent what fitted ({times}, first packet {number}): most likely the {sender}'s program does not read fast enough.",
  "found.queue":
    "The round trip to the {sender} grew step by step from {from} (packet {earlier}) to {to} (packet {number}): most likely a queue on the way fills up.",
  "found.expect":
    "The client asked with `Expect: 100-continue` (packet {request}), got no 100 Continue, and sent the body after waiting {time} (packet {body}).",

  "found.black-hole":
    "A large segment of the {sender}, {bytes}, was sent {times} (again from packet {number} on) and never confirmed, as no other large one was, while small ones arrived: most likely a link on the way takes no packets of that size, and the ICMP message that should say so does not come back (a path MTU black hole).",
  "found.upstream-jump":
    "Before packet {number}, which came after {time}, the {sender}'s host had sent {packets} that the capture does not have, as the IP identification tells, and the time is that of a timer that doubled: the {sender} may have answered earlier, and its first answers may have been lost before the capture point.",
  "found.upstream":
    "Sent again, the first sending having been lost before the capture point: {packets} of the {sender} (first packet {number}). What came late here is no program's delay.",
  "found.loss":
    "The {sender} sent {packets} again ({details}): what it had sent before, or the ACK of it, was lost on the way or very late.",
  "found.loss-fast":
    "The {sender} sent {packets} again ({details}): what it had sent before was lost on the way, or overtaken by what it sent later.",
  "found.loss-open":
    "The {sender} sent {packets} again ({details}), and no ACK of it is in the capture: it was lost, or the ACK was, or the {receiver} does not answer any more.",
  "found.stampless":
    "From packet {number} on the {sender} sends without the timestamps that both ends had agreed on: a receiver may throw all of that away, data and ACKs (RFC 7323, section 3.2), and then nothing of it was lost on the way.",
  "found.reordering":
    "Overtaken on the way, and late here: {packets} of the {sender} (first packet {number}). These were late, and not lost.",
  "found.needless-amid":
    "The {sender} sent again what had been confirmed already ({packets}, first packet {number}): along with what it repaired, segment by segment, or because ACKs were lost or late.",
  "found.needless-told":
    "The {receiver} reports {times} (D-SACK, first packet {number}) that bytes came to it twice: what the {sender} sent again had not been lost.",
  "found.needless":
    "The {sender} sent again what had been confirmed already ({packets}, first packet {number}): nothing was lost but, most likely, an ACK.",
  "found.needless-late":
    "What the {sender} sent again ({packets}, first packet {number}) was confirmed sooner than an answer to that can come: the first sending had arrived, and only its ACK was late.",
  "found.doubled":
    "Copies of packets came ({packets}, first packet {first}), and the {receiver} reports {times} (D-SACK, first packet {number}) that bytes reached it twice which the {sender} had not sent again: so the network delivered them twice.",
  "found.doubled-behind":
    "The {receiver} reports {times} (D-SACK, first packet {number}) that bytes reached it twice which the {sender} had not sent again: so the network delivered them twice, behind this capture.",
  "found.foreign-blocks":
    "The SACK blocks of the {sender} ({packets}, first packet {number}) name numbers that are nowhere in the {receiver}'s stream: most likely a box on the way changes sequence numbers and leaves SACK blocks as they are, so that the {receiver} cannot use them.",
  "found.rejected":
    "The {sender} threw a segment away {times} (first packet {number}) because its timestamp was older than one that had come before (PAWS), and only repeated its ACK. Sending it again does not help.",

  "found.flood":
    "{count} SYNs to {place} within {time}, from {sources} addresses, came to nothing: {open} were answered with SYN,ACK and nothing more came from the client, {silent} got no answer. That is what a flood of SYNs with forged addresses looks like: each takes a place in the queue of new connections.",
  "found.scan":
    "{source} asked for {count} connections within {time} and used none (different ports: {ports}; hosts: {hosts}, {names}): a port scan.",
  "found.sweep":
    "{source} asked for {count} connections within {time} and used none of these (different ports: {ports}; hosts: {hosts}, {names}): a sweep of many hosts.",
  "found.sweep-peers":
    "Its kernel tried again where nobody agreed, as it does for any program, and as scanners mostly do not: a peer-to-peer program that looks for others leaves the same trace.",
  "found.scan-answers": "{open} were answered with SYN,ACK, {refused} refused, {silent} not answered.",
  "found.scan-open": "Open: {ports}.",
  "found.many-alike":
    "{count} conversations of {client} with {server} are of one kind: {up} from the client, {down} from the server, the same ending.",
  "found.many-unused": "They carry nothing: a health check, or a monitor that only looks whether the port is open.",
  "found.many-refused":
    "Each was refused (RST): most likely nothing takes connections on that port, and the client tries again and again.",
  "found.many-unasked":
    "No SYN of theirs is in the capture: it missed them, or somebody else sent them with this address, and these are the answers (backscatter of a flood).",
  "found.one-way":
    "Of {count} of the {all} conversations told here only one direction was captured: the other packets take another way, or the mirror port copies one way. Nothing follows from the silence of the other side.",
  "found.option-answered":
    "The {sender}'s SYN,ACK (packet {number}) agrees to window scaling or timestamps, which the SYN in packet {syn} does not offer, and an end may only agree to what was offered (RFC 7323): most likely a box on the way changed the options of one of them.",
  "found.option-overwritten":
    "{count} NOPs in a row stand among the options of the {sender}'s SYN (packet {number}); kernels fill up with three at most. Most likely a box on the way has written them over an option that the {sender} had put there.",
  "found.option-changed":
    "Packets {first} and {number} are one SYN of the {sender}, with the same IP identification, and their options differ: a box on the way, with captures on both sides of it, has changed them.",
  "found.wrong-sums":
    "{count} of {all} TCP packets whose checksum could be verified have a wrong one (first packet {number}). A receiver drops such a segment without a word.",
  "found.wrong-sums-whole":
    "They are nearly all that {names} sent: that is no damage on the way. Either the capture was taken on that machine, before the card had filled the checksums in, or the packets were changed after they were captured.",
  "found.wrong-sums-some":
    "They are a part of what {names} sent: damaged on the way before the capture (a cable, a memory, a box that changes packets), or changed afterwards.",
  "found.drops":
    "Acknowledgments ({packets}, first packet {number}) confirm bytes that the capture does not have, or has only behind them: those arrived, so it is the capture that missed packets or took them down late. A loss that seems to be there may be none.",
  "found.drops-pieces":
    "Single pieces of IP packets are in the capture ({count}), and what lacks of those is among it.",
  "found.duplicated": "{count} of {all} packets are copies of ones before them (first packet {number}).",
  "found.duplicated-why":
    "Most likely the capture was taken at two places of one way, as on all interfaces, at both sides of a bridge or router, or by a mirror port that copies in and out; or the file was put together from parts that hold the same records. What analysers call retransmissions here is mostly that.",
  "found.clock-back":
    "The time of packet {number} lies {time} before that of the packet before it: the clock was set back, or captures were joined out of order. Times across that place mean nothing.",
  "found.clock-back-again": "That happens {times}.",
  "found.tunnel":
    "{packets} of TCP (first packet {number}) came inside a tunnel ({name}), which was opened: addresses, TTL and sizes told here are those inside.",

  "advice.flood":
    "Switch SYN cookies on (net.ipv4.tcp_syncookies), and let a filter before the server drop what floods.",
  "advice.options":
    "Let the firewall, normaliser or accelerator on the way pass TCP options on as they are: without scaling, SACK or timestamps both ends are slower.",
  "advice.drops": "Capture with a larger buffer, a filter or a shorter snap length.",
  "advice.duplicated":
    "Capture on one interface, or filter by what tells the copies apart (interface, MAC address, TTL) before judging losses; `editcap -d` removes only those that are equal to the last byte.",
  "advice.unanswered":
    "Capture at the server as well: whether the SYNs reach it says which half of the way to look at.",
  "advice.recycle": "Switch tcp_tw_recycle off at the server.",
  "advice.accept":
    "Let the server's program accept connections sooner (is its loop blocked, are its workers all busy?), or let listen() have a longer queue.",
  "advice.old-connection":
    "Let the client's kernel choose its port rather than binding a fixed one, and close connections in order.",
  "advice.raw-socket":
    "Keep the kernel from answering, by a firewall rule that drops its RSTs or an address that it does not own.",
  "found.injected-data":
    "Packets {other} and {number} carry different bytes under the same numbers of the {sender}'s stream: they were not sent by one kernel. Most likely something on the way put packet {other} in before the {sender}'s own bytes came; the {receiver} took what came first.",
  "found.injected-ttl": "Their TTLs differ, {otherTtl} and {ttl}; the {sender}'s first packet had {firstTtl}.",
  "found.reneged":
    "The {sender} had named numbers {left} to {last} as held (SACK, packet {report}), and its ACK in packet {number} stops at {ack}, within them: it has thrown them away, as RFC 2018 8 allows where memory is short. They were sent again; they had not been lost.",
  "advice.close-race":
    "Let the client ask again on a new connection when a reused one is reset before any answer, and let it close idle connections sooner than the server does.",
  "advice.gave-up":
    "Find out what keeps the server from answering in that time, or let the client wait longer than the server needs.",
  "advice.keep-alive":
    "Let the program send keep-alives more often than every {time} (SO_KEEPALIVE with TCP_KEEPIDLE; a minute is safe nearly everywhere), or close connections that stand idle.",
  "advice.slow-start":
    "Where pauses are frequent, send something in between, or, on Linux, set net.ipv4.tcp_slow_start_after_idle to 0.",
  "advice.scaling":
    "See which end, or which box on the way, leaves out the window scale option; a program that sets SO_RCVBUF must do so before connect() or listen().",
  "advice.buffer": "Let the receiving program not set a small SO_RCVBUF: the kernel then sizes the buffer by itself.",
  "advice.expect": "Let the server answer 100 Continue, or let the client not ask for it.",
  "advice.black-hole":
    "Let ICMP (fragmentation needed, packet too big) pass, clamp the segment size to the path (MSS clamping), or switch on probing (net.ipv4.tcp_mtu_probing).",
  "advice.foreign-blocks":
    "Switch the rewriting of sequence numbers off in that box, or selective acknowledgments with it.",
} as const;
