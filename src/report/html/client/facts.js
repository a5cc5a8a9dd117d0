/** What the page tells its script: the packets' numbers in order, and the conversation of each. */
import { byId } from "./dom.js";

/** @type {{ numbers: number[], streams: number[], unpackFailed: string, pieces?: string }} */
const told = JSON.parse(byId("facts").textContent ?? "");

export const numbers = told.numbers;
export const streams = told.streams;
export const unpackFailed = told.unpackFailed;
/** Address of a piece of a page that is served, with `{name}` for its name; empty where the page holds all of them. */
export const piecesAddress = told.pieces ?? "";

const places = new Map(numbers.map((number, i) => [number, i]));

/**
 * Whether the report shows a packet of this number.
 * @param {number} number
 */
export function isKnown(number) {
  return places.has(number);
}
