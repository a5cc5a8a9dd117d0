/** The ladder of one conversation, laid out for it alone, in the place of the whole one; and the whole one again. */
import { first } from "./dom.js";
import { unpackText, watchPieces } from "./pieces.js";

/** The ladder of the page, while another is in its place.
 * @type {HTMLElement | null}
 */
let whole = null;
/** The conversation that is shown alone, as the page names it; empty for all. */
let shown = "";

/**
 * Shows the ladder of a conversation, or with an empty name the whole one. Resolves when it stands there. `isStillAsked` tells
 * whether the reader still wants it once it is unpacked.
 * @param {string} stream
 * @param {() => boolean} isStillAsked
 */
export async function showLadderOf(stream, isStillAsked) {
  const pack = stream === "" ? "" : first(`#only option[value="${stream}"]`)?.dataset.pack ?? "";
  const wanted = pack === "" ? "" : stream;
  if (wanted === shown) return;
  const next = wanted === "" ? whole : drawnFrom(JSON.parse(await unpackText(pack))[wanted]);
  const present = first(".ladder");
  if (next === null || present === null || !isStillAsked()) return;
  whole ??= present;
  shown = wanted;
  present.replaceWith(next);
  watchPieces(next);
}

/** @param {string} text */
function drawnFrom(text) {
  const box = document.createElement("template");
  box.innerHTML = text;
  return first(".ladder", box.content);
}
