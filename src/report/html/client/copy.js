/** What a reader takes along: the chosen packet as text, the command that shows it, a link to it. */
import { all, byId, first } from "./dom.js";
import { say, showCommand } from "./facts.js";
import { chosenPacket } from "./selection.js";

/** What is worth copying of an article, in order. */
const PARTS = "h3, .facts, .problem, .explanation h4, .explanation > p:not(.source), .states li, .sums div";

/** The chosen packet in lines. */
function packetText() {
  const article = first(`#packet-${chosenPacket()}`);
  if (article === null) return "";
  return all(PARTS, article).map((part) => (part.textContent ?? "").replace(/\s+/g, " ").trim()).join("\n");
}

/** @type {Readonly<Record<string, () => string>>} */
const COPIES = {
  text: packetText,
  command: () => showCommand.replace("{number}", String(chosenPacket())),
  link: () => `${location.href.split("#")[0]}#packet-${chosenPacket()}`,
};

/** @param {string} what */
async function copy(what) {
  const text = COPIES[what]?.() ?? "";
  if (text === "") return;
  try {
    await navigator.clipboard.writeText(text);
    byId("said").textContent = say("copied");
  } catch {
    // Not every browser lets a page from a file write to the clipboard: then the reader copies.
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    byId("said").textContent = done ? say("copied") : text;
  }
  setTimeout(() => byId("said").textContent = "", 3000);
}

export const COPY_KEYS = {
  "y": () => copy("text"),
  "l": () => copy("link"),
  "e": () => copy("command"),
};

export function startCopying() {
  for (const button of all("[data-copy]")) {
    button.addEventListener("click", () => {
      const menu = button.closest("details");
      if (menu) menu.open = false;
      copy(button.dataset.copy ?? "");
    });
  }
}
