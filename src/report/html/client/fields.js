/** A header field and its bytes light up together, under the pointer, at the focus, or kept by a click. */

function light(event, name, on) {
  const part = event.target.closest?.("[data-field]");
  if (!part) return;
  const article = part.closest("article");
  for (const other of article.querySelectorAll(`[data-field="${part.dataset.field}"]`)) {
    other.classList.toggle(name, on);
  }
}

function keep(event) {
  const part = event.target.closest("[data-field]");
  if (!part) return;
  const article = part.closest("article");
  const kept = part.classList.contains("kept");
  for (const other of article.querySelectorAll(".kept")) other.classList.remove("kept");
  if (kept) return;
  for (const other of article.querySelectorAll(`[data-field="${part.dataset.field}"]`)) other.classList.add("kept");
}

export function startFields() {
  document.addEventListener("pointerover", (event) => light(event, "lit", true));
  document.addEventListener("pointerout", (event) => light(event, "lit", false));
  document.addEventListener("focusin", (event) => light(event, "lit", true));
  document.addEventListener("focusout", (event) => light(event, "lit", false));
  document.addEventListener("click", keep);
}
