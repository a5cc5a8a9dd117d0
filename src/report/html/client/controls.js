/** Pointer and keyboard: what the reader does, turned into choices. */
import { COPY_KEYS } from "./copy.js";
import { byId, first, targetOf } from "./dom.js";
import { NARROW_KEYS } from "./narrow.js";
import { choose, chosenPacket, step } from "./selection.js";

/** @typedef {import("./selection.js").Part} Part */

/** @type {Readonly<Record<string, number>>} */
const STEPS = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

/**
 * The part of the workspace that holds an element: it decides where the focus follows.
 * @param {HTMLElement} element
 * @returns {Part}
 */
function partOf(element) {
  if (element.closest(".ladder")) return "ladder";
  if (element.closest(".packets")) return "list";
  if (element.closest(".plot")) return "charts";
  return element.closest(".articles-part") ? "articles" : null;
}

/**
 * Steps of the keys that go sideways: forward is where the language reads to.
 * @param {string} key
 */
function sideways(key) {
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key !== "ArrowLeft" && key !== "ArrowRight") return 0;
  return key === forward ? 1 : -1;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const target = targetOf(event);
  if (target.closest("input, select, textarea, dialog")) return;
  const act = PAGE_KEYS[event.key];
  if (act !== undefined) {
    event.preventDefault();
    return act();
  }
  if (event.shiftKey) return;
  const part = partOf(target);
  // In the article up and down scroll its text; on the page at large only sideways keys are free.
  const takesSideways = part !== null || target === document.body;
  const takesLengthwise = part === "ladder" || part === "list" || part === "charts";
  const by = (takesSideways && sideways(event.key)) || (takesLengthwise && STEPS[event.key]);
  if (!by) return;
  event.preventDefault();
  step(by, part ?? "ladder");
}

/** @param {MouseEvent} event */
function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = targetOf(event);
  const named = /** @type {HTMLElement | null} */ (target.closest("[data-packet], [data-select], [data-row]"));
  if (named === null) return;
  const { packet, select, row } = named.dataset;
  event.preventDefault();
  choose(Number(packet ?? select ?? row), partOf(target) ?? "ladder");
}

/** Shows the articles all in a row, or one at a time again. */
function switchMode() {
  const { classList } = document.documentElement;
  const everything = classList.toggle("all");
  classList.toggle("one", !everything);
  const button = byId("mode");
  button.textContent = (everything ? button.dataset.one : button.dataset.all) ?? "";
  first(`#packet-${chosenPacket()}`)?.scrollIntoView({ block: "nearest" });
}

/** What a key does wherever the reader is, but where it is written.
 * @type {Readonly<Record<string, () => void>>}
 */
const PAGE_KEYS = {
  ...NARROW_KEYS,
  ...COPY_KEYS,
  "j": () => step(1, "ladder"),
  "k": () => step(-1, "ladder"),
  "a": switchMode,
  "?": () => first("#keys.of-report") && showKeys(),
};

function showKeys() {
  const help = first("#keys");
  if (!(help instanceof HTMLDialogElement)) return;
  if (help.open) help.close();
  else help.showModal();
}

/** A page that is served has a list of keys already: those of the report are put before them. */
function joinKeys() {
  const guest = first("#report-keys");
  if (guest !== null) first("#keys dl")?.prepend(...guest.children);
}

export function startControls() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  byId("previous").addEventListener("click", () => step(-1, "articles"));
  byId("next").addEventListener("click", () => step(1, "articles"));
  byId("mode").addEventListener("click", switchMode);
  joinKeys();
  byId("help").addEventListener("click", showKeys);
}
