/** A header field and its bytes light up together: under the pointer, at the focus, or kept by a click. */
import { all, targetOf } from "./dom.js";

/**
 * Everything that stands for the field at which an event began: its line in the list, its bytes, their letters.
 * @param {Event} event
 * @returns {{ article: ParentNode, parts: HTMLElement[] } | null}
 */
function fieldAt(event) {
  const part = /** @type {HTMLElement | null} */ (targetOf(event).closest("[data-field]"));
  const article = part?.closest("article");
  if (!part || !article) return null;
  return { article, parts: all(`[data-field="${part.dataset.field}"]`, article) };
}

/**
 * @param {Event} event
 * @param {boolean} on
 */
function light(event, on) {
  for (const part of fieldAt(event)?.parts ?? []) part.classList.toggle("lit", on);
}

/** @param {Event} event */
function keep(event) {
  const field = fieldAt(event);
  if (field === null) return;
  const kept = field.parts.some((part) => part.classList.contains("kept"));
  for (const old of all(".kept", field.article)) old.classList.remove("kept");
  if (!kept) { for (const part of field.parts) part.classList.add("kept"); }
}

export function startFields() {
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, (event) => light(event, true));
  for (const type of ["pointerout", "focusout"]) document.addEventListener(type, (event) => light(event, false));
  document.addEventListener("click", keep);
}
