/** Pointer and keyboard: what the reader does, turned into choices. */
import { choose, chosenPacket, limitTo, step } from "./selection.js";

const STEPS = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

/** The part of the workspace that holds an element: it decides where the focus follows. */
function partOf(element) {
  if (element.closest(".ladder")) return "ladder";
  if (element.closest(".packets")) return "list";
  if (element.closest(".plot")) return "charts";
  return element.closest(".articles-part") ? "articles" : null;
}

function sideways(key) {
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  return key === forward ? 1 : key === "ArrowLeft" || key === "ArrowRight" ? -1 : 0;
}

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = event.target;
  if (target.closest("input, select, textarea")) return;
  const part = partOf(target);
  const across = sideways(event.key);
  // In the article up and down scroll its text; on the page at large only sideways keys are free.
  const lengthwise = part === "ladder" || part === "list" || part === "charts";
  const by = across !== 0 && (part !== null || target === document.body)
    ? across
    : lengthwise
    ? STEPS[event.key]
    : undefined;
  if (by === undefined) return;
  event.preventDefault();
  step(by, part ?? "ladder");
}

function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const arrow = event.target.closest("[data-packet]");
  const link = event.target.closest("[data-select]");
  const row = event.target.closest("[data-row]");
  const number = arrow?.dataset.packet ?? link?.dataset.select ?? row?.dataset.row;
  if (number === undefined) return;
  event.preventDefault();
  const part = partOf(event.target);
  choose(+number, part ?? "ladder");
}

function switchMode(button) {
  const all = document.body.classList.toggle("all");
  document.body.classList.toggle("one", !all);
  button.textContent = all ? button.dataset.one : button.dataset.all;
  document.getElementById(`packet-${chosenPacket()}`)?.scrollIntoView({ block: "nearest" });
}

/** Dims every packet that is not of the conversation, by a rule of style, so that later pieces obey it too. */
function showOnly(stream, sheet) {
  limitTo(stream);
  sheet.replaceSync(
    stream === ""
      ? ""
      : `[data-stream]:not([data-stream="${+stream}"]){opacity:.16}tr[data-stream]:not([data-stream="${+stream}"]){display:none}`,
  );
}

export function startControls() {
  document.body.classList.add("one");
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.getElementById("previous").addEventListener("click", () => step(-1, "articles"));
  document.getElementById("next").addEventListener("click", () => step(1, "articles"));
  document.getElementById("mode").addEventListener("click", (event) => switchMode(event.currentTarget));
  const only = document.getElementById("only");
  if (only === null) return;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  only.addEventListener("change", () => showOnly(only.value, sheet));
}
