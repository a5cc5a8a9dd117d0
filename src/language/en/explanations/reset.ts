/** Resets. */
export const RESET = {
  "rst.refused": "Nothing listens on port {port} of the {sender}: its kernel refuses the SYN of packet {number}.",
  "rst.refused-ack":
    "ack {ack} = {syn} + 1 (raw {ackRaw}) shows the {receiver} which SYN is meant; its own raw seq is 0, for it has no stream to number.",
  "rst.refused-result":
    'Connecting fails at once with "connection refused" (ECONNREFUSED). A firewall that rejects rather than drops answers in the same way.',

  "rst.unread":
    "The {sender}'s program closed its socket while data it had not read was waiting in the kernel's buffer: {bytes} had arrived since it last sent anything, and how many of them it had read the capture does not show.",
  "rst.unread-after-answer":
    "Either the {sender}'s program closed with a part of the {receiver}'s {bytes} unread, or it asked for an abort (SO_LINGER with time 0): in both cases the kernel sends RST in place of FIN.",
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
  "rst.copied-seq":
    "A RST without ACK answers a packet: its seq {seq} is copied from the ack of packet {number}, the number the {receiver} expects next, so it is accepted at once.",
  "rst.copied-fin":
    "A RST without ACK answers a packet: its seq {seq} is copied from the ack of packet {number}. Having the FIN, the {receiver} expects {next} by now; Linux accepts a RST at the FIN's number all the same, a stricter kernel drops it.",
  "rst.copied-again": "Its seq {seq} is copied from the ack of packet {number}: that is the packet it answers.",
  "rst.expected-seq": "seq {seq} is exactly what the {receiver} expects next, so it is accepted at once.",
  "rst.unexpected-seq":
    "seq {seq} is not the {next} that the {receiver} expects next: a careful kernel asks back with a challenge ACK before it believes this (RFC 5961).",
  "rst.after-close-error":
    'The {receiver}\'s program gets "connection reset by peer" (ECONNRESET) at its next read, or "broken pipe" (EPIPE) at a later write.',
  "rst.after-close-unheard":
    "The {receiver}'s program had closed too (packet {number}), so nobody there will hear of it: those bytes are lost and no read or write will say so.",

  "rst.abort":
    "The {sender} breaks the connection off: no FIN, nothing of what is still unsent is delivered, the state is thrown away.",
  "rst.abort-why":
    "Its program asked for that (SO_LINGER with time 0), or ended in a way that leaves no orderly close, or its kernel gave up.",
  "rst.abort-idle":
    "It comes after {time} of silence: a timeout at one end, or a router in between that forgot the connection, is possible too.",
  "rst.abort-unread": "Data of the {receiver} that it had not read would have the same effect.",
  "rst.abort-handshake":
    "The handshake was not complete: its accept queue may be full, or something on the way refuses in its name.",
  "rst.abort-error": 'The {receiver}\'s program gets "connection reset by peer" (ECONNRESET).',

  "rst.gone":
    "The {sender}'s kernel knows no connection (any more) that packet {number} could belong to, and answers it with RST so that the {receiver} stops.",
  "rst.gone-first":
    "The capture shows nothing of this connection before: the {sender}'s kernel answers a packet of a connection that it does not know (any more), or breaks one off.",
  "rst.gone-closed":
    "The connection had ended already (packet {number}), and each packet that still comes for it draws a RST; this one changes nothing more.",
  "rst.gone-time-wait": "Both FINs had been seen; what it answers came late, or a program used the socket once more.",
  "rst.gone-syn-ack":
    "The {sender} had sent the SYN, yet answers the {receiver}'s SYN,ACK with RST: its kernel holds no such request. A port scanner that only wants to know whether the port is open leaves this trace; so does a program that was stopped while connecting.",
  "rst.gone-unexplained":
    "No FIN or RST of the {sender} was seen: its host may have restarted, a router in between may have forgotten the connection, or the RST was forged.",
  "rst.state": "Both ends: CLOSED.",
} as const;
