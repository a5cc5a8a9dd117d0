/** What `tcplab why` says in English. */
import type { RemedyFigures, VerdictFigures, WhyWords } from "../kinds/why_words.ts";

const took = ({ time, share, total }: VerdictFigures): string => `${time} of ${total} (${share})`;
/** `packet 4`, `packets 4-9`. */
const packetList = (packets: string): string => `packet${/^\d+$/.test(packets) ? "" : "s"} ${packets}`;
/** The opening came to nothing; null where it did not. */
const noOpening = (f: VerdictFigures): string | null => {
  if (f.outcome === "refused") return `The connection was refused: a RST answered the SYN after ${f.time}.`;
  if (f.outcome === "barred") {
    return `ICMP answered the SYN in the server's place: it could not be delivered, and no connection came of it.`;
  }
  if (f.outcome === "unanswered") {
    return `No answer to the SYN is in the capture: ${f.time} passed, and no connection came of it. Whether it was lost, ` +
      "dropped by a filter, or nobody was there, the silence does not tell.";
  }
  if (f.outcome === "half-open") {
    return `The server's SYN,ACK was never acknowledged in the capture: ${f.time} passed, and no connection came of it.`;
  }
  return f.outcome === "reset"
    ? `The opening took ${took(f)}, and a RST ended the connection before a byte of data was sent.`
    : null;
};
const idle = (end: string, f: VerdictFigures): string =>
  f.outcome === "corked"
    ? `The end of a message lay in the ${end}'s kernel for ${
      took(f)
    }: whole segments without PSH, and the rest 200 ms ` +
      "later, as where a program says that more will follow (TCP_CORK, MSG_MORE) and nothing does."
    : f.outcome === "unreachable"
    ? `Nothing came of the ${end} for ${took(f)}, not even an ACK of the other end's FIN, which was sent again and ` +
      "again: its machine, or the way to it, was not there."
    : f.outcome === "upgraded"
    ? `After the switch to another protocol either end speaks when it has something to say: the ${end} was silent for ${
      took(f)
    }, and ` +
      "whether anybody waited for it the packets do not tell."
    : f.outcome === "skipped"
    ? `The ${end}'s program had nothing to send for ${
      took(f)
    }, or what it sent was lost before the capture: the IP identification of ` +
      "its packets goes on as if some had been sent meanwhile."
    : `The ${end}'s program had nothing to send for ${took(f)}: TCP waited for it.`;
const uncorked = (f: RemedyFigures): string => `With the cork taken off at the end of each message: ${then(f)}.`;
const then = ({ time, total }: RemedyFigures): string => `${time} instead of ${total}`;

export const ENGLISH_WHY: WhyWords = {
  named: {
    setUp: (parts) => `Set-up: ${parts}.`,
    name: (name, time, packets) =>
      `looking up the name ${name} took ${time} (${packetList(packets)}, before the connection)`,
    opening: (time) => `the opening ${time}`,
    tls: (time, roundTrips, packets) =>
      `the TLS handshake ${time}, ${roundTrips} round ${roundTrips === 1 ? "trip" : "trips"} (${packetList(packets)})`,
    answers: (parts) => `The server took ${parts}.`,
    answer: (request, time, status, packets) => `${time} to answer ${request} with ${status} (${packetList(packets)})`,
    pauses: (parts) => `The client took ${parts}.`,
    pause: (request, time, packets) => `${time} before ${request} (${packetList(packets)})`,
  },
  causes: {
    "handshake": "opening",
    "syn-retransmission": "SYN sent again",
    "client-application": "client's program",
    "server-application": "server's program",
    "round-trip": "round trips",
    "slow-start": "slow start",
    "congestion-window": "congestion window",
    "bandwidth": "bandwidth",
    "fast-recovery": "fast recovery",
    "retransmission-timeout": "timer after loss",
    "receive-window": "receive window",
    "send-buffer": "send buffer",
    "delayed-ack": "delayed ACK",
    "path-mtu": "path MTU",
    "closing": "closing",
    "unknown": "not known",
  },
  verdicts: {
    "handshake": (f) =>
      noOpening(f) ??
        (f.outcome === "late"
          ? `The opening took ${
            took(f)
          }, far longer than a round trip later on: the path's length alone is not the reason.`
          : `The opening took ${took(f)}: one round trip, as long as the path is. Nothing is wrong.`),
    "syn-retransmission": (f) =>
      noOpening(f) ??
        `The opening had to be tried again, because the SYN, its answer or the ACK of that was not accepted: ${
          took(f)
        }.`,
    "client-application": (f) => idle("client", f),
    "server-application": (f) =>
      f.outcome === "unfinished"
        ? `The server waited for a request, or the rest of one, which the client did not send: ${took(f)}.`
        : f.outcome === "relayed"
        ? `The server's program had nothing to send for ${
          took(f)
        }, or the path took that: ACKs came far sooner than the ` +
          "opening's answer did, as if something on the way sent them for the server."
        : idle("server", f),
    "round-trip": (f) =>
      f.outcome === "late"
        ? `Data and ACKs were on their way for ${
          took(f)
        }, most of it ACKs that came late: timers ran out, though nothing was lost.`
        : `Questions and answers were on their way for ${took(f)}: the path is long, or the exchanges are many.`,
    "slow-start": (f) =>
      `The congestion window was still growing for ${took(f)}: the transfer is short for so long a path.`,
    "congestion-window": (f) =>
      f.lossSeen
        ? `The congestion window held the sender for ${
          took(f)
        }: after losses it grows back slowly, and the path would carry more.`
        : `The sender held back for ${took(f)} and no loss was seen: its congestion window, or a small send buffer, ` +
          "or pacing; the packets do not tell which.",
    "bandwidth": (f) =>
      `The path was full for ${took(f)}: as fast as this path allows${f.rate && `, ${f.rate} of data`}.`,
    "fast-recovery": (f) => `Losses were repaired, without a timer, for ${took(f)}.`,
    "retransmission-timeout": (f) =>
      f.outcome === "unacknowledged"
        ? `What was sent was sent again whenever a timer ran out, and no ACK of it is in the capture: ${
          took(f)
        }. Whether it arrived, the packets do not tell.`
        : f.outcome === "gapped"
        ? `Segments had arrived behind what was lost, and still nothing moved until a timer ran out, for ${
          took(f)
        }: too few ACKs told of them to have it repaired at once, or the sender made no more of those.`
        : `What was sent went unacknowledged, and nothing moved until a timer ran out: ${took(f)}.`,
    "receive-window": (f) =>
      f.outcome === "unready"
        ? `The ${f.end} agreed to the connection with a window of nothing, and it took ${
          took(f)
        } until it opened: it did ` +
          "not want data yet, or a load balancer in front of it did not."
        : f.outcome === "unscaled"
        ? `The ${f.end}'s receive window was used up for ${
          took(f)
        }: what it says is the window of its SYN,ACK divided by a power of ` +
          "two, as of an end that scales, and no scale was agreed. Something on the way may have taken that option out of the opening."
        : f.outcome === "capped"
        ? `The ${f.end}'s receive window was used up for ${
          took(f)
        }: it offered as much as a window can without scaling, ` +
          "65,535 bytes for each round trip, and its program kept up."
        : `The ${f.end}'s receive window was used up for ${
          took(f)
        }: its program reads too slowly, or its buffer is too small for this path.`,
    "send-buffer": (f) =>
      `The ${f.end}'s send buffer held the sender for ${took(f)}: it is smaller than rate x round trip.`,
    "delayed-ack": (f) => `Nagle's algorithm waited for the ${f.end}'s delayed ACKs: ${took(f)}.`,
    "path-mtu": (f) =>
      `Full segments never arrived, small ones did: ${
        took(f)
      } were spent on sending them again. The path's MTU is smaller than the ends know; ${
        f.outcome === "told" ? "ICMP in the capture says so" : "no ICMP in the capture says so"
      }.`,
    "closing": (f) => {
      if (f.outcome === "reset") {
        return `All data was acknowledged, and nothing was asked or answered any more for ${
          took(f)
        } until a RST ended the connection.`;
      }
      if (f.outcome === "cut") {
        return `The last answer was never complete, and nothing more of it came for ${
          took(f)
        }: the server stopped, or ` +
          "what it sent did not come this far.";
      }
      if (f.outcome === "over") return `Both ends had closed; what came ${f.time} later changed nothing.`;
      if (f.end === "") return `All data was acknowledged, and neither end closed within the capture: ${took(f)}.`;
      return f.outcome === "kept"
        ? `All data was acknowledged; the connection stood idle for ${
          took(f)
        } until the ${f.end} closed it: no fault, where it was kept for a next request.`
        : `All data was acknowledged and one end had closed; the ${f.end} kept the connection open for ${took(f)}.`;
    },
    "unknown": (f) => {
      if (f.outcome === "barred") return noOpening(f)!;
      if (f.outcome === "reset") return `Not a byte was sent on this connection before a RST ended it: ${took(f)}.`;
      if (f.outcome === "in-pieces") {
        return `Only pieces of IP packets came, and the others that belong to them never did: ${
          took(f)
        }. Something on the way drops them.`;
      }
      return f.outcome === "unused"
        ? `Not a byte was sent on this connection, and what it was kept for the packets do not tell: ${took(f)}.`
        : `The capture does not tell what ${took(f)} were spent on.`;
    },
  },
  almost: (what, time, share) => `Almost as long, ${time} (${share}), went to another: ${what}.`,
  remedies: {
    "syn-retransmission": (f) => `Had no SYN been lost: ${then(f)}.`,
    "client-application": (f) =>
      f.outcome === "corked" ? uncorked(f) : `With a client that always has data at hand: ${then(f)}.`,
    "server-application": (f) =>
      f.outcome === "corked" ? uncorked(f) : `With a server that answers at once: ${then(f)}.`,
    "round-trip": (f) => `With all questions asked in one exchange: ${then(f)}.`,
    "congestion-window": (f) => `Without the losses: ${then(f)}.`,
    "fast-recovery": (f) => `Without the losses: ${then(f)}.`,
    "retransmission-timeout": (f) =>
      f.outcome === "gapped"
        ? `Without the losses: ${then(f)}.`
        : `Without the losses at the end of a flight: ${then(f)}.`,
    "receive-window": (f) =>
      f.bytes === ""
        ? `With a program at the ${f.end} that reads as fast as the path brings: ${then(f)}.`
        : f.outcome === "capped"
        ? `With window scaling, which both ends have to offer, and a receive window of ${f.bytes} at the ${f.end} (rate x round trip): ${
          then(f)
        }.`
        : `With a receive window of ${f.bytes} at the ${f.end} (rate x round trip), and a program that reads as fast: ${
          then(f)
        }.`,
    "send-buffer": (f) => `With a send buffer of more than ${f.bytes} at the ${f.end} (rate x round trip): ${then(f)}.`,
    "delayed-ack": (f) => `With TCP_NODELAY, or each message written at once: ${then(f)}.`,
    "path-mtu": (f) => `With an MSS that fits the path: ${then(f)}.`,
    "closing": (f) => `Closed as soon as the other end had: ${then(f)}.`,
  },
  ends: { client: "client", server: "server" },
  capturedAt: {
    client: "captured at the client",
    server: "captured at the server",
    between: "captured between the two",
    unknown: "place of the capture unknown",
  },
  certainty: { certain: "certain", likely: "likely", possible: "possible" },
  labels: {
    verdict: "Verdict",
    remedy: "Remedy",
    cause: "waits for",
    end: "end",
    time: "time",
    share: "share",
    packets: "packets",
    conversation: "conversation",
    duration: "duration",
    spent: "waited for",
  },
  code: (text) => text,
  packetList,
  part: (name, share) => `${name} ${share}`,
  went: (parts) => `Where the time went: ${parts}.`,
  sure: {
    certain: (verdict) => verdict,
    likely: (verdict) => `Most likely: ${verdict}`,
    possible: (verdict) => `Perhaps: ${verdict}`,
  },
  besideKernel: (conversation, parts) => `The packets of conversation ${conversation} alone tell: ${parts}.`,
  noRemedy: "None at the ends.",
  noTime: "No time passed between its packets: there is none to account for.",
  noTcp: "This capture holds no TCP: there is no time to account for.",
  further: (count) =>
    count === "1"
      ? "And 1 more conversation; --top N shows it, too."
      : `And ${count} more conversations; --top N shows more of them, --stream N one.`,
};
