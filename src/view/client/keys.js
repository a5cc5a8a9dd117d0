/** Keys of every page: where they lead stands on the links themselves. The server is told that somebody is looking. */

/** @type {Record<string, () => void>} */
const GLOBAL_KEYS = {
  "/": () => focusOn("#search"),
  "f": () => focusOn("#filter"),
  "s": () => {
    const menu = document.querySelector("details.save");
    if (!(menu instanceof HTMLDetailsElement)) return;
    menu.open = !menu.open;
    menu.querySelector("a")?.focus();
  },
  "?": () => {
    const help = document.querySelector("#keys");
    if (!(help instanceof HTMLDialogElement)) return;
    if (help.open) help.close();
    else help.showModal();
  },
};

/** @param {string} selector */
function focusOn(selector) {
  const input = document.querySelector(selector);
  if (input instanceof HTMLInputElement) {
    input.focus();
    input.select();
  }
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof HTMLInputElement) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
  const act = GLOBAL_KEYS[event.key];
  if (link instanceof HTMLAnchorElement) {
    event.preventDefault();
    location.href = link.href;
  } else if (act !== undefined && ("?s".includes(event.key) || document.querySelector("#filter") !== null)) {
    event.preventDefault();
    act();
  }
});

/**
 * Whether another page of the conversation shows the packet of this number.
 * @param {number} number
 */
function isElsewhere(number) {
  const facts = document.querySelector("#facts");
  /** @type {{ numbers: number[] } | null} */
  const told = facts === null ? null : JSON.parse(facts.textContent ?? "");
  return told !== null && !told.numbers.includes(number);
}

/** @param {number} number */
function pageOf(number) {
  return `?from=${number}#packet-${number}`;
}

function followAddress() {
  const number = Number(/^#packet-(\d+)$/.exec(location.hash)?.[1] ?? NaN);
  if (number > 0 && isElsewhere(number)) location.replace(pageOf(number));
}

addEventListener("hashchange", followAddress);
if (!location.search.includes("from=")) followAddress();
// Before the page's own script, which knows only what is on this page.
addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-select]") : null;
  const number = Number(link?.getAttribute("data-select") ?? NaN);
  if (!(number > 0) || !isElsewhere(number)) return;
  event.preventDefault();
  event.stopPropagation();
  location.href = pageOf(number);
}, true);

const state = document.querySelector("#state");

/** @param {string} address */
function listen(address) {
  const news = new EventSource(address);
  news.addEventListener("message", ({ data }) => {
    const detail = JSON.parse(data);
    if (state !== null) state.textContent = detail.text;
    dispatchEvent(new CustomEvent("state", { detail }));
  });
  news.addEventListener("error", () => {
    if (state instanceof HTMLElement) state.textContent = state.dataset["gone"] ?? "";
  });
}

const alive = document.querySelector("[data-alive]")?.getAttribute("data-alive");
if (alive) listen(alive);
