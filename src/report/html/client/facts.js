/** What the page tells its script: the packets' numbers in order, and the conversation of each. */

const told = JSON.parse(document.getElementById("facts").textContent);

export const numbers = told.numbers;
export const streams = told.streams;
export const unpackFailed = told.unpackFailed;

const places = new Map(numbers.map((number, i) => [number, i]));

/** Where a packet stands in the order of the report; undefined for a number that is not in it. */
export function placeOf(number) {
  return places.get(number);
}
