// What each tag means, in one sentence. The engine's rules are in TagRule.

import { dayAndClock } from "./words.js";

const MEANINGS = {
  "new-visitor": "This is the user's first session.",
  "cart-abandoner": "The cart holds something from an earlier session.",
  "cart-from-earlier-session": "The cart holds something from an earlier session.",
  "window-shopper": "Viewed 20 products or more, and never put one into the cart or bought one.",
  "comparer": "Returns to the same products within this session.",
  "wishlister": "Put products on the wishlist three times or more.",
  "price-sensitive": "Chooses products that are clearly cheaper than those that are viewed.",
  "night-shopper": "Is mostly active between 22:00 and 6:00 UTC.",
  "first-time-buyer": "Has bought once.",
  "repeat-buyer": "Has bought more than once.",
  "loyal": "Buys in every third session or more often, over five sessions or more.",
  "returning-buyer": "Is back after 60 days or more without a purchase.",
};

/** What a tag means, such as for `loyal` or `category:shoes`. */
export function meaning(tag) {
  const affinity = /^(category|brand):(.*)$/s.exec(tag);
  if (affinity !== null) {
    return `At least 40% of the user's recent interest is in the ${affinity[1]} ${affinity[2]}.`;
  }
  return Object.hasOwn(MEANINGS, tag) ? MEANINGS[tag] : "A tag that this page does not know.";
}

/** The meaning, and since when the tag applies. */
export const explanation = (tag) => `${meaning(tag.name)} Since ${dayAndClock(tag.since)} UTC.`;
