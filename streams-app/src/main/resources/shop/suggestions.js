// What the engine recommends to the shopper, of the products that this shop sells.

import { pause } from "/page/engine.js";
import { ask, Refusal, Unreachable } from "/page/server.js";
import { CATEGORIES, productOf } from "./catalogue.js";
import { USER_ID } from "./tracker.js";

const MOST = 3;
const AGAIN_MILLIS = 2000;

let recommends = null;

/** Whether the engine has an items bundle; waits until it answers. */
async function engineRecommends() {
  for (;;) {
    const model = await answer("/model");
    if (model !== null) {
      return Boolean(model.items);
    }
    await pause(AGAIN_MILLIS);
  }
}

/** The answer; null when there is none now. */
async function answer(path) {
  try {
    return await ask(path);
  } catch (failure) {
    if (failure instanceof Refusal || failure instanceof Unreachable) {
      return null;
    }
    throw failure;
  }
}

async function items(path) {
  recommends ??= engineRecommends();
  return (await recommends) ? ((await answer(path))?.items ?? []) : [];
}

/** The products of a list that this shop sells, each with its reason; the bundle may know others. */
const sold = (list, why) =>
  list
    .map((item) => ({ product: productOf(item.itemId), why: why(item) }))
    .filter(({ product }) => product !== undefined)
    .slice(0, MOST);

/** What to look at next. @param beside products that stand on the page already */
export async function forYou(beside = []) {
  const query = new URLSearchParams({ limit: 100, exclude: beside.map(({ id }) => id) });
  return sold(await items(`/users/${encodeURIComponent(USER_ID)}/recommendations?${query}`), reason);
}

/** What others view after a product. */
export async function alsoViewed(id) {
  return sold(await items(`/items/${encodeURIComponent(id)}/related?kind=also-viewed&limit=100`), () => "");
}

/** What goes with the products of the cart: others had it in the same carts, wishlists and orders. */
export async function boughtTogether(products) {
  const found = new Map();
  const lists = await Promise.all(products.map(({ id }) => items(`/items/${encodeURIComponent(id)}/related?kind=also-bought&limit=100`)));
  lists.forEach((list, i) => {
    for (const { itemId, score } of list) {
      const known = found.get(itemId) ?? { itemId, score: 0, best: 0, because: "" };
      const best = score > known.best ? { best: score, because: products[i].id } : {};
      found.set(itemId, { ...known, score: known.score + score, ...best });
    }
  });
  const others = [...found.values()].filter(({ itemId }) => products.every(({ id }) => id !== itemId));
  return sold(others.sort((a, b) => b.score - a.score), ({ because }) => `Goes with ${name(because)}`);
}

const name = (id) => productOf(id)?.name ?? id;

function reason({ reason, because }) {
  switch (reason) {
    case "RECENTLY_VIEWED":
      return "You looked at it";
    case "ON_WISHLIST":
      return "You remembered it";
    case "ALSO_VIEWED":
      return `Because you viewed ${name(because)}`;
    case "ALSO_BOUGHT":
      return `Goes with ${name(because)}`;
    case "POPULAR_IN_CATEGORY":
      return `Popular in ${CATEGORIES[because] ?? because}`;
    default:
      return "Popular";
  }
}
