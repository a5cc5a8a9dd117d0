/**
 * Judges of what is said of a lab's capture about loss, disorder and repetition: by what each end sent, in its order, and by what
 * arrived. Why a kernel sent again the wire does not know: such sentences are wrong where nothing was sent again, and else
 * undecided.
 */
import { type Judgment, rightIf } from "../judge/judgment.ts";
import type { Statement } from "../explain_marked.ts";
import { holdsBehind, type LabCapture, type LabTruth, type Sending, type Sighting } from "./lab_truth.ts";

export interface LabSaid {
  readonly statement: Statement;
  readonly truth: LabTruth;
  readonly capture: LabCapture;
  /** What the packet is that the sentence is said of; of a finding, its first packet. */
  readonly sighting: Sighting;
  readonly sending: Sending;
}

export type LabJudge = (said: LabSaid) => Judgment;

const earlier = ({ truth, sending }: LabSaid): Sending[] => truth.earlier(sending);

const sentAgain: LabJudge = (said) => rightIf(earlier(said).length > 0, "it was never sent before");
/** Why it was sent again is the kernel's secret. */
const forAReason: LabJudge = (said) => earlier(said).length > 0 ? "undecided" : { wrong: "it was never sent before" };
const isCopy: LabJudge = ({ sighting }) => rightIf(sighting.isCopy, "it was sent anew");
const firstLost: LabJudge = (said) =>
  rightIf(earlier(said).some(({ arrived }) => !arrived), "no earlier sending of it was lost");
const hadArrived: LabJudge = (said) =>
  rightIf(earlier(said).some(({ arrived }) => arrived), "no earlier sending of it arrived");
const first: LabJudge = (said) => rightIf(earlier(said).length === 0, "it is a second sending");
const overtaken: LabJudge = ({ statement, capture, sending }) =>
  rightIf(isOvertaken(capture, statement.number, sending), "all that its sender sent later came later");
/** An ACK's own host holds bytes behind it, or its capture does not show. */
const atItsHost =
  (says: (holds: boolean) => boolean, otherwise: string): LabJudge => ({ statement, capture, sending }) => {
    if (sending.from !== capture.at) return "undecided";
    return rightIf(says(holdsBehind(capture, sending.ack, statement.number - 1)), otherwise);
  };
const behindHole = atItsHost((holds) => holds, "nothing had come behind a hole");
const noHole = atItsHost((holds) => !holds, "something had come behind a hole");
const never = (otherwise: string): LabJudge => () => ({ wrong: otherwise });
const missedNothing = never("the lab's captures miss nothing");

/** Something captured before it was sent later. */
function isOvertaken({ sightings }: LabCapture, number: number, { from, place }: Sending): boolean {
  return sightings.slice(0, number - 1).some(({ sending }) => sending?.from === from && sending.place > place);
}

function sendings({ statement, capture }: LabSaid): Sending[] {
  return statement.packets.flatMap((number) => capture.sightings[number - 1]?.sending ?? []);
}

const both = ({ truth }: LabSaid): Sending[] => [...truth.sentBy("client"), ...truth.sentBy("server")];

/** By the key of the sentence, or `title:` and that of the title, or `finding:` and the code. */
export const LAB_JUDGES: Readonly<Record<string, LabJudge>> = {
  "title:retransmission-timeout": sentAgain,
  "title:retransmission-timeout.again": sentAgain,
  "title:retransmission-timeout.follows": sentAgain,
  "title:retransmission-timeout.recovery": sentAgain,
  "title:retransmission-timeout.early": sentAgain,
  "title:retransmission-timeout.syn": sentAgain,
  "title:retransmission-timeout.copy": isCopy,
  "title:retransmission-timeout.unasked": isCopy,
  "title:retransmission-timeout.gap": firstLost,
  "timeout.unseen": firstLost,
  "timeout.first": forAReason,
  "timeout.first-here": forAReason,
  "timeout.unheard": forAReason,
  "timeout.anew": forAReason,
  "timeout.amid": forAReason,
  "timeout.nth": forAReason,
  "timeout.follows": forAReason,
  "timeout.with-ack": forAReason,
  "timeout.early": forAReason,
  "timeout.copies": isCopy,
  "timeout.copy-id": isCopy,
  "timeout.too-soon": isCopy,
  "timeout.unasked": isCopy,
  "title:fast-retransmission": sentAgain,
  "fast.start": forAReason,
  "fast.sacked": forAReason,
  "fast.goes-on": forAReason,
  "title:tail-loss-probe": sentAgain,
  "probe.tail": forAReason,
  "title:partial-ack-retransmission": sentAgain,
  "partial.start": forAReason,
  "title:spurious-retransmission": hadArrived,
  "spurious.why": sentAgain,
  "spurious.behind": first,
  "title:out-of-order": first,
  "title:out-of-order.late": overtaken,
  "order.late": first,
  "order.by-id": first,
  "order.by-stamp": first,
  "order.time": first,
  "order.late-id": overtaken,
  "order.late-stamp": overtaken,
  "title:out-of-order.resent": sentAgain,
  "order.resent": sentAgain,
  "order.repeated": sentAgain,
  "title:captured-twice": ({ sighting }) =>
    sighting.isCopy ? { wrong: "the wire doubled it" } : { wrong: "it was sent anew" },
  "duplicate.start": behindHole,
  "duplicate.again": behindHole,
  "duplicate.harmless": noHole,
  "duplicate.closing": noHole,
  "duplicate.no-block": noHole,
  "duplicate.only-twice": noHole,
  "ack-lost.why": missedNothing,
  "ack-lost.gap": missedNothing,
  "ack-lost.start": missedNothing,
  "finding:loss": (said) => rightIf(both(said).some(({ arrived }) => !arrived), "everything arrived"),
  "finding:spurious-retransmission": (said) =>
    rightIf(
      both(said).some((sending) => said.truth.earlier(sending).some(({ arrived }) => arrived)),
      "all that was sent again had been lost",
    ),
  "finding:reordering": (said) =>
    rightIf(
      said.statement.packets.every((number) => {
        const { sending } = said.capture.sightings[number - 1]!;
        return sending === null || isOvertaken(said.capture, number, sending);
      }),
      "one of them came in turn",
    ),
  "finding:upstream-loss": (said) =>
    rightIf(
      sendings(said).every((sending) => said.truth.earlier(sending).some(({ arrived }) => !arrived)),
      "no earlier sending of one of them was lost",
    ),
  "finding:network-duplicates": ({ capture }) =>
    rightIf(capture.sightings.some((sighting) => sighting.isCopy), "nothing came twice"),
  "finding:capture-drops": missedNothing,
  "finding:duplicated-capture": never("the lab captures everything once"),
};
