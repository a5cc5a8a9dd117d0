/** `--no-answers`: a report as a teacher hands it out, with what went over the wire and nothing that is concluded from it. */
import type { PacketView, ReportData } from "./report_data.ts";

/**
 * The report without explanations, stories, findings, verdicts, states, and the commands that would show them. What the
 * lab's wire lost stays lost: a ladder on which it arrives would be false.
 */
export function withoutAnswers(data: ReportData): ReportData {
  return {
    ...data,
    answers: false,
    done: [],
    command: "",
    showCommand: "",
    packets: data.packets.map(bare),
    conversations: data.conversations.map((conversation) => ({
      ...conversation,
      initialRtt: null,
      story: NOTHING_TOLD,
      findings: [],
      diagnosis: null,
    })),
    summary: null,
    captureFindings: [],
    unusual: [],
    next: [],
  };
}

const NOTHING_TOLD = { title: "", paragraphs: [] };

function bare(packet: PacketView): PacketView {
  const { tcp } = packet;
  return {
    ...packet,
    explanations: [],
    states: [],
    tcp: tcp === null ? null : { ...tcp, verdicts: [], duplicateAck: 0 },
  };
}
