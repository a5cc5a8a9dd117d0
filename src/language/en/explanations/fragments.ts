/** Pieces of IP packets. */
export const FRAGMENTS = {
  "fragment.piece":
    "A piece of an IP packet that carries TCP: bytes {from} to {to} of it. A packet is cut up where it is larger than the next link takes.",
  "fragment.tiny":
    "But every link takes packets of 68 bytes, and this one, with more pieces to come, has only {length}: it was cut so small on purpose.",
  "fragment.range": "{from} to {to}",
  "fragment.with": "Earlier pieces of the packet: {packets}.",
  "fragment.waits":
    "Only when all pieces are there does the other end's kernel make a segment of them, and so does this analysis.",
  "fragment.again": "The same piece came before; it changes nothing.",
  "fragment.overlap":
    "This piece contradicts pieces that came before: they overlap. Kernels throw such packets away (RFC 5722), for this is how filters are deceived; the pieces are not put together here either.",
  "fragment.cut": "The capture does not hold all of this piece, so the packet cannot be put together.",
  "fragment.malformed": "The length or place of this piece is not one that a piece can have, so it is thrown away.",
  "fragment.first-cut":
    "This is the first piece of an IP packet only, and the capture does not hold all of it: the TCP header is read, and how much data the whole packet had is not known.",
  "fragment.whole":
    "This segment, {bytes} with its header, came in {count} pieces: packets {packets}, as captured. With this one the IP packet is whole.",
  "fragment.tunnel":
    "The packet travels in a tunnel, and with the tunnel's headers it was too large for a link: most likely it is the tunnel's packet that was cut up, of which the {sender} does not hear. A smaller maximum segment size in its SYN, or a larger link for the tunnel, avoids that.",
  "fragment.all-or-none":
    "A link on the way, or the sender's own, was too small for it. If one piece is lost, all of them have to be sent again; smaller segments, as path MTU discovery finds them, avoid that.",
} as const;
