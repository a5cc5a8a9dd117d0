/** What the page tells its script: the packets' numbers in order, the conversation of each, words, and what it was made from. */
import { byId, grouped } from "./dom.js";

/** @typedef {{
 *   numbers: number[], streams: number[], words: Record<string, string>,
 *   show: string, pieces?: string,
 * }} Facts
 */

/** @type {Facts} */
const told = JSON.parse(byId("facts").textContent ?? "");

export const numbers = told.numbers;
export const streams = told.streams;
export const unpackFailed = say("unpackFailed");
/** Address of a piece of a page that is served, with `{name}` for its name; empty where the page holds all of them. */
export const piecesAddress = told.pieces ?? "";

/** The command line that shows a packet, with `{number}` for its number; empty where there is no capture to show. */
export const showCommand = told.show;

const places = new Map(numbers.map((number, i) => [number, i]));

/**
 * A word of the page, its places filled in order; numbers are counts, what only names something comes as text.
 * @param {string} word
 * @param {...(number | string)} values
 */
export function say(word, ...values) {
  let at = 0;
  return (told.words[word] ?? "").replace(/\{\w+\}/g, () => {
    const value = values[at++] ?? "";
    return typeof value === "number" ? grouped(value) : value;
  });
}

/**
 * Whether the report shows a packet of this number.
 * @param {number} number
 */
export function isKnown(number) {
  return places.has(number);
}

/**
 * The conversation of a packet, as the page names it; -1 for none.
 * @param {number} number
 */
export function streamOf(number) {
  return streams[places.get(number) ?? -1] ?? -1;
}
