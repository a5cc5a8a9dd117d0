/**
 * A drawing of the page as a file of its own: SVG in which everything that the page's style says of it is written down, so
 * that it looks the same without the page.
 */
import { all, drawn, first } from "./dom.js";
import { unpackFailed } from "./facts.js";

/** What the style decides of an element, as SVG's own attributes. */
const WRITTEN = [
  "color",
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
  "vector-effect",
  "opacity",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "text-anchor",
  "marker-end",
];

/** Around a drawing: its labels stand outside of it, pixels. */
const LADDER_MARGIN = 130;
const CHART_MARGINS = { left: 70, top: 34, right: 24, bottom: 34 };

/**
 * A copy that needs no style.
 * @param {Element} element
 * @returns {Element | null}
 */
function styledCopy(element) {
  const style = getComputedStyle(element);
  if (style.display === "none" || element.getAttribute("visibility") === "hidden") return null;
  const copy = /** @type {Element} */ (element.cloneNode(false));
  for (const name of ["class", "href", "tabindex", "data-points", "aria-current"]) copy.removeAttribute(name);
  for (const name of WRITTEN) {
    const value = style.getPropertyValue(name);
    const named = /#([\w-]+)/.exec(value)?.[1];
    if (value !== "") copy.setAttribute(name, named === undefined ? value : `url(#${named})`);
  }
  if (style.transform !== "none") copy.setAttribute("transform", style.transform);
  for (const child of element.childNodes) {
    const copied = child instanceof Element ? styledCopy(child) : child.cloneNode();
    if (copied !== null) copy.append(copied);
  }
  return copy;
}

/**
 * A picture with a frame around drawings, each at its place in it.
 * @param {{ width: number, height: number, title: string }} frame
 * @param {{ drawing: Element, x: number, y: number }[]} placed
 */
function picture({ width, height, title }, placed) {
  const whole = drawn("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  const name = drawn("title", {});
  name.textContent = title;
  const paper = getComputedStyle(document.body).backgroundColor;
  whole.append(name, drawn("rect", { width: "100%", height: "100%", fill: paper }));
  for (const { drawing, x, y } of placed) {
    const copy = styledCopy(drawing);
    if (copy === null) continue;
    const { width: wide, height: high } = drawing.getBoundingClientRect();
    for (const [key, value] of Object.entries({ x, y, width: wide, height: high, overflow: "visible" })) {
      copy.setAttribute(key, String(value));
    }
    whole.append(copy);
  }
  return whole;
}

/** The ladder as it is drawn now: of a large page, the stretch around what is in sight. */
function ladderPicture() {
  const bands = all(".ladder svg.hosts, .ladder svg.band");
  const heads = first(".heads");
  const width = bands[0]?.getBoundingClientRect().width ?? 0;
  let y = 10;
  const placed = bands.map((drawing) => {
    const one = { drawing, x: LADDER_MARGIN, y };
    y += drawing.getBoundingClientRect().height;
    return one;
  });
  const whole = picture({ width: width + 2 * LADDER_MARGIN, height: y + 10, title: document.title }, placed);
  const markers = heads === null ? null : styledCopy(heads);
  if (markers !== null) whole.append(...markers.childNodes);
  return whole;
}

/** @param {HTMLElement} figure */
function chartPicture(figure) {
  const axes = figure.querySelector("svg.axes");
  if (axes === null) throw new Error(unpackFailed);
  const { left, top, right, bottom } = CHART_MARGINS;
  const { width, height } = axes.getBoundingClientRect();
  const title = first("figcaption .name", figure)?.textContent ?? "";
  const whole = picture({ width: width + left + right, height: height + top + bottom + 22, title }, [
    { drawing: axes, x: left, y: top },
  ]);
  const { color, fontFamily } = getComputedStyle(figure);
  const heading = drawn("text", { x: 10, y: 20, fill: color, "font-family": fontFamily, "font-weight": 600 });
  heading.textContent = title;
  whole.append(heading);
  keyOf(figure).forEach(({ label, colour }, i, { length }) => {
    const x = left + (i * width) / length;
    const y = height + top + bottom + 8;
    whole.append(drawn("rect", { x, y: y - 9, width: 10, height: 10, fill: colour }));
    const text = drawn("text", { x: x + 15, y, fill: color, "font-family": fontFamily, "font-size": 12 });
    text.textContent = label;
    whole.append(text);
  });
  return whole;
}

/**
 * What the colours stand for.
 * @param {HTMLElement} figure
 */
function keyOf(figure) {
  return all(".curve", figure).map((curve) => ({
    label: curve.dataset.label ?? "",
    colour: getComputedStyle(curve).stroke,
  }));
}

/**
 * Hands a picture to the reader as a file.
 * @param {Element} drawing
 * @param {string} name
 */
function save(drawing, name) {
  const text = new XMLSerializer().serializeToString(drawing);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  link.download = `${name}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * The page's name as a file's: letters and digits.
 * @param {string} what
 */
function fileName(what) {
  const page = location.pathname.split("/").at(-1)?.replace(/\.html?$/, "") ?? "";
  return [page, what].map((part) => part.replace(/[^\p{L}\p{N}]+/gu, "-")).filter((part) => part !== "").join("-");
}

export function startPictures() {
  for (const button of all("[data-save]")) {
    button.addEventListener("click", () => {
      const figure = /** @type {HTMLElement | null} */ (button.closest(".chart"));
      if (figure === null) save(ladderPicture(), fileName("ladder"));
      else save(chartPicture(figure), fileName(figure.dataset.scale ?? "chart"));
    });
  }
}
