/** Receive windows, and keep-alives. */
export const WINDOW = {
  "window.grown":
    "The {sender}'s kernel has room for {window} bytes now, after {before}: most likely its program has read, or the kernel has made its buffer larger. Nothing new is confirmed (ack {ack} as before).",
  "window.same": "The {sender}'s kernel has room for {window} bytes, as before, and confirms nothing new (ack {ack}).",
  "window.shrunk":
    "The {sender}'s kernel has room for {window} bytes now, after {before}, and confirms nothing new (ack {ack} as before): what waits in its buffer takes up more of it.",
  "window.edge-back":
    "The right edge of the window (ack + window) moves back, from {earlier} to {edge}: RFC 9293, section 3.8.6 strongly discourages that, since bytes may be on their way to the room taken away.",
  "window.rounded":
    "The window is {window} bytes, after {before}: the field now counts in units of {unit} bytes, and says the same as before.",
  "window.opens":
    "The {sender}'s program has read: there is room for {window} bytes again. The {receiver} was stopped by a window of 0 and may go on at once, without waiting for its next probe.",
  "window.after-handshake":
    "It confirms nothing new; it only says that the window is {window} bytes, after {before}. Some systems (macOS among them) send this right after every handshake, and it means nothing.",

  "zero.start":
    "The {sender}'s kernel has no room left: window 0 with ack {ack}. Its buffer is full of bytes that its program has not read.",
  "zero.result":
    "The {receiver} must stop; it will ask from time to time whether there is room again, for the packet that says so could be lost. The network is not at fault: look at the {sender}'s program.",
  "zero.answer":
    "The answer to the probe of packet {number}: still no room, window 0, ack {ack} as before, so nothing was taken. But the {sender} is alive, and the {receiver} goes on waiting.",
  "zero.closed":
    "Window 0, but nothing is full: the {sender} has closed, takes no more data, and only confirms once more (ack {ack}). Some systems write 0 there.",
  "zero.again": "Still no room: window 0, ack {ack}.",

  "probe.byte":
    "The {receiver}'s window is 0. After {time} without news the {sender}'s kernel sends the single byte {seq}, which has no room: only to get an answer that tells the window.",
  "probe.empty":
    "The {receiver}'s window is 0. After {time} without news the {sender}'s kernel sends a segment with the old number {seq} and nothing new: only to get an answer that tells the window.",
  "probe.why":
    "Without it, one lost window update would leave both ends waiting for ever. The waits between probes double, like those of a retransmission.",
  "probe.called": "Analysers call this packet a keep-alive, for it looks like one; with a window of 0 it is a probe.",

  "full.start":
    "With these {bytes} the {sender} has used up the window: {end} = ack {ack} + {window} is the first number it may not send.",
  "full.unseen": "With these {bytes} the {sender} has used up the window: {end} is the first number it may not send.",
  "full.why":
    "It must now wait for an ACK or a larger window, however fast the network is. Where that happens often, the limit is the {receiver}: its program reads too slowly, or its buffer is too small for this round trip.",

  "window.opens-first":
    "The {sender} takes data now: there is room for {window} bytes. Until here it had agreed with a window of 0, and not one byte had come to it: as a rule a load balancer or proxy that first sees to its own connection behind.",
  "keep-alive.unheard":
    "It has asked for room before (packet {probe}) and sent nothing since, so most likely this is one more such question: packet {number}, which told it that there is room, has then not reached it.",
  "keep-alive.start":
    "After {time} without a packet the {sender}'s kernel asks whether the {receiver} is still there: seq {seq} is one below its next number {next}, already confirmed, so the {receiver} must answer with an ACK and nothing is transferred.",
  "keep-alive.heard":
    "The {sender}'s kernel asks whether the {receiver} is still there, by a timer that what it heard {time} ago has not set back: seq {seq} is one below its next number {next}, already confirmed, so the {receiver} must answer with an ACK and nothing is transferred.",
  "keep-alive.again":
    "The {sender}'s kernel asks again whether the {receiver} is still there: it has asked {times} since packet {first} without an answer, the last time {time} ago (the interval between such questions, TCP_KEEPINTVL on Linux; the idle time before the first is another). seq {seq} is one below its next number {next}, already confirmed, so the {receiver} must answer with an ACK and nothing is transferred.",
  "keep-alive.byte": "The one byte that the packet carries is filler for old systems; it is not part of the stream.",
  "keep-alive.who":
    "The program switched this on (SO_KEEPALIVE); the kernel does it alone. No answer several times over means the connection is dead.",
  "keep-alive.older":
    "Or it is a byte of the older connection on the same ports (connection {stream} here), which its kernel sends again: of this connection the {sender} has said nothing yet.",
  "keep-alive.mid":
    "The waiting time was set short, by the {sender}'s program or for its system (Linux's own default is 2 hours).",
  "keep-alive-ack.start":
    "The {sender}'s kernel is there: it answers the keep-alive of packet {number} with the ack {ack} it has been expecting all along. Its program is not asked and does not notice.",
  "keep-alive-ack.first":
    "The {sender} expects number {ack}, while packet {number}, with which this connection begins in the capture, had no data and the number {seq}, one below: most likely a keep-alive, and this is its answer. The {sender}'s kernel is there; nothing is missing.",
  "keep-alive-ack.box":
    "Something answers the keep-alive of packet {number} in the {sender}'s name, most likely not the {sender} itself: a firewall or proxy on the way does so for connections that it holds. Whether the {sender} is still there, this does not tell.",
  "keep-alive-ack.perhaps-box":
    "The keep-alive of packet {number} is answered: by the {sender}'s kernel, or in its name by a firewall or proxy on the way, which does so for connections that it holds.",
  "keep-alive-ack.or-road": "A road that has become another since would look the same.",
  "keep-alive-ack.box-time":
    "The answer took {time}, while the way to the {sender} and back took at least {trip} before.",
  "keep-alive-ack.box-ttl": "Its TTL is {ttl}; the {sender}'s first packet had {first}.",
  "keep-alive-ack.block":
    "Its SACK block names the one byte that the keep-alive carried: the {sender} had that already, as it was meant to be, and nothing was lost or sent again.",
  "keep-alive-ack.time": "The answer took {time}.",
  "full.hole":
    "It must now wait. The ACK is most likely held up by a segment that is missing at the {receiver}: its program cannot read past the hole, and is not to blame.",
  "zero.answer-taken":
    "The answer to the probe of packet {number}: its byte was taken (ack {ack}), and there is no room for more, window 0. The {sender} is alive, and the {receiver} goes on waiting.",
} as const;
