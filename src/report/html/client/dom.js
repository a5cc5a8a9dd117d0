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
