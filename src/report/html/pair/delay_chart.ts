/** One-way delays over time, a chart for each direction, both to one scale; losses stand where they were sent. */
import type { PairWords } from "../../../language/kinds/pair_words.ts";
import type { Journey } from "../../../pairing/terms/journey.ts";
import { evenCeiling, evenTicks, tickLabels } from "../client/axis.js";
import { type Markup, markup } from "../text/markup.ts";

const HEIGHT = 190;
const TOP = 18;
const BOTTOM = 22;
/** Steps of the axes, at most. */
const VALUE_STEPS = 4;
const TIME_STEPS = 6;
/** Points of a chart; of more, every so manyth is drawn. */
const POINTS = 1500;

/** What both charts share: times from `first` on, ns; delays up to `top`, ns. */
interface Scale {
  readonly first: number;
  readonly span: number;
  readonly top: number;
}

interface Delay {
  readonly at: number;
  readonly delay: number;
}

/** The charts of both directions; nothing where no packet was seen at both places. */
export function drawDelays(journeys: readonly Journey[], words: PairWords): Markup {
  const timed = delaysOf(journeys);
  if (timed.length === 0) return markup``;
  const sent = [...timed.map(({ at }) => at), ...lossesOf(journeys)];
  const first = sent.reduce((least, at) => Math.min(least, at));
  const span = Math.max(1, sent.reduce((most, at) => Math.max(most, at)) - first);
  const top = evenCeiling(timed.reduce((most, { delay }) => Math.max(most, delay), 1), VALUE_STEPS);
  const scale = { first, span, top };
  return markup`${[true, false].map((fromClient) => drawDirection(journeys, fromClient, scale, words))}`;
}

function delaysOf(journeys: readonly Journey[]): Delay[] {
  return journeys.flatMap(({ leaves, arrives }) =>
    leaves === null || arrives === null ? [] : [{ at: leaves, delay: arrives - leaves }]
  );
}

function lossesOf(journeys: readonly Journey[]): number[] {
  return journeys.flatMap(({ passing, leaves }) => passing === "lost" && leaves !== null ? [leaves] : []);
}

function drawDirection(
  journeys: readonly Journey[],
  fromClient: boolean,
  { first, span, top }: Scale,
  words: PairWords,
): Markup | null {
  const own = journeys.filter((journey) => journey.fromClient === fromClient);
  const timed = delaysOf(own);
  if (timed.length === 0) return null;
  const x = (at: number): string => `${(12 + (at - first) / span * 85).toFixed(2)}%`;
  const y = (delay: number): string =>
    (HEIGHT - BOTTOM - Math.max(0, delay) / top * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const [delays, times] = [evenTicks(0, top, VALUE_STEPS), evenTicks(0, span, TIME_STEPS)];
  const [delayLabels, timeLabels] = [tickLabels(delays, "time"), tickLabels(times, "time")];
  const every = Math.ceil(timed.length / POINTS);
  const { ends, page } = words;
  const title = page.fromTo(ends[fromClient ? "client" : "server"], ends[fromClient ? "server" : "client"]);
  return markup`<figure><figcaption>${title}</figcaption>
    <svg width="100%" height="${HEIGHT}" direction="ltr" role="img" aria-label="${title}">
    ${
    delays.map((delay, i) =>
      markup`<line class="grid" x1="12%" x2="97%" y1="${y(delay)}" y2="${y(delay)}"/>
        <text x="11%" y="${y(delay)}" dy="4" text-anchor="end">${delayLabels[i]}</text>`
    )
  }
    ${
    times.map((time, i) =>
      markup`<line class="grid" x1="${x(first + time)}" x2="${x(first + time)}" y1="${y(top)}" y2="${y(0)}"/>
        <text x="${x(first + time)}" y="${HEIGHT - 6}" text-anchor="middle">${timeLabels[i]}</text>`
    )
  }
    ${
    timed.filter((_, index) => index % every === 0).map(({ at, delay }) =>
      markup`<circle class="point" cx="${x(at)}" cy="${y(delay)}" r="1.8"/>`
    )
  }
    ${
    lossesOf(own).map((at) =>
      markup`<text class="cross" x="${x(at)}" y="${
        TOP - 4
      }" text-anchor="middle">×<title>${page.passings.lost}</title></text>`
    )
  }
    </svg></figure>`;
}
