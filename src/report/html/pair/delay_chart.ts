/** One-way delays over time, a chart for each direction; losses stand where they were sent. */
import type { PairWords } from "../../../language/kinds/pair_words.ts";
import type { Journey } from "../../../pairing/terms/journey.ts";
import { duration } from "../../words/times.ts";
import { type Markup, markup } from "../text/markup.ts";

const HEIGHT = 150;
const TOP = 16;
const BOTTOM = 22;
/** Points of a chart; of more, every so manyth is drawn. */
const POINTS = 1500;

export function drawDelays(journeys: readonly Journey[], fromClient: boolean, words: PairWords): Markup | null {
  const own = journeys.filter((journey) => journey.fromClient === fromClient);
  const timed = own.flatMap(({ leaves, arrives }) =>
    leaves === null || arrives === null ? [] : [{ at: leaves, delay: arrives - leaves }]
  );
  if (timed.length === 0) return null;
  const lost = own.flatMap(({ passing, leaves }) => passing === "lost" && leaves !== null ? [leaves] : []);
  const [first, last] = [timed[0]!.at, Math.max(timed[timed.length - 1]!.at, ...lost.slice(-1))];
  const span = Math.max(1, last - first);
  const most = timed.reduce((greatest, { delay }) => Math.max(greatest, delay), 1);
  const x = (at: number): string => `${(12 + (at - first) / span * 85).toFixed(2)}%`;
  const y = (delay: number): string =>
    (HEIGHT - BOTTOM - Math.max(0, delay) / most * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const every = Math.ceil(timed.length / POINTS);
  const { ends, page } = words;
  const title = page.fromTo(ends[fromClient ? "client" : "server"], ends[fromClient ? "server" : "client"]);
  return markup`<figure><figcaption>${title}</figcaption>
    <svg width="100%" height="${HEIGHT}" direction="ltr" role="img" aria-label="${title}">
    <line class="grid" x1="12%" x2="97%" y1="${y(0)}" y2="${y(0)}"/>
    <line class="grid" x1="12%" x2="97%" y1="${y(most)}" y2="${y(most)}"/>
    <text x="11%" y="${y(0)}" text-anchor="end">0</text>
    <text x="11%" y="${y(most)}" dy="4" text-anchor="end">${duration(most)}</text>
    <text x="12%" y="${HEIGHT - 6}">0</text>
    <text x="97%" y="${HEIGHT - 6}" text-anchor="end">${duration(span)}</text>
    ${
    timed.filter((_, index) => index % every === 0).map(({ at, delay }) =>
      markup`<circle class="point" cx="${x(at)}" cy="${y(delay)}" r="1.8"/>`
    )
  }
    ${
    lost.map((at) =>
      markup`<text class="cross" x="${x(at)}" y="${
        TOP - 4
      }" text-anchor="middle">×<title>${page.passings.lost}</title></text>`
    )
  }
    </svg></figure>`;
}
