/**
 * Large pages come in pieces: an empty place of the right height for each, and its content packed at the end of the
 * page, or on the server that serves it. A piece is fetched when the reader comes near it and given up when it is far away
 * again.
 */
import { all, byId } from "./dom.js";
import { piecesAddress, unpackFailed } from "./facts.js";
import { inflate } from "./inflate.js";

/** @type {Map<string, string>} */
const unpackedText = new Map();

/** @type {((piece: HTMLElement) => void)[]} */
const mountListeners = [];

/** Watches which pieces are near; none on a page that has no pieces yet.
 * @type {IntersectionObserver | null}
 */
let watcher = null;

/**
 * Calls a listener whenever a piece has been put into the page.
 * @param {(piece: HTMLElement) => void} listener
 */
export function onMount(listener) {
  mountListeners.push(listener);
}

/**
 * The piece of a kind, `ladder`, `rows` or `articles`, that holds a packet; null on a page that is not in pieces.
 * @param {string} kind
 * @param {number} number
 */
export function pieceOf(kind, number) {
  const holds = (/** @type {HTMLElement} */ { dataset }) =>
    Number(dataset.first) <= number && number <= Number(dataset.last);
  return all(`[data-piece^="${kind}-"]`).find(holds) ?? null;
}

/**
 * Puts a piece's content into its place. Resolves when it is there.
 * @param {HTMLElement} piece
 */
export async function mount(piece) {
  piece.dataset.wanted = "yes";
  if (piece.dataset.mounted === "yes") return;
  const text = await unpack(nameOf(piece));
  if (piece.dataset.wanted === "yes") fillPiece(piece, text);
}

/** @param {HTMLElement} piece */
function nameOf(piece) {
  return piece.dataset.piece ?? "";
}

/**
 * @param {HTMLElement} piece
 * @param {string} text
 */
function fillPiece(piece, text) {
  if (piece.dataset.mounted === "yes") return;
  piece.dataset.mounted = "yes";
  piece.innerHTML = text;
  piece.style.height = "";
  for (const listener of mountListeners) listener(piece);
}

/**
 * Empties a piece, which keeps its height.
 * @param {HTMLElement} piece
 */
function unmount(piece) {
  piece.dataset.wanted = "no";
  if (piece.dataset.mounted !== "yes") return;
  const { height } = piece.getBoundingClientRect();
  piece.dataset.mounted = "no";
  piece.replaceChildren();
  if (height > 0) piece.dataset.height = String(height);
  piece.style.height = `${piece.dataset.height}px`;
}

/** @param {string} name */
async function unpack(name) {
  const known = unpackedText.get(name);
  if (known !== undefined) return known;
  try {
    const text = piecesAddress === "" ? await unpackText(name) : await served(name);
    unpackedText.set(name, text);
    return text;
  } catch {
    return `<p>${unpackFailed}</p>`;
  }
}

/**
 * The text of a packed block.
 * @param {string} name
 */
export async function unpackText(name) {
  if (typeof DecompressionStream === "undefined") return inflatedText(name);
  const stream = new Blob([packedBytes(name)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).text();
}

/** @param {string} name */
function packedBytes(name) {
  return Uint8Array.from(atob(byId(name).textContent ?? ""), (c) => c.charCodeAt(0));
}

/**
 * The same at once, for printing, which waits for nothing that comes later.
 * @param {string} name
 */
function unpackNow(name) {
  try {
    const text = unpackedText.get(name) ?? (piecesAddress === "" ? inflatedText(name) : servedNow(name));
    unpackedText.set(name, text);
    return text;
  } catch {
    return `<p>${unpackFailed}</p>`;
  }
}

/** @param {string} name */
function inflatedText(name) {
  return new TextDecoder().decode(inflate(packedBytes(name)));
}

/** @param {string} name */
async function served(name) {
  const response = await fetch(addressOf(name));
  if (!response.ok) throw new Error(response.statusText);
  return await response.text();
}

/** @param {string} name */
function servedNow(name) {
  const request = new XMLHttpRequest();
  request.open("GET", addressOf(name), false);
  request.send();
  if (request.status !== 200) throw new Error(request.statusText);
  return request.responseText;
}

/** @param {string} name */
function addressOf(name) {
  return piecesAddress.replace("{name}", name);
}

/** Unpacks the rest while the page is idle: nearer pieces and printing then have it at hand. */
async function unpackWhenIdle() {
  for (const piece of all("[data-piece]")) {
    await new Promise((resolve) => (self.requestIdleCallback ?? setTimeout)(resolve));
    await unpack(nameOf(piece));
  }
}

/**
 * Takes in what has come into the page: its pieces are filled when they are near.
 * @param {HTMLElement} root
 */
export function watchPieces(root) {
  for (const piece of all("[data-piece]", root)) {
    if (piece.childElementCount > 0) piece.dataset.mounted = "yes";
    else piece.style.height = `${piece.dataset.height}px`;
    watcher?.observe(piece);
  }
  for (const listener of mountListeners) listener(root);
}

export function startPieces() {
  watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const piece = /** @type {HTMLElement} */ (target);
      if (isIntersecting) mount(piece);
      else if (!piece.classList.contains("holds")) unmount(piece);
    }
  }, { rootMargin: "900px", scrollMargin: "900px" });
  watchPieces(document.body);
  /** @type {HTMLElement[]} */
  let onPaper = [];
  addEventListener("beforeprint", () => {
    onPaper = all("[data-piece]").filter(({ dataset }) => dataset.mounted !== "yes");
    for (const piece of onPaper) fillPiece(piece, unpackNow(nameOf(piece)));
  });
  addEventListener("afterprint", () => {
    for (const piece of onPaper.splice(0)) if (piece.dataset.wanted !== "yes") unmount(piece);
  });
  if (piecesAddress === "") addEventListener("load", unpackWhenIdle);
}
