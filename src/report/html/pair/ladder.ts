/** The ladder of a pair: on either side a capture with its own clock, between them each packet on its way. */
import type { PairWords } from "../../../language/kinds/pair_words.ts";
import { flagNames } from "../../../packet/flags.ts";
import type { Journey } from "../../../pairing/terms/journey.ts";
import type { Protocol } from "../../../pairing/terms/talk.ts";
import { protocolName } from "../../pair/protocol_name.ts";
import { grouped } from "../../words/times.ts";
import { type Markup, markup } from "../text/markup.ts";
import { chooseJourneys, type Run } from "./choose_journeys.ts";
import { TimeAxis } from "./time_axis.ts";

/** What a ladder is drawn of. */
export interface LadderData {
  readonly protocol: Protocol;
  readonly journeys: readonly Journey[];
  /** A was taken nearer to the client: then it stands on the left. */
  readonly nearIsA: boolean;
  /** What B's clock is ahead, each counted from the origin of its file, ns. */
  readonly ahead: number;
  /** The usual delay, ns. */
  readonly usual: number;
}

/** Where the two life lines stand, percent of the width. */
const LEFT = 24;
const RIGHT = 76;
const MARGIN = 22;
/** Labels are written no closer to one another than this, pixels. */
const LABEL = 12;
/** So far beside a cross, percent of the width. */
const BESIDE = 1.5;

export function drawLadder(data: LadderData, words: PairWords): Markup {
  const runs = chooseJourneys(data.journeys);
  return markup`<div class="ladder">${runs.map((run) => drawRun(run, data, words))}</div>`;
}

function drawRun({ left, journeys }: Run, data: LadderData, words: PairWords): Markup {
  const moments = journeys.flatMap((journey) => [startOf(journey, data), endOf(journey, data)]);
  const axis = new TimeAxis(moments, data.usual);
  const height = axis.height + 2 * MARGIN;
  const labels = new Labels();
  const draw = (journey: Journey): Markup => drawJourney(journey, { data, words, axis, labels });
  // What did not simply arrive has its labels first, and lies on top.
  const told = journeys.filter((journey) => !isOrdinary(journey)).map(draw);
  const arrows = [...journeys.filter(isOrdinary).map(draw), ...told];
  const note = left > 0 ? markup`<p class="left">${words.page.left(grouped(left))}</p>` : null;
  return markup`${note}<svg width="100%" height="${height.toFixed(0)}" direction="ltr" role="img">
    <line class="life" x1="${LEFT}%" x2="${LEFT}%" y1="0" y2="100%"/>
    <line class="life" x1="${RIGHT}%" x2="${RIGHT}%" y1="0" y2="100%"/>
    ${arrows}</svg>`;
}

/** When an arrow begins and ends: what was lost, or seen at one side only, is drawn as long as the usual delay. */
function startOf({ leaves, arrives }: Journey, { usual }: LadderData): number {
  return leaves ?? arrives! - usual / 2;
}

function endOf({ leaves, arrives }: Journey, { usual }: LadderData): number {
  return arrives ?? leaves! + usual / 2;
}

function isOrdinary({ passing }: Journey): boolean {
  return passing === "arrived" || passing === "recut";
}

/** Keeps labels of one column apart: where there is no room, none is written. */
class Labels {
  readonly #taken: Record<string, number[]> = {};

  fits(column: string, height: number): boolean {
    if (this.#taken[column]?.some((other) => Math.abs(height - other) < LABEL)) return false;
    this.take(column, height);
    return true;
  }

  /** Something else stands there. */
  take(column: string, height: number): void {
    (this.#taken[column] ??= []).push(height);
  }
}

interface Drawing {
  readonly data: LadderData;
  readonly words: PairWords;
  readonly axis: TimeAxis;
  readonly labels: Labels;
}

function drawJourney(journey: Journey, { data, words, axis, labels }: Drawing): Markup {
  const rightwards = journey.fromClient;
  const [from, to] = rightwards ? [LEFT, RIGHT] : [RIGHT, LEFT];
  const half = (LEFT + RIGHT) / 2;
  const [begin, end] = [MARGIN + axis.at(startOf(journey, data)), MARGIN + axis.at(endOf(journey, data))];
  const x1 = journey.leaves === null ? half : from;
  const x2 = journey.arrives === null ? half : to;
  const title = `${labelOf(journey, data)}: ${words.page.passings[journey.passing]}`;
  const mark = journey.arrives === null
    ? markup`<text class="cross" x="${x2}%" y="${px(end + 5)}" text-anchor="middle">×</text>`
    : markup`<circle cx="${x2}%" cy="${px(end)}" r="2.5"/>`;
  const label = journey.arrives === null
    ? labelBeyond(journey, { data, labels, height: end })
    : labels.fits("label", (begin + end) / 2)
    ? markup`<text class="label" x="${half}%" y="${px((begin + end) / 2 - 3)}" text-anchor="middle">${
      labelOf(journey, data)
    }</text>`
    : null;
  return markup`<g class="${journey.passing}"><title>${title}</title>
    <line x1="${x1}%" y1="${px(begin)}" x2="${x2}%" y2="${px(end)}"/>${mark}${label}
    ${journey.leaves === null ? null : sideText(journey, { from: true, height: begin, data, labels })}
    ${journey.arrives === null ? null : sideText(journey, { from: false, height: end, data, labels })}</g>`;
}

/** Beside a cross, on the side where the packet did not come; nothing else is written over the cross. */
function labelBeyond(
  journey: Journey,
  { data, labels, height }: { readonly data: LadderData; readonly labels: Labels; readonly height: number },
): Markup | null {
  labels.take("label", height);
  if (!labels.fits(journey.fromClient ? "label right" : "label left", height)) return null;
  const half = (LEFT + RIGHT) / 2;
  const [x, anchor] = journey.fromClient ? [half + BESIDE, "start"] : [half - BESIDE, "end"];
  return markup`<text class="label" x="${x}%" y="${px(height + 4)}" text-anchor="${anchor}">${
    labelOf(journey, data)
  }</text>`;
}

function px(height: number): string {
  return height.toFixed(1);
}

function labelOf({ flags, length }: Journey, { protocol }: LadderData): string {
  if (protocol !== "tcp") return `${protocolName(protocol)} ${length}`;
  return flagNames(flags).join(",") + (length > 0 ? ` ${length}` : "");
}

/** Time and packet number beside a life line, by the clock of its capture. */
function sideText(
  journey: Journey,
  { from, height, data, labels }: { from: boolean; height: number; data: LadderData; labels: Labels },
): Markup | null {
  const left = from === journey.fromClient;
  if (!labels.fits(left ? "left" : "right", height)) return null;
  const ofA = left === data.nearIsA;
  const time = (from ? journey.leaves : journey.arrives)!;
  const own = ofA ? time : time + data.ahead;
  const number = from ? journey.sentNumber : journey.receivedNumber;
  const text = `${(own / 1e9).toFixed(4)} #${number}`;
  return left
    ? markup`<text class="time" x="${LEFT - 1.5}%" y="${px(height + 4)}" text-anchor="end">${text}</text>`
    : markup`<text class="time" x="${RIGHT + 1.5}%" y="${px(height + 4)}">${text}</text>`;
}
