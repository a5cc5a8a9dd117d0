/** Losses, repetitions and disorder. */
export const LOSS = {
  "timeout.confirmed":
    "{bytes} again, numbers {seq} to {last}: last sent {wait} ago, and confirmed by packet {number} already.",
  "timeout.data":
    "{bytes} again, numbers {seq} to {last} (raw {raw} on): last sent {wait} ago, and no ACK of them has come.",
  "timeout.one": "Byte {seq} again (raw {raw}): last sent {wait} ago, and no ACK of it has come.",
  "timeout.fin": "The FIN again (number {seq}): last sent {wait} ago, and no ACK of it has come.",
  "timeout.fin-acked":
    "The FIN again (number {seq}), {wait} after it was last sent, although packet {number} confirms it: that ACK did not reach the {sender}, or came too late. The other end's kernel has to confirm it once more.",
  "timeout.fin-crossed":
    "The FIN again (number {seq}), {wait} after the first: no timer ran out. The FINs have crossed, and with ack {ack} this packet confirms the other one (packet {number}); some kernels, as of BSD and macOS, put their own FIN into that once more. Nothing was lost.",
  "timeout.syn":
    "The same SYN again (raw {raw}): {wait} have passed without an answer here. It was lost, or the answer was, a firewall drops it in silence, or the other end's queue of new connections is full.",
  "timeout.syn-icmp":
    "The same SYN again (raw {raw}), {wait} after it was last sent, although an ICMP error has answered that (packet {number}): the {sender}'s kernel may take the trouble for a passing one, and tries again (RFC 1122, section 4.2.3.9).",
  "timeout.syn-fewer":
    "The SYN again (raw {raw}), with fewer options than the first (packet {number}): {wait} have passed without an answer here. Some kernels leave out what something on the way might dislike once several tries have come to nothing.",
  "timeout.syn-ack":
    "The same SYN,ACK again (raw {raw}), {wait} after it was last sent: the ACK that completes the handshake has not come.",
  "timeout.nth":
    "This is attempt {count}, {wait} after the one before it, which had waited {earlier}: the wait has doubled, so that a crowded network is given time to recover (RFC 6298, section 5.5).",
  "timeout.nth-again": "This is attempt {count}, {wait} after the one before it, which had waited {earlier}.",
  "timeout.first":
    "So a timer of the {sender}'s kernel ran out (the retransmission timer, or the probe timer that comes before it): what it sent was lost, or the ACK was, or one of them is late, and it cannot know which. The timers are set from measured round trips; the retransmission timer doubles with each further attempt.",
  "timeout.first-here":
    "So a timer of the {sender}'s kernel ran out (the retransmission timer, or the probe timer that comes before it). The capture was taken beside the {receiver} and holds the first sending: that had come, so it was the ACK that was lost or late, or the {receiver} confirmed nothing, because bytes before these are missing or because it has no use for them.",
  "timeout.program": "The {sender}'s program notices nothing of it but the delay.",
  "timeout.connecting": "The {sender}'s program is still waiting for the connection.",
  "timeout.early":
    "That is short for the retransmission timer (Linux waits at least 200 ms): more likely a probe of the last segment, recovery led by selective or partial ACKs (RFC 8985, RFC 6582), bytes cut anew for a smaller path, or a packet that the network doubled.",
  "timeout.anew":
    "Packet {number} had confirmed something {time} before, and with that the retransmission timer starts anew (RFC 6298, section 5.3; Linux waits at least 200 ms): more likely a recovery goes on that selective or partial ACKs lead (RFC 8985, RFC 6582).",
  "timeout.amid":
    "A timer that runs out has the oldest unconfirmed byte sent again, number {acked}, and this lies behind it: more likely a recovery goes on that selective ACKs lead, and what it had sent again was lost as well (RFC 6675, RFC 8985).",
  "timeout.unheard":
    "Nothing of the {receiver} is in this capture, so what let it go is not seen: a timer of the {sender}'s kernel that ran out, or ACKs that told of bytes behind these and of none of these.",
  "timeout.copy-id":
    "Its IP identification, {id}, is that of the packet that brought them before, and a host numbers what it sends again anew: nobody sent it again. The network doubled the packet, or the capture took it twice.",
  "timeout.follows":
    "The timer had run out before (packet {number}); what was out then goes again piece by piece as ACKs come (RFC 6298, section 5.4).",
  "timeout.bunched":
    "By its IP identification this is a packet of its own, and no kernel sends again so soon: both were held up on the way and came together. How long its sender had waited, this capture does not show.",
  "timeout.no-room":
    "When they were sent first, the {receiver} had room for them and took it back (packet {number}) while they were on their way: it throws away what it has no room for, so most likely they were not lost on the way.",
  "timeout.no-stamp":
    "The packet has no timestamp, though it should have one: perhaps the {receiver} throws it away for that each time (RFC 7323, section 3.2).",
  "timeout.with-ack":
    "It comes {time} after packet {number}: more likely that ACK let it go, in a recovery that is under way, than a timer; the capture does not tell them apart.",
  "timeout.too-soon":
    "No answer of the {receiver} can have come so soon (there and back takes at least {trip}): nothing told the {sender}'s kernel of a loss. More likely the network doubled the packet, or the capture took it twice.",
  "timeout.unasked":
    "No ACK had told the {sender}'s kernel of a loss, and no timer runs out within little more than a round trip, which takes at least {trip}: more likely the network doubled the packet, or the capture took it twice.",
  "timeout.copies":
    "No kernel sends again so soon, and other packets of this capture are in it twice: most likely this one is, too.",
  "timeout.more": "It carries {bytes} more than the first time: what the program wrote meanwhile goes along.",
  "resent.damaged":
    "The sending before, packet {number}, came by damaged, and whoever gets it so throws it away: most likely that is why it is sent again, and no queue was full.",
  "resent.first-in": "They were first sent in packets {numbers}.",
  "timeout.not-keep-alive":
    "Analysers call it a keep-alive because it is a single byte just below the next number; but that byte is not acknowledged yet.",
  "timeout.unseen":
    "{bytes}, numbers {seq} to {last} (raw {raw} on), which fill a gap: later bytes were captured before them (packet {number}), these were not. The first copy was lost before the capture point, and this is another.",

  "fast.start":
    "The {receiver} has asked for number {seq} {times} over, so the {sender}'s kernel sends the {bytes} from there again at once, without waiting for its timer.",
  "fast.start-some":
    "The {receiver} has asked for number {seq} {times} over here, the last of them so lately that the {sender} cannot have it yet; for those before, its kernel sends the {bytes} from there again at once, without waiting for its timer.",
  "fast.sacked":
    "The {receiver}'s selective ACKs show what is missing, so the {sender}'s kernel sends the {bytes} from number {seq} on again at once, without waiting for its timer.",
  "fast.goes-on":
    "The {sender}'s kernel is still repairing what was out when recovery began (up to {until}): as ACKs come, it sends the {bytes} from number {seq} on again as well, without waiting for its timer.",
  "fast.why":
    "Repeated ACKs prove that later segments do arrive: one is lost, or far behind, but the road is open. Most kernels also slow down for it (CUBIC by 30%, Reno by half, BBR hardly), for a loss usually means that a queue on the way was full.",
  "fast.late":
    "Analysers may call it a plain retransmission because more than 20 ms lie between; the duplicate ACKs before it say otherwise.",

  "spurious.start":
    "{bytes} from number {seq} again, although the {receiver} has confirmed everything before {acked} (packet {number}).",
  "spurious.confirmed": "{bytes} from number {seq} again, although the {receiver} has confirmed them already.",
  "spurious.why":
    "The {sender}'s kernel cannot have had that ACK when it sent this: the ACK was lost after the capture point, or was late; or the retransmission timer (RTO) was too short, or packets that changed places looked like a loss.",
  "spurious.late":
    "Either this is the first sending of these bytes, which comes late, or the {sender}'s kernel had not heard of that ACK and sent them again: nothing here tells which.",
  "spurious.behind":
    "{bytes} from number {seq}, for the first time in this capture, {time} behind packet {number}, in which the {receiver} confirms them. Most likely the capture took down the ACK before the data, as happens where it is taken from several queues or at several places; then nothing was sent twice.",
  "spurious.result": "The {receiver} throws the bytes away and repeats its ACK.",

  "duplicate.start":
    "ack {ack} again, repetition {count} (first said in packet {of}): the byte with number {ack} has not arrived, but something behind it has, and each such arrival is answered with this ACK.",
  "duplicate.again":
    "ack {ack} again, repetition {count} (first said in packet {of}): one more segment arrived behind the gap.",
  "duplicate.perhaps":
    "ack {ack} again, repetition {count} (first said in packet {of}). Most likely the byte with number {ack} has not arrived, and something behind it has: each such arrival is answered with this ACK. But a segment that came to the {sender} twice draws the same one, and without selective ACKs it does not say which.",
  "timeout.reneged":
    "The {receiver} had named numbers {left} to {last} as held (packet {report}) and has given them up since (packet {number}): these had not been lost.",
  "timeout.syn-copy":
    "This is packet {number} once more, {wait} later and with the same IP identification, {id}: the capture has both sides of a box on the way, or of a bridge. Nothing was sent again.",
  "duplicate.threshold":
    "At the third repetition at the latest the {receiver} usually sends the missing segment again without waiting for its timer (RFC 5681, section 3.2; with selective ACKs perhaps sooner, RFC 8985).",
  "duplicate.third":
    "With the third repetition the {receiver} usually takes the segment for lost and sends it again at once, without waiting for its timer (RFC 5681, section 3.2), unless it was only overtaken.",
  "duplicate.sacks": "Selective ACK: it holds {blocks} already.",
  "duplicate.harmless":
    "ack {ack} again (first in packet {of}), but nothing of the {receiver} is unconfirmed: none of its bytes is missing. What made the {sender}'s kernel say so again is not certain: a packet that it already had, as a rule.",
  "duplicate.closing":
    "ack {ack} again (first in packet {of}): both ends have closed, and packet {number} has just confirmed the {sender}'s FIN. Some kernels, as of macOS, answer even that; nothing is missing, and nothing was sent twice.",
  "duplicate.had":
    "ack {ack} again (first said in packet {of}): the {receiver} had just sent again what the {sender} has already, and that draws it; perhaps nothing is missing.",
  "duplicate.unheard":
    "ack {ack} again (first said in packet {of}): what drew it is not in the capture, which holds nothing of the {receiver} in this conversation.",
  "duplicate.made":
    "ack {ack} again (first said in packet {of}), with options that belong in a SYN (MSS, window scale): no kernel sends such an ACK. A program made it, as scanners do to see what answers; it says nothing of bytes that are missing.",
  "duplicate.dsack":
    "Its first selective block, {block}, lies below the ack: that came to the {sender} twice (D-SACK, RFC 2883).",
  "duplicate.only-twice":
    "ack {ack} again (first in packet {of}), because {block} reached the {sender} twice: its selective block lies below the ack (D-SACK, RFC 2883). Nothing is missing.",
  "duplicate.doubled":
    "So packet {copy}, a copy of one before it, was not only captured twice: the network delivered it twice.",
  "duplicate.number": "number {from}",
  "duplicate.block": "numbers {from} to {to}",

  "order.late":
    "{bytes}, numbers {seq} to {last}, arrive behind packet {number}, which follows them in the stream: two packets changed places on the way.",
  "order.by-id":
    "The {sender}'s host numbered them {own} and {other} in the IP header: this one was sent first and was overtaken.",
  "order.by-stamp":
    "Their timestamps (TSval) are {own} and {other}, and a clock does not go back: this one was sent first and was overtaken.",
  "order.time":
    "It comes too soon after the gap had shown to have been asked for: this one was sent first and was overtaken.",
  "order.file":
    "{bytes}, numbers {seq} to {last}; by its time it came {time} before packet {number}, which stands before it here: the file has them in another order than the wire had.",
  "order.fin-behind": "Behind them came only the FIN (packet {number}), which has no bytes.",
  "order.buffered":
    "The {receiver}'s kernel keeps the bytes behind these until these are there, and gives its program all in the right order.",
  "order.resent":
    "{bytes}, numbers {seq} to {last}, fill the gap before packet {number}, but this is a second sending, not a late first one. The first was lost before the capture point, or comes later still.",
  "order.resent-id": "In the IP header the {sender}'s host numbered it {own}, after {other} of packet {number}.",
  "order.resent-stamp": "Its timestamp (TSval {own}) is later than that of packet {number} ({other}).",
  "order.late-id":
    "{bytes} from number {seq}, which were captured before; but this packet left before others that came earlier: the {sender}'s host numbered it {own} in the IP header, and {other} had come already. It was overtaken on the way, and nobody sent it again just now.",
  "order.late-stamp":
    "{bytes} from number {seq}, which were captured before; but this packet left before others that came earlier: its timestamp (TSval) is {own}, and {other} had come already. It was overtaken on the way, and nobody sent it again just now.",
  "order.unknown":
    "{bytes}, numbers {seq} to {last}, fill the gap before packet {number}: either two packets changed places on the way, or the first copy was lost before the capture point and this is the second.",
  "order.unseen":
    "{bytes}, numbers {seq} to {last}: that they had been sent an earlier packet without data showed, which went on from {next}; captured they were not. They are late, or were lost before the capture point and come again.",
  "order.repeated":
    "{bytes} from number {seq}: at least a part of them was captured before (up to {next}). So they were sent again, in new packets, or doubled on the way; analysers call it out of order because it comes so soon.",

  "lost.shorn":
    "The {sender}'s numbers jump: {next} was expected, this packet begins at {seq}. The {bytes} between are missing in the file alone: by its IP header packet {number} held them, and its record was cut together with the length that it tells.",
  "lost.gap":
    "The {sender}'s numbers jump: {next} was expected, this packet begins at {seq}. The {bytes} between have not been captured so far.",
  "lost.pieces":
    "The {sender}'s numbers jump: {next} was expected, this packet begins at {seq}. Of the packets with the {bytes} between the capture has single pieces (IP fragments) only, by their identification: packets {packets}. A TCP header stands in the first piece of each.",
  "lost.piece":
    "The {sender}'s numbers jump: {next} was expected, this packet begins at {seq}. Of what carried the {bytes} between the capture has only a single piece of a packet (IP fragment), by its identification: packet {packets}. The TCP header stands in the first piece.",
  "lost.unknown": "What comes before number {seq} of the {sender}'s stream was not captured.",
  "lost.ids":
    "The IP identification jumps from {from} to {to}: a host that counts its packets there, as most do, sent {packets} in between.",
  "lost.fate":
    "They may be lost on the way: then the {receiver} repeats its ACK until they are sent again. Or this packet has overtaken them, and they are still to come. Or they passed and the capture missed them: then the {receiver} simply confirms them.",
  "lost.confirmed-to":
    "Those below {ack} the {receiver} has confirmed already (packet {number}): they passed. What is said next is of the others.",
  "lost.confirmed":
    "The {receiver} has confirmed them already (packet {number}): they passed, and the capture missed them.",
  "lost.confirmed-pieces":
    "The {receiver} has confirmed them already (packet {number}): they passed, and what lacks of them the capture missed.",
  "lost.fate-bare":
    "They may be lost on the way, or still to come, or the capture missed them: a packet without data draws no answer, so the {receiver} says nothing of it yet.",
  "lost.impossible":
    "The {sender}'s numbers jump: {next} was expected, this packet begins at {seq}. No line carries the {bytes} between in {time}: they were never sent, and this number belongs to no byte of the stream. The packet is damaged, forged or made up; whoever gets it throws it away, for it lies outside the window (RFC 9293, section 3.10.7.4).",

  "ack-lost.start":
    "ack {ack} confirms bytes that the capture has not seen: of the {receiver}, only those before {next} were captured.",
  "ack-lost.why":
    "They arrived, for nobody confirms what has not come: the capture missed {bytes}, or took them down only after this ACK.",
  "ack-lost.pieces":
    "ack {ack} confirms bytes of the {receiver} from {next} on that the capture has not seen whole: it has single pieces (IP fragments) of the packets that brought them, by their identification: packets {packets}.",
  "ack-lost.piece":
    "ack {ack} confirms bytes of the {receiver} from {next} on that the capture has not seen whole: of what brought them it has only a single piece of a packet (IP fragment), by its identification: packet {packets}.",
  "ack-lost.rest":
    "They arrived, for nobody confirms what has not come: what lacks of these {bytes} the capture missed.",
  "ack-lost.network": "The network has not lost them.",
  "ack-lost.reported":
    "Yet packet {number} had told that bytes there were missing while later ones had come: first copies of them were lost, or late, on the way.",
  "ack-lost.impossible":
    "ack {ack} lies {bytes} beyond all that was captured of the {receiver} (up to {next}), more than the {sender}'s windows can have let in meanwhile: those bytes were never sent. The packet is damaged, forged or made up; whoever gets it answers with an ACK of what is right, or before the connection is open with RST (RFC 9293, section 3.10.7).",
  "ack-lost.gap-pieces":
    "Of the packets that carried this gap the capture has single pieces (IP fragments), by their identification: packets {packets}.",
  "ack-lost.gap-piece":
    "Of what carried this gap the capture has a single piece of a packet (IP fragment), by its identification: packet {packets}.",
  "ack-lost.gap": "ack {ack} confirms numbers {from} to {to} as well, the gap before packet {number}.",
  "ack-lost.probe":
    "ack {ack} confirms nothing that this capture has not seen (up to packet {number}): analysers that call it so count differently.",
  "duplicate.no-block":
    "ack {ack} again (first said in packet {of}), without a SACK block, though this connection has SACK: so the {sender} holds nothing behind a hole. Something came that it had already, or that it throws away.",
  "timeout.syn-ack-asked":
    "The same SYN,ACK again (raw {raw}): it answers the SYN that came again in packet {number}. The first answer had not reached the {receiver}, or not in time.",
  "timeout.syn-ack-ignored":
    "The same SYN,ACK again (raw {raw}), {wait} after it was last sent, although packet {number} confirms it here: that did not reach the {sender}, or its queue of finished connections is full (its program does not call accept()) and the kernel drops what comes.",
  "timeout.syn-answered":
    "The same SYN again (raw {raw}), {wait} after it was last sent, although packet {number} answers it here: that answer has not reached the {sender}, or not in time, or something there throws it away.",
  "timeout.syn-no-data":
    "The SYN again (raw {raw}), this time without its data: {wait} have passed without an answer here. It was lost, or the answer was; or something on the way throws away SYNs that carry data or the Fast Open option, in case of which kernels fall back to a plain one (RFC 7413, section 4.1.3).",
  "timeout.syn-no-ecn":
    "The SYN again (raw {raw}), this time without the flags ECE and CWR: {wait} have passed without an answer here. It was lost, or the answer was; or something on the way throws away SYNs that ask for ECN, in case of which kernels leave that out (RFC 3168, section 6.1.1.1).",
  "timeout.syn-ack-deferred":
    "The same SYN,ACK again (raw {raw}), {wait} after it was last sent, although packet {number} confirms it here. A kernel without that ACK repeats its SYN,ACK much sooner: most likely it has the ACK, and its program has asked to be told of a connection only when data comes (TCP_DEFER_ACCEPT, an accept filter); the {receiver} has sent none.",
  "timeout.syn-bytes":
    "It leaves with the ACK of the handshake: the SYN,ACK (packet {number}) confirms none of the data that the SYN carried. No timer ran out.",
} as const;
