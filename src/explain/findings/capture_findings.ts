/**
 * What is found of a capture as a whole: floods and scans, how it was taken, what it is in.
 */
import { isHabit } from "../memory/copies.ts";
import type { Finding, FindingCode } from "../words/finding.ts";
import type { Voice } from "../words/voice.ts";
import { type Alike, type Attempts, type Probes, SYN_ACK_SEEN, SYN_SEEN } from "./alike.ts";
import type { CaptureEvidence } from "./capture_evidence.ts";
import { inWords } from "./find.ts";
import type { Found } from "./finding_rule.ts";

/** SYNs to one port that came to nothing make a flood from so many on, and where they are so large a part of all. */
const FLOOD = 50;
const FLOOD_PART = 0.7;
/** Ports of one host, or hosts, that one source asks at make a scan; more leave no other explanation. */
const SCAN = 10;
const SURE_SCAN = 20;
/** Tries again for so large a part of the attempts are a kernel's, for an ordinary program. */
const AGAIN_PART = 0.5;
/** Connections of one kind that are told once. */
const MANY_ALIKE = 20;
/** Ones of a kind that are named. */
const NAMED = 3;

const NONE: ReadonlySet<number> = new Set();

/** What the words about packets have counted: how often, and the first packet. */
export interface Counted {
  readonly count: number;
  readonly first: number;
}

/** What is known of a capture beside its groups. */
export interface CaptureCounts {
  readonly tcpPackets: number;
  readonly twice: Counted;
  readonly missed: Counted;
  /** Conversations in which what was confirmed was never sent. */
  readonly unsent: number;
  /** Pieces of IP packets that are in the capture without the others. */
  readonly pieces: number;
  /** Packets that stand behind the ACK of their bytes. */
  readonly behind: number;
  /** Conversations that were told, and the findings of those of which one direction was captured. */
  readonly told: number;
  readonly oneWay: readonly Finding[];
}

/** Findings of the capture, the most important first. */
export function captureFindings(evidence: CaptureEvidence, counts: CaptureCounts, voice: Voice): Finding[] {
  const found: [FindingCode, Found | null][] = [
    ...floods(evidence).map((group): [FindingCode, Found] => ["syn-flood", flood(group)]),
    ...scans(evidence).map((group): [FindingCode, Found] => ["port-scan", scan(group)]),
    ["one-way-capture", oneWay(counts)],
    ["capture-drops", drops(counts)],
    ["duplicated-capture", duplicated(counts)],
    ["clock-backwards", clockBack(evidence)],
    ["checksum-errors", checksumErrors(evidence)],
    ...kinds(evidence).map((group): [FindingCode, Found] => ["many-alike", manyAlike(group)]),
    ...[...evidence.tunnels.values()].map((tunnel): [FindingCode, Found] => ["tunnel", inTunnel(tunnel)]),
  ];
  return found.flatMap(([code, what]) => what === null ? [] : inWords(code, what, voice));
}

/** Indexes of the conversations that are told as groups, by a finding of the capture, and not one by one. */
export function groupedConversations(evidence: CaptureEvidence): ReadonlySet<number> {
  const told = new Set<Attempts | Probes | Alike>([...floods(evidence), ...scans(evidence), ...kinds(evidence)]);
  if (told.size === 0) return NONE;
  const { belongs } = evidence.alike;
  return new Set(belongs.flatMap((groups, index) => groups?.some((group) => told.has(group)) ? [index] : []));
}

function floods({ alike }: CaptureEvidence): Attempts[] {
  return [...alike.attempts.values()].filter(({ halfOpen, silent, all }) => {
    const idle = halfOpen + silent;
    return idle >= FLOOD && idle >= FLOOD_PART * all;
  });
}

function scans({ alike }: CaptureEvidence): Probes[] {
  return [...alike.probes.values()].filter(({ ports, hosts }) => ports.size >= SCAN || hosts.size >= SCAN);
}

function kinds(evidence: CaptureEvidence): Alike[] {
  const flooded = new Set(floods(evidence).map(({ address, port }) => `${address} ${port}`));
  const scanning = new Set(scans(evidence).map(({ source }) => source));
  return [...evidence.alike.alike.values()].filter(({ all, like: { client, server } }) =>
    all >= MANY_ALIKE && !flooded.has(`${server.address} ${server.port}`) && !scanning.has(client.address)
  );
}

function flood(group: Attempts): Found {
  const idle = group.halfOpen + group.silent;
  return {
    certainty: group.halfOpen >= idle / 2 ? "likely" : "possible",
    packets: group.packets,
    tell(voice) {
      const { grammar } = voice;
      voice.say("found.flood", {
        count: idle,
        place: grammar.code(placeText(group.address, group.port)),
        sources: group.sources.size,
        time: grammar.duration((group.last - group.first) * 1e9),
        open: group.halfOpen,
        silent: group.silent,
      });
    },
    advise: (voice) => voice.say("advice.flood"),
  };
}

function placeText(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

function scan(group: Probes): Found {
  const { ports, hosts, source, all, again, refused, silent, open, openPorts } = group;
  // Whoever looks for others to talk to asks at many hosts, too; at many ports of one host nobody else does.
  const sweep = ports.size < SCAN;
  const perhaps = sweep && again >= AGAIN_PART * all;
  return {
    certainty: ports.size >= SURE_SCAN ? "certain" : perhaps ? "possible" : "likely",
    packets: group.packets,
    tell(voice) {
      const { grammar } = voice;
      const first = [...hosts].slice(0, NAMED).map((host) => grammar.code(host));
      voice.say(sweep ? "found.sweep" : "found.scan", {
        source: grammar.code(source),
        count: all,
        ports: ports.size,
        hosts: hosts.size,
        names: grammar.list(first),
        time: grammar.duration((group.last - group.first) * 1e9),
      });
      if (perhaps) voice.say("found.sweep-peers");
      voice.say("found.scan-answers", { open, refused, silent });
      if (openPorts.length > 0) voice.say("found.scan-open", { ports: grammar.list(openPorts.map(String)) });
    },
  };
}

function manyAlike({ all, like, packets }: Alike): Found {
  const { client, server, fromClient, fromServer } = like;
  return {
    certainty: "certain",
    packets,
    tell(voice) {
      const { grammar } = voice;
      voice.say("found.many-alike", {
        count: all,
        client: grammar.code(client.address),
        server: grammar.code(placeText(server.address, server.port)),
        up: grammar.bytes(fromClient.bytes),
        down: grammar.bytes(fromServer.bytes),
      });
      if (fromClient.bytes + fromServer.bytes > 0) return;
      if ((like.completeness & SYN_SEEN) === 0) voice.say("found.many-unasked");
      else if (like.completeness & SYN_ACK_SEEN) voice.say("found.many-unused");
      else if (fromServer.rstPacket > 0) voice.say("found.many-refused");
    },
  };
}

function oneWay({ oneWay, told }: CaptureCounts): Found | null {
  if (told === 0 || 2 * oneWay.length <= told) return null;
  const certain = oneWay.some(({ certainty }) => certainty === "certain");
  return {
    certainty: certain ? "certain" : "likely",
    packets: oneWay.flatMap(({ packets }) => packets.slice(0, 1)),
    tell: (voice) => voice.say("found.one-way", { count: oneWay.length, all: told }),
  };
}

function drops({ missed: { count, first }, unsent, pieces, behind }: CaptureCounts): Found | null {
  if (count <= unsent) return null;
  return {
    certainty: unsent > 0 ? "likely" : "certain",
    packets: [first],
    tell(voice) {
      voice.say("found.drops", { packets: voice.grammar.packets(count), number: first });
      if (pieces > 0) voice.say("found.drops-pieces", { count: pieces });
    },
    // What lets second pieces pass and no first ones is no full buffer, nor is another order in the file.
    ...(pieces > 0 || behind >= count ? {} : { advise: (voice) => voice.say("advice.drops") }),
  };
}

function duplicated({ twice: { count, first }, tcpPackets }: CaptureCounts): Found | null {
  if (!isHabit(count, tcpPackets)) return null;
  return {
    certainty: "likely",
    packets: [first],
    tell(voice) {
      voice.say("found.duplicated", { count, all: tcpPackets, number: first });
      voice.say("found.duplicated-why");
    },
    advise: (voice) => voice.say("advice.duplicated"),
  };
}

function clockBack({ clockBack }: CaptureEvidence): Found | null {
  if (clockBack === null) return null;
  const { number, by, count } = clockBack;
  return {
    certainty: "certain",
    packets: [number],
    tell(voice) {
      voice.say("found.clock-back", { number, time: voice.grammar.duration(by) });
      if (count > 1) voice.say("found.clock-back-again", { times: voice.grammar.times(count) });
    },
  };
}

/** What a sender's packets have in common is no accident of the way: of it a part is damaged, and not nearly all. */
const ALL_OF_ONE = 0.9;
/** Fewer wrong ones of a sender that has no right ones say nothing of where they went wrong. */
const SEVERAL_SUMS = 3;

function checksumErrors({ sums, firstWrongSum }: CaptureEvidence): Found | null {
  if (firstWrongSum === 0) return null;
  const senders = [...sums].filter(([, { wrong }]) => wrong > 0);
  const count = senders.reduce((sum, [, { wrong }]) => sum + wrong, 0);
  const all = [...sums.values()].reduce((sum, { wrong, right }) => sum + wrong + right, 0);
  const whole = senders.every(([, { wrong, right }]) => wrong >= SEVERAL_SUMS && wrong >= ALL_OF_ONE * (wrong + right));
  const some = senders.every(([, { right }]) => right > 0);
  return {
    certainty: "certain",
    packets: [firstWrongSum],
    tell(voice) {
      const { grammar } = voice;
      voice.say("found.wrong-sums", { count, all, number: firstWrongSum });
      const names = grammar.list(senders.slice(0, NAMED).map(([address]) => grammar.code(address)));
      if (whole) voice.say("found.wrong-sums-whole", { names });
      else if (some) voice.say("found.wrong-sums-some", { names });
    },
  };
}

function inTunnel({ name, number, count }: { name: string; number: number; count: number }): Found {
  return {
    certainty: "certain",
    packets: [number],
    tell(voice) {
      const { grammar } = voice;
      voice.say("found.tunnel", { packets: grammar.packets(count), name: grammar.code(name), number });
    },
  };
}
