/** What a pairing comes to, once every packet's fate is known as far as it can be. */
import { ChangeLog } from "./changes/change_log.ts";
import type { ClockLine, Clocks } from "./clock/clocks.ts";
import { CaptureEdges } from "./fate/capture_edges.ts";
import { ClockDoubt } from "./fate/clock_doubt.ts";
import type { Alone } from "./pairs/alone.ts";
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import type { DirectionRecord } from "./pairs/direction_record.ts";
import { type Wholes, wholesOf } from "./fate/wholes.ts";
import type { FirstLook } from "./pairs/first_look.ts";
import type { FileFacts } from "./survey/file_facts.ts";
import { tellAlone } from "./tell_alone.ts";
import { tellConversation } from "./tell_conversation.ts";
import type { ClockStep, PairedConversation, Pairing } from "./terms/pairing.ts";
import type { Side } from "./terms/side.ts";

/** Who has a partner, and who has none. */
interface Met {
  readonly pairs: readonly ConversationPair[];
  readonly alone: readonly Alone[];
}

/** All that was found out. */
export interface Findings {
  readonly look: FirstLook;
  readonly files: Readonly<Record<Side, FileFacts>>;
  readonly segments: Met;
  readonly datagrams: Met;
  readonly clocks: Clocks;
  readonly steps: readonly ClockStep[];
  readonly roundTrip: number;
}

export function concludePairing({ look, files, segments, datagrams, clocks, steps, roundTrip }: Findings): Pairing {
  const { a, b } = files;
  const resolution = Math.max(a.resolution, b.resolution);
  const doubt = new ClockDoubt([...segments.pairs, ...datagrams.pairs], clocks);
  const line = believed(clocks.line({ first: a.first, last: a.last, resolution }, roundTrip), doubt);
  const edges = new CaptureEdges(files);
  const records = { segments: recordsOf(segments), datagrams: recordsOf(datagrams) };
  const all = [...records.segments, ...records.datagrams];
  edges.learn(all);
  // What a box writes into datagrams makes them others: segments are judged without these.
  const whole = wholesOf(records.segments, edges);
  const log = new ChangeLog();
  if (look.obstacle === "proxy") log.add("proxy", { side: "b", packet: 0 });
  const tell = (pairs: readonly ConversationPair[], whole: Wholes): PairedConversation[] =>
    inOrder(pairs).map((pair) => {
      const told = tellConversation(pair, { line, edges, whole, doubt });
      log.include(told.changes);
      return told;
    });
  const conversations = tell(segments.pairs, whole);
  const flows = tell(datagrams.pairs, wholesOf(all, edges));
  const pairs = segments.pairs.length > 0 ? segments.pairs : datagrams.pairs;
  const swapped = pairs.filter(({ near }) => near === "b").length * 2 > pairs.length;
  const middle = (a.first + a.last) / 2;
  return {
    obstacle: look.obstacle ?? (isSame(files, all) ? "same" : null),
    clock: clockOf(files, line),
    steps,
    changes: log.list(),
    conversations,
    datagrams: flows,
    swapped,
    doubling: look.doubling,
    ...tellAlone({ segments, datagrams, files, swapped, ahead: line.differenceAt(middle) }),
    origins: { a: a.origin, b: b.origin },
  };
}

/** What clocks that are in doubt say of one another has no bound. */
function believed(line: ClockLine, doubt: ClockDoubt): ClockLine {
  const { reading } = line;
  return !doubt.clocks || reading === null
    ? line
    : { ...line, reading: { ...reading, error: Infinity, skewPpm: null } };
}

function inOrder(pairs: readonly ConversationPair[]): ConversationPair[] {
  return pairs.toSorted((one, other) => one.partners.a.talk.index - other.partners.a.talk.index);
}

function recordsOf({ pairs }: Met): DirectionRecord[] {
  return pairs.flatMap((pair) => pair.directions.map(({ record }) => record));
}

function clockOf({ a, b }: Findings["files"], { reading }: ClockLine): Pairing["clock"] {
  if (reading === null) return null;
  return { ...reading, offset: reading.offset + (b.origin - a.origin) * 1e9 };
}

function isSame({ a, b }: Findings["files"], records: readonly DirectionRecord[]): boolean {
  return a.packets === b.packets && a.origin === b.origin && a.first === b.first && a.last === b.last &&
    records.every(({ simultaneous, unsent, missed, lost, open }) =>
      simultaneous && unsent.length + missed.length + lost.length + open.length === 0
    );
}
