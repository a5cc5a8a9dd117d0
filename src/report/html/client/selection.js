/**
 * The chosen packet. One is chosen at any time, and every part of the page shows it: the arrow, the row, the article,
 * the charts' cursors, and the address, so that a link can point at a packet.
 */
import { numbers, placeOf, streams } from "./facts.js";
import { mount, onMount, pieceOf } from "./pieces.js";

const listeners = [];
let chosen = numbers[0];
let only = "";

export function chosenPacket() {
  return chosen;
}

/** Calls `listener(number)` after each choice. */
export function onChoice(listener) {
  listeners.push(listener);
}

/** Limits steps to the packets of one conversation, or to none with an empty string. */
export function limitTo(stream) {
  only = stream;
}

/** Chooses a packet. `part` is where the reader is: its copy of the packet gets the focus and stays in sight. */
export async function choose(number, part = null) {
  if (placeOf(number) === undefined) return;
  chosen = number;
  const holders = ["ladder", "rows", "articles"].map((kind) => pieceOf(kind, number));
  for (const old of document.querySelectorAll(".holds")) old.classList.remove("holds");
  for (const piece of holders) piece?.classList.add("holds");
  await Promise.all(holders.map((piece) => piece && mount(piece)));
  if (chosen !== number) return;
  mark(document);
  showArticle(part);
  reveal(document.querySelector(`[data-packet="${number}"]`));
  reveal(document.querySelector(`[data-row="${number}"]`));
  if (part !== null) follow(part);
  // Not before the reader has chosen: an address with a fragment moves where the Tab key begins.
  if (part !== null && location.hash !== `#packet-${number}`) history.replaceState(null, "", `#packet-${number}`);
  for (const listener of listeners) listener(number);
}

/** Moves the choice by steps, or to an end with infinity. */
export function step(by, part) {
  const order = only === "" ? numbers : numbers.filter((_, i) => String(streams[i]) === only);
  const at = order.indexOf(chosen);
  const to = at < 0 ? 0 : Math.max(0, Math.min(order.length - 1, at + by));
  if (order.length > 0) choose(order[to], part);
}

/** Marks what stands for the chosen packet below an element, and makes it the one stop of the Tab key in its part. */
function mark(root) {
  for (const old of root.querySelectorAll(".chosen")) {
    old.classList.remove("chosen");
    old.removeAttribute("aria-current");
  }
  for (const link of root.querySelectorAll("[data-packet], .packets [data-select]")) link.tabIndex = -1;
  const here = root.querySelectorAll(
    `[data-packet="${chosen}"], [data-row="${chosen}"], [data-label="${chosen}"], #packet-${chosen}`,
  );
  for (const element of here) {
    element.classList.add("chosen");
    const link = element.querySelector("[data-select]") ?? element;
    if (element.tagName === "ARTICLE" || "label" in element.dataset) continue;
    link.setAttribute("aria-current", "true");
    link.tabIndex = 0;
  }
}

function showArticle(part) {
  const panel = document.querySelector(".articles");
  if (document.body.classList.contains("one")) panel.scrollTop = 0;
  else if (part === null || part === "list") {
    document.getElementById(`packet-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }
}

/** Brings an element into sight inside the box that scrolls it, if one does; the page itself stays where it is. */
function reveal(element) {
  const box = element?.closest(".scroll, .ladder.tall");
  if (!box) return;
  const inner = element.getBoundingClientRect();
  const outer = box.getBoundingClientRect();
  const above = inner.top - outer.top - 60;
  const below = inner.bottom - outer.bottom + 20;
  if (above < 0) box.scrollTop += above;
  else if (below > 0) box.scrollTop += below;
}

/** Keeps the chosen packet in sight in the part where the reader moves, and the focus on it. */
function follow(part) {
  const target = part === "list"
    ? document.querySelector(`[data-row="${chosen}"] [data-select]`)
    : part === "ladder"
    ? document.querySelector(`[data-packet="${chosen}"]`)
    : null;
  if (target === null) return;
  target.focus({ preventScroll: true });
  keepInSight(part === "list" ? target.closest("tr") : target);
}

/** Scrolls no more than needed, and clear of what is pinned to the window's edges. */
function keepInSight(element) {
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const box = element.getBoundingClientRect();
  const panel = document.querySelector(".articles-part").getBoundingClientRect();
  const covered = panel.left < box.right && panel.right > box.left && panel.top > 60;
  const bottom = covered ? Math.min(innerHeight, panel.top) : innerHeight;
  if (box.bottom > bottom - 30) scrollBy(0, box.bottom - bottom + 30);
  else if (box.top < 60) scrollBy(0, box.top - 60);
}

export function startSelection() {
  onMount(mark);
  const asked = /^#packet-(\d+)$/.exec(location.hash);
  choose(asked ? +asked[1] : numbers[0]);
  addEventListener("hashchange", () => {
    const now = /^#packet-(\d+)$/.exec(location.hash);
    if (now && +now[1] !== chosen) choose(+now[1]);
  });
}
