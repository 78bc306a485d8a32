// What was recommended to a user at a moment of the journey, why, and whether the user took it.

import { html, say } from "./dom.js";
import { percent } from "./words.js";

/** Most products that are shown. */
export const MOST_PRODUCTS = 8;

/** Why a product is recommended. */
export function why({ reason, because }) {
  switch (reason) {
    case "RECENTLY_VIEWED":
      return "viewed lately";
    case "ON_WISHLIST":
      return "on the wishlist";
    case "ALSO_VIEWED":
      return `others viewed it after ${because}`;
    case "ALSO_BOUGHT":
      return `goes with ${because}`;
    case "POPULAR_IN_CATEGORY":
      return `popular in ${because}`;
    case "POPULAR":
      return "popular";
    default:
      return "";
  }
}

/** The strip of products and the next categories. It is hidden until {@link take} has something to show. */
export class NextForUser {
  constructor() {
    this.products = html("ol", { class: "next-products" });
    this.outcome = html("p", { class: "note" });
    this.categories = html("ul", { class: "drivers plain" });
    this.element = html(
      "section",
      { class: "card next", hidden: true, "aria-labelledby": "next-title" },
      html("h2", { id: "next-title" }, "Next for this user"),
      html("div", { class: "next-parts" }, html("div", {}, this.products, this.outcome), html("div", {}, html("h3", {}, "Next categories"), this.categories)),
    );
    this.window = [];
  }

  /** @param answer of /users/ID/recommendations/journey */
  take({ updateNumber, window }) {
    this.updateNumber = updateNumber;
    this.window = window;
  }

  /** Hides the strip until {@link take} has something to show again. */
  hide() {
    this.updateNumber = null;
    this.element.hidden = true;
  }

  /**
   * Shows the list as of an event. While the lists of this journey are not known, what is shown stays.
   *
   * @param updateNumber of the journey
   * @param i index of the event in the window
   */
  show(updateNumber, i) {
    if (updateNumber !== this.updateNumber) {
      return;
    }
    this.element.hidden = false;
    const step = this.window[i];
    const products = step.items.map((product, k) => entry(product, k + 1, step.next?.rank === k + 1));
    this.products.replaceChildren(...products);
    this.products.hidden = products.length === 0;
    say(this.outcome, outcome(step));
    this.categories.replaceChildren(...categories(step.categories));
  }
}

function entry(product, rank, taken) {
  return html(
    "li",
    { class: taken ? "taken" : null },
    html("span", { class: "rank", "aria-hidden": "true" }, String(rank)),
    html("strong", { class: "name" }, product.itemId),
    product.categoryId === null ? null : html("small", {}, product.categoryId),
    html("span", { class: "why" }, why(product)),
    taken ? html("span", { class: "badge high" }, "TAKEN NEXT") : null,
  );
}

function outcome({ items, next }) {
  if (items.length === 0) {
    return "Nothing could be recommended at this moment.";
  }
  if (next === null) {
    return "What the user turns to next is still open.";
  }
  return next.rank === null ? `Then the user turned to ${next.itemId}, which is not in this list.` : `Then the user turned to ${next.itemId}, number ${next.rank} of this list.`;
}

function categories(categories) {
  const likely = categories.filter(({ share }) => share > 0);
  if (likely.length === 0) {
    return [html("li", { class: "note" }, "None is known yet.")];
  }
  const shown = likely.slice(0, 5);
  const most = Math.max(...shown.map((category) => category.share), 1e-9);
  return shown.map(({ categoryId, share, newToUser }) => {
    const length = html("span");
    length.style.width = `${(share / most) * 100}%`;
    return html("li", {}, html("span", { class: "name" }, categoryId, newToUser ? html("small", {}, "new to the user") : null), html("span", { class: "number" }, percent(share)), html("span", { class: "push up", "aria-hidden": "true" }, length));
  });
}
