/**
 * Whether a connection uses the marks of RFC 3168: what its SYNs agreed on, and what its packets show where these were not seen.
 */
import { u16 } from "../../packet/bytes.ts";
import { ACK, AE, CWR, ECE, type ReadonlyPacket } from "../../packet/packet.ts";

/** The mark that a router sets: "congestion experienced" (RFC 3168 5). */
const MARKED = 3;

/** The two bits of the IP header, 0 where the sender does not take part. */
function bitsOf({ bytes, start, ipStart, ipVersion }: ReadonlyPacket): number {
  if (ipVersion === 4) return bytes[start + ipStart + 1]! & 3;
  return ipVersion === 6 ? u16(bytes, start + ipStart) >> 4 & 3 : 0;
}

export class Ecn {
  /** Both ends count marks with three flags (AccECN, RFC 9768). */
  accurate = false;
  /** Its first SYN asked for it. */
  asked = false;
  #answer: "unseen" | "agreed" | "refused" = "unseen";
  /** A packet was sent as one that may be marked. */
  #capable = false;

  /** Takes a SYN or SYN,ACK of the connection. */
  agree({ flags }: ReadonlyPacket): void {
    // The SYN asks with all three flags, and the answer says yes with others than ECE alone (RFC 9768 3.1).
    if (flags & ACK) {
      if ((flags & (AE | CWR)) === 0) this.accurate = false;
      this.#answer = this.accurate || (flags & (ECE | CWR)) === ECE ? "agreed" : "refused";
    } else {
      this.accurate = (flags & AE) !== 0;
      if ((flags & (ECE | CWR)) === (ECE | CWR)) this.asked = true;
      // A SYN that does not ask settles it, unless it only repeats one that was answered.
      if (this.#answer === "unseen" && (flags & (ECE | CWR)) === 0) this.#answer = "refused";
    }
  }

  /** Takes any packet of it. */
  see(packet: ReadonlyPacket): void {
    if (!this.#capable && bitsOf(packet) !== 0) this.#capable = true;
  }

  /** A router has marked the packet, of a connection that may be marked. */
  marks(packet: ReadonlyPacket): boolean {
    return this.#answer !== "refused" && bitsOf(packet) === MARKED;
  }

  /** ECE and CWR mean what RFC 3168 says: it was agreed, or where the SYNs were not captured, packets show it. */
  get speaks(): boolean {
    return !this.accurate && (this.#answer === "agreed" || this.#answer === "unseen" && this.#capable);
  }
}
