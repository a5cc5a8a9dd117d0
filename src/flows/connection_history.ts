/**
 * What happened on a connection as a word of letters, upper case for the client and lower case for the server, in the order in
 * which each happened first: `ShADadFf`. Zeek's conn.log calls it `history`. What repeats for a reason of its own (a SYN or FIN of
 * another number) is written again, and what is counted (segments sent again, closed windows, gaps) at the 1st, 10th, 100th ...
 * Source: Zeek's documentation, "conn.log" (the table of history).
 */
import { type AnalysedPacket, VERDICT_BIT } from "../analysis/analysed_packet.ts";
import { ACK, FIN, RST, SYN } from "../packet/packet.ts";
import { seqDiff } from "../packet/sequence.ts";
import { advance, type ConnectionState, connectionState, type EndpointStates } from "./endpoint_state.ts";

/** Which letters an end has already: bits. */
const SEEN = { S: 1, H: 2, F: 4, R: 8, D: 16, A: 32, I: 64, Q: 128 } as const;
type Letter = keyof typeof SEEN;

/** What is known of one end. */
interface End extends EndpointStates {
  seen: number;
  /** Number of its latest SYN, FIN and RST. */
  syn: number;
  fin: number;
  rst: number;
  /** One past the highest number it has sent; meaningless before its first packet. */
  next: number;
  again: number;
  closedWindows: number;
  gaps: number;
}

function freshEnd(): End {
  return {
    state: "inactive",
    previous: "inactive",
    seen: 0,
    syn: 0,
    fin: 0,
    rst: 0,
    next: 0,
    again: 0,
    closedWindows: 0,
    gaps: 0,
  };
}

/** Follows one connection, packet by packet. */
export class ConnectionHistory {
  #letters = "";
  readonly #client = freshEnd();
  readonly #server = freshEnd();
  #first = true;
  /** Time of the latest packet up to the one with which both ends had closed. */
  lastSeconds = 0;
  lastNanoseconds = 0;

  /** Takes the connection's next packet. */
  take(analysed: AnalysedPacket): void {
    const { fromClient } = analysed;
    const [end, peer] = fromClient ? [this.#client, this.#server] : [this.#server, this.#client];
    const { flags, payloadLength, seq, seconds, nanoseconds } = analysed.packet;
    if (!hasClosed(end) || !hasClosed(peer)) {
      this.lastSeconds = seconds;
      this.lastNanoseconds = nanoseconds;
    }
    // The sender of the first packet is the client, unless its packet shows that it answers.
    if (this.#first && !fromClient) this.#letters = "^";
    this.#first = false;
    if (end.state === "inactive") end.next = seq;
    this.#write(analysed, end);
    const sentAgain = this.#moveOn(analysed, end);
    if (sentAgain) this.#count("T", fromClient, ++end.again);
    const heeded = (flags & RST) === 0 && peer.state !== "closed" && end.state !== "reset";
    if (analysed.packet.window === 0 && heeded) this.#count("W", fromClient, ++end.closedWindows);
    advance(end, peer, { flags, isClient: fromClient, data: payloadLength > 0 });
    const open = end.state === "established" && peer.state === "established";
    if (open && (analysed.verdicts & VERDICT_BIT.ack_lost_segment) !== 0) this.#count("G", !fromClient, ++peer.gaps);
  }

  /** The letters so far. */
  get letters(): string {
    return this.#letters;
  }

  /** `conn_state`; `bytes` are those of data of both directions. */
  state(bytes: number): ConnectionState {
    return connectionState(this.#client.state, this.#server.state, { history: this.#letters, bytes });
  }

  #write({ packet, fromClient }: AnalysedPacket, end: End): void {
    const { flags, seq, payloadLength } = packet;
    const control = flags & (SYN | FIN | RST);
    if (control === 0) {
      if (payloadLength > 0) this.#once("D", fromClient, end);
      else if ((flags & ACK) !== 0) this.#once("A", fromClient, end);
    } else if (control === SYN) {
      const letter = (flags & ACK) !== 0 ? "H" : "S";
      this.#onceANumber(letter, fromClient, { end, known: end.syn, number: seq });
      end.syn = seq;
    } else if (control === FIN) {
      // A FIN's number is that behind the data it comes with.
      const number = (seq + payloadLength) >>> 0;
      this.#onceANumber("F", fromClient, { end, known: end.fin, number });
      end.fin = number;
    } else if (control === RST) {
      this.#onceANumber("R", fromClient, { end, known: end.rst, number: seq });
      end.rst = seq;
    } else {
      this.#once(control === (FIN | RST) ? "I" : "Q", fromClient, end);
    }
  }

  /** Advances what the end has sent; true where the packet's data was sent before. */
  #moveOn({ packet }: AnalysedPacket, end: End): boolean {
    const { flags, seq, payloadLength } = packet;
    if (end.state === "reset" || (flags & RST) !== 0) return false;
    const length = payloadLength + ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
    const past = (seq + length) >>> 0;
    if (seqDiff(past, end.next) > 0) {
      end.next = past;
      return false;
    }
    return payloadLength > 0;
  }

  #once(letter: Letter, fromClient: boolean, end: End): boolean {
    if ((end.seen & SEEN[letter]) !== 0) return false;
    end.seen |= SEEN[letter];
    this.#letters += fromClient ? letter : letter.toLowerCase();
    return true;
  }

  #onceANumber(
    letter: "S" | "H" | "F" | "R",
    fromClient: boolean,
    { end, known, number }: { end: End; known: number; number: number },
  ): void {
    if (!this.#once(letter, fromClient, end) && number !== known) {
      this.#letters += fromClient ? letter : letter.toLowerCase();
    }
  }

  #count(letter: "T" | "W" | "G", ofClient: boolean, count: number): void {
    if (isPowerOfTen(count)) this.#letters += ofClient ? letter : letter.toLowerCase();
  }
}

function hasClosed({ state }: End): boolean {
  return state === "closed" || state === "reset";
}

function isPowerOfTen(count: number): boolean {
  while (count % 10 === 0) count /= 10;
  return count === 1;
}
