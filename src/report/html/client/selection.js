/**
 * The chosen packet. One is chosen at any time, and every part of the page shows it: the arrow, the row, the article,
 * the charts' cursors, and the address, so that a link can point at a packet.
 */
import { all, byId, first } from "./dom.js";
import { isKnown, numbers, say } from "./facts.js";
import { mount, onMount, pieceOf } from "./pieces.js";

/** A part of the page: where the reader is when choosing; null when the page chooses.
 * @typedef {"ladder" | "list" | "charts" | "articles" | null} Part
 */

/** @type {((number: number) => void)[]} */
const choiceListeners = [];
let chosen = numbers[0] ?? 0;
/** Numbers of the packets that steps lead to; null for all.
 * @type {ReadonlySet<number> | null}
 */
let limit = null;
/** @type {(number: number) => Promise<void>} */
let toOutside = () => Promise.resolve();

export function chosenPacket() {
  return chosen;
}

/**
 * Calls a listener after each choice.
 * @param {(number: number) => void} listener
 */
export function onChoice(listener) {
  choiceListeners.push(listener);
}

/**
 * Limits steps to some packets; null lifts the limit.
 * @param {ReadonlySet<number> | null} packets
 */
export function limitTo(packets) {
  limit = packets;
}

/**
 * Calls a listener when a packet beyond the limit is about to be chosen, and waits for it.
 * @param {(number: number) => Promise<void>} listener
 */
export function onOutside(listener) {
  toOutside = listener;
}

/**
 * Chooses a packet. The part where the reader is keeps it in sight and, unless told otherwise, gives it the focus.
 * @param {number} number
 * @param {Part} part
 * @param {{ focus?: boolean }} options
 */
export async function choose(number, part = null, { focus = true } = {}) {
  if (!isKnown(number)) return;
  chosen = number;
  if (limit !== null && !limit.has(number)) await toOutside(number);
  if (chosen !== number) return;
  const holders = ["ladder", "rows", "articles"].map((kind) => pieceOf(kind, number));
  for (const old of all(".holds")) old.classList.remove("holds");
  for (const piece of holders) piece?.classList.add("holds");
  await Promise.all(holders.map((piece) => piece && mount(piece)));
  if (chosen !== number) return;
  mark(document);
  showArticle(part);
  reveal(first(`[data-packet="${number}"]`));
  reveal(first(`[data-row="${number}"]`));
  if (part !== null) follow(part, focus);
  // Not before the reader has chosen: an address with a fragment moves where the Tab key begins.
  if (part !== null && location.hash !== `#packet-${number}`) history.replaceState(null, "", `#packet-${number}`);
  for (const listener of choiceListeners) listener(number);
}

/**
 * Moves the choice by steps, or to an end with infinity.
 * @param {number} by
 * @param {Part} part
 * @param {{ focus?: boolean }} options
 */
export function step(by, part, options = {}) {
  const order = limit === null ? numbers : numbers.filter((number) => limit?.has(number));
  const at = order.indexOf(chosen);
  const to = at < 0 ? 0 : Math.max(0, Math.min(order.length - 1, at + by));
  const number = order[to];
  if (number !== undefined) choose(number, part, options);
}

/**
 * Marks what stands for the chosen packet below an element, and makes it the one stop of the Tab key in its part.
 * @param {ParentNode} root
 */
function mark(root) {
  for (const old of all(".chosen", root)) old.classList.remove("chosen");
  for (const old of all("[aria-current]", root)) old.removeAttribute("aria-current");
  for (const link of all("a[data-packet], .packets a[data-select]", root)) link.tabIndex = -1;
  const here = ["data-packet", "data-row", "data-label"].map((name) => `[${name}="${chosen}"]`);
  for (const element of all([...here, `#packet-${chosen}`].join(), root)) element.classList.add("chosen");
  for (const link of all(`a[data-packet="${chosen}"], .packets a[data-select="${chosen}"]`, root)) {
    link.setAttribute("aria-current", "true");
    link.tabIndex = 0;
  }
}

/** @param {Part} part */
function showArticle(part) {
  if (document.documentElement.classList.contains("one")) byId("panel").scrollTop = 0;
  else if (part === null || part === "list") first(`#packet-${chosen}`)?.scrollIntoView({ block: "nearest" });
}

/**
 * Brings an element into sight inside the box that scrolls it, if one does; the page itself stays where it is.
 * @param {HTMLElement | null} element
 */
function reveal(element) {
  const box = element?.closest(".scroll, .ladder.tall");
  if (!element || !box) return;
  const inner = element.getBoundingClientRect();
  const outer = box.getBoundingClientRect();
  const above = inner.top - outer.top - 60;
  const below = inner.bottom - outer.bottom + 20;
  if (above < 0) box.scrollTop += above;
  else if (below > 0) box.scrollTop += below;
}

/**
 * Keeps the chosen packet in sight in the part where the reader moves, and the focus on it.
 * @param {Part} part
 * @param {boolean} focus
 */
function follow(part, focus) {
  const links = { ladder: `a[data-packet="${chosen}"]`, list: `[data-row="${chosen}"] a[data-select]` };
  if (part !== "ladder" && part !== "list") return;
  const link = first(links[part]);
  if (focus) link?.focus({ preventScroll: true });
  if (link) keepInSight(link.closest("tr") ?? link);
}

/**
 * Scrolls no more than needed, and clear of what is pinned to the window's edges.
 * @param {HTMLElement} element
 */
function keepInSight(element) {
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const box = element.getBoundingClientRect();
  const panel = byId("articles-part").getBoundingClientRect();
  const covered = panel.left < box.right && panel.right > box.left && panel.top > 60;
  const bottom = covered ? Math.min(innerHeight, panel.top) : innerHeight;
  if (box.bottom > bottom - 30) scrollBy(0, box.bottom - bottom + 30);
  else if (box.top < 60) scrollBy(0, box.top - 60);
}

/** The packet that the address names; undefined where it names none. */
function addressed() {
  const asked = /^#packet-(\d+)$/.exec(location.hash);
  return asked === null ? undefined : Number(asked[1]);
}

/**
 * Goes where the address leads, wherever in the page that is. What is drawn on the way there may move it: so once more when the
 * page is at rest.
 */
async function followAddress() {
  const number = addressed();
  if (number === undefined) return;
  if (!isKnown(number)) {
    byId("said").textContent = say("notOnPage", String(number));
    return;
  }
  await choose(number);
  for (let frame = 0; frame < 3; frame++) {
    const place = document.documentElement.classList.contains("all")
      ? `#packet-${number}`
      : `[data-packet="${number}"]`;
    first(place)?.scrollIntoView({ block: "center" });
    reveal(first(`[data-row="${number}"]`));
    await new Promise(requestAnimationFrame);
  }
}

export function startSelection() {
  onMount(mark);
  if (addressed() === undefined) choose(chosen);
  followAddress();
  addEventListener("hashchange", followAddress);
}
