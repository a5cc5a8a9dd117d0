/**
 * Less to look at: one conversation, or the packets in which words are found. List, ladder, charts, stories and the chosen packet
 * follow. A conversation has a ladder of its own; of the packets that are searched for the others stay in the ladder, pale, for
 * order means something there.
 */
import { showLadderOf } from "./alone.js";
import { all, byId, first } from "./dom.js";
import { numbers, say, streamOf } from "./facts.js";
import { onMount, unpackText } from "./pieces.js";
import { choose, chosenPacket, limitTo, onOutside, step } from "./selection.js";

/** Height of a row of the list in the stylesheet, and of an article on average, pixels. */
const HEIGHTS = { rows: 28, articles: 900 };

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
  const isStillAsked = () => asked === [stream, query].join("\n");
  if (!isStillAsked()) return;
  // The limit first: the ladder that comes marks what it holds by it.
  allowed = decided;
  await showLadderOf(stream, isStillAsked);
  if (!isStillAsked()) return;
  limitTo(allowed);
  markOut(document);
  foldPieces();
  byId("count").textContent = allowed === null ? "" : say("shownOf", allowed.size, numbers.length);
  if (allowed === null || allowed.has(chosenPacket())) await choose(chosenPacket());
  else {
    const next = numbers.find((number) => allowed?.has(number) && number >= chosenPacket()) ?? [...allowed][0];
    if (next !== undefined) await choose(next);
  }
}

/**
 * Marks what is not to be looked at below an element.
 * @param {ParentNode} root
 */
function markOut(root) {
  for (const element of all("[data-row], [data-packet], [data-label], article.packet", root)) {
    const { row, packet, label } = element.dataset;
    const number = Number(row ?? packet ?? label ?? element.id.replace("packet-", ""));
    element.classList.toggle("out", allowed !== null && !allowed.has(number));
  }
}

/** A piece of the list, and of the articles, that is not drawn yet is as high as what is left of it will be. */
function foldPieces() {
  for (const [kind, each] of Object.entries(HEIGHTS)) {
    for (const piece of all(`[data-piece^="${kind}-"]`)) {
      const [begin, end] = [Number(piece.dataset.first), Number(piece.dataset.last)];
      const left = numbers.filter((number) => number >= begin && number <= end && (allowed?.has(number) ?? true));
      piece.dataset.height = String(left.length * each);
      if (piece.dataset.mounted !== "yes") piece.style.height = `${piece.dataset.height}px`;
    }
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
  for (const button of all("[data-only]")) {
    button.textContent = say(button.dataset.only === name ? "allAgain" : "onlyThis");
  }
  return narrow();
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
    const own = streamOf(number);
    return choosesConversation(stream === "" || own < 0 ? "" : String(own));
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
    // The button of the conversation that is chosen leads back to all.
    button.addEventListener("click", () => {
      const { only = "" } = button.dataset;
      choosesConversation(only === stream ? "" : only);
    });
  }
  addEventListener("hashchange", followConversation);
  followConversation();
}
