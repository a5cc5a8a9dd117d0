/**
 * Large pages come in pieces: an empty place of the right height for each, and its content packed at the end of the
 * page. A piece is unpacked when the reader comes near it and given up when it is far away again.
 */
import { numbers, unpackFailed } from "./facts.js";

const unpackedText = new Map();
const afterMount = [];

/** Calls `listener(element)` whenever a piece has been put into the page. */
export function onMount(listener) {
  afterMount.push(listener);
}

/** The pieces of a kind, `ladder`, `rows` or `articles`, in order; of all kinds without one. */
export function allPieces(kind) {
  return [...document.querySelectorAll(kind === undefined ? "[data-piece]" : `[data-piece^="${kind}-"]`)];
}

/** The piece of a kind that holds a packet; null on a page that is not in pieces. */
export function pieceOf(kind, number) {
  return allPieces(kind).find((piece) => +piece.dataset.first <= number && number <= +piece.dataset.last) ?? null;
}

/** Puts a piece's content into its place. Resolves when it is there. */
export async function mount(piece) {
  piece.dataset.wanted = "yes";
  if (piece.dataset.mounted === "yes") return;
  const text = await unpack(piece.dataset.piece);
  if (piece.dataset.wanted === "yes") fillPiece(piece, text);
}

function fillPiece(piece, text) {
  if (piece.dataset.mounted === "yes") return;
  piece.dataset.mounted = "yes";
  piece.innerHTML = text;
  piece.style.height = "";
  for (const listener of afterMount) listener(piece);
}

/** Empties a piece, which keeps its height. */
export function unmount(piece) {
  piece.dataset.wanted = "no";
  if (piece.dataset.mounted !== "yes") return;
  const { height } = piece.getBoundingClientRect();
  piece.dataset.mounted = "no";
  piece.replaceChildren();
  if (height > 0) piece.dataset.height = height;
  piece.style.height = `${piece.dataset.height}px`;
}

async function unpack(id) {
  const known = unpackedText.get(id);
  if (known !== undefined) return known;
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const text = await new Response(stream).text();
    unpackedText.set(id, text);
    return text;
  } catch {
    return `<p>${unpackFailed}</p>`;
  }
}

/** Unpacks the rest while the page is idle, so that printing, which cannot wait, has all of it. */
async function unpackWhenIdle() {
  for (const piece of allPieces()) {
    await new Promise((resolve) => (self.requestIdleCallback ?? setTimeout)(resolve));
    await unpack(piece.dataset.piece);
  }
}

export function startPieces() {
  const pieces = allPieces();
  if (pieces.length === 0) return;
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) mount(target);
      else if (!target.classList.contains("holds")) unmount(target);
    }
  }, { rootMargin: "900px", scrollMargin: "900px" });
  for (const piece of pieces) {
    if (piece.childElementCount > 0) piece.dataset.mounted = "yes";
    else piece.style.height = `${piece.dataset.height}px`;
    watcher.observe(piece);
  }
  addEventListener("beforeprint", () => {
    for (const piece of pieces) {
      const text = unpackedText.get(piece.dataset.piece);
      if (text !== undefined) fillPiece(piece, text);
    }
  });
  addEventListener("load", unpackWhenIdle);
  document.documentElement.dataset.packets = numbers.length;
}
