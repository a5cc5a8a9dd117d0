/** Stories of conversations. {sender} is the end that acts in the sentence, {receiver} the other one. */
export const STORY = {
  "story.title": "Conversation {stream}: {client} to {server}",

  "story.opened":
    "The {sender}, {address}, opened the connection to {server}; the handshake (packets {syn}, {synAck} and {ack}) took {time}.",
  "story.opened-slowly": "Its SYN was sent {times}.",
  "story.opened-both":
    "{address} and {server} each asked the other for a connection at the same time (SYNs in packets {syn} and {synAck}), and one connection came of it: a simultaneous open.",
  "story.refused":
    "The {sender}, {address}, asked {server} for a connection (packet {syn}) and was refused (packet {reset}).",
  "story.refused-box":
    "The {sender}, {address}, asked {server} for a connection (packet {syn}) and was refused (packet {reset}), most likely by something on the way in the {receiver}'s name.",
  "story.refused-perhaps-box":
    "The {sender}, {address}, asked {server} for a connection (packet {syn}) and was refused (packet {reset}), perhaps by something on the way in the {receiver}'s name.",
  "story.answered-by-error":
    "The client, {address}, asked {server} for a connection (packet {syn}); no segment of TCP answered, but an ICMP error (packet {number}), which says why not.",
  "story.unanswered":
    "The {sender}, {address}, asked {server} for a connection {times} (first in packet {syn}), and no answer is in the capture.",
  "story.unfinished":
    "The {sender}, {address}, asked {server} for a connection (packet {syn}) and got an answer (packet {synAck}), but the handshake was not completed in this capture.",
  "story.under-way":
    "The capture begins inside this connection between {address} and {server}; how it was opened is not seen.",
  "story.unscaled":
    "The window scale was in the handshake, so windows are told as the header has them and may be many times larger.",
  "story.guessed": "Which end is the client is a guess here: the one with the higher port number.",
  "story.known-by-answer": "Which end is the server follows from its SYN,ACK (packet {synAck}).",

  "story.sent": "The {sender} sent {bytes} in {segments}{lengths}.",
  "story.missed": "{bytes} of the {sender} arrived, as the {receiver} confirmed, but were not captured.",
  "story.sent-nothing": "The {sender} sent no data.",
  "story.neither-sent": "Neither end sent a single byte of data.",
  "story.lengths": " ({lengths})",
  "story.more-lengths": " ({lengths}, ...)",
  "story.nagle":
    "The {sender}'s program wrote in small pieces, and most likely Nagle's algorithm kept the later ones until the first was confirmed, so that they left together (packet {number}): how many segments there are says nothing about how many writes there were.",
  "story.nagle-often":
    "The {sender}'s program wrote in small pieces, and most likely {times}, first in packet {number}, Nagle's algorithm kept some until earlier ones were confirmed and sent them together.",
  "story.offload":
    "Packets of up to {largest} bytes, more than the {limit} that fit in a segment, are a trace of segmentation offload: on the wire there are more and smaller ones.",
  "story.http": "HTTP: {exchanges}.",
  "story.http-more": "HTTP: {exchanges}, and {count} more.",
  "story.http-exchange": "{request} was answered {status} (packet {number})",
  "story.http-answer": "an answer {status} (packet {number}) to no request that is known here",
  "story.http-unanswered": "HTTP: a request, but no answer to it in this capture.",
  "story.http-short":
    "The answer to {request} is cut short: of its body of {bytes} only {seen} were sent before the connection ended.",
  "story.http-cut":
    "HTTP: a request, and an answer that begins in packet {number}; the end of its status line is not in this capture.",
  "story.http-unbegun": "HTTP: a request, and {bytes} after it; the beginning of the answer is not in this capture.",
  "story.http-headless": "HTTP: a request, and {bytes} after it that do not begin with a status line.",

  "story.closed":
    "The {sender} closed first (FIN, packet {fin}), the {receiver} after it (packet {otherFin}): in order, with everything confirmed. The {sender}'s end then stays in TIME-WAIT for a while.",
  "story.half-close": "Between the two the {receiver} still sent {bytes}: a half close.",
  "story.closed-both": "Both closed at the same time (FINs in packets {fin} and {otherFin}), in order.",
  "story.closing":
    "The {sender} closed first (FIN, packet {fin}), the {receiver} after it (packet {otherFin}); the last confirmation is not in the capture.",
  "story.half-closed":
    "The {sender} closed its direction (FIN, packet {fin}); the {receiver} had not closed when the capture ended.",
  "story.refused-unseen":
    "{server} refused {address} with a RST (packet {reset}) that answers a SYN, as its numbers show; the capture does not have that SYN.",
  "story.reset-error": "The {receiver}'s program gets the error.",
  "story.reset-unheard": "The {receiver}'s program had closed before (packet {fin}), and hears nothing of it.",
  "story.reset-farewell":
    "The {sender} closed (packet {fin}); in answer to that the {receiver} took its leave with a TLS alert ({bytes}, packet {data}), which found no socket any more, so the {sender}'s kernel reset the connection (packet {reset}). Nothing is lost by that.",
  "story.reset-after-close":
    "The {sender} closed (packet {fin}) while the {receiver} still had something to send; {bytes} came for a socket that no longer existed (packet {data}), and the {sender}'s kernel reset the connection (packet {reset}). It is the {sender}'s program that closed although more was coming: it did not read to the end, or had given up (a timeout, a user who stops).",
  "story.reset-unread":
    "The {sender} reset the connection (packet {reset}), most likely because its program closed the socket with data still unread.",
  "story.reset-unread-or-abort":
    "The {sender} reset the connection (packet {reset}): either its program closed the socket with data still unread, or it asked for an abort. Either way it ended without an orderly close.",
  "story.reset-abort":
    "The {sender} broke the connection off with RST (packet {reset}); why, the capture does not prove.",
  "story.reset-gone":
    "It ended with a RST of the {sender} (packet {reset}), most likely because its kernel knew no such connection (any more).",
  "story.open": "When the capture ended, the connection was still open.",

  "story.rtt":
    "Shortest round trips, as seen from where the capture was taken: {server} to the server and back, {client} to the client and back.",
  "story.rtt-server": "The shortest round trip to the server, as seen from where the capture was taken, is {server}.",
  "story.rtt-client": "The shortest round trip to the client, as seen from where the capture was taken, is {client}.",
  "story.captured-at": "So the capture was taken on the {sender}'s machine, or right beside it.",
  "story.retransmitted": "The {sender} sent {packets} again{detail}.",
  "story.retransmitted-detail": " ({details})",
  "story.detail-timeout": "{count} most likely after a timer ran out",
  "story.detail-unheard": "{count} after a timer ran out, or for ACKs that were not captured",
  "story.detail-fast": "{count} at once, on duplicate ACKs",
  "story.detail-spurious": "{count} needlessly",
  "story.detail-filled": "{count} of which the first copy was not captured",
  "story.not-captured": "The capture itself missed some packets that did arrive.",
  "story.twice":
    "Most likely captured twice, or delivered twice by the network: {packets}; what an analyser calls retransmissions and duplicate ACKs here is only that.",
  "story.zero-window":
    "The {sender} ran out of room (window 0, packet {number}): its program did not read fast enough.",
  "story.silence":
    "For {time} before packet {number} nothing was sent: most likely a program, not the network, kept the other end waiting.",
  "story.idle": "For {time} before packet {number} it stood idle: most likely neither program had anything to send.",
  "story.silence-unclear":
    "For {time} before packet {number} nothing of the answer came here: a program may have needed that time, or what it sent first was lost before the capture point.",
  "story.silence-awaited": "For {time} before packet {number} the client waited for an answer, and none came.",
  "story.silence-expecting": "For {time} before packet {number} the client waited to be told to go on (100 Continue).",
  "story.opened-by-hand":
    "The {sender}, {address}, asked {server} for a connection (packet {syn}) and got an answer (packet {synAck}), which its own kernel reset (packet {reset}); what goes on in its name afterwards belongs to no connection of that kernel.",
  "story.other-syn-ack":
    "The {sender}, {address}, asked {server} for a connection (packet {syn}), and got a SYN,ACK that answers another SYN (packet {number}): no connection came of it.",
  "story.silence-stood":
    "For {time} before packet {number} nothing was captured, yet the timestamp (TSval) of its sender is only {ticks} higher than before: most likely the capture's clock was set forward, or that host stood still.",
  "story.delayed-ack": "An ACK was late, most likely delayed on purpose (packet {number}).",

  "advice.head": "Advice:",
  "advice.read-to-end":
    "Read the whole message before closing: up to its known length or its delimiter; or send all, shut the sending side down (`shutdown(SHUT_WR)`), and then read to the end of the stream. Waiting for that end while one's own side is open can leave both waiting for each other. TCP keeps no message borders: a single read is never known to be the whole message.",
  "advice.nagle": "Put what belongs together into one write; if small pieces must each leave at once, set TCP_NODELAY.",
  "advice.zero-window": "The receiving program is the bottleneck; let it read more often or larger pieces.",
  "advice.refused": "Is the server running, on this port, and listening on this address (not only on 127.0.0.1)?",
  "advice.idle":
    "Either end may close an idle connection at any time; a client must be ready to open a new one and ask again.",
  "advice.silence":
    "The time is most likely lost in a program, not in the network; look at what it does between reading and writing.",

  "summary.title": "Summary",
  "summary.counts": "{packets} of {conversations} in {time}, with {bytes} of data.",
  "summary.nothing": "No TCP packet.",
  "summary.endings": "How they ended: {endings}.",
  "summary.closed": "{count} closed in order",
  "summary.reset": "{count} reset",
  "summary.refused": "{count} refused",
  "summary.unfinished": "{count} neither closed nor reset when the capture ended",
  "summary.http": "HTTP requests: {requests}, answers: {responses}.",
  "summary.notable": "Unusual packets: {items}.",
  "summary.item": "{title} ({packets}, first packet {number})",
  "summary.quiet": "Nothing had to be repaired: no retransmission, no reset, no full window.",
  "story.old-connection":
    "The {sender}, {address}, asked {server} for a connection (packet {syn}), and the answer (packet {number}) came out of an older connection on the same ports, which the {receiver} still holds: no connection came of it.",
  "story.answer-unseen":
    "The {sender}, {address}, asked {server} for a connection (packet {syn}); the answer was not captured, but came: packet {number} confirms it.",
  "story.unseen-direction":
    "Nothing that the {sender} sent is in the capture, though the {receiver}'s acks confirm {bytes} of it: only one direction was captured (another way back, or a mirror port that copies one way), and nothing follows from its silence.",
  "story.unseen-repeats":
    "Nothing that the {sender} sent is in the capture. The {receiver} sent the same bytes again and again, as one does whom no ACK reaches: whether only one direction was captured, or nothing came back, the packets do not tell.",
  "story.unseen-silent":
    "Nothing that the {sender} sent is in the capture, though the {receiver} answers it: only one direction was captured, and nothing follows from its silence.",
  "story.close-race":
    "The {sender} closed (packet {fin}) while the {receiver}'s {bytes} were on their way (packet {data}): the two crossed, nobody was left to read them, and the {sender}'s kernel reset the connection (packet {reset}). Neither program need be wrong: a connection that stands idle may be closed at any time, and whoever asks at that moment must ask again on a new one.",
  "story.close-unheard":
    "The {sender} closed the idle connection (packet {fin}). Of that the {receiver} had not heard when it sent {bytes} (packet {data}): their ack does not cover the FIN. Nobody was left to read them, and the {sender}'s kernel reset the connection (packet {reset}). Neither program need be wrong: a connection that stands idle may be closed at any time, and whoever asks after that must ask again on a new one.",
  "story.reset-after-injected":
    "The {sender} closed (packet {fin}) on bytes that another had most likely sent in the {receiver}'s name (packet {other}); the {receiver}'s own {bytes} (packet {data}) found no socket any more, and the {sender}'s kernel reset the connection (packet {reset}).",
  "story.reset-middlebox":
    "A RST in the {sender}'s name (packet {reset}) ended it, which something on the way most likely sent: a firewall, NAT or load balancer.",
  "story.reset-perhaps-middlebox":
    "A RST in the {sender}'s name (packet {reset}) ended it; something on the way may have sent it, or the {sender} itself.",
  "story.reset-injected":
    "A RST in the {sender}'s name (packet {reset}) was forged on the way: the {sender} still sends after it (packet {number}).",
  "story.reset-rejected":
    "A RST of the {sender} (packet {reset}) was not believed, and the connection went on (packet {number}).",
  "story.reset-keep-alives":
    "Most likely the {sender}'s kernel gave up (RST, packet {reset}): the other end had not answered for too long.",
  "story.reset-unacceptable": "The {sender} refused with RST (packet {reset}) what belongs to another connection.",
  "story.ended-later":
    "It was never closed here; a RST in a later connection on the same ports (packet {number}) ended what one end still held of it.",
  "story.detail-copied": "{count} too soon for any answer: doubled by the network, or captured twice",
  "story.detail-early": "{count} too soon for a timer",
} as const;
