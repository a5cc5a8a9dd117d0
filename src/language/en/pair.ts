/** What `tcplab pair` says in English. */
import type { ChangeFigures, LostWays, PairWords } from "../kinds/pair_words.ts";

const shown = ({ packets, count, packet, capture }: ChangeFigures): string =>
  count === 1 ? `packet ${packet} of ${capture}` : `${packets} packets, the first is ${packet} of ${capture}`;

const SAME_DATA =
  "The same data, but in a connection of its own on each side: a proxy between, or the same thing sent twice.";

const [TO_SERVER, TO_CLIENT] = ["from client to server", "from server to client"];

function lostWays({ fromClient, fromServer }: LostWays): string {
  if (fromServer === "0") return `, on the way ${TO_SERVER}`;
  if (fromClient === "0") return `, on the way ${TO_CLIENT}`;
  return `: ${fromClient} ${TO_SERVER}, ${fromServer} ${TO_CLIENT}`;
}

export const ENGLISH_PAIR: PairWords = {
  changes: {
    "nat": (f) => `Address translation: ${f.before} in A is ${f.after} in B.`,
    "mss-clamped": (f) => `The MSS that a SYN offers was lowered from ${f.before} to ${f.after} (${shown(f)}).`,
    "ttl": (f) =>
      `The hop limit was ${f.before} where the packets were sent and ${f.after} where they arrived: routers between.`,
    "window-scale-removed": (f) => `The window scale option was taken out (${shown(f)}).`,
    "sack-removed": (f) => `The SACK options were taken out (${shown(f)}).`,
    "timestamps-removed": (f) => `The timestamps option was taken out (${shown(f)}).`,
    "option-changed": (f) => `A TCP option was changed (${shown(f)}).`,
    "sequence-shift": (f) =>
      `Sequence numbers were shifted: in B the client's are ${f.before} more than in A, the server's ${f.after} more.`,
    "ecn-cleared": (f) => `The ECN bits were cleared (${shown(f)}).`,
    "dscp-changed": (f) => `The DSCP was changed from ${f.before} to ${f.after} (${shown(f)}).`,
    "rst-injected": (f) => `A RST came that the other end did not send: something between sent it (${shown(f)}).`,
    "resegmented": (f) => `Segments were cut anew, by a network card or on the way (${shown(f)}).`,
    "vlan": (f) =>
      f.before === ""
        ? `A VLAN tag was added: ${f.after}.`
        : f.after === ""
        ? `The VLAN tag ${f.before} was taken off.`
        : `The VLAN tag ${f.before} became ${f.after}.`,
    "corrupted": (f) => `Bits were flipped on the way: it arrived with a wrong checksum (${shown(f)}).`,
    "proxy": () => SAME_DATA,
  },
  unrelated:
    "These captures have nothing in common: no packet of one is in the other. Both have to be taken at the same " +
    "time, on the way of the same connections.",
  same: "A and B are the same capture: the same packets at the same times.",
  proxy: `${SAME_DATA} There is no packet to follow.`,
  doubling: (capture) => `${capture} holds packets twice, as where a switch mirrors two ports: each is counted once.`,
  swapped: "A was taken nearer to the server: what the client sent was seen by B first.",
  clock: {
    ahead: (by, error) => `B's clock is ${by} ahead of A's, give or take ${error}`,
    behind: (by, error) => `B's clock is ${by} behind A's, give or take ${error}`,
    gains: (ppm) => `; it gains ${ppm} ppm.`,
    loses: (ppm) => `; it loses ${ppm} ppm.`,
    unknownDrift: "; whether it gains or loses, so short a capture does not tell.",
    set: (by, more, at) =>
      `A clock was set at ${at} of A: from there on B's times are ${by} ${
        more ? "more" : "less"
      }. All times and delays here are told without it.`,
    setOf: (capture, by, forward, at) =>
      `${capture}'s clock was set ${
        forward ? "forward" : "back"
      } by ${by} at ${at} of A. All times and delays here are told without it.`,
    unbounded:
      "How far the clocks are apart cannot be told: packets of one direction only are in both captures, or a clock was set meanwhile.",
  },
  nothingLost: "No packet was lost between them.",
  lost: (count, total, ways) =>
    `${count} of ${total} packets ${count === "1" ? "was" : "were"} lost between them${lostWays(ways)}.`,
  undecided: (count) =>
    count === "1"
      ? "Of 1 packet, the captures do not tell whether it was lost or not captured."
      : `Of ${count} packets, the captures do not tell whether they were lost or not captured.`,
  noChange: "No packet was changed between them.",
  lonely: {
    between: (protocol, client, server) => `${protocol}, client ${client}, server ${server}`,
    only: (ends, capture, packets) =>
      `${ends}: in ${capture} only, ${packets === "1" ? "1 packet" : `${packets} packets`}`,
    reasons: {
      "not-running": (capture) => `; ${capture} was not capturing then.`,
      "unanswered": (capture) =>
        `; nothing came back: blocked or lost before it came to ${capture}, or sent on another road.`,
      "refused": (capture) => `; answered by resets alone: something before ${capture} refused it.`,
      "elsewhere": (capture) =>
        `; ${capture} holds nothing else of these two hosts: another road, or a filter of the capture.`,
      "not-captured": (capture) =>
        `; ${capture} holds other packets of both hosts: it missed these, they took another road, or their ports were changed.`,
    },
    more: (count, capture) => `And ${count} more in ${capture} only.`,
  },
  further: (count) =>
    count === "1"
      ? "And 1 more conversation; --top N shows it, too."
      : `And ${count} more conversations; --top N shows more of them.`,
  ends: { client: "client", server: "server" },
  labels: {
    conversation: "conversation",
    captures: "Captures",
    clocks: "Clocks",
    losses: "Losses",
    changes: "Changes",
    alone: "Alone",
    direction: "from",
    sent: "sent",
    arrived: "arrived",
    lost: "lost",
    undecided: "undecided",
    duplicated: "twice",
    reordered: "late",
    notCaptured: "not captured",
    delay: "delay: least, median, most",
    numbers: (what, capture, numbers) => `${what}, packets of ${capture}: ${numbers}`,
  },
  page: {
    title: "Two captures of the same traffic",
    ladder: "On the way",
    ladderHelp:
      "An arrow leaves where its packet was captured at the sender's side, and arrives where it was captured at the " +
      "receiver's: both at their true times. One that ends in a cross was lost between the two. Times are those of each " +
      "capture's own clock, in seconds since its first second.",
    delays: "One-way delays",
    delaysHelp: "From one capture to the other, as long as each packet took; a cross is a packet that was lost.",
    fromTo: (from, to) => `from ${from} to ${to}`,
    clockOf: (capture) => `clock of ${capture}`,
    left: (count) => `${count} packets that arrived are left out`,
    passings: {
      "arrived": "arrived",
      "recut": "arrived, cut anew",
      "corrupted": "arrived damaged",
      "lost": "lost",
      "undecided": "lost or not captured",
      "not-captured": "captured at one side only",
      "injected": "sent by something between",
      "copy": "a copy made on the way",
    },
  },
};
