/**
 * Where everything of the ladder stands. Packets are microseconds or minutes apart, so the vertical axis keeps order,
 * not scale: what happened later is lower, whoever it happened to. Every departure and arrival is an event; events are
 * sorted by time and set far enough apart to be read. So arrows that crossed on the wire cross in the drawing.
 */
import type { PacketView } from "../facts/report_data.ts";

/** An arrow: heights in pixels from the top of the ladder. */
export interface ArrowPlace {
  readonly packet: PacketView;
  readonly sentY: number;
  readonly arrivedY: number;
}

/** A silence: no packet was on its way, and the host lines are broken. */
export interface BreakPlace {
  readonly y: number;
  /** Nanoseconds. */
  readonly silence: number;
}

export interface StatePlace {
  readonly host: number;
  readonly y: number;
  readonly state: string;
  readonly packet: number;
}

/** A piece of the ladder, cut where as few arrows as possible are on their way: what is drawn, and printed, as one. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
  readonly arrows: readonly ArrowPlace[];
  /** Arrows from bands above that go on here: each band is drawn, and printed, with all that is in it. */
  readonly passing: readonly ArrowPlace[];
  readonly breaks: readonly BreakPlace[];
  readonly states: readonly StatePlace[];
}

export const BREAK_HEIGHT = 22;
const BREAK_AFTER = 6;
const TOP = 30;
const BOTTOM = 24;
const STATE_LINE = 13;
/** An arrow drops at most this far, so that a long burst stays readable. */
const STEEPEST = 280;
const LEAST_DROP = 16;
/** A printed page holds eight bands of the greatest height: little of it stays empty where the next one does not fit. */
const BAND_LEAST = 90;
const BAND_MOST = 180;

interface Event {
  readonly time: number;
  readonly packet: number;
  readonly arrives: boolean;
}

/** Lays out the whole ladder, of the packets that have two ends; each band can then be drawn by itself. */
export function layOutLadder(all: readonly PacketView[]): Band[] {
  const packets = all.filter((packet) => packet.from >= 0 && packet.to >= 0);
  const events = eventsOf(packets);
  const silenceFrom = shortestSilence(events);
  const sentY = new Array<number>(packets.length).fill(0);
  const arrivedY = new Array<number>(packets.length).fill(0);
  const breaks: BreakPlace[] = [];
  let y = TOP;
  let onTheWay = 0;
  events.forEach((event, i) => {
    const before = events[i - 1];
    if (before !== undefined) {
      const passed = event.time - before.time;
      const silent = onTheWay === 0 && passed >= silenceFrom;
      if (silent) breaks.push({ y: y + BREAK_AFTER, silence: passed });
      y += room(before, event, packets) + (silent ? BREAK_AFTER + BREAK_HEIGHT : stretch(passed));
    }
    if (event.arrives) {
      onTheWay--;
      const from = sentY[event.packet] ?? y;
      y = Math.max(y, from + LEAST_DROP);
      arrivedY[event.packet] = Math.min(y, from + STEEPEST);
    } else {
      onTheWay++;
      sentY[event.packet] = y;
    }
  });
  const arrows = packets.map((packet, i) => ({ packet, sentY: sentY[i] ?? 0, arrivedY: arrivedY[i] ?? 0 }));
  return cut(arrows, breaks, y + BOTTOM);
}

function eventsOf(packets: readonly PacketView[]): Event[] {
  const events: Event[] = [];
  const usual = usualDelay(packets);
  packets.forEach((packet, i) => {
    events.push({ time: packet.sent, packet: i, arrives: false });
    events.push({ time: Math.max(packet.sent, packet.arrived ?? packet.sent + usual), packet: i, arrives: true });
  });
  // At the same instant a packet arrives before another leaves, and leaves before it arrives itself.
  return events.sort((a, b) =>
    a.time - b.time || (a.packet === b.packet ? Number(a.arrives) - Number(b.arrives) : a.packet - b.packet)
  );
}

/** The median time on the way: a lost packet's arrow slopes as if it had taken so long. */
function usualDelay(packets: readonly PacketView[]): number {
  const delays = packets.flatMap(({ sent, arrived }) => arrived === null ? [] : [arrived - sent]);
  return delays.sort((a, b) => a - b)[delays.length >> 1] ?? 0;
}

/** From what length on a quiet wire counts as silent: far longer than the usual pause, and any whole second. */
function shortestSilence(events: readonly Event[]): number {
  const pauses: number[] = [];
  for (let i = 1; i < events.length; i++) pauses.push((events[i]?.time ?? 0) - (events[i - 1]?.time ?? 0));
  pauses.sort((a, b) => a - b);
  const median = pauses[pauses.length >> 1] ?? 0;
  return Math.min(1e9, Math.max(20e6, 20 * median));
}

/** The least distance between two events that follow each other, so that no label covers another. */
function room(before: Event, event: Event, packets: readonly PacketView[]): number {
  const states =
    packets[before.packet]?.states.filter(({ on }) => on === (before.arrives ? "received" : "sent")).length ?? 0;
  const forStates = states * STATE_LINE;
  if (before.arrives) return 18 + forStates;
  return (event.arrives ? 8 : 26) + forStates;
}

/** A little more room for a longer pause: none below 100 µs, 3 pixels for every power of ten above, at most 12. */
function stretch(passed: number): number {
  return passed < 1e5 ? 0 : Math.min(12, 3 * Math.log10(passed / 1e5));
}

function cut(arrows: readonly ArrowPlace[], breaks: readonly BreakPlace[], height: number): Band[] {
  const bands: Band[] = [];
  let rest = [...arrows].sort((a, b) => a.sentY - b.sentY);
  let passing: ArrowPlace[] = [];
  let top = 0;
  while (top < height) {
    const bottom = height - top <= BAND_MOST ? height : bestCut(rest, breaks, top);
    const inside = rest.filter((arrow) => arrow.sentY < bottom);
    rest = rest.slice(inside.length);
    bands.push({
      top,
      bottom,
      arrows: inside,
      passing,
      breaks: breaks.filter((b) => b.y >= top && b.y < bottom),
      states: inside.flatMap(statesOf),
    });
    passing = [...passing, ...inside].filter(({ arrivedY }) => arrivedY > bottom);
    top = bottom;
  }
  return bands;
}

/** What a cut at `y` does to an arrow: it may divide the line, but had better not divide what is written at its ends. */
function harmOf(y: number, { packet, sentY, arrivedY }: ArrowPlace): number {
  if (y > sentY - 17 && y < sentY + 7) return 20;
  const lines = (on: "sent" | "received") => packet.states.filter((state) => state.on === on).length * STATE_LINE;
  if (y >= sentY && y < sentY + lines("sent") + 7) return 20;
  if (y > arrivedY && y < arrivedY + lines("received") + 7) return lines("received") > 0 ? 20 : 0;
  return y > sentY && y <= arrivedY + 4 ? 1 : 0;
}

/** The height between the least and the most where the fewest arrows are cut in two; the lowest of equals. */
function bestCut(arrows: readonly ArrowPlace[], breaks: readonly BreakPlace[], top: number): number {
  const near = arrows.filter((arrow) => arrow.sentY < top + BAND_MOST + 20);
  let best = top + BAND_MOST;
  let fewest = Infinity;
  for (let y = top + BAND_MOST; y >= top + BAND_LEAST; y -= 2) {
    if (breaks.some((b) => y >= b.y - 4 && y <= b.y + BREAK_HEIGHT)) continue;
    const harm = near.reduce((sum, arrow) => sum + harmOf(y, arrow), 0);
    if (harm < fewest) {
      fewest = harm;
      best = y;
    }
    if (fewest === 0) break;
  }
  return best;
}

function statesOf(arrow: ArrowPlace): StatePlace[] {
  const seen = { before: 0, sent: 0, received: 0 };
  return arrow.packet.states.map(({ host, state, on }) => ({
    host,
    state,
    packet: arrow.packet.number,
    y: on === "before" ? arrow.sentY : (on === "sent" ? arrow.sentY : arrow.arrivedY) + STATE_LINE * ++seen[on],
  }));
}
