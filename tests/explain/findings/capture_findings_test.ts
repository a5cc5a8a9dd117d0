/** Findings about a capture as a whole: groups of conversations, and how the capture was taken. */
import { assert, assertEquals } from "@std/assert";
import type { Conversation, DirectionCounts } from "../../../src/analysis/conversation.ts";
import { captureFindings, groupedConversations } from "../../../src/explain/findings/capture_findings.ts";
import { CaptureEvidence } from "../../../src/explain/findings/capture_evidence.ts";
import type { Finding } from "../../../src/explain/words/finding.ts";
import { Voice } from "../../../src/explain/words/voice.ts";
import { tablesOf } from "../../../src/language/all_tables.ts";
import { Packet } from "../../../src/packet/packet.ts";
import { dissect } from "../../../src/packet/dissect.ts";
import { assertGolden } from "../../cli/golden.ts";
import { emitSegment } from "../../packet/emit.ts";
import { recordOf } from "../../packet/record_of.ts";

/** LINKTYPE_RAW. */
const RAW_IP = 101;
/** Bits of completeness. */
const [SYN, SYN_ACK, ACK, DATA, FIN, RST] = [1, 2, 4, 8, 16, 32];
const NOTHING = {
  tcpPackets: 100,
  twice: none(),
  missed: none(),
  unsent: 0,
  pieces: 0,
  behind: 0,
  told: 5,
  oneWay: [],
};

function none(): { count: number; first: number } {
  return { count: 0, first: 0 };
}

interface Kind {
  readonly completeness: number;
  readonly from?: string;
  readonly port?: number;
  /** The client's port; another for each conversation where it is left out. */
  readonly source?: number;
  readonly to?: string;
  readonly sent?: number;
  readonly bytes?: number;
}

function conversation(index: number, { completeness, from = "10.9.0.1", port = 80, ...kind }: Kind): Conversation {
  const refused = (completeness & RST) !== 0 && (completeness & SYN_ACK) === 0;
  const direction = (packets: number, bytes: number): DirectionCounts =>
    ({ packets, bytes, rstPacket: refused ? 2 * index + 2 : 0 }) as DirectionCounts;
  return {
    index,
    completeness,
    client: { address: from, port: kind.source ?? 40_000 + index },
    server: { address: kind.to ?? "10.0.0.80", port },
    fromClient: direction(kind.sent ?? 1, kind.bytes ?? 0),
    fromServer: direction(1, 0),
    firstPacket: 2 * index + 1,
    firstSeconds: index,
    firstNanoseconds: 0,
  } as Conversation;
}

function findingsOf(kinds: readonly Kind[]): { findings: Finding[]; grouped: ReadonlySet<number> } {
  const evidence = new CaptureEvidence();
  kinds.forEach((kind, index) => evidence.takeConversation(conversation(index, kind)));
  const voice = new Voice(tablesOf("en").explanations);
  return { findings: captureFindings(evidence, NOTHING, voice), grouped: groupedConversations(evidence) };
}

function several(count: number, kind: (n: number) => Kind): Kind[] {
  return Array.from({ length: count }, (_, n) => kind(n));
}

const USED: Kind = { completeness: SYN | SYN_ACK | ACK | DATA | FIN, sent: 6, bytes: 900 };
const halfOpen = (n: number): Kind => ({ completeness: SYN | SYN_ACK, from: `10.1.${n}.1` });
const refused = (n: number): Kind => ({ completeness: SYN | RST, port: 20 + n });
const check = (): Kind => ({ completeness: SYN | SYN_ACK | ACK | FIN, sent: 4 });

const retried = (): Kind => ({ completeness: SYN | RST, from: "10.7.7.8", to: "10.0.0.82" });
const unasked = (): Kind => ({ completeness: SYN_ACK | RST, from: "10.7.7.9", to: "10.0.0.83" });

/** What conversations there are, and what is found of them. */
const GROUPS: readonly { kinds: readonly Kind[]; codes: readonly string[]; certainty?: string; grouped: number }[] = [
  { kinds: several(50, halfOpen), codes: ["syn-flood"], certainty: "likely", grouped: 50 },
  { kinds: several(49, halfOpen), codes: [], grouped: 0 },
  // Whoever asks again wants an answer.
  { kinds: several(60, (n) => ({ ...halfOpen(n), sent: 3 })), codes: [], grouped: 0 },
  // The server does not answer: as likely it is down.
  {
    kinds: several(60, (n) => ({ completeness: SYN, from: `10.1.${n}.1` })),
    codes: ["syn-flood"],
    certainty: "possible",
    grouped: 60,
  },
  // Many of those who ask are served: 50 of 71 are too few, 50 of 72 too.
  { kinds: [...several(50, halfOpen), ...several(22, () => USED)], codes: ["many-alike"], grouped: 22 },
  { kinds: several(10, refused), codes: ["port-scan"], certainty: "likely", grouped: 10 },
  { kinds: several(20, refused), codes: ["port-scan"], certainty: "certain", grouped: 20 },
  { kinds: several(9, refused), codes: [], grouped: 0 },
  // One host after the other, at the same port.
  {
    kinds: several(12, (n) => ({ completeness: SYN, to: `10.0.1.${n}` })),
    codes: ["port-scan"],
    certainty: "likely",
    grouped: 12,
  },
  // The same, however many: others ask at many hosts as well.
  {
    kinds: several(30, (n) => ({ completeness: SYN, to: `10.0.1.${n}` })),
    codes: ["port-scan"],
    certainty: "likely",
    grouped: 30,
  },
  // Tried again, as kernels do, for half of them and for one less.
  {
    kinds: several(20, (n) => ({ completeness: SYN, to: `10.0.1.${n}`, sent: n < 10 ? 3 : 1 })),
    codes: ["port-scan"],
    certainty: "possible",
    grouped: 20,
  },
  {
    kinds: several(20, (n) => ({ completeness: SYN, to: `10.0.1.${n}`, sent: n < 9 ? 3 : 1 })),
    codes: ["port-scan"],
    certainty: "likely",
    grouped: 20,
  },
  // Refused nine times, and each SYN tried twice: nine attempts.
  { kinds: several(18, (n) => ({ ...refused(n >> 1), source: 4000 + (n >> 1) })), codes: [], grouped: 0 },
  // Many ports, and all of them used.
  { kinds: several(15, (n) => ({ ...USED, port: 5000 + n })), codes: [], grouped: 0 },
  { kinds: several(20, check), codes: ["many-alike"], certainty: "certain", grouped: 20 },
  { kinds: several(19, check), codes: [], grouped: 0 },
  { kinds: several(40, (n) => ({ ...USED, bytes: n })), codes: [], grouped: 0 },
];

Deno.test("captureFindings() tells floods, scans and like conversations once", () => {
  for (const { kinds, codes, certainty, grouped: count } of GROUPS) {
    const { findings, grouped } = findingsOf(kinds);
    assertEquals(findings.map(({ code }) => code), [...codes], JSON.stringify(kinds[0]));
    if (certainty !== undefined) assertEquals(findings[0]!.certainty, certainty);
    if (codes.length > 0) assert(findings[0]!.packets.length === 8 || kinds.length < 8, String(findings[0]!.packets));
    assertEquals(grouped.size, count, JSON.stringify(kinds[0]));
  }
});

Deno.test("captureFindings() calls nothing a check that was refused, or that nobody is seen to have asked for", () => {
  const told = [check, retried, unasked].map((kind) => findingsOf(several(20, kind)).findings[0]!.text);
  assertEquals(told.map((text) => text.includes("a health check")), [true, false, false]);
  assert(told[1]!.includes("Each was refused (RST)"), told[1]);
  assert(told[2]!.includes("No SYN of theirs is in the capture"), told[2]);
});

Deno.test("captureFindings() names the ports that a scan found open", () => {
  const open = several(3, (n) => ({ completeness: SYN | SYN_ACK | RST, port: 22 + n, sent: 2 }));
  const { findings } = findingsOf([...several(12, (n) => refused(n + 40)), ...open]);
  assert(findings[0]!.text.includes("3 were answered with SYN,ACK, 12 refused"), findings[0]!.text);
  assert(findings[0]!.text.includes("Open: 22, 23 and 24."), findings[0]!.text);
});

const WAY: Finding = {
  code: "one-way-capture",
  title: "",
  certainty: "likely",
  packets: [7, 9],
  text: "",
  advice: "",
};

function at(...times: readonly (readonly [number, number])[]): CaptureEvidence {
  const evidence = new CaptureEvidence();
  const packet = new Packet();
  times.forEach(([seconds, nanoseconds], i) => {
    Object.assign(packet, { number: i + 1, seconds, nanoseconds, hasTime: true });
    evidence.takePacket(packet, true);
  });
  return evidence;
}

Deno.test("captureFindings() says that the clock goes back from a millisecond on", () => {
  assertEquals(at([5, 1_000_000], [5, 1]).clockBack, null);
  assertEquals(at([5, 1_000_000], [5, 0]).clockBack, { number: 2, by: 1_000_000, count: 1 });
  assertEquals(at([3600, 0], [1, 0], [2, 0], [1, 0]).clockBack, { number: 2, by: 3599e9, count: 2 });
});

Deno.test("captureFindings() says how the capture was taken, from a part of the packets on", () => {
  const voice = new Voice(tablesOf("en").explanations);
  for (
    const { counts, codes } of [
      { counts: { twice: { count: 30, first: 2 } }, codes: ["duplicated-capture"] },
      { counts: { twice: { count: 29, first: 2 } }, codes: [] },
      { counts: { tcpPackets: 3, twice: { count: 1, first: 2 } }, codes: [] },
      { counts: { missed: { count: 1, first: 4 } }, codes: ["capture-drops"] },
      { counts: { missed: { count: 1, first: 4 }, unsent: 1 }, codes: [] },
      { counts: { oneWay: [WAY, WAY, WAY] }, codes: ["one-way-capture"] },
      { counts: { oneWay: [WAY, WAY] }, codes: [] },
      { counts: { told: 0 }, codes: [] },
    ]
  ) {
    const findings = captureFindings(new CaptureEvidence(), { ...NOTHING, ...counts }, voice);
    assertEquals(findings.map(({ code }) => code), codes, JSON.stringify(counts));
  }
});

/** Packets of two ends, whose checksums are so: right, damaged, left to the card, or that of a first piece as cards join them. */
function summed(sums: readonly (readonly ["a" | "b", "right" | "wrong" | "offload" | "joined"])[]): CaptureEvidence {
  const evidence = new CaptureEvidence();
  const packet = new Packet();
  sums.forEach(([end, sum], i) => {
    const [src, dst] = end === "a" ? ["10.0.0.1", "10.0.0.2"] : ["10.0.0.2", "10.0.0.1"];
    const ports = { srcPort: 1, dstPort: 2, flags: 16, payload: new Uint8Array(sum === "joined" ? 2836 : 10).fill(i) };
    const bytes = emitSegment({ src: src!, dst: dst!, ...ports, checksumOffload: sum === "offload" });
    if (sum === "wrong" || sum === "joined") bytes[bytes.length - 1]! ^= 0x20;
    dissect(recordOf(bytes, RAW_IP), packet);
    packet.number = i + 1;
    evidence.takePacket(packet, true);
  });
  return evidence;
}

Deno.test("captureFindings() says whose checksums are wrong, and what that may be", () => {
  const voice = new Voice(tablesOf("en").explanations);
  const told = (...sums: Parameters<typeof summed>[0]) =>
    captureFindings(summed(sums), NOTHING, voice).map(({ code, text, packets }) => ({ code, text, packets }));
  const [damaged] = told(["a", "right"], ["b", "right"], ["a", "wrong"], ["a", "right"]);
  assertEquals([damaged!.code, damaged!.packets], ["checksum-errors", [3]]);
  assert(damaged!.text.includes("1 of 4 TCP packets") && damaged!.text.includes("a part of what 10.0.0.1 sent"));
  const [whole] = told(["a", "wrong"], ["b", "right"], ["a", "wrong"], ["b", "right"], ["a", "wrong"]);
  assert(whole!.text.includes("nearly all that 10.0.0.1 sent"), whole!.text);
  const [few] = told(["a", "wrong"], ["b", "right"]);
  assert(!few!.text.includes("They are"), few!.text);
  // The look-alikes: sums that the card was to fill in, ones of packets that it joined, and right ones.
  assertEquals(told(["a", "right"], ["a", "joined"], ["b", "right"]), []);
  assertEquals(told(["a", "offload"], ["b", "right"], ["a", "offload"]), []);
});

Deno.test("every finding of a capture reads well in both languages", async () => {
  for (const language of ["en", "he"] as const) {
    const voice = new Voice(tablesOf(language).explanations);
    const evidence = at([3600, 0], [1, 0], [0, 0]);
    evidence.tunnels.set("GRE", { name: "GRE", number: 3, count: 2 });
    several(50, halfOpen).forEach((kind, i) => evidence.takeConversation(conversation(i, kind)));
    const found = { completeness: SYN | SYN_ACK | RST, port: 22, sent: 2 };
    [...several(12, (n) => refused(n)), found].forEach((kind, i) =>
      evidence.takeConversation(conversation(100 + i, kind))
    );
    several(20, () => ({ ...check(), from: "10.7.7.7", to: "10.0.0.81" })).forEach((kind, i) =>
      evidence.takeConversation(conversation(200 + i, kind))
    );
    several(12, (n) => ({ completeness: SYN, from: "10.8.8.8", to: `10.0.1.${n}`, sent: 3 })).forEach((kind, i) =>
      evidence.takeConversation(conversation(300 + i, kind))
    );
    several(20, retried).forEach((kind, i) => evidence.takeConversation(conversation(400 + i, kind)));
    several(20, unasked).forEach((kind, i) => evidence.takeConversation(conversation(500 + i, kind)));
    evidence.sums.set("10.0.0.80", { wrong: 2, right: 7 });
    evidence.firstWrongSum = 5;
    const counts = {
      ...NOTHING,
      twice: { count: 40, first: 2 },
      missed: { count: 1, first: 4 },
      pieces: 3,
      oneWay: [WAY, WAY, WAY],
    };
    const told = captureFindings(evidence, counts, voice).map(({ text, title, advice }) =>
      `${title}: ${text} ${advice}`
    );
    const drops = captureFindings(new CaptureEvidence(), { ...NOTHING, missed: counts.missed }, voice);
    told.push(...drops.map(({ text, advice }) => `${text} ${advice}`));
    told.push(
      ...captureFindings(summed([["a", "wrong"], ["a", "wrong"], ["a", "wrong"]]), NOTHING, voice).map(({ text }) =>
        text
      ),
    );
    assertEquals(told.length, 14);
    if (language === "en") await assertGolden("explain/findings/capture.txt", told.join("\n\n") + "\n");
    for (const text of told) assert(!/[{}]|undefined|NaN/.test(text), text);
  }
});
