/** Packets printed while they are captured: a line each, everything there is to say of them, or JSON. */
import type { Language } from "../language/language.ts";
import { GatheredOutput } from "../output/gathered_output.ts";
import type { Terminal } from "../output/terminal.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";
import { packetJson } from "../report/data/ndjson.ts";
import type { Overview, ReportOptions } from "../report/facts/output_format.ts";
import type { ReportedPacket } from "../report/facts/reported_packet.ts";
import { EVERYTHING } from "../report/select/selection.ts";
import { TEXT_FORMAT } from "../report/text/text.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import { ExplainedPass } from "./explained_pass.ts";
import type { Progress } from "./progress.ts";
import type { Reading } from "./read_packets.ts";
import { NOTHING_YET } from "./scan.ts";

/** A process at one end of a packet. */
interface NamedProcess {
  readonly pid: number;
  readonly name: string;
}

/** Says which processes of this machine a packet is from and for. */
export interface ProcessLookup {
  of(packet: ReadonlyPacket): { readonly from: NamedProcess | null; readonly to: NamedProcess | null };
}

export interface LiveWriting {
  readonly options: ReportOptions;
  readonly language: Language;
  /** Explains each packet instead of giving it a line. */
  readonly explains: boolean;
  readonly format: "text" | "ndjson";
  /** Null where processes are not asked for. */
  readonly processes: ProcessLookup | null;
  readonly reading: { readonly terminal: Terminal; readonly progress: Progress };
}

/** Conversations and packets are still to come: room is left for their numbers. */
const ROOM = { packets: 9_999, conversations: 99 };

const NAMES_INDENT = " ".repeat(8);

/** Prints the packets of `feed` until it ends. */
export async function writeLive(feed: CaptureFeed, writing: LiveWriting): Promise<Reading> {
  const { language, explains, format, reading } = writing;
  const output = new GatheredOutput(reading.terminal);
  const shown = format === "ndjson" ? jsonLine(writing) : textLines(writing);
  const scanned = { feed, overview: NOTHING_YET, completeness: null, foresight: null };
  const packets = new ExplainedPass(scanned, {
    selection: EVERYTHING,
    language,
    explains: explains || format === "ndjson",
    tells: false,
    show: (reported) => output.add(shown(reported)),
    drain: output,
  });
  const outcome = await packets.read(reading);
  await output.flush();
  return outcome;
}

/** A packet as text. */
type Shown = (reported: ReportedPacket) => string;

/** As `--format ndjson` of a file, with the processes: `"processes":{"from":{"pid":1,"name":"curl"},"to":null}`. */
function jsonLine({ processes }: LiveWriting): Shown {
  if (processes === null) return (reported) => packetJson(reported) + "\n";
  return (reported) => {
    const json = packetJson(reported);
    return `${json.slice(0, -1)},"processes":${JSON.stringify(processes.of(reported.packet))}}\n`;
  };
}

/** The text format's own pass over packets, with times that count from the first one; processes once for each conversation. */
function textLines({ options, explains, processes }: LiveWriting): Shown {
  let packetText: Shown | null = null;
  const told = new Set<string>();
  return (reported) => {
    packetText ??= passFrom(reported, options, explains);
    const text = packetText(reported);
    const names = processes === null || text === "" ? "" : processText(processes.of(reported.packet));
    const key = `${reported.analysed?.conversation.index} ${names}`;
    if (names === "" || told.has(key)) return text;
    told.add(key);
    return text.replace(/\n+$/, (end) => `\n${NAMES_INDENT}[${names}]${end}`);
  };
}

/** `curl 4711 → nginx 80`: a number tells processes of one name apart. Empty where none is known. */
export function processText({ from, to }: ReturnType<ProcessLookup["of"]>): string {
  const nameOf = (process: NamedProcess | null) => process === null ? "" : `${process.name} ${process.pid}`;
  return from === null && to === null ? "" : `${nameOf(from)} → ${nameOf(to)}`.trim();
}

function passFrom({ packet }: ReportedPacket, options: ReportOptions, explains: boolean): Shown {
  const first = { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
  const overview: Overview = {
    ...NOTHING_YET,
    facts: { ...NOTHING_YET.facts, first, packets: ROOM.packets },
    conversationCount: ROOM.conversations,
  };
  const pass = TEXT_FORMAT.open(overview, options).passes.find((candidate) => candidate.explains === explains);
  if (pass === undefined) throw new Error("the text format has no such pass");
  return (reported) => pass.packet(reported);
}
