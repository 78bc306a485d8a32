// The cart: units by product, kept in this browser for each shopper.

import { productOf } from "./catalogue.js";
import { USER_ID } from "./tracker.js";

const KEY = `cart of ${USER_ID}`;
const inCart = read();

function read() {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(KEY) ?? "{}")).filter(([id, n]) => productOf(id) !== undefined && Number.isInteger(n) && n > 0));
  } catch {
    return new Map(); // Storage may be forbidden, or hold something else.
  }
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(inCart)));
  } catch {
    // It is kept until the page is closed.
  }
}

/** The products and their units. */
export const cartLines = () => [...inCart].map(([id, units]) => ({ product: productOf(id), units }));

export const units = () => cartLines().reduce((sum, line) => sum + line.units, 0);

/** The cart's value in euros, to the cent. */
export const total = () => Math.round(cartLines().reduce((sum, line) => sum + line.units * line.product.price, 0) * 100) / 100;

export function add({ id }) {
  inCart.set(id, (inCart.get(id) ?? 0) + 1);
  keep();
}

export function remove({ id }) {
  inCart.delete(id);
  keep();
}

export function empty() {
  inCart.clear();
  keep();
}
