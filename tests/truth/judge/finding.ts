/**
 * Findings: each is judged as a whole, by its code. Its sentence is about the first, the decisive, of its packets.
 */
import type { FindingCode } from "../../../src/explain/words/finding.ts";
import type { End, Sent } from "../world/truth_log.ts";
import { RST } from "../../../src/packet/packet.ts";
import { heldBack } from "./acknowledgment.ts";
import { type Judge, rightIf, type Said, sentFor } from "./judgment.ts";
import { isResend } from "./loss.ts";
import { PROGRAM_JUDGES } from "./program.ts";
import { RESET_JUDGES } from "./reset.ts";

/** What its packets are, both ends of the connection together. */
function packetsOf({ statement, truth }: Said): Sent[] {
  return statement.packets.map((number) => truth.sent(number));
}

function ofBoth({ sent, truth }: Said): Sent[] {
  return [...truth.sentBy(sent), ...truth.sentByOther(sent)];
}

/** A box of this kind stands on the road. */
function hasBox({ truth }: Said, kind: string): boolean {
  return truth.options.boxes.some(({ box }) => box.kind === kind);
}

/** The queue of the server was full when the connection was asked for, or its program did not accept. */
const serverFull: Judge = ({ sent, truth: { options: { server } } }) =>
  rightIf(sent.time < Math.max(server.fullUntil, server.acceptsFrom), "the server had room");

/** The reasons for silence that are named, and what of the truth each one names. */
const REASONS: Readonly<Record<string, (said: Said) => boolean>> = {
  "reason.lost": (said) => ofBoth(said).some((sent) => said.truth.loss(sent) !== null),
  "reason.interrupted": (said) => ofBoth(said).some((sent) => said.truth.loss(sent) !== null),
  "reason.host-down": ({ truth }) => truth.options.server.down,
  "reason.filter": (said) => hasBox(said, "filter"),
  "reason.backlog": ({ truth }) => truth.options.server.fullUntil > 0,
  "reason.way-back": ({ sent, truth }) => truth.sentByOther(sent).some((answer) => truth.loss(answer) !== null),
  "reason.not-captured": ({ sent, truth }) => truth.sentByOther(sent).some(({ id }) => truth.log.missed.has(id)),
};

/** One of the reasons named is the true one. */
const unanswered: Judge = (said) => {
  const named = said.statement.sentences.map(({ key }) => REASONS[key]).filter((reason) => reason !== undefined);
  return rightIf(named.some((reason) => reason(said)), "none of the reasons named is the true one");
};

/** Of one end nothing was captured though it sent. */
const oneWay: Judge = ({ sent, truth }) => {
  const ends: readonly End[] = ["client", "server"];
  const silent = ends.filter((end) => {
    const all = truth.sentBy({ connection: sent.connection, end });
    return all.length > 0 && all.every((one) => truth.capturedIn(one) === 0);
  });
  const missed = silent.some((end) =>
    truth.sentBy({ connection: sent.connection, end }).some(({ id }) => truth.log.missed.has(id))
  );
  return rightIf(missed, "nothing that passed of the other end was missed");
};

/** Something of this connection was lost on the way, or came so late that it was sent again; the server did not throw it away. */
const lost: Judge = (said) => {
  const all = ofBoth(said);
  if (all.some((sent) => said.truth.loss(sent) !== null)) return "right";
  if (serverFull(said) === "right") return { wrong: "the server had no room for it" };
  const late = all.some((sent) => isResend(sent) && said.truth.earlier(sent).some((one) => said.truth.arrival(one)));
  return rightIf(late, "nothing was lost or late on the way");
};

const lostBefore: Judge = ({ sent, truth }) =>
  rightIf(
    truth.sentBy(sent).some((one) => truth.loss(one)?.beforeVantage),
    "nothing was lost before the capture point",
  );

/** Something was sent again though an earlier sending of it arrived. */
const needless: Judge = (said) => {
  const { truth } = said;
  const needlessly = ofBoth(said).some((sent) =>
    isResend(sent) && truth.earlier(sent).some((earlier) => truth.hadArrived(earlier, Infinity))
  );
  return rightIf(needlessly, "all that was sent again had been lost");
};

/** Each of its packets left before one that was captured earlier, whether it was sent for the first time or again. */
const overtaken: Judge = ({ statement, truth }) =>
  rightIf(
    statement.packets.every((number) => {
      const sent = truth.sent(number);
      return truth.recordBefore(number, sent, ({ id }) => id > sent.id) !== null;
    }),
    "one of them came in turn",
  );

/** Of this end nothing came to the other any more once it had to repeat, or the other sent nothing more. */
const noAnswer: Judge = ({ sent, truth, statement }) => {
  const last = truth.sent(statement.packets.at(-1)!);
  const since = Math.min(sent.time, last.time);
  const heard = truth.sentByOther(sent).some((answer) => answer.time > since && truth.hadArrived(answer, Infinity));
  return rightIf(sent.reason === "gave-up" || !heard, "the other end answered");
};

/** The receiver's program had left bytes unread. The packet is the window's, or the sender's that waited for it. */
const unread: Judge = ({ sent, truth }) => {
  const told = sent.to > sent.from && sent.standing.unread === 0
    ? truth.sentByOther(sent).findLast(({ time }) => time < sent.time)
    : sent;
  return rightIf((told?.standing.unread ?? 0) > 0, "its program had read everything");
};

/** Bytes waited for the other's window. */
const windowFull: Judge = (said) => {
  const waited = ofBoth(said).some(({ standing }) => standing.window);
  return rightIf(waited, "nothing waited for the window");
};

const nagleAndDelayedAck: Judge = (said) => {
  const [ack, data] = packetsOf(said);
  const held = heldBack({ ...said, sent: ack! });
  return held === "right" ? rightIf(data?.standing.nagle === true, "Nagle held nothing") : held;
};

/** A link on the road has a rate, or holds packets for a time, so that they queue. */
const queued: Judge = ({ truth: { options: { sides } } }) => {
  const stretches = Object.values(sides).flatMap((side) => Object.values(side));
  return rightIf(stretches.some(({ rate, outageHolds }) => rate > 0 || outageHolds), "nothing on the road queues");
};

/** The client's program ended it, and had not got all that it wanted. */
const clientEnded: Judge = ({ sent, truth }) => {
  const ended = truth.deeds(sent, ["close", "shutdown", "abort", "crash"]).some(({ time }) => time <= sent.time);
  return rightIf(sent.end === "client" && ended, "the client's program had not ended it");
};

/** The connection that was asked for has the ports of an earlier one. */
const earlierPorts: Judge = (said) => {
  const { attempts } = said.truth.options;
  const asked = Math.max(...packetsOf(said).map(({ connection }) => connection));
  const { clientPort } = attempts[asked]!;
  const had = attempts.slice(0, asked).some((other) => other.clientPort === clientPort);
  return rightIf(had, "no earlier connection had these ports");
};

/** The RST among its packets was sent for one of these reasons. */
function resetFor(...reasons: readonly Sent["reason"][]): Judge {
  return (said) => {
    const reset = packetsOf(said).find(({ segment }) => (segment.flags & RST) !== 0);
    return rightIf(reset !== undefined && reasons.includes(reset.reason), `sent for: ${reset?.reason}`);
  };
}

const gone = sentFor("no-connection", "after-close", "bad-ack");
const never = (what: string): Judge => () => ({ wrong: what });
/** No simulated network has it. */
const NO_BOX = never("no box of the simulator does that");

export const FINDING_JUDGES: Partial<Readonly<Record<FindingCode, Judge>>> = {
  "unanswered": unanswered,
  "one-way-capture": oneWay,
  "refused": sentFor("refused", "queue-full", "box"),
  "answers-unheard": ({ sent, truth, statement }) => {
    const latest = truth.sent(statement.packets.at(-1)!).time;
    const heard = truth.sentBy(sent).some((answer) => truth.hadArrived(answer, latest));
    return rightIf(!heard, "an answer had arrived");
  },
  "accept-queue-full": serverFull,
  "listen-overflow": serverFull,
  "old-connection": earlierPorts,
  "two-stacks": NO_BOX,
  "reset-by-middlebox": RESET_JUDGES["forged.box"],
  "reset-injected": RESET_JUDGES["forged.box"],
  "idle-timeout-between": (said) => rightIf(hasBox(said, "forgets"), "no box on the road forgets"),
  "peer-forgot": gone,
  "keep-alive-timeout": (said) =>
    rightIf(packetsOf(said).some(({ reason }) => reason === "gave-up" || reason === "keep-alive"), "no keep-alives"),
  "retries-exhausted": noAnswer,
  "close-race": resetFor("after-close", "no-connection"),
  "data-after-close": resetFor("after-close", "no-connection"),
  "client-gave-up": clientEnded,
  "unread-data": RESET_JUDGES["rst.unread"],
  "abort": sentFor("abort", "unread", "gave-up", "no-connection", "after-close"),
  "challenge-ack": sentFor("challenge", "repeated-ack", "time-wait"),
  "segments-rejected": sentFor("rejected"),
  "nagle-delayed-ack": nagleAndDelayedAck,
  "small-writes": PROGRAM_JUDGES["nagle.held"],
  "window-not-scaled": windowFull,
  "window-limited": windowFull,
  "receiver-slow": unread,
  "path-mtu-black-hole": (said) =>
    rightIf(ofBoth(said).some((sent) => said.truth.loss(sent)?.cause === "too-large"), "no link is too small"),
  "queue-delay": queued,
  "upstream-loss": lostBefore,
  "loss": lost,
  "reordering": overtaken,
  "spurious-retransmission": needless,
  "network-duplicates": ({ truth }) => rightIf(truth.log.arrivals.some(({ copy }) => copy), "nothing arrived twice"),
  "sack-not-rewritten": NO_BOX,
  "option-rewritten": NO_BOX,
  "path-mtu-ignored": NO_BOX,
  "icmp-refused": NO_BOX,
  "capture-drops": ({ truth }) => rightIf(truth.log.missed.size > 0, "nothing that passed was missed"),
  "duplicated-capture": ({ truth }) =>
    rightIf(truth.records.some(({ kind }) => kind === "captured-again"), "nothing was captured twice"),
  "sack-reneging": never("no receiver of the simulator gives up what it holds"),
  "injected-data": never("nobody puts data in"),
  "slow-start-restart": never("no window of the simulator falls back after a pause"),
  "syn-flood": never("nobody floods"),
  "port-scan": never("nobody scans"),
  "checksum-errors": never("all checksums are right"),
};

/** Findings that state no cause beyond what stands in the packets, or that no simulated network can show. */
export const UNJUDGED_FINDINGS: Partial<Readonly<Record<FindingCode, string>>> = {
  "path-mtu-discovery": "the simulator has no routers that complain",
  "fast-open": "its options and numbers",
  "fast-open-refused": "its options and numbers",
  "expect-continue": "its text and times",
  "many-alike": "counted from the packets",
  "tunnel": "its headers",
  "clock-backwards": "its times",
};
