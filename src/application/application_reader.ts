/**
 * Reads what applications say in the clear: DNS answers, which give addresses their names, and TLS handshakes. It takes every
 * packet of a capture in order, and keeps little for each conversation.
 */
import { destinationAddress, endpointText, sourceAddress } from "../packet/address.ts";
import { type ReadonlyPacket, SYN } from "../packet/packet.ts";
import { seqAdd } from "../packet/sequence.ts";
import { datagramOf } from "./datagram.ts";
import { readDnsMessage } from "./dns/dns_message.ts";
import { DnsStream } from "./dns/dns_stream.ts";
import { NameBook } from "./dns/name_book.ts";
import { type AddressName, type ApplicationFacts, NO_APPLICATION, type Place } from "./facts.ts";
import type { Data } from "./stream/ordered_bytes.ts";
import { TlsConversation } from "./tls/tls_conversation.ts";

const DNS_PORT = 53;

interface End {
  readonly address: string;
  readonly port: number;
}

/** A TCP segment and its conversation, as the analysis gives them. */
export interface Segment {
  readonly packet: ReadonlyPacket;
  readonly fromClient: boolean;
  readonly conversation: {
    readonly index: number;
    readonly client: End;
    readonly server: End;
    readonly firstPacket: number;
    /** One below the number of each end's first byte; null until known. */
    readonly clientBase: number | null;
    readonly serverBase: number | null;
  };
}

/** What is kept of a conversation. */
interface Followed {
  readonly names: readonly AddressName[];
  /** Null where there is no TLS in it. */
  tls: TlsConversation | null;
  http2Preface: number;
  /** Where it is a conversation with a name server: the client's direction and the server's. */
  readonly dns: readonly [DnsStream, DnsStream] | null;
}

const NO_NAMES: readonly AddressName[] = [];

export class ApplicationReader {
  readonly #book = new NameBook();
  readonly #followed = new Map<number, Followed>();

  /** Takes a packet that is no TCP segment. */
  take(packet: ReadonlyPacket): void {
    const datagram = datagramOf(packet);
    if (datagram === null || datagram.srcPort !== DNS_PORT && datagram.dstPort !== DNS_PORT) return;
    const { srcPort, dstPort, from, end } = datagram;
    const src = { address: sourceAddress(packet), port: srcPort };
    const dst = { address: destinationAddress(packet), port: dstPort };
    this.#takeMessage(packet.bytes.subarray(from, end), { from: src, to: dst }, packet);
  }

  /** Takes a TCP segment; false once no data of its conversation tells anything more. */
  takeSegment({ packet, fromClient, conversation }: Segment): boolean {
    const { index, firstPacket } = conversation;
    if (packet.number === firstPacket && !this.#book.empty) {
      const names = this.#book.namesOf(conversation.server.address, conversation.client.address);
      if (names.length > 0) this.#follow(conversation, names);
    }
    if (packet.payloadLength === 0) return true;
    const followed = this.#followed.get(index) ?? this.#follow(conversation, NO_NAMES);
    if (followed.tls === null && followed.dns === null) return false;
    const base = fromClient ? conversation.clientBase : conversation.serverBase;
    const data = dataOf(packet);
    if (followed.dns !== null) {
      const { ordered } = followed.dns[fromClient ? 0 : 1];
      if (base !== null) ordered.begin(seqAdd(base, 1));
      ordered.take(data);
    }
    if (followed.tls === null) return true;
    if (base !== null) followed.tls.begin(fromClient, seqAdd(base, 1));
    followed.tls.take(fromClient, data);
    followed.http2Preface = followed.tls.http2Preface;
    if (followed.tls.over) followed.tls = null;
    return true;
  }

  /** What is known of a conversation so far. */
  factsOf(index: number): ApplicationFacts {
    const followed = this.#followed.get(index);
    if (followed === undefined) return NO_APPLICATION;
    const { names, tls } = followed;
    const name = tls?.facts?.serverName;
    return {
      // Of several names of one address, the one that the client goes on to ask for.
      names: name === undefined ? names : names.toSorted((a, b) => Number(b.name === name) - Number(a.name === name)),
      tls: tls?.facts ?? null,
      http2Preface: followed.http2Preface,
    };
  }

  /** What is known of a conversation that has ended; it is forgotten. */
  end(index: number): ApplicationFacts {
    this.#followed.get(index)?.tls?.finish();
    const facts = this.factsOf(index);
    this.#followed.delete(index);
    return facts;
  }

  #follow(conversation: Segment["conversation"], names: readonly AddressName[]): Followed {
    const { client, server, index } = conversation;
    const asksNames = client.port === DNS_PORT || server.port === DNS_PORT;
    const followed: Followed = {
      names,
      tls: new TlsConversation(),
      http2Preface: 0,
      dns: asksNames ? [this.#dnsStream(client, server), this.#dnsStream(server, client)] : null,
    };
    this.#followed.set(index, followed);
    return followed;
  }

  #dnsStream(from: End, to: End): DnsStream {
    return new DnsStream((bytes, at) => this.#takeMessage(bytes, { from, to }, at));
  }

  #takeMessage(bytes: Uint8Array, { from, to }: { readonly from: End; readonly to: End }, at: Place): void {
    const message = readDnsMessage(bytes, 0, bytes.length);
    if (message === null) return;
    this.#book.take(message, {
      from: endpointText(from.address, from.port),
      to: endpointText(to.address, to.port),
      asker: message.response ? to.address : from.address,
    }, at);
  }
}

function dataOf(packet: ReadonlyPacket): Data {
  const { payloadStart, payloadLength, capturedLength, start } = packet;
  return {
    seq: packet.flags & SYN ? seqAdd(packet.seq, 1) : packet.seq,
    bytes: packet.bytes,
    start: start + payloadStart,
    captured: Math.max(0, Math.min(payloadLength, capturedLength - payloadStart)),
    length: payloadLength,
    at: packet,
  };
}
