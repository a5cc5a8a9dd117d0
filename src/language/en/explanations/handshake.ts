/** The opening of a connection. */
export const HANDSHAKE = {
  "syn.start":
    "The {sender}'s program asked for a connection, and its kernel names the number its byte stream starts from: {raw}. Kernels choose it differently each time, so that packets of an older connection are not taken for this one's, and hard to guess, so that nobody can forge packets into it.",
  "syn.start-regular":
    "The {sender}'s program asked for a connection, and its kernel names the number its byte stream starts from: {raw}. Kernels choose it differently each time (against packets of older connections) and hard to guess (against forgers); so regular a number looks rewritten, or written by hand.",
  "syn.start-made":
    "The SYN asks for a connection, with the first number {raw}. Packet {number} asked for another with the same number, and these SYNs are not as a kernel sends them (each connection has a port of its own, and options): most likely a program has made these packets itself, as scanners do.",
  "syn.start-shared":
    "The {sender}'s program asked for a connection, and its byte stream starts from {raw}. Packet {number} asked for another with the same number: old kernels took it from a clock, which stands still for a moment; those of today choose it anew for each connection.",
  "syn.start-anew":
    "The SYN asks for a connection, with the first number {raw}. Packet {number} asked for another with the same number, and no kernel does so twice: most likely both are one recorded packet, written anew with other addresses or ports, or a generator has made them.",
  "syn.start-again":
    "The same SYN as packet {number} once more: it has the same addresses, ports and first number, {raw}.",
  "syn.number":
    "There is no data, but the SYN itself takes that number (relative 0): the first byte will be {first} (relative 1).",
  "syn.options": "Its options tell what it takes and can do: {options}.",
  "syn.no-options":
    "It offers no options: the {receiver} may send it segments of 536 bytes at most (1220 over IPv6), and windows reach no further than 65535 bytes.",
  "syn.state": "{Sender}: SYN-SENT.",
  "syn.simultaneous":
    "The {receiver} has sent a SYN too, and the two have crossed: both ends open at once, and each now answers with SYN and ACK.",

  "option.segment": "segments of at most {bytes}",
  "option.scale": "a window counted in units of {unit} from the next packet on",
  "option.no-scale": "a window counted in single bytes, with leave for the other side to scale its own",
  "option.sack": "selective acknowledgment",
  "option.sack-why": "selective acknowledgment (to name what arrived behind a loss)",
  "option.timestamps": "timestamps",
  "option.timestamps-why": "timestamps (to measure round trips and to tell old packets)",
  "option.multipath": "Multipath TCP",
  "option.cookie-request": "to learn a Fast Open cookie",
  "option.cookie": "a Fast Open cookie of {bytes}",
  "option.ecn": "congestion marks instead of losses (ECN)",

  "syn-ack.start":
    "The {sender}'s kernel agrees: ack {ackRaw} = {synRaw} + 1 confirms the {receiver}'s SYN, which took one number.",
  "syn-ack.with-data":
    "The {sender}'s kernel agrees: ack {ackRaw} = {synRaw} + 1 + {length} confirms the {receiver}'s SYN, which took one number, and the {bytes} that came with it.",
  "syn-ack.own": "Its own stream, the other direction, starts from {raw}, and its first byte will be {first}.",
  "syn-ack.kernel":
    "No program took part: the kernel answers for a listening socket, and accept() hands the connection out only once the third packet has come.",
  "syn-ack.options":
    "Its options tell what it takes in its turn (segment sizes are not negotiated, each end keeps to the other's): {options}.",
  "syn-ack.no-options": "It answers with no options.",
  "syn-ack.scaling":
    "Both SYNs offer window scaling, so it is in force: the {receiver}'s window field counts in units of {receiverUnit}, the {sender}'s in {senderUnit}, in every packet but the SYNs.",
  "syn-ack.no-scaling": "Only one of the two offers window scaling, so neither uses it: no window exceeds 65535 bytes.",
  "syn-ack.state": "{Sender}: SYN-RECEIVED.",
  "syn-ack.simultaneous": "Both ends had sent a SYN; this confirms the other's and repeats its own.",

  "handshake-ack.start": "The third step: ack 1 = 0 + 1 confirms the {receiver}'s SYN (raw {ackRaw} = {synRaw} + 1).",
  "handshake-ack.time": "The handshake took {time} from the first SYN.",
  "handshake-ack.programs":
    "Connecting has succeeded for the {sender}'s program; the {receiver}'s kernel puts the connection in the queue from which its program calls accept().",
  "handshake-ack.no-number": "No data, no number taken: the {sender}'s first byte still has seq {seq}.",
  "handshake-ack.with-data": "No bare ACK came before: this packet carries it together with the first data.",
  "handshake-ack.state": "{Sender}: ESTABLISHED since packet {number} reached it; {receiver}: when this one arrives.",
  "syn-ack.foreign":
    "ack {ackRaw} (raw) is not the {want} that would confirm the SYN of packet {number}: this answers another SYN, of an older connection or of nobody, and no connection comes of it. The {receiver}'s kernel has to refuse it with RST (RFC 9293, section 3.10.7.3).",
  "handshake-ack.after-reset":
    "It confirms the SYN of packet {number}, but the {sender}'s own kernel has refused that connection already (RST, packet {reset}): so two TCP stacks speak with this address, most often a program with a raw socket beside the kernel, and this packet finds no connection any more.",
} as const;
