/** The close. */
export const CLOSING = {
  "fin.start":
    "The {sender}'s program has closed its side, and its kernel sends FIN: no more bytes will follow in this direction.",
  "fin.number":
    "The FIN takes number {seq} (raw {raw}), right behind the {bytes} sent, so it will be confirmed with ack {next} = {seq} + 1.",
  "fin.number-only":
    "No byte was sent in this direction: the FIN takes number {seq} (raw {raw}) and will be confirmed with ack {next}.",
  "fin.number-mid-stream": "The FIN takes number {seq} (raw {raw}) and will be confirmed with ack {next} = {seq} + 1.",
  "fin.with-data": "The last {bytes} travel in the same packet.",
  "fin.unconfirmed":
    "It did not wait for the ACK of packet {number}: a close sends the FIN right behind the last byte, and both will be confirmed in their turn.",
  "fin.confirmed": "All bytes of the {sender} are confirmed.",
  "fin.after-data":
    "It comes {time} after the {receiver}'s {bytes} (the last in packet {number}): most likely its program closed without waiting for more.",
  "fin.after-wait": "It comes {time} after the {receiver}'s {bytes} (the last in packet {number}).",
  "fin.acked-apart": "Packet {number}, {time} before, was its kernel's ACK of them; the FIN is its program's doing.",
  "fin.other-way":
    "As far as is seen here the other direction is still open. Whether the {sender}'s program would still read what comes (shutdown) or has gone (close), the FIN does not say.",
  "fin.state":
    "{Sender}: FIN-WAIT-1; {receiver}, when it arrives: CLOSE-WAIT, or CLOSING if a FIN of its own is on its way.",

  "fin-ack.both":
    "One packet does two things: ack {ack} = {fin} + 1 confirms the {receiver}'s FIN (packet {number}), and the {sender}'s own FIN, number {seq}, closes the other direction.",
  "fin-ack.later":
    "The {receiver}'s FIN (packet {number}) was confirmed before; now the {sender}'s program has closed as well, {time} after it. This FIN takes number {seq} and will be confirmed with ack {next}.",
  "fin-ack.read-end":
    "Its program probably read the end of the stream (a read of 0 bytes) and closed because of it, unless it was done anyway.",
  "fin-ack.raw": "Raw: ack {ackRaw}, seq {raw}.",
  "fin-ack.state":
    "{Sender}: LAST-ACK, until its own FIN is confirmed with ack {next}; {receiver}: TIME-WAIT when it arrives.",
  "fin-ack.state-after-data":
    "{Sender}: LAST-ACK, until its own FIN is confirmed with ack {next}; {receiver}: TIME-WAIT when it arrives, unless the data sent after its close (packet {number}) has ended the connection there.",

  "last-ack.start":
    "ack {ack} = {fin} + 1 (raw {ackRaw}) confirms the {receiver}'s FIN of packet {number}: both directions are closed and everything is confirmed.",
  "last-ack.states":
    "{Receiver}: CLOSED. The {sender} closed first and waits in TIME-WAIT (60 s on Linux): it can answer if this ACK is lost and the FIN comes again, and no late packet can stray into a new connection on the same ports.",
  "last-ack.after-reset":
    "ack {ack} = {fin} + 1 confirms the {receiver}'s FIN of packet {number}, but the {receiver} holds no connection any more (RST, packet {reset}): what still comes there draws one more RST.",
  "last-ack.own-unconfirmed":
    "The {sender}'s own FIN (packet {number}) is not confirmed; until it is, or a RST arrives, the {sender} stays in CLOSING.",
  "last-ack.crossed":
    "ack {ack} = {fin} + 1 confirms the {receiver}'s FIN of packet {number}. Neither FIN had confirmed the other, so each end confirms the other's by itself, and each ends in TIME-WAIT.",

  "half-close.ack":
    "The {sender}'s kernel confirms the FIN of packet {number}: ack {ack} = {fin} + 1 (raw {ackRaw}), since a FIN takes one number.",
  "half-close.ack-data":
    "The {sender}'s kernel confirms the {receiver}'s last {bytes} and the FIN of packet {number}: ack {ack} = {fin} + 1 (raw {ackRaw}), since a FIN takes one number.",
  "half-close.open":
    "This packet carries no FIN of its own: in this direction, from the {sender}, data may still flow, or its FIN follows.",
  "half-close.states": "{Sender}: CLOSE-WAIT, for as long as its program keeps the socket; {receiver}: FIN-WAIT-2.",
  "half-close.orphan":
    "If the {receiver}'s program used close() and not shutdown(), such data would draw a RST, and Linux keeps the orphan in FIN-WAIT-2 for 60 s at most.",
  "half-close.data":
    "The {receiver} has closed its direction (FIN in packet {number}), and the {sender} knows it: its ack {ack} confirms the FIN. Sending on is still right: each direction is closed by itself.",
  "half-close.fate":
    "If the {receiver}'s program only shut its sending side down, it reads this; if it closed the socket, its kernel answers with RST.",

  "simultaneous.start":
    "Both programs closed at about the same time: the {receiver}'s FIN (packet {number}) had not reached the {sender} when this FIN left, for its ack is {ack} and would otherwise be {want}.",
  "simultaneous.number": "This FIN takes number {seq} (raw {raw}); the two cross on the way.",
  "simultaneous.state-gone":
    "The {sender}, on getting the other's FIN: CLOSING. The {receiver} has reset the connection (packet {number}) and holds it no more.",
  "simultaneous.state": "Each end, on getting the other's FIN: CLOSING.",

  "idle.unused":
    "Not one byte was sent in either direction in the {time} since the handshake; the {sender}'s program gave the connection up.",
  "idle.server-waits": "Most likely it waits for a request only for a certain time, and this was its timeout.",
  "idle.after-sibling":
    "Most likely it waits for a request only for a certain time, here {time} counted from packet {number}, with which it closed another connection: a server that serves one client at a time turns to the next only then.",
  "idle.after-use-closed": "The last answer was {time} ago and no further request came.",
  "idle.together":
    "Packet {number}, {time} before, closed another of its connections: one cause ended both (its program ended or let this client go, or both had waited equally long).",
  "idle.speculative":
    "Browsers open such connections ahead of need, to have one ready; health checks and port scans do the same.",
  "idle.after-use":
    "The last answer was {time} ago and no further request came: the {sender}'s program stops waiting. A client that sends its next request at this moment gets RST and must try again on a new connection.",
  "fin.crossed":
    "Its ack {ack} does not cover the {receiver}'s {bytes} of packet {number}, {time} before: they had not arrived, or not been dealt with, when the {sender} closed. The close and they crossed.",
  "fin.missed":
    "Its ack {ack} does not cover the {receiver}'s {bytes} of packet {number}, which the {receiver} has sent again since: most likely they have not reached the {sender}.",
  "fin.other-unheard":
    "The {receiver}'s FIN (packet {number}, {time} before) had not arrived here: this ack is {ack} and would otherwise be {want}. So each end has closed by itself.",
  "fin.other-resent": "The FIN was sent {times}: what was sent before, or what would have confirmed it, was lost.",
} as const;
