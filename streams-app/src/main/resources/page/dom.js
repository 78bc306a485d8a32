// Elements, created without markup: the content of events stays text.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An HTML element. Children are elements or texts; null is skipped. */
export function html(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Sets the text only if it changed, so that nothing is drawn or announced again. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** A bar for a share between 0 and 1. */
export function bar(share, kind = "") {
  const inner = html("span");
  inner.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return html("span", { class: `bar ${kind}`, "aria-hidden": "true" }, inner);
}

/** The band as a badge. */
export const badge = (band) => html("span", { class: `badge ${band.toLowerCase()}` }, band);

/** Calls back with the width of an element, now and at each change. */
export function onWidth(element, draw) {
  let last = 0;
  new ResizeObserver(() => {
    const width = Math.floor(element.clientWidth);
    if (width > 0 && width !== last) {
      last = width;
      draw(width);
    }
  }).observe(element);
}
