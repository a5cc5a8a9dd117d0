/** Data, and what is special about how it was sent. */
export const DATA = {
  "data.text":
    "{bytes} from the {sender}'s program, {preview}: numbers {seq} to {last} of its stream (raw {raw} to {rawLast}).",
  "data.bytes": "{bytes} from the {sender}'s program: numbers {seq} to {last} of its stream (raw {raw} to {rawLast}).",
  "data.one": "1 byte from the {sender}'s program: number {seq} of its stream (raw {raw}).",
  "data.one-text": "1 byte from the {sender}'s program, {preview}: number {seq} of its stream (raw {raw}).",
  "data.next": "Its next byte will be {next} = {seq} + {length}.",
  "data.next-at-once":
    "Its next byte will be {next} = {seq} + {length}, also if it leaves before the ACK has come: the sender counts what it has sent, not what was confirmed.",
  "data.push":
    "PSH: the {receiver}'s kernel should hand these bytes to its program without waiting for more; kernels set it at the end of what was written, or of what they send in one go.",
  "data.repeats-ack": "Every packet after the SYN carries an ack; here it is still {ack}: nothing new.",
  "data.follows": "It comes {time} after the {receiver}'s data (packet {number}).",
  "data.acked-apart":
    "The {sender}'s kernel had confirmed them by themselves (packet {number}) rather than wait for this answer, as kernels do early in a connection (Linux: quick ACK).",
  "data.leaves-at-once":
    "None of the {sender}'s bytes was unconfirmed, so even a small segment leaves at once: Nagle's algorithm holds back only what would follow an unconfirmed one.",
  "data.left-at-once":
    "None of the {sender}'s bytes was unconfirmed, as far as is captured: most likely the segment left as soon as it was written, for Nagle's algorithm holds back only what would follow an unconfirmed one.",
  "data.no-nagle":
    "Packet {number} is not acknowledged yet, and Nagle's algorithm would hold a small segment back until it is: the {sender}'s program has most likely switched it off (TCP_NODELAY).",
  "data.in-flight": "With it {flight} bytes are on the way unconfirmed; the {receiver} offers room for {window}.",
  "data.congestion-window":
    "The {sender} had paused since packet {number} although there was room: most likely its congestion window was used up, or the room it knew of then, or its send buffer, or it spreads its packets out; the ACK of packet {ack} lets it go on.",
  "data.overlaps": "{old} of its {length} bytes have been sent before; {fresh} are new.",
  "data.probe-byte":
    "The packet's first byte, {seq}, is the one that the probe of packet {number} carried and that was not taken then.",
  "data.crossed-fin":
    "The {sender}'s kernel had not yet processed the {receiver}'s FIN (packet {number}) when it made this packet: its ack is {ack}, and the FIN would have made it {want}.",
  "data.crossed-fin-on-way":
    "The {receiver}'s FIN (packet {number}) had not arrived when this left: its ack is {ack}, and the FIN would have made it {want}.",
  "data.mid-stream":
    "The capture begins inside this connection: relative numbers count from the first packet seen, not from the handshake.",
  "data.urgent":
    "URG: the program marked bytes up to urgent pointer {pointer} as urgent, an old signal that new programs should not use.",

  "nagle.held":
    "Nagle's algorithm held these {bytes} back: while the small segment of packet {previous} ({previousBytes}) was unacknowledged, the {sender}'s kernel sent no further small one.",
  "nagle.released": "Packet {ack} brought that ACK, and {time} later this segment left.",
  "nagle.pieces":
    "{length} = {count} x {piece}: by its size {count} more writes like the one before, sent as one; TCP keeps no borders between them.",
  "nagle.advice":
    "What is written in pieces waits a round trip, or 40 ms and more if the other kernel delays its ACK; write it in one piece, or set TCP_NODELAY.",

  "offload.segment":
    "{bytes} are more than the {limit} that the {receiver} allows in one segment: a kernel makes such a packet for its network card, or for a neighbour on the same machine, and no ordinary network carries it in this form.",
  "offload.segment-options":
    "{bytes} are far more than the {announced} that the {receiver}'s SYN allows in one segment ({limit} besides the options here), so this packet never crossed the wire in this form.",
  "offload.sender":
    "The {sender}'s kernel leaves the cutting to its network card, and the capture was taken before the card: on the wire go {segments} {pieces}.",
  "offload.receiver":
    "The capture was taken at the {receiver}, whose card or kernel had joined {segments} {pieces} into one before the capture saw them.",
  "offload.either":
    "Either the {sender}'s card cuts it up after the capture point, or a card or kernel had joined it before the capture saw it (the {receiver}'s, or that of a machine in between): on the wire there are {segments} {pieces}, if all but the last are full.",
  "offload.sender-some":
    "The {sender}'s kernel leaves the cutting to its network card, and the capture was taken before the card: on the wire go several smaller segments, how long cannot be seen here.",
  "offload.receiver-some":
    "The capture was taken at the {receiver}, whose card or kernel had joined several smaller segments into one before the capture saw them; how long they were cannot be seen here.",
  "offload.either-some":
    "Either the {sender}'s card cuts it up after the capture point, or a card or kernel had joined it before the capture saw it (the {receiver}'s, or that of a machine in between): on the wire there are several smaller segments, how long cannot be seen here.",
  "offload.even": "of {each} bytes each",
  "offload.one-and-rest": "(1 of {each} bytes, 1 of {rest})",
  "offload.uneven": "({full} of {each} bytes, 1 of {rest})",

  "silence.gap": "Nothing was sent on this connection for {time}.",
  "silence.unanswered":
    "The {receiver}'s {bytes} (the last in packet {number}) were already acknowledged by the {sender}'s kernel: most likely it was the {sender}'s program that took this long to read and answer them, or slept. Answers that were lost before they came past the capture would look the same.",
  "silence.client":
    "The network was not waiting: the client's program had the server's {bytes} (the last in packet {number}) and worked, slept, or waited for its user before it sent more.",
  "silence.end-unread":
    "The {sender}'s kernel confirmed the {receiver}'s FIN (packet {number}) before that; its program read the end of the stream and closed only now.",
  "silence.before-close":
    "The {sender}'s program had the {receiver}'s {bytes} (the last in packet {number}) and kept the connection open for that long before it closed.",
  "silence.awaited":
    "The {sender}'s own {bytes} (packet {number}) had been acknowledged, and no answer to them had come: most likely its program waited for one, and closed. It may also have had no more to say.",
  "silence.stood":
    "Yet the {sender}'s own timestamp (TSval) is only {ticks} higher than before, far less than any clock of a running host makes of that time. So most likely the capture's clock was set forward here, or the {sender}'s host stood still (a virtual machine that was paused): this is no wait of a program.",
  "silence.idle":
    "Nothing was unacknowledged, so TCP was not waiting for an answer: most likely the {sender}'s program had nothing to send.",
  "silence.idle-quiet": "An idle connection sends no packets.",
  "silence.idle-kept":
    "Keep-alives apart, an idle connection sends no packets; the last data before was in packet {number}, {time} earlier.",
  "silence.own-timer":
    "It comes almost exactly {seconds} s after the {sender}'s own packet {number}: perhaps a sleep or a timer in its program, between one step and the next.",
  "silence.timer": "So round a time, {seconds} s, points to a sleep or a timer in a program, not to the network.",
  "nagle.perhaps":
    "Nagle's algorithm may have held these {bytes} back: while the small segment of packet {previous} ({previousBytes}) was unacknowledged, the {sender}'s kernel would send no further small one. Or its program wrote them only now.",
} as const;
