/**
 * Gathers what is known of a capture once it has been read to its end: counts, times, and the conversations.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { RelatedPacket } from "../../analysis/related_packet.ts";
import { ApplicationReader } from "../../application/application_reader.ts";
import { Traffic } from "../../application/traffic/traffic.ts";
import type { Conversation } from "../../analysis/conversation.ts";
import { CaptureEvidence } from "../../explain/findings/capture_evidence.ts";
import { Diagnoser } from "../../diagnosis/diagnoser.ts";
import { linkTypeName } from "../../packet/link_layer.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { ConversationsTogether, ConversationTally } from "./conversation_tally.ts";
import type { CaptureFacts, ConversationFacts, Overview } from "./output_format.ts";
import type { Moment } from "../../base/moment.ts";

/** Conversations listed one by one; what goes beyond is added up. */
const LISTED_CONVERSATIONS = 1000;

/** A capture with more TCP packets is counted only, as fast as it can be analysed: `tcplab why` tells its time. */
export const MOST_DIAGNOSED = 20_000;

/** What only the reader of the file knows. */
export interface FileFacts {
  readonly name: string;
  readonly fileFormat: string;
  readonly problem: CaptureFacts["problem"];
}

/** Takes every packet of a capture and every conversation as it ends. */
export class OverviewBuilder {
  #packets = 0;
  #tcpPackets = 0;
  #bytes = 0;
  #firstSeconds = Infinity;
  #firstNanoseconds = 0;
  #lastSeconds = -Infinity;
  #lastNanoseconds = 0;
  #linkType = -1;
  readonly #linkTypes = new Set<number>();
  readonly #tallies: ConversationTally[] = [];
  readonly #listed: ConversationFacts[] = [];
  readonly #further = new ConversationsTogether();
  #conversationCount = 0;
  readonly #evidence = new CaptureEvidence();
  readonly #applications = new ApplicationReader();
  readonly #traffic = new Traffic();
  /** Who finds out where the time went; null where nobody does. */
  #diagnoser: Diagnoser | null;
  /** Final completeness by stream index. */
  completeness = new Uint8Array(1024);

  /** `diagnoses`: it is to be told where the time of the conversations went. */
  constructor({ diagnoses = false }: { readonly diagnoses?: boolean } = {}) {
    this.#diagnoser = diagnoses ? new Diagnoser({ names: true }) : null;
  }

  /** Takes a packet; `analysed` is null for one that is not TCP, `related` what such a one has to do with TCP. */
  add(packet: ReadonlyPacket, analysed: AnalysedPacket | null, related: RelatedPacket | null = null): void {
    this.#packets++;
    this.#evidence.takePacket(packet, analysed !== null);
    this.#bytes += packet.length;
    if (packet.linkType !== this.#linkType) this.#addLinkType(packet.linkType);
    if (packet.hasTime) this.#addTime(packet.seconds, packet.nanoseconds);
    if (analysed === null) {
      this.#applications.take(packet);
      this.#diagnoser?.takeOther(packet, related);
      this.#traffic.take(packet);
      return;
    }
    if (++this.#tcpPackets > MOST_DIAGNOSED) this.#diagnoser = null;
    const { index } = analysed.conversation;
    if (index >= LISTED_CONVERSATIONS) return;
    this.#diagnoser?.take(analysed);
    this.#applications.takeSegment(analysed);
    (this.#tallies[index] ??= new ConversationTally()).add(analysed);
  }

  /** Takes a conversation that no further packet will join. */
  end(conversation: Conversation): void {
    const { index, completeness } = conversation;
    this.#conversationCount++;
    if (index >= this.completeness.length) this.completeness = enlarged(this.completeness, index);
    this.completeness[index] = completeness;
    this.#evidence.takeConversation(conversation);
    if (index < LISTED_CONVERSATIONS) {
      const diagnosis = this.#diagnoser?.end(conversation) ?? null;
      const application = this.#applications.end(index);
      this.#listed.push({ conversation, tally: this.#tallies[index]!, diagnosis, application });
    } else {
      this.#further.add(conversation);
    }
  }

  /** Everything gathered, after the last packet and the last conversation. */
  overview(file: FileFacts): Overview {
    const packets = this.#packets;
    const tcpPackets = this.#tcpPackets;
    const bytes = this.#bytes;
    const timed = this.#firstSeconds !== Infinity;
    const first: Moment = { seconds: this.#firstSeconds, nanoseconds: this.#firstNanoseconds };
    const last: Moment = { seconds: this.#lastSeconds, nanoseconds: this.#lastNanoseconds };
    return {
      facts: {
        ...file,
        linkTypes: [...this.#linkTypes].map(linkTypeName),
        packets,
        tcpPackets,
        otherTraffic: this.#traffic.counts(),
        bytes,
        first: timed ? first : null,
        last: timed ? last : null,
      },
      conversations: this.#listed.sort((a, b) => a.conversation.index - b.conversation.index),
      conversationCount: this.#conversationCount,
      evidence: this.#evidence,
      further: this.#further.conversations > 0 ? this.#further : null,
    };
  }

  #addLinkType(linkType: number): void {
    this.#linkType = linkType;
    this.#linkTypes.add(linkType);
  }

  #addTime(seconds: number, nanoseconds: number): void {
    if (seconds < this.#firstSeconds || (seconds === this.#firstSeconds && nanoseconds < this.#firstNanoseconds)) {
      this.#firstSeconds = seconds;
      this.#firstNanoseconds = nanoseconds;
    }
    if (seconds > this.#lastSeconds || (seconds === this.#lastSeconds && nanoseconds > this.#lastNanoseconds)) {
      this.#lastSeconds = seconds;
      this.#lastNanoseconds = nanoseconds;
    }
  }
}

function enlarged(values: Uint8Array, index: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(index + 1, values.length * 2));
  larger.set(values);
  return larger;
}
