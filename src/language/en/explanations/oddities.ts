/** What is unusual, or a trait of the capture rather than of the connection. */
export const ODDITIES = {
  "checksum.offload":
    "The checksum {checksum} is not the right one for this packet; it is the sum of the pseudo-header alone. The {sender}'s kernel leaves the rest to its network card, and the capture was taken before the card: on the wire it is right. Others of the {sender} may look the same: those that its kernel does not finish itself.",

  "checksum.loopback":
    "The checksum {checksum} is not the right one for this packet; it is the sum of the pseudo-header alone. The packet goes from this machine to itself and meets no network card and no wire: its kernel leaves the sum unfinished, and nobody checks it. The {sender}'s other packets will look the same.",

  "port-reuse.syn":
    "The same addresses and ports as an earlier connection of this capture, with a new first number, {raw}: this is a new connection.",
  "port-reuse.syn-unknown":
    "The same addresses and ports as an earlier connection of this capture, whose first number it does not show; this SYN has {raw}.",
  "port-reuse.syn-asks":
    "The same addresses and ports as an earlier connection of this capture, with a new first number, {raw}: it asks for another connection.",
  "port-reuse.open":
    "As far as is seen here the earlier one is still open: it had neither FIN nor RST. So the {sender} has lost it (a restart, a crash, an address that changed hands), or its end is not in the capture, or the SYN is made up. A {receiver} that still holds it agrees to nothing and answers with an ACK of the old numbers (RFC 9293, section 3.10.7.4): its answer tells.",
  "port-reuse.syn-ack-same":
    "The SYN,ACK with the first number {raw} once more, as in conversation {stream} here: the {sender} had not got the ACK of it in time, and repeats it. Nothing begins anew: what follows belongs to that connection, though analysers count it as another.",
  "port-reuse.late":
    "The same addresses, ports and first number, {raw}, as conversation {stream} in this capture, whose own SYN is not in it: most likely this is that SYN, seen late or once more, and no new connection.",
  "port-reuse.why":
    "A client's kernel may take a port again once the old connection is over. An end that still holds it in TIME-WAIT agrees if the new number lies beyond the old ones or the timestamp is larger (RFC 9293, section 3.6.1, RFC 6191), so that late packets do no harm.",
  "port-reuse.beyond": "Here the number lies beyond.",
  "port-reuse.stamp": "Here the number does not, and the timestamp is larger: {stamp} after {old}.",
  "port-reuse.stray":
    "A SYN,ACK with another first number, {raw}, amid a connection whose two ends speak from their numbers already: the {receiver}'s kernel takes nothing from it and at most says once more where it stands (RFC 9293, section 3.10.7.4). A second machine or something on the way has sent it, or the {sender} no longer knows the connection: what the {sender} sends next tells which.",
  "port-reuse.syn-ack":
    "A second SYN,ACK for this connection, with another first number, {raw}: the {sender} has forgotten the first answer and starts anew, or two machines answer.",

  "twice.same":
    "This is packet {number} once more: the same IP identification ({id}), the same checksum, numbers and flags, {later}.",
  "twice.later": "{time} later",
  "twice.same-time": "with the same timestamp",
  "twice.same-no-id": "This is packet {number} once more: the same checksum, numbers and flags, {later}.",
  "twice.record":
    "This is the record of packet {number} once more, with the same timestamp, where the file's clock has gone back: the file holds these records twice, most likely because it was put together from parts. Nothing was sent again, overtaken or lost, whatever an analyser's flags say.",
  "twice.piece":
    "{bytes} from number {seq}, {time} after packet {number}, are a piece of that longer packet: its IP identification ({id}) is what the pieces of a large packet get, counted from that one's own, when it is cut to size (segmentation offload).",
  "twice.cut":
    "The capture has it twice, once before it was cut and once after, as happens on a machine that forwards it. Nothing was repeated or lost, whatever an analyser's flags say.",
  "twice.why":
    "Most likely it went over the wire once and was captured twice, as happens on a capture of all interfaces or of both sides of a bridge: then nothing was repeated or lost, whatever an analyser's flags say.",
  "twice.perhaps":
    "It was captured twice, as happens on a capture of all interfaces or of both sides of a bridge, or the network doubled it. Either way it was most likely sent once, whatever an analyser's flags say.",
  "twice.perhaps-data":
    "If the network doubled it, the {receiver} reports that with a D-SACK, where both ends use SACK.",
  "twice.router":
    "Its TTL is {ttl}, and that of the {sender}'s packets before {usual}: the capture sees it before a router and after it. Nothing was repeated or lost, whatever an analyser's flags say.",
  "twice.far":
    "So far apart, it was more likely delivered twice by the network than captured twice: a capture at two places of one way has them closer together. That it was sent again is less likely: as a rule that has a new identification.",
  "twice.network-bare": "A network that doubles a packet looks the same, but is rare.",
  "twice.network":
    "A network that doubles a packet looks the same, but is rare; the {receiver} would then report it with a D-SACK.",

  "syn-data.start": "Together with the SYN the packet already carries {bytes}: numbers 1 to {last}.",
  "syn-data.cookie":
    "The {sender} shows a cookie of {cookie} that it got on an earlier connection, so the {receiver} may believe its address and give the data to the program at once.",
  "syn-data.no-cookie":
    "Without a Fast Open cookie the {receiver} will most likely not give these bytes to its program before the handshake is complete, and may drop them: then they are sent again.",
  "syn-data.offer":
    "The {sender}'s kernel gives a Fast Open cookie of {cookie}: with it the next connection may carry data in its SYN.",

  "stampless.start":
    "Both ends had agreed on timestamps (packets {own} and {other}), and this packet of the {sender} has none: something on the way takes them out, or another has written the packet.",
  "stampless.fate":
    "A receiver may throw such a packet away without a word (RFC 7323, section 3.2), as FreeBSD does; Linux takes it.",
  "clamped.size":
    "Segments of at most {segment} bytes: with {headers} bytes of headers that is a packet of {mtu}, {less} less than Ethernet's 1500.",
  "clamped.why":
    "The {sender}'s link is a smaller one (a tunnel, PPPoE, a mobile network), or a router on the way has lowered the number in the SYN so that no packet has to be cut up later.",
  "clamped.near":
    "Servers of {networks} networks or more have named this number to this client, whose own SYN offers {own}: more likely something near the client (a tunnel, PPPoE, a router) lowers it for all of them than that each has a smaller link; servers of one operator may name the same number, too.",
  "clamped.pppoe": "8 bytes less is the mark of PPPoE.",
  "clamped.default": "536 is what RFC 9293 assumes where nothing is said: a very cautious stack.",

  "odd.none":
    'No flag at all is set. No TCP sends this; port scanners do (a "null scan"), to see how the other end answers.',
  "odd.syn-fin":
    "SYN and FIN in one packet, to open and to close at once: no TCP sends this. It is a probe of a scanner, or damage.",
  "odd.syn-rst": "SYN and RST in one packet contradict each other: a probe of a scanner, or damage.",
  "odd.fin-rst": "FIN and RST in one packet: the RST alone counts.",
  "odd.fin-rst-bare":
    "FIN and RST in one packet, and no ACK: no TCP sends this. It is a probe of a scanner, or damage. Whoever takes it at its word looks at the RST first, and ends the connection if the number fits: what follows shows whether that happened.",
  "odd.christmas": 'FIN, PSH and URG without ACK (a "Christmas tree"): a port scanner\'s probe; no TCP sends this.',
  "odd.no-ack":
    "After the handshake every packet carries ACK; this one ({flags}) does not, so the {receiver} will drop it.",
  "odd.probe":
    "No packet of a connection came before, and this one ({flags}) opens none: no TCP sends such a packet out of nothing. Port scanners do (a FIN scan, for one): a closed port answers with RST, an open one says nothing.",
  "port-reuse.same":
    "The same addresses, ports and first number, {raw}, as conversation {stream} in this capture: the same SYN, tried again after that attempt had ended, as Windows does after a RST.",
  "syn-data.fast-open": "That is TCP Fast Open, which spares one round trip.",
} as const;
