/**
 * The ICMP errors about a conversation, and what their addressees did then: what a finding about them is drawn from.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { QuotingError } from "../../analysis/related_packet.ts";
import { sourceAddress } from "../../packet/address.ts";
import type { IcmpFailure } from "../../packet/icmp_error.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { seqAfter, seqAtOrBefore } from "../../packet/sequence.ts";

/** Different errors remembered of one conversation. */
const KEPT = 4;

/** One error, however often it was repeated. Times are nanoseconds since the conversation's first packet. */
export interface NotedError {
  readonly failure: IcmpFailure;
  readonly type: number;
  readonly code: number;
  readonly ipVersion: 4 | 6;
  /** The MTU it names; 0 where it should name one and does not, -1 where it is about something else. */
  mtu: number;
  /** Who reported it, as text, and whether that is the end that the quoted segment was sent to. */
  readonly from: string;
  readonly fromReceiver: boolean;
  /** It is the end that sent the quoted segment. */
  readonly fromSender: boolean;
  /** The client sent the quoted segment, so the error came to it. */
  readonly toClient: boolean;
  /** The first packet with it, when, how often it came, and the latest. */
  readonly number: number;
  readonly time: number;
  count: number;
  lastNumber: number;
  lastTime: number;
  /** The number after all that its addressee had sent when it came last. */
  sentTo: number;
  /** The quoted segment: its packet (0: not captured), relative number and length of its IP packet. */
  readonly quotedNumber: number;
  readonly quotedSeq: number;
  readonly quotedLength: number;
  /** The number was out when the error came: TCP believes it (RFC 5927). */
  readonly expected: boolean;
  /** Something on the way had joined packets before it found the result too big: none that was sent is. */
  readonly joined: boolean;

  /** Afterwards: how often the addressee sent the quoted number again, the first such packet, its IP length, the latest. */
  resent: number;
  resentNumber: number;
  resentLength: number;
  lastResent: number;
  /** The longest IP packet that the addressee sent afterwards. */
  longestAfter: number;
  /** Afterwards: packets of the addressee that the named MTU does not take, and the first of them. */
  tooLong: number;
  tooLongNumber: number;
  /** The packet that confirmed the quoted number afterwards; 0 while none has. */
  confirmedBy: number;
}

/** What its arrival tells of a packet: how far it confirms, and how many of its bytes are new. */
interface Amounts {
  readonly newlyAcked: number;
  readonly fresh: number;
}

/** The errors about one conversation. */
export class IcmpNotes {
  readonly errors: NotedError[] = [];
  /** Errors beyond those that are kept. */
  further = 0;

  /** Takes an error that came at `now`, when its addressee's next number was `sentTo`. */
  take(related: QuotingError, { now, sentTo }: { readonly now: number; readonly sentTo: number }): void {
    const { error, packet, quoted } = related;
    const from = sourceAddress(packet);
    const known = this.errors.find((noted) =>
      noted.type === error.type && noted.code === error.code && noted.toClient === related.fromClient &&
      noted.from === from
    );
    if (known !== undefined) {
      known.count++;
      known.lastNumber = packet.number;
      known.lastTime = now;
      known.sentTo = sentTo;
      if (error.mtu > 0 && error.mtu < known.mtu) known.mtu = error.mtu;
      return;
    }
    if (this.errors.length >= KEPT) {
      this.further++;
      return;
    }
    this.errors.push({
      failure: error.failure,
      type: error.type,
      code: error.code,
      ipVersion: quoted.ipVersion,
      mtu: error.mtu,
      from,
      fromReceiver: isFromReceiver(related),
      fromSender: isFromSender(related),
      toClient: related.fromClient,
      number: packet.number,
      time: now,
      count: 1,
      lastNumber: packet.number,
      lastTime: now,
      sentTo,
      quotedNumber: related.quotedNumber,
      quotedSeq: related.seq,
      quotedLength: quoted.length,
      expected: related.expected,
      joined: isJoined(related),
      resent: 0,
      resentNumber: 0,
      resentLength: 0,
      lastResent: 0,
      longestAfter: 0,
      tooLong: 0,
      tooLongNumber: 0,
      confirmedBy: 0,
    });
  }

  /** Takes a later packet of the conversation. */
  follow(analysed: AnalysedPacket, { newlyAcked, fresh }: Amounts): void {
    for (const noted of this.errors) {
      if (noted.toClient === analysed.fromClient) followSender(noted, analysed, fresh);
      else if (noted.confirmedBy === 0 && newlyAcked > 0 && seqAfter(analysed.ack, noted.quotedSeq)) {
        noted.confirmedBy = analysed.packet.number;
      }
    }
  }
}

function followSender(noted: NotedError, { packet, seq }: AnalysedPacket, fresh: number): void {
  const length = packet.ipEnd - packet.ipStart;
  if (length > noted.longestAfter) noted.longestAfter = length;
  if (noted.mtu > 0 && length > noted.mtu && noted.tooLong++ === 0) noted.tooLongNumber = packet.number;
  const covers = seqAtOrBefore(seq, noted.quotedSeq) &&
    (seq === noted.quotedSeq || seqAfter(seq + packet.payloadLength, noted.quotedSeq));
  if (!covers || fresh > 0 || !takesNumbers(packet)) return;
  if (noted.resent++ === 0) {
    noted.resentNumber = packet.number;
    noted.resentLength = length;
  }
  noted.lastResent = packet.number;
}

/** Bytes of IP and TCP headers without options, and of options at the most. */
export const HEADERS = { 4: 40, 6: 60 } as const;
const MOST_OPTIONS = 40;

/**
 * The quoted packet is longer than what was sent from its number, and that is no longer than the link takes: packets were joined
 * on the way, as receive offload does.
 */
export function isJoined({ error, quoted, sentBytes }: QuotingError): boolean {
  const headers = HEADERS[quoted.ipVersion];
  if (error.failure !== "too-big" || sentBytes === 0 || sentBytes + headers > error.mtu) return false;
  const quotedBytes = quoted.payloadLength >= 0 ? quoted.payloadLength : quoted.length - headers - MOST_OPTIONS;
  return quotedBytes > sentBytes;
}

/** It carries data, SYN or FIN: something that can be sent again. */
function takesNumbers({ payloadLength, flags }: ReadonlyPacket): boolean {
  return payloadLength > 0 || (flags & 3) !== 0;
}

/** The end that the quoted segment was sent to reports it itself, not something on the way. */
export function isFromReceiver(error: QuotingError): boolean {
  return isSource(error, error.quoted.ipVersion === 4 ? 16 : 24);
}

/** The end that sent the quoted segment reports it, about its own packet: it did not leave that host. */
export function isFromSender(error: QuotingError): boolean {
  return isSource(error, error.quoted.ipVersion === 4 ? 12 : 8);
}

/** It goes to the end that sent the quoted segment; else a NAT stands between, or a program wrote it. */
export function isToSender(error: QuotingError): boolean {
  const [own, quoted] = error.quoted.ipVersion === 4 ? [16, 12] : [24, 8];
  return isSameAddress(error, own, quoted);
}

/** The error comes from the address at this offset of the quoted IP header. */
function isSource(error: QuotingError, offset: number): boolean {
  return isSameAddress(error, error.quoted.ipVersion === 4 ? 12 : 8, offset);
}

/** The address at one offset of the error's own IP header is that at another of the quoted one. */
function isSameAddress({ packet, quoted }: QuotingError, own: number, other: number): boolean {
  const { bytes, start, ipStart, ipVersion } = packet;
  if (ipVersion !== quoted.ipVersion) return false;
  const size = ipVersion === 4 ? 4 : 16;
  for (let i = 0; i < size; i++) {
    if (bytes[start + ipStart + own + i] !== bytes[start + quoted.ipStart + other + i]) return false;
  }
  return true;
}
