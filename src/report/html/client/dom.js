/** Elements that the page surely has, with the types of a page. */

/**
 * The element with an id.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no ${id}`);
  return element;
}

/**
 * The first element that a selector matches below a root.
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {HTMLElement | null}
 */
export function first(selector, root = document) {
  return root.querySelector(selector);
}

/**
 * All elements that a selector matches below a root.
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {HTMLElement[]}
 */
export function all(selector, root = document) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector))];
}

/**
 * The element that an event began at.
 * @param {Event} event
 * @returns {HTMLElement}
 */
export function targetOf(event) {
  const { target } = event;
  return target instanceof Element ? /** @type {HTMLElement} */ (target) : document.body;
}

/**
 * A whole number with its thousands set apart.
 * @param {number} value
 */
export function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * An element of a drawing.
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
export function drawn(name, attributes) {
  // The page has drawings: they know the name of SVG's elements.
  const element = document.createElementNS(document.querySelector("svg")?.namespaceURI ?? null, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
