/** Acknowledgments. */
export const ACKNOWLEDGMENT = {
  "ack.plain":
    "The {sender}'s kernel confirms {bytes}: ack {ack} = {from} + {length} (raw {ackRaw} = {fromRaw} + {length}).",
  "ack.up-to": "One ACK confirms everything up to and including packet {number}: acknowledgments are cumulative.",
  "ack.up-to-again": "One ACK for everything up to packet {number}.",
  "ack.up-to-part":
    "One ACK confirms everything before packet {number} and a part of it: acknowledgments are cumulative.",
  "ack.up-to-part-again": "One ACK for everything before packet {number} and a part of it.",
  "ack.time": "It comes {time} after packet {number}.",
  "ack.filled": "It comes {time} after the retransmission in packet {number}, whose {bytes} most likely fill the gap.",
  "ack.filled-several":
    "It comes {time} after the last of the retransmissions in packets {numbers}, whose {bytes} most likely fill the gap.",
  "ack.held":
    "Numbers {from} to {to} had arrived before and waited behind the gap: so one ACK passes over them as well.",
  "ack.not-read": "Its program need not have read them yet: an ACK says arrived, never read.",
  "ack.no-number": "It carries no data and takes no number, so the {sender}'s seq stays {seq}.",
  "ack.partial": "Of packet {number} it confirms only a part.",
  "ack.smaller-segments": "So the segments on the wire were smaller than the captured ones.",
  "ack.window-less":
    "The window it offers is smaller, {window} bytes after {earlier}: bytes that arrived and that its program has not read take up the room.",
  "ack.window-more":
    "The window it offers is larger, {window} bytes after {earlier}: most likely its kernel gives the connection a larger buffer, or its program has read.",
  "ack.remaining": "{bytes} of the {receiver} are still unconfirmed.",
  "ack.fin-missing":
    "The {receiver}'s FIN (packet {number}) is not among it: it takes number {fin}, and an ack that includes it would be {want}. The {sender}'s kernel sent this ACK for the data before it had dealt with the FIN.",
  "ack.repeated": "It confirms nothing new: ack {ack} was said before.",
  "ack.first":
    "It confirms everything before number {ack} of the {receiver}'s stream (raw {ackRaw}); how much that is, the capture does not show.",

  "piggyback.data":
    "Its ack {ack} = {from} + {length} also confirms the {receiver}'s {bytes}: the data carries the ACK along, so that it needed no packet of its own.",
  "piggyback.fin": "Its ack {ack} = {from} + {length} also confirms the {receiver}'s {bytes}.",

  "delayed.start":
    "It comes {time} after what it confirms, while the way to the {sender} and back takes {distance}: the {sender}'s kernel held it back for about {held}.",
  "delayed.perhaps":
    "It comes {time} after what it confirms, while the way to the {sender} and back takes {distance}: {held} more. The {sender}'s kernel may have held it back in case its program writes something that could carry it (Linux 40 ms at first, others up to 200 ms); or this once the way took longer: the packet, or this ACK, waited somewhere (a queue, a radio that sleeps).",
  "delayed.why":
    "It waits a little for its program to write something that could carry the ACK (Linux 40 ms at first, others up to 200 ms, no one more than 500 ms); nothing came, so the ACK goes alone.",
  "delayed.fin": "A FIN is acknowledged the same way as data: the program's own close could have carried the ACK.",
  "ack.of-syn":
    "ack {ack} confirms the {receiver}'s SYN (packet {number}); the SYN,ACK that must have come before is not in the capture.",
  "ack.of-syn-ack":
    "ack {ack} confirms the {receiver}'s SYN,ACK (packet {number}); the SYN that it answered is not in the capture.",
} as const;
