/**
 * Less to look at: one conversation, or the packets in which words are found. List, ladder, charts, stories and the chosen packet
 * follow; what is left out of the list is gone, and in the ladder only pale, for order means something there.
 */
import { all, byId, first } from "./dom.js";
import { numbers, say, streamOf } from "./facts.js";
import { onMount, unpackText } from "./pieces.js";
import { choose, chosenPacket, limitTo, onOutside, step } from "./selection.js";

/** Height of a row of the list in the stylesheet, pixels. */
const ROW_HEIGHT = 28;

let stream = "";
let query = "";
/** Numbers of the packets to look at; null for all.
 * @type {ReadonlySet<number> | null}
 */
let allowed = null;
/** What each packet says of itself, in order; once somebody searches.
 * @type {string[] | null}
 */
let texts = null;

/** @returns {Promise<string[]>} */
async function loadTexts() {
  texts ??= /** @type {string[]} */ (JSON.parse(await unpackText("texts-0"))).map((text) => text.toLowerCase());
  return texts;
}

/** Every word must be there; words in quotes belong together. */
function wordsAsked() {
  return [...query.toLowerCase().matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, single]) => quoted ?? single ?? "");
}

async function decide() {
  if (stream === "" && query.trim() === "") return null;
  const asked = wordsAsked();
  const known = asked.length > 0 ? await loadTexts() : [];
  return new Set(
    numbers.filter((number, i) =>
      (stream === "" || String(streamOf(number)) === stream) && asked.every((word) => known[i]?.includes(word))
    ),
  );
}

/** Decides anew what to look at, and shows it. */
async function narrow() {
  const asked = [stream, query].join("\n");
  const decided = await decide();
  if (asked !== [stream, query].join("\n")) return;
  allowed = decided;
  limitTo(allowed);
  markOut(document);
  foldRows();
  byId("count").textContent = allowed === null ? "" : say("shownOf", allowed.size, numbers.length);
  if (allowed === null || allowed.has(chosenPacket())) choose(chosenPacket());
  else {
    const next = numbers.find((number) => allowed?.has(number) && number >= chosenPacket()) ?? [...allowed][0];
    if (next !== undefined) choose(next);
  }
}

/**
 * Marks what is not to be looked at below an element.
 * @param {ParentNode} root
 */
function markOut(root) {
  for (const element of all("[data-row], [data-packet], [data-label]", root)) {
    const { row, packet, label } = element.dataset;
    element.classList.toggle("out", allowed !== null && !allowed.has(Number(row ?? packet ?? label)));
  }
}

/** A piece of the list that is not drawn yet is as high as its rows will be. */
function foldRows() {
  for (const piece of all('[data-piece^="rows-"]')) {
    const [begin, end] = [Number(piece.dataset.first), Number(piece.dataset.last)];
    const rows = numbers.filter((number) => number >= begin && number <= end && (allowed?.has(number) ?? true)).length;
    piece.dataset.height = String(rows * ROW_HEIGHT);
    if (piece.dataset.mounted !== "yes") piece.style.height = `${rows * ROW_HEIGHT}px`;
  }
}

/**
 * Looks at one conversation, or at all with an empty name.
 * @param {string} name
 */
function choosesConversation(name) {
  stream = name;
  const only = first("#only");
  if (only instanceof HTMLSelectElement) only.value = name;
  for (const part of all("[data-conversation]")) {
    const own = part.dataset.conversation === name;
    if (part instanceof HTMLDetailsElement && name !== "") part.open = own;
    if (own) showInBox(part);
    if (part.dataset.alone === "yes") part.hidden = name !== "" && !own;
  }
  narrow();
}

/**
 * Brings a story into sight in the box that scrolls the stories; the page itself stays where it is.
 * @param {HTMLElement} part
 */
function showInBox(part) {
  const box = part.closest(".story-part");
  if (box !== null) box.scrollTop += part.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
}

/** @param {number} by */
function stepConversation(by) {
  const only = first("#only");
  if (!(only instanceof HTMLSelectElement)) return;
  const to = Math.max(0, Math.min(only.options.length - 1, only.selectedIndex + by));
  choosesConversation(only.options[to]?.value ?? "");
}

/** The conversation that the address names. */
function followConversation() {
  const asked = /^#conversation-(\d+)$/.exec(location.hash);
  if (asked !== null) choosesConversation(asked[1] ?? "");
}

/** @param {KeyboardEvent} event */
function onFindKey(event) {
  const find = /** @type {HTMLInputElement} */ (event.target);
  if (event.key === "Enter") step(event.shiftKey ? -1 : 1, "ladder", { focus: false });
  else if (event.key === "Escape") {
    find.value = query = "";
    find.blur();
    narrow();
  } else return;
  event.preventDefault();
}

/** What the keys of narrowing do. */
export const NARROW_KEYS = {
  "/": () => byId("find").focus(),
  "[": () => stepConversation(-1),
  "]": () => stepConversation(1),
};

export function startNarrowing() {
  onMount(markOut);
  onOutside((number) => {
    query = "";
    const find = first("#find");
    if (find instanceof HTMLInputElement) find.value = "";
    choosesConversation(stream === "" ? "" : String(streamOf(number)));
  });
  const find = byId("find");
  find.addEventListener("input", () => {
    query = find instanceof HTMLInputElement ? find.value : "";
    narrow();
  });
  find.addEventListener("keydown", onFindKey);
  const only = first("#only");
  if (only instanceof HTMLSelectElement) only.addEventListener("change", () => choosesConversation(only.value));
  for (const button of all("[data-only]")) {
    button.addEventListener("click", () => choosesConversation(button.dataset.only ?? ""));
  }
  addEventListener("hashchange", followConversation);
  followConversation();
}
