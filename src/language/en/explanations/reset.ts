/** Resets. */
export const RESET = {
  "rst.refused":
    "Nothing listens on port {port} of the {sender}, as it seems: its kernel, or something in its name, refuses the SYN of packet {number}.",
  "rst.refused-ack": "ack {ack} = {syn} + 1 (raw {ackRaw}) shows the {receiver} which SYN is meant.",
  "rst.refused-zero": "Its own raw seq is 0, for it has no stream to number.",
  "rst.refused-numbered":
    "Its own raw seq is {raw}, where a kernel that refuses a SYN writes 0 (RFC 9293, section 3.10.7.1): something on the way may answer in the {sender}'s name.",
  "rst.refused-result":
    'Connecting fails with "connection refused" (ECONNREFUSED), at once or, on Windows, after a few attempts. A firewall that rejects rather than drops answers in the same way, and so does Windows where the queue of waiting connections is full.',

  "rst.refused-unseen":
    "A RST with ACK and the raw seq 0 answers a segment without ACK, a SYN as a rule, for which there is no connection: nothing listens on that port, as it seems. Its ack {ackRaw} = {syn} + 1 says which SYN is meant; the capture does not have it.",

  "rst.unread":
    "The {sender}'s program most likely closed its socket while data it had not read was waiting in the kernel's buffer: {bytes} had arrived since it last sent anything, and how many of them it had read the capture does not show.",
  "rst.unread-after-answer":
    "Either the {sender}'s program closed with a part of the {receiver}'s {bytes} unread, or it asked for an abort (SO_LINGER with time 0): in both cases the kernel sends RST in place of FIN.",
  "rst.unread-settled":
    "The {sender} had answered (packet {answer}) after all of the {receiver}'s {bytes} had come, and each end has confirmed what the other sent: most likely nothing is lost. Its kernel sends RST in place of FIN because its program asked for an abort (SO_LINGER with time 0), or closed with bytes unread that it had no use for.",
  "rst.half-open":
    "The {receiver}'s kernel drops the half-open connection; its program had not been handed it by accept() and hears nothing.",
  "rst.unread-why":
    "They are acknowledged already, and an ordinary FIN would let the {receiver} believe that they were read as well: so the kernel resets the connection instead.",
  "rst.unread-kernels":
    "Kernels differ here: Linux from late 2025 on resets only if bytes beyond those copied to the program are left.",
  "rst.unread-error":
    'The {receiver}\'s program gets "connection reset by peer" (ECONNRESET) at a read or write. What had arrived there before, Linux still lets it read first; some systems discard it.',

  "rst.after-close":
    "{bytes} (packet {number}) came for a socket that the {sender}'s program had already closed (FIN, packet {fin}). Nobody is left to read them: to acknowledge them would make the {receiver} believe they were delivered, and silence would make it send them again for minutes, so the kernel says that the connection is gone.",
  "rst.answers-later":
    "This RST answers packet {number}: its seq {seq} is copied from the ack there, the number the {receiver} expects next. Packet {data} had ended the connection at the {sender} before; a RST for it would have its ack, {dataAck}, as seq, and is not in the capture.",
  "rst.answers-either":
    "This RST answers one of the packets from {first} to {number}, each of which draws its own: its seq {seq} is copied from the ack there, the number the {receiver} expects next. Most likely packet {data} had ended the connection at the {sender} before; a RST for it would have its ack, {dataAck}, as seq, and is not in the capture.",
  "rst.copied-seq":
    "A RST without ACK answers a packet: its seq {seq} is copied from an ack that packet {number} has (one before it may have the same, and each draws its RST). That is the number the {receiver} expects next, so it is accepted at once.",
  "rst.copied-low":
    "A RST without ACK answers a packet: its seq {seq} is copied from an ack that packet {number} has. What the {sender} has sent before it goes up to {next}: once that has come, the {receiver} expects {next} and throws this RST away.",
  "rst.copied-fin":
    "A RST without ACK answers a packet: its seq {seq} is copied from the ack of packet {number}. That is the number of the {sender}'s own FIN (packet {fin}), which travels ahead of it: having the FIN, the {receiver} expects {next}; Linux accepts a RST at the FIN's number all the same, a stricter kernel drops it.",
  "rst.at-fin":
    "seq {seq} is the number of the {sender}'s own FIN (packet {fin}): having that, the {receiver} expects {next}; Linux accepts a RST at the FIN's number all the same, a stricter kernel drops it.",
  "rst.copied-several":
    "Its seq {seq} is copied from an ack that the {receiver}'s packets from {first} to {number} all have: each of them draws its RST.",
  "rst.copied-again": "Its seq {seq} is copied from the ack of packet {number}: that is the packet it answers.",
  "rst.expected-seq": "seq {seq} is exactly what the {receiver} expects next, so it is accepted at once.",
  "rst.low-seq":
    "seq {seq} lies below the {next} that the {receiver} expects next, if all that was sent before has come: then its kernel drops this RST (RFC 5961).",
  "rst.beyond-unconfirmed":
    "seq {seq} follows what was sent without being confirmed: the {receiver} has confirmed the numbers below {acked} only and, if the rest never came, expects {acked}; a careful kernel then asks back with a challenge ACK (RFC 5961).",
  "rst.unexpected-seq":
    "seq {seq} is not the {next} that the {receiver} expects next: a careful kernel asks back with a challenge ACK before it believes this (RFC 5961).",
  "rst.error-after-fin":
    'The FIN came first, so on Linux the {receiver}\'s program, unless it has closed by then, still reads what had come, then the end of the stream, and gets "broken pipe" (EPIPE) at a write; on BSD, macOS and Windows it gets "connection reset by peer" (ECONNRESET).',
  "rst.error-after-close":
    "The {receiver}'s program had closed its side too (packet {number}): it hears of this only if it still reads.",
  "rst.no-error":
    "The {receiver}'s end had reset the connection itself (packet {number}), so nothing there is left to be told.",
  "rst.after-close-lost": "Those bytes are lost.",

  "rst.abort":
    "The {sender} breaks the connection off: no FIN, nothing of what is still unsent is delivered, the state is thrown away.",
  "rst.abort-after-fin":
    "The {sender}, which had closed its side (FIN, packet {fin}), throws away what was left of the connection: it takes nothing more and sends nothing again.",
  "rst.abort-why":
    "Its program asked for that (SO_LINGER with time 0), or ended in a way that leaves no orderly close, or its kernel gave up.",
  "rst.abort-idle":
    "It comes after {time} of silence: a timeout at one end, or a router in between that forgot the connection, is possible too.",
  "rst.abort-idle-own":
    "It comes after {time} of silence, with the TTL of its host and the next IP identification there, {id}: a timeout at one end is possible too, a router in between is not.",
  "rst.abort-unread": "Data of the {receiver} that it had not read would have the same effect.",
  "rst.abort-handshake":
    "The handshake was not complete: its accept queue may be full, or something on the way refuses in its name.",
  "rst.abort-error":
    'The {receiver}\'s program gets "connection reset by peer" (ECONNRESET), unless it has closed by then.',

  "rst.gone":
    "The {sender}'s kernel knows no connection (any more) that packet {number} could belong to, and answers it with RST so that the {receiver} stops.",
  "rst.gone-first":
    "The capture shows nothing of this connection before: the {sender}'s kernel answers a packet of a connection that it does not know (any more), or breaks one off.",
  "rst.gone-closed":
    "The connection had ended already (packet {number}), and each packet that still comes for it draws a RST.",
  "rst.gone-elsewhere":
    "Packet {number} echoes a timestamp of the {sender} that is newer than the RST of packet {first}: so most likely two machines have the {sender}'s address. One goes on sending by a way that this capture does not show; the other, from which these RSTs come, knows nothing of the connection, and does not stop the first.",
  "rst.gone-again":
    "A RST again, though the connection had ended already (packet {number}): what a kernel sends to a packet of a connection that it has no more carries no ACK (RFC 9293, section 3.10.7.1), and this one does. Perhaps it was sent together with that one, as boxes on the way do; or it is a RST of the {sender}'s own that left earlier and was overtaken.",
  "rst.gone-nothing": "This one changes nothing more.",
  "rst.gone-fits":
    "This is the one that fits: from packet {number} on the RSTs had lower numbers, and seq {seq} is what the {receiver} expects once it has all that the {sender} sent before them.",
  "rst.gone-since-fin":
    "It had closed its side with the FIN of packet {fin}, {time} before, and the {receiver} its own not yet.",
  "rst.gone-fin-wait":
    "An end that has closed waits for the other's FIN only for a time (FIN-WAIT-2; on Linux 60 s at most), and forgets the connection then.",
  "rst.gone-time-wait": "Both FINs had been seen; what it answers came late, or a program used the socket once more.",
  "rst.gone-agreed":
    "The {sender} had agreed (SYN,ACK, packet {number}), yet answers what follows with RST: its queue of finished connections may be full and its system told to refuse (tcp_abort_on_overflow), its program may have closed the port meanwhile, or something that speaks in its place has nobody behind it.",
  "rst.gone-broken-off":
    "The {sender} had sent the SYN and resets before it has confirmed the {receiver}'s SYN,ACK, and the RST has an ACK, as no kernel writes that knows of no request: so it was broken off on purpose. A health check that only wants to know whether the port is open does that; so does a program that stops while connecting.",
  "rst.gone-unknown-syn-ack":
    "The RST answers the SYN,ACK of packet {number}, which fits no connection that the {sender}'s kernel is opening. Its SYN is not in this capture: it went to another address, of which this is the answer from elsewhere; or the capture missed it; or somebody else sent it with this address.",
  "rst.gone-impatient":
    "Here the answer took {time}: a program that gives connecting less time than that has given up, closed its socket, and tells its user of a timeout.",
  "forged.off":
    "Its seq {seq} is not the number that the {receiver} expects, {want}: a kernel that follows RFC 5961 does not believe it, asks back with an ACK, and its program hears nothing of it.",
  "forged.behind":
    "Its seq {seq} is the last that the {receiver} has confirmed, but bytes up to {next} went by before it: where these arrive first the RST is too old, and counts for nothing (RFC 9293, section 3.10.7.4).",
  "conflict.start":
    "It carries number {seq} on, as packet {number} did, but with other bytes. No kernel sends one number with two contents: two senders speak in the {sender}'s name, or one of the packets was changed on the way, or a program that makes its packets itself counts its bytes wrongly.",
  "conflict.ttl":
    "They have come different ways: the TTL here is {ttl}, that of packet {number} was {other}; the {sender}'s first packet had {first}.",
  "conflict.taken": "The {receiver}'s program gets the bytes that came first, those of packet {number}.",
  "rst.gone-syn-ack":
    "The {sender} had sent the SYN, yet answers the {receiver}'s SYN,ACK with RST: its kernel holds no such request. A port scanner that only wants to know whether the port is open leaves this trace; so does a program that was stopped while connecting.",
  "rst.gone-unexplained":
    "No FIN or RST of the {sender} was seen: its host may have restarted, a router in between may have forgotten the connection, or the RST was forged.",
  "rst.unheard": "{Sender}: CLOSED; whether anybody at the {receiver} hears of this is doubtful, after that silence.",
  "rst.state": "Both ends: CLOSED.",
  "rst.state-if-taken": "{Sender}: CLOSED; the {receiver} as well, if its kernel takes this RST.",
  "rst.refused-open":
    "Port {port} of the {sender} is open in this capture (packet {open} agreed to a connection there), and yet the SYN of packet {number} is refused: its program had stopped listening, or its queue of waiting connections is full (Windows then answers with RST).",
  "rst.unread-other": "A program that asks for an abort (SO_LINGER with time 0) leaves the same trace.",
  "rst.crossed-close":
    "{bytes} (packet {number}) and the {sender}'s FIN (packet {fin}) crossed: the ack in the FIN, {ack}, does not cover them. When they came to the {sender}, its program had closed the socket and nobody was left to read them, so the kernel says that the connection is gone.",
  "rst.abort-keep-alives":
    "{count} keep-alives in a row got no answer: its kernel takes the other end for dead and gives up.",
  "rst.abort-retries":
    "The same segment was sent {times} without an answer: its kernel takes the other end for dead and gives up.",
  "rst.gone-second-syn-ack":
    "The RST answers the SYN,ACK of packet {number}, which fits no connection that the {sender}'s kernel is opening: its first number is another than the one agreed to before. Two TCP stacks answer there, or the {receiver} has started anew.",
  "rst.gone-probe":
    "The RST answers packet {number}, which belongs to no connection here: any TCP does that, whether something listens on the port or not (RFC 9293, section 3.10.7.1).",
  "rst.gone-unasked":
    "A RST without ACK answers a packet and copies its number from the ack there, but no packet of the {receiver} here has such an ack: what it answers was not captured, or it was forged.",
  "rst.unacceptable":
    "Packet {number} confirmed what this connection never sent, so the {sender}'s kernel answers with RST: seq {seq} (raw {raw}) is copied from the ack there.",
  "rst.unacceptable-result":
    "It is meant for whatever holds the older connection, and frees the ports there; the {sender}'s own SYN is not withdrawn and may be sent again.",
  "forged.start": "This RST carries the {sender}'s address, but most likely another has sent it.",
  "forged.start-perhaps": "This RST carries the {sender}'s address, but another may have sent it.",
  "forged.ttl-once":
    "Its TTL is {ttl}, and that of the only other packet of the {sender} {usual}: one of the two came another way.",
  "forged.ttl": "Its TTL is {ttl}, and that of all other packets of the {sender} {usual}: it has come another way.",
  "forged.time":
    "It comes {time} after packet {number}, which it answers, while the way to the {sender} and back takes at least {trip}: that packet cannot have been there yet.",
  "forged.id": "Its IP identification, {id}, is far from the line of the {sender}'s host, whose last was {last}.",
  "forged.line":
    "Its IP identification, {id}, counts on from the {receiver}'s packets, whose last was {other}, while the two ends are not one host: a device between them writes both directions.",
  "forged.pair":
    "Packet {number}, {time} before, is a RST of the {receiver}, and both count by one IP identification ({other}, {id}): no host answers a RST, so a device between the two ended the connection towards both.",
  "forged.forgotten":
    "After {time} without a packet, a firewall, NAT or load balancer on the way has most likely forgotten the connection and refuses what comes for it; keep-alives more often than that would have kept it.",
  "forged.idle":
    "Nothing had come for {time} that it could answer: something on the way most likely ended the connection by itself when an idle timer ran out; keep-alives more often than that would have kept it.",
  "forged.idle-timer":
    "Nothing had come for {time} that it could answer, and both its numbers are right: a firewall, NAT or load balancer on the way that still knew the connection most likely ended it when its idle timer ran out; keep-alives more often than that would have kept it.",
  "forged.ttl-elsewhere": "Its TTL is {ttl}, while in conversation {stream} this host's packets have {usual}.",
  "forged.ttl-innocent":
    "Its TTL is {ttl}, and that of the {sender}'s other packets {usual}. That is little evidence: a route may grow by a hop, and a kernel may begin with another TTL in a packet that belongs to no socket.",
  "forged.box":
    "Firewalls, filters and load balancers on the way do this to end connections that they do not want or do not know; most likely no program of the {sender} is to blame.",
  "forged.box-perhaps":
    "Firewalls, filters and load balancers on the way do this to end connections that they do not want or do not know; but it may be the {sender}'s own all the same.",
  "forged.box-refuses":
    'A firewall on the way that rejects a connection answers so in the name of the host: whether a program listens there, this RST does not tell. Connecting fails with "connection refused" (ECONNREFUSED).',
  "forged.again":
    "One more RST in the {sender}'s name, after packet {number}: a kernel sends one, whoever forges sends several, with numbers that might fit.",
  "forged.goes-on":
    "{time} after the RST in its name (packet {number}) the {sender} still sends, as its kernel would not if it had ended the connection.",
  "forged.who": "So that RST was forged by something on the way.",
  "damaged.checksum":
    "Its checksum, TCP's or that of its IP header, is not the right one, and {count} of the {sender}'s packets that were looked at before have the right one.",
  "damaged.header": "Its TCP header says that it is {length} bytes long, which no header in this packet can be.",
  "damaged.nothing":
    "Whoever gets it so throws it away without a word: neither its flags nor its numbers count, whatever an analyser makes of them.",
  "damaged.data": "The {bytes} from number {seq} have to be sent again then.",
  "damaged.where":
    "It was damaged on the way to the capture or made up by someone who does not know better; or it was changed after the capture.",
  "old-ack.start":
    "ack {ackRaw} (raw) confirms nothing of the SYN in packet {number}, which would be {want}: the {sender}'s kernel still holds an older connection of these ports and answers from it.",
  "old-ack.closed":
    "That was conversation {stream} of this capture (up to packet {number}): closed, and in TIME-WAIT at the {sender}, or closed there not at all.",
  "old-ack.open":
    "That may be conversation {stream} of this capture (up to packet {number}): never closed; the {receiver} has forgotten it, the {sender} has not.",
  "old-ack.result": "The {receiver}'s kernel can only answer with RST, which frees the ports, and try its SYN again.",
  "challenge.start":
    "The RST of packet {number} did not carry the number that the {sender} expects, so its kernel does not believe it and says where it stands, ack {ack}.",
  "challenge.result":
    "An end that really had no such connection would answer this with a RST that carries the right number.",
  "rejected.stamp":
    "The timestamp of packet {number} is older than one that came before: the {sender}'s kernel takes the segment for one of the past, throws it away (PAWS) and repeats ack {ack}.",
  "rejected.result":
    "Nothing was lost on the way, and sending it again with such a timestamp does not help: often two hosts behind one address, whose clocks differ.",
} as const;
