/**
 * A list of any length: as high as all of its rows, with only those in sight in the page. Rows come in windows from the server and are
 * kept while they are near. One row is chosen; keys and clicks move the choice.
 */
const ROW = 30;
const WINDOW = 200;
const KEPT = 20;

/** @typedef {{ id: number, href: string | null, cells: string[], bar?: [string, number, string][], trouble?: boolean }} Row */
/** @typedef {{ total: number, all: number, from: number, rows: Row[], place?: number }} Rows */

const list = /** @type {HTMLElement} */ (document.querySelector("[data-list]"));
const body = /** @type {HTMLElement} */ (list.querySelector(".rows"));
const count = /** @type {HTMLElement} */ (document.querySelector("#count"));
const message = /** @type {HTMLElement} */ (document.querySelector("#message"));
const kind = list.dataset["list"] ?? "";
const BAR_AT = Number(list.dataset["barAt"] ?? 0);
/** Which columns are written to the right, as their heads are: numbers, whichever way the page runs. */
const RIGHT = [...list.querySelectorAll(".heads > *")].map(({ classList }) => classList.contains("number"));

/** @type {Map<number, Row[]>} */
const windows = new Map();
/** @type {Set<number>} */
const asked = new Set();
let total = 0;
let chosen = 0;
let question = 0;
/** What the server calls the list that is shown. */
let version = list.dataset["version"] ?? "";
let renewing = false;

/** What is asked for stands in the address, so that it can be kept and sent. */
function parameters() {
  return new URLSearchParams(location.search);
}

/** @param {number} index */
async function ask(index) {
  if (asked.has(index)) return;
  asked.add(index);
  const answer = await fetchRows({ from: String(index * WINDOW) });
  if (answer === null) return;
  if (windows.size >= KEPT) forgetFarthest(index);
  windows.set(index, answer.rows);
  show(answer);
  draw();
}

/**
 * A window of the list; null where nobody waits for it any more, or it cannot be had.
 * @param {Record<string, string>} where
 * @returns {Promise<Rows | null>}
 */
async function fetchRows(where) {
  const mine = question;
  const query = parameters();
  for (const [name, value] of Object.entries({ v: version, count: String(WINDOW), ...where })) query.set(name, value);
  const response = await fetch(`rows/${kind}?${query}`).catch(() => null);
  if (mine !== question || response === null) return null;
  if (!response.ok) {
    message.textContent = await response.text();
    message.hidden = false;
    return null;
  }
  const answer = await response.json();
  return mine === question ? answer : null;
}

/**
 * What an answer says of the list as a whole.
 * @param {Rows} answer
 */
function show(answer) {
  total = answer.total;
  count.textContent = (count.dataset["text"] ?? "").replace("{shown}", grouped(total))
    .replace("{all}", grouped(answer.all));
  message.hidden = total > 0;
  if (total === 0) message.textContent = message.dataset["nothing"] ?? "";
  body.style.height = `${total * ROW}px`;
  list.setAttribute("aria-rowcount", String(total));
}

/** The list has changed: what is chosen stays where it is on the screen; who has chosen the last packet gets the new last one. */
async function renew() {
  const down = chosen * ROW - list.scrollTop;
  const anchor = chosen === 0 && list.scrollTop === 0 ? undefined : rowAt(chosen);
  const follows = kind === "packets" && total > 0 && chosen === total - 1;
  question++;
  asked.clear();
  const inSight = Math.floor(list.scrollTop / ROW / WINDOW);
  const answer = await fetchRows({
    from: String(inSight * WINDOW),
    ...(anchor === undefined ? {} : { at: String(anchor.id) }),
  });
  if (answer === null) return;
  windows.clear();
  windows.set(Math.floor(answer.from / WINDOW), answer.rows);
  asked.add(Math.floor(answer.from / WINDOW));
  show(answer);
  if (follows) return choose(total - 1);
  if (answer.place !== undefined && answer.place >= 0) {
    chosen = answer.place;
    list.scrollTop = chosen * ROW - down;
  }
  draw();
}

/** One renewal at a time: what changes meanwhile is taken by the next. */
async function renewUntil() {
  if (renewing) return;
  renewing = true;
  for (let taken = ""; taken !== version;) {
    taken = version;
    await renew();
  }
  renewing = false;
}

/** @param {number} index */
function forgetFarthest(index) {
  const farthest = [...windows.keys()].reduce((a, b) => Math.abs(b - index) > Math.abs(a - index) ? b : a);
  windows.delete(farthest);
  asked.delete(farthest);
}

/** @param {number} value */
function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** @param {number} position */
function rowAt(position) {
  return windows.get(Math.floor(position / WINDOW))?.[position % WINDOW];
}

function draw() {
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 5);
  const last = Math.min(total - 1, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 5);
  /** @type {HTMLElement[]} */
  const drawn = [];
  for (let position = first; position <= last; position++) {
    const row = rowAt(position);
    if (row === undefined) ask(Math.floor(position / WINDOW));
    else drawn.push(drawRow(row, position));
  }
  body.replaceChildren(...drawn);
}

/**
 * @param {Row} row
 * @param {number} position
 */
function drawRow(row, position) {
  const element = document.createElement(row.href === null ? "div" : "a");
  if (row.href !== null) element.setAttribute("href", row.href);
  element.className = row.trouble ? "row trouble" : "row";
  element.id = `row-${row.id}`;
  element.setAttribute("role", "row");
  element.setAttribute("aria-rowindex", String(position + 1));
  element.setAttribute("aria-selected", String(position === chosen));
  element.style.top = `${position * ROW}px`;
  element.tabIndex = -1;
  for (const cell of row.cells) {
    const span = document.createElement("span");
    span.setAttribute("role", "cell");
    // Each cell has a direction of its own: on a Hebrew page `8.16 s` would else be `s 8.16`.
    const text = document.createElement("bdi");
    text.textContent = cell;
    span.append(text);
    span.title = cell;
    element.append(span);
  }
  if (row.bar !== undefined) element.insertBefore(drawBar(row.bar), element.children[BAR_AT] ?? null);
  for (const [i, cell] of [...element.children].entries()) cell.classList.toggle("number", RIGHT[i] ?? false);
  return element;
}

/** @param {[string, number, string][]} bar */
function drawBar(bar) {
  const cell = document.createElement("span");
  cell.className = "bar";
  cell.setAttribute("role", "cell");
  cell.title = bar.map(([cause, share]) => `${cause} ${Math.round(share * 100)} %`).join(", ");
  for (const [, share, colour] of bar) {
    const part = document.createElement("i");
    part.className = colour;
    part.style.width = `${share * 100}%`;
    cell.append(part);
  }
  return cell;
}

/** @param {number} position */
function choose(position) {
  chosen = Math.max(0, Math.min(total - 1, position));
  const top = chosen * ROW;
  if (top < list.scrollTop) list.scrollTop = top;
  if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
  remember();
  draw();
}

/** Going back comes to the row that was left. */
function remember() {
  history.replaceState({ chosen, top: list.scrollTop }, "");
}

function open() {
  const row = rowAt(chosen);
  if (row !== undefined && row.href !== null) location.href = row.href;
}

function askAnew() {
  question++;
  windows.clear();
  asked.clear();
  total = 0;
  message.textContent = message.dataset["loading"] ?? "";
  message.hidden = false;
  for (const head of document.querySelectorAll("[data-sort]")) {
    const sorted = parameters().get("sort") === head.getAttribute("data-sort");
    const reversed = parameters().get("reverse") === "1";
    head.setAttribute("aria-sort", !sorted ? "none" : reversed ? "ascending" : "descending");
  }
  for (const input of document.querySelectorAll("input[name]")) {
    if (input instanceof HTMLInputElement && input !== document.activeElement) {
      input.value = parameters().get(input.name) ?? "";
    }
  }
  for (const link of document.querySelectorAll("[data-export]")) {
    const filter = parameters().get("filter") ?? "";
    const query = filter === "" ? "" : `?${new URLSearchParams({ filter })}`;
    link.setAttribute("href", `export/${link.getAttribute("data-export")}${query}`);
  }
  ask(0);
  draw();
}

/** @param {(query: URLSearchParams) => void} change */
function change(change) {
  const query = parameters();
  change(query);
  history.pushState({ chosen: 0, top: 0 }, "", `?${query}`);
  chosen = 0;
  list.scrollTop = 0;
  askAnew();
}

/** @type {Record<string, () => void>} */
const KEYS = {
  "j": () => choose(chosen + 1),
  "k": () => choose(chosen - 1),
  "ArrowDown": () => choose(chosen + 1),
  "ArrowUp": () => choose(chosen - 1),
  "PageDown": () => choose(chosen + Math.floor(list.clientHeight / ROW)),
  "PageUp": () => choose(chosen - Math.floor(list.clientHeight / ROW)),
  "Home": () => choose(0),
  "End": () => choose(total - 1),
  "g": () => choose(0),
  "G": () => choose(total - 1),
  "Enter": open,
};

addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
  const act = KEYS[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
});
list.addEventListener("scroll", () => {
  draw();
  remember();
}, { passive: true });
body.addEventListener("click", (event) => {
  const row = event.target instanceof Element ? event.target.closest(".row") : null;
  if (row !== null) choose(Number(row.getAttribute("aria-rowindex")) - 1);
});
for (const head of document.querySelectorAll("[data-sort]")) {
  head.addEventListener("click", () =>
    change((query) => {
      const key = head.getAttribute("data-sort") ?? "";
      const again = query.get("sort") === key;
      query.set("sort", key);
      if (again && query.get("reverse") !== "1") query.set("reverse", "1");
      else query.delete("reverse");
    }));
}
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change((query) => {
      for (const [name, value] of new FormData(form)) {
        if (value === "") query.delete(name);
        else query.set(name, String(value));
      }
    });
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}
addEventListener("popstate", () => {
  askAnew();
  restore();
});
addEventListener("resize", draw);
addEventListener("state", (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  if (detail.version === version) return;
  version = detail.version;
  renewUntil();
});

function restore() {
  const state = history.state;
  if (state === null) return;
  chosen = state.chosen ?? 0;
  body.style.height = `${Math.max(total * ROW, (state.top ?? 0) + list.clientHeight)}px`;
  list.scrollTop = state.top ?? 0;
  draw();
}

askAnew();
restore();
