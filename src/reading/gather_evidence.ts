/**
 * Gathers from a capture what an expectation asks for: one reading for what is said of its packets, another for where the
 * time went, where anything is asked about it.
 */
import { type AnalysedPacket, VERDICT_BIT } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import { Diagnoser } from "../diagnosis/diagnoser.ts";
import type { Diagnosis } from "../diagnosis/terms/diagnosis.ts";
import { Evidence, type TimeEvidence } from "../expectation/evidence.ts";
import type { PacketFact } from "../expectation/packet_fact.ts";
import type { Expectation } from "../expectation/statement.ts";
import { eventOfComments } from "../expectation/wire_event.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";
import { verdictNames } from "../report/facts/reported_packet.ts";
import { EVERYTHING } from "../report/select/selection.ts";
import { ExplainedPass } from "./explained_pass.ts";
import { type ReadingOptions, readPackets } from "./read_packets.ts";
import type { Scanned } from "./scan.ts";

const RESENT = VERDICT_BIT.retransmission | VERDICT_BIT.fast_retransmission | VERDICT_BIT.spurious_retransmission;

/** What is known beside the capture. */
export interface EvidenceOptions {
  readonly expectation: Expectation;
  /** Of a run: how its programs ended, and what they printed. */
  readonly programs?: Evidence["programs"];
  /** Time and findings are wanted whether anything is expected of them or not. */
  readonly everything?: boolean;
  readonly reading: ReadingOptions;
}

/** How often a capture is read for it, the first reading aside. */
export function evidenceReadings(expectation: Expectation): number {
  return asksForTime(expectation) ? 2 : 1;
}

/** Reads the capture for the expectation. */
export async function gatherEvidence(
  scanned: Scanned,
  { expectation, programs = null, everything = false, reading }: EvidenceOptions,
): Promise<Evidence> {
  const evidence = new Evidence(expectation, programs);
  const facts = new FactMaker();
  const conversations = new Set<Conversation>();
  const finds = everything || asksForFindings(expectation);
  const pass = new ExplainedPass(scanned, {
    selection: EVERYTHING,
    language: "en",
    explains: true,
    tells: false,
    show: ({ analysed, explanations }) => {
      if (analysed === null) return;
      if (finds) conversations.add(analysed.conversation);
      const said = {
        explanations,
        analysis: verdictNames(analysed).map((name) => name.replace(/#.*/, "")),
        retransmission: (analysed.verdicts & RESENT) !== 0,
      };
      evidence.packet(analysed.conversation.index, facts.make(analysed), said);
    },
  });
  await pass.read(reading);
  for (const conversation of conversations) {
    for (const finding of pass.explainer.findings(conversation)) evidence.finding(conversation.index, finding);
  }
  for (const finding of pass.ending().captureFindings) evidence.finding(null, finding);
  if (everything || asksForTime(expectation)) await gatherTime(scanned, evidence, reading);
  return evidence;
}

function asksForTime(expectation: Expectation): boolean {
  return expectation.some(({ statements }) =>
    statements.some(({ claim }) =>
      claim.kind === "time" || claim.kind === "verdict" || (claim.kind === "figure" && claim.figure === "bytes")
    )
  );
}

function asksForFindings(expectation: Expectation): boolean {
  return expectation.some(({ statements }) =>
    statements.some(({ claim }) => claim.kind === "said" && claim.vocabulary === "finding")
  );
}

/** Turns analysed packets into facts: what an expectation needs of them, and their times. */
class FactMaker {
  #origin: ReadonlyPacket["seconds"] | null = null;
  readonly #latest: number[] = [];

  make(analysed: AnalysedPacket): { number: number; time: number; fact: PacketFact } {
    const { packet, conversation, fromClient, seq, ack } = analysed;
    const origin = this.#origin ??= packet.seconds;
    const time = (packet.seconds - origin) * 1e9 + packet.nanoseconds;
    const sincePrevious = time - (this.#latest[conversation.index] ?? time);
    this.#latest[conversation.index] = time;
    const fact: PacketFact = {
      from: fromClient ? "client" : "server",
      flags: packet.flags,
      length: packet.payloadLength,
      seq,
      ack,
      event: eventOfComments(packet.comments),
      sincePrevious,
    };
    return { number: packet.number, time, fact };
  }
}

async function gatherTime(scanned: Scanned, evidence: Evidence, reading: ReadingOptions): Promise<void> {
  const diagnoser = new Diagnoser();
  const whole = new WholeTime();
  await readPackets(scanned.feed, {
    visit: (packet, analysed, related) => {
      if (analysed === null) diagnoser.takeOther(packet, related);
      else diagnoser.take(analysed);
    },
    onConversationEnd: (conversation) => {
      const diagnosis = diagnoser.end(conversation);
      if (diagnosis === null) return;
      const witness = evidence.conversation(diagnosis.conversation);
      witness.time = { budget: diagnosis.budget, verdict: diagnosis.verdict };
      witness.bytes = diagnosis.bytes;
      evidence.whole.bytes += diagnosis.bytes;
      whole.add(diagnosis);
    },
  }, reading);
  evidence.whole.time = whole.evidence();
}

/** The time of all conversations together: the sums of their budgets, and the verdict of the one that lost most. */
class WholeTime {
  readonly #sums = new Map<string, TimeEvidence["budget"][number]>();
  #worst: Diagnosis | null = null;

  add(diagnosis: Diagnosis): void {
    if (this.#worst === null || diagnosis.lost > this.#worst.lost) this.#worst = diagnosis;
    for (const { cause, end, nanoseconds } of diagnosis.budget) {
      const key = `${cause} ${end}`;
      const sum = this.#sums.get(key)?.nanoseconds ?? 0;
      this.#sums.set(key, { cause, end, nanoseconds: sum + nanoseconds });
    }
  }

  evidence(): TimeEvidence {
    return { budget: [...this.#sums.values()], verdict: this.#worst?.verdict ?? null };
  }
}
