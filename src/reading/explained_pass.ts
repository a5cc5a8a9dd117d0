/**
 * One reading of a capture in which the packets the user selected are explained and handed on.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import { NO_APPLICATION } from "../application/facts.ts";
import type { Conversation } from "../analysis/conversation.ts";
import { groupedConversations } from "../explain/findings/capture_findings.ts";
import { Explainer } from "../explain/explainer.ts";
import type { Explanation } from "../explain/words/explanation.ts";
import type { Language } from "../language/language.ts";
import type { Packet } from "../packet/packet.ts";
import type { Ending } from "../report/facts/output_format.ts";
import { type ReportedPacket, streamOf } from "../report/facts/reported_packet.ts";
import { type Selection, selects } from "../report/select/selection.ts";
import { type Drain, type Reading, type ReadingOptions, readPackets, type Visitor } from "./read_packets.ts";
import type { Scanned } from "./scan.ts";

/** Conversations whose stories are told. */
const MOST_STORIES = 200;
const NONE_GROUPED: ReadonlySet<number> = new Set();
const NO_EXPLANATIONS: readonly Explanation[] = [];

/** What a reading is for. */
export interface PassPurpose {
  readonly selection: Selection;
  readonly language: Language;
  /** Whether the packets shown need their explanations. */
  readonly explains: boolean;
  /** Whether stories will be asked for, so that packets that are not shown are followed too. */
  readonly tells: boolean;
  /** Whether a packet's explanations are to have their text, by its number: left out where all are. */
  readonly puts?: (number: number) => boolean;
  /** Takes each packet shown; the object is filled again for the next one. */
  readonly show: (reported: ReportedPacket) => void;
  /** Takes each TCP packet that is followed but not shown. */
  readonly pass?: (analysed: AnalysedPacket) => void;
  /** By which number a conversation is called; left out where that is its index. */
  readonly streamOf?: (conversation: Conversation) => number;
  /** Where `show` puts what it makes. */
  readonly drain?: Drain;
}

/** Reads the capture once more; tell it what for, `read`, then ask for the `ending`. */
export class ExplainedPass {
  /** Explains the packets; it can be asked for more once they have been read. */
  readonly explainer: Explainer;
  /** The packet at hand: one object, filled again for each. */
  readonly #reported: { -readonly [K in keyof ReportedPacket]: ReportedPacket[K] };
  readonly #follows: boolean;
  readonly #told = new Set<Conversation>();
  #shown = 0;

  readonly #scanned: Scanned;
  readonly #work: PassPurpose;

  constructor(scanned: Scanned, work: PassPurpose) {
    this.#scanned = scanned;
    this.#work = work;
    const { conversations } = scanned.overview;
    this.explainer = new Explainer({
      language: work.language,
      applicationOf: ({ index }) => conversations[index]?.application ?? NO_APPLICATION,
      ...(work.streamOf === undefined ? {} : { streamOf: work.streamOf }),
    });
    this.#follows = work.explains || work.tells || work.selection.filterReadsExplanations;
    this.#reported = {
      packet: null!,
      analysed: null,
      related: null,
      completeness: null,
      explanations: NO_EXPLANATIONS,
    };
  }

  read(options: ReadingOptions): Promise<Reading> {
    const { drain, tells, selection } = this.#work;
    const last = tells ? Infinity : selection.last;
    const visit: Visitor["visit"] = (packet, analysed, related) => this.#visit(packet, analysed, related);
    const { feed, foresight } = this.#scanned;
    const visitor = { visit, last, ...(foresight === null ? {} : { foresight }) };
    return readPackets(feed, drain === undefined ? visitor : { ...visitor, drain }, options);
  }

  /** What is known after the reading. */
  ending(): Ending {
    const { explainer } = this;
    const { evidence } = this.#scanned.overview;
    const { tells, selection } = this.#work;
    const whole = tells && selection.stream === null;
    const told = [...this.#told];
    const grouped = whole ? groupedConversations(evidence) : NONE_GROUPED;
    const findings = told.map((conversation) => ({
      stream: conversation.index,
      findings: explainer.findings(conversation),
    }));
    const captureFindings = whole ? explainer.captureFindings(evidence, findings.map(({ findings }) => findings)) : [];
    const found = captureFindings.length > 0 || findings.some(({ findings }) => findings.length > 0);
    return {
      stories: told.filter(({ index }) => !grouped.has(index)).map((conversation) => ({
        stream: conversation.index,
        story: explainer.story(conversation),
      })),
      summary: whole ? explainer.summary({ found }) : null,
      findings: findings.filter(({ findings }) => findings.length > 0),
      grouped,
      captureFindings,
      shown: this.#shown,
    };
  }

  #visit(packet: Packet, analysed: AnalysedPacket | null, related: RelatedPacket | null): void {
    const [reported, scanned] = [this.#reported, this.#scanned];
    const { selection, tells } = this.#work;
    reported.packet = packet;
    reported.analysed = analysed;
    reported.related = related;
    const stream = streamOf(reported);
    if (selection.stream !== null && stream !== selection.stream) {
      this.#followElsewhere(analysed, related);
      return;
    }
    reported.completeness = analysed === null ? null : scanned.completeness?.[stream] ?? null;
    reported.explanations = NO_EXPLANATIONS;
    const { first, last, filterReadsExplanations } = selection;
    const wanted = filterReadsExplanations
      ? packet.number >= first && packet.number <= last
      : selects(selection, reported);
    if (this.#follows && analysed !== null) reported.explanations = this.#follow(analysed, wanted);
    else if (this.#follows && related !== null) reported.explanations = this.#followRelated(related, wanted);
    if (!wanted || (filterReadsExplanations && !selects(selection, reported))) {
      if (analysed !== null) this.#work.pass?.(analysed);
      return;
    }
    this.#shown++;
    if (tells && analysed !== null && this.#told.size < MOST_STORIES) this.#told.add(analysed.conversation);
    this.#work.show(reported);
  }

  /** What other conversations tell of this one's ends is known however many of them are shown. */
  #followElsewhere(analysed: AnalysedPacket | null, related: RelatedPacket | null): void {
    if (!this.#follows) return;
    if (analysed !== null) this.explainer.observe(analysed);
    else if (related !== null) this.explainer.observeRelated(related);
  }

  /** Explanations are made for packets that are shown; the others are only taken in. */
  #follow(analysed: AnalysedPacket, wanted: boolean): readonly Explanation[] {
    if (this.#explains(wanted)) {
      return this.explainer.explain(analysed, this.#work.puts?.(analysed.packet.number) ?? true);
    }
    this.explainer.observe(analysed);
    return NO_EXPLANATIONS;
  }

  #followRelated(related: RelatedPacket, wanted: boolean): readonly Explanation[] {
    if (this.#explains(wanted)) return this.explainer.explainRelated(related);
    this.explainer.observeRelated(related);
    return NO_EXPLANATIONS;
  }

  #explains(wanted: boolean): boolean {
    const { explains, selection } = this.#work;
    return wanted && (explains || selection.filterReadsExplanations);
  }
}
