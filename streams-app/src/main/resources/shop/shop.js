// A small shop. Its pages are addresses after #; what a shopper does goes to the tracker and nowhere else.

import { byId, html, say, svg } from "/page/dom.js";
import { quantity } from "/page/words.js";
import { add, cartLines, empty, remove, total, units } from "./cart.js";
import { CATEGORIES, CURRENCY, PRODUCTS, euros, found, productOf } from "./catalogue.js";
import { alsoViewed, boughtTogether, forYou } from "./suggestions.js";
import { page, track } from "./tracker.js";

const main = byId("main");

const PAGES = {
  "": home,
  category,
  product,
  search,
  cart: showCart,
  checkout,
  payment,
  order,
};

/** A product as Segment's e-commerce events name it. */
const described = ({ id, category, brand, name, price }, units = 1) => ({ product_id: id, name, category, brand, price, quantity: units });

/** The cart as Segment's e-commerce events name it. */
const basket = () => ({ currency: CURRENCY, value: total(), products: cartLines().map((line) => described(line.product, line.units)) });

function home() {
  page("home");
  const shelves = Object.keys(CATEGORIES).map((id) => html("section", { class: "shelf" }, html("h2", {}, link(`#/category/${id}`, CATEGORIES[id])), list(PRODUCTS.filter((one) => one.category === id))));
  return [heading("Good things, few of them"), html("p", { class: "lead" }, "Look around. Each click moves what you see at the side."), suggested("For you", () => forYou()), ...shelves];
}

function category(id) {
  if (CATEGORIES[id] === undefined) {
    return missing();
  }
  const products = PRODUCTS.filter((one) => one.category === id);
  track("Product List Viewed", { list_id: id, category: id, currency: CURRENCY, products: products.map((one) => described(one)) });
  return [heading(CATEGORIES[id]), list(products), suggested("For you", () => forYou(products))];
}

function search(query) {
  const results = found(query);
  track("Products Searched", { query });
  byId("query").value = query;
  return [heading(`“${query}”`), html("p", { class: "lead" }, results.length === 0 ? "Nothing found. Try shoes, pan or rain." : `${quantity(results.length, "product")} found`), list(results)];
}

function product(id) {
  const shown = productOf(id);
  if (shown === undefined) {
    return missing();
  }
  track("Product Viewed", { ...described(shown), currency: CURRENCY });
  const put = button("Add to cart", "main", () => {
    add(shown);
    track("Product Added", { ...described(shown), currency: CURRENCY });
    tell(`${shown.name} is in the cart, which has ${quantity(units(), "product")}`);
  });
  const wish = button("Remember it", "", () => {
    track("Product Added to Wishlist", { ...described(shown), currency: CURRENCY });
    tell(`${shown.name} is on the wishlist`);
  });
  const shelf = PRODUCTS.filter((one) => one.category === shown.category && one.id !== id);
  return [
    html("p", { class: "crumbs" }, link(`#/category/${shown.category}`, CATEGORIES[shown.category])),
    html("article", { class: "detail" }, picture(shown), html("div", {}, heading(shown.name), html("p", { class: "maker" }, shown.brand), html("p", { class: "price" }, euros(shown.price)), html("p", {}, shown.text), html("p", { class: "choices" }, put, wish))),
    suggested("Others also viewed", () => alsoViewed(id)),
    html("section", { class: "shelf" }, html("h2", {}, "Beside it on the shelf"), list(shelf)),
    suggested("For you", async () => forYou([...shelf, ...(await alsoViewed(id)).map(({ product }) => product)])),
  ];
}

function showCart() {
  track("Cart Viewed", basket());
  if (cartLines().length === 0) {
    return [heading("Your cart"), html("p", { class: "lead" }, "It is empty. ", link("#/", "Look around"))];
  }
  return [heading("Your cart"), ...lines(cartLines(), total(), true), html("p", { class: "choices" }, go("#/checkout", "To the checkout")), suggested("Bought together", () => boughtTogether(cartLines().map((line) => line.product)))];
}

/** Products with their units, and their sum. */
function lines(all, sum, canRemove = false) {
  const rows = all.map(({ product, units }) => {
    const out = button("Remove", "", () => {
      remove(product);
      track("Product Removed", { ...described(product, units), currency: CURRENCY });
      show(); // the cart without it
      tell(`${product.name} is no longer in the cart`);
      focusHeading();
    });
    out.setAttribute("aria-label", `Remove ${product.name}`);
    return html("li", {}, picture(product), html("span", { class: "name" }, link(`#/product/${product.id}`, product.name), html("small", {}, `${units} × ${euros(product.price)}`)), html("span", { class: "price" }, euros(units * product.price)), canRemove ? out : null);
  });
  return [html("ul", { class: "basket" }, ...rows), html("p", { class: "total" }, html("span", {}, "Total"), html("strong", {}, euros(sum)))];
}

function checkout() {
  if (cartLines().length === 0) {
    return showCart();
  }
  track("Checkout Started", basket());
  return step("Delivery", ["To the door, in two days", "To a parcel locker, tomorrow"], "Continue to payment", (way) => {
    track("Checkout Step Completed", { step: 1, shipping_method: way });
    location.hash = "#/payment";
  });
}

function payment() {
  if (cartLines().length === 0) {
    return showCart();
  }
  return step("Payment", ["Invoice", "Card (none is asked for)"], `Buy for ${euros(total())}`, (way) => {
    track("Payment Info Entered", { payment_method: way });
    const number = `F${Date.now().toString(36).toUpperCase()}`;
    track("Order Completed", { order_id: number, ...basket(), total: total() });
    bought = { number, lines: cartLines(), total: total() };
    empty();
    location.hash = `#/order/${number}`;
  });
}

/** One step of the checkout: a choice, and the button that goes on. */
function step(title, ways, next, done) {
  const choices = ways.map((way, i) => html("label", {}, html("input", { type: "radio", name: "way", value: way, checked: i === 0 }), way));
  const form = html("form", { class: "step" }, html("fieldset", {}, html("legend", { class: "hidden-text" }, title), ...choices), html("button", { type: "submit", class: "main" }, next));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done(new FormData(form).get("way"));
  });
  return [heading(title), form, ...lines(cartLines(), total())];
}

/** The order that was placed last, for its page. */
let bought = null;

function order(number) {
  if (bought === null || bought.number !== number) {
    return missing();
  }
  const back = button("Send it all back", "", () => {
    track("Order Refunded", { order_id: number, currency: CURRENCY, total: bought.total });
    back.remove();
    tell("The order is refunded");
    focusHeading();
  });
  return [heading("Thank you"), html("p", { class: "lead" }, `Order ${number} exists in this demo only.`), ...lines(bought.lines, bought.total), html("p", { class: "choices" }, go("#/", "Look around again"), back)];
}

const missing = () => [heading("There is nothing here"), html("p", { class: "lead" }, link("#/", "Back to the shop"))];

const heading = (text) => html("h1", { tabindex: -1 }, text);

const link = (href, text) => html("a", { href }, text);

const go = (href, text) => html("a", { href, class: "button main" }, text);

function button(text, kind, pressed) {
  const made = html("button", { type: "button", class: kind === "" ? null : kind }, text);
  made.addEventListener("click", pressed);
  return made;
}

const picture = ({ id, category }) => svg("svg", { class: `picture ${category.split(".")[0]}`, "aria-hidden": "true" }, svg("use", { href: `/shop/products.svg#${id}` }));

/** @param why a reason for each product; none is shown without */
function list(products, why = []) {
  const cards = products.map((one, i) => {
    const card = html("a", { href: `#/product/${one.id}` }, picture(one), html("span", { class: "name" }, one.name, html("small", {}, one.brand)), html("span", { class: "price" }, euros(one.price)), why[i] ? html("span", { class: "why" }, why[i]) : null);
    card.addEventListener("click", () => track("Product Clicked", { ...described(one), currency: CURRENCY, position: i + 1 }));
    return html("li", {}, card);
  });
  return html("ul", { class: "products" }, ...cards);
}

/** The suggestions on the page, which are asked for again when the engine knows more. */
let suggestions = [];

/** What each shelf showed last, so that a page begins as it was and nothing moves under the pointer. */
const before = new Map();

/** A shelf of what the engine suggests; hidden while that is nothing. */
function suggested(title, find) {
  const products = html("div");
  const shelf = html("section", { class: "shelf suggested", hidden: true, "aria-label": title }, html("h2", {}, title), products);
  const key = `${title} ${location.hash}`;
  let shown = "[]";
  const put = (found) => {
    const now = JSON.stringify(found);
    if (now === shown || products.matches(":hover, :focus-within")) {
      return; // Whoever is about to press one keeps it.
    }
    shown = now;
    before.set(key, found);
    products.replaceChildren(
      list(
        found.map(({ product }) => product),
        found.map(({ why }) => why),
      ),
    );
    shelf.hidden = found.length === 0;
  };
  const fill = async () => put(await find());
  put(before.get(key) ?? []);
  products.addEventListener("pointerleave", () => fill().catch(console.error));
  suggestions.push(fill);
  fill().catch(console.error);
  return shelf;
}

addEventListener("known", () => suggestions.forEach((fill) => fill().catch(console.error)));

/** Says it to screen readers, and counts the cart. */
function tell(text) {
  say(byId("told"), text);
  countCart();
}

function countCart() {
  say(byId("to-cart"), units() === 0 ? "Cart" : `Cart (${units()})`);
}

/** Shows the page of the address. */
function show() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  const write = Object.hasOwn(PAGES, name) ? PAGES[name] : missing;
  let argument = rest.join("/");
  try {
    argument = decodeURIComponent(argument);
  } catch {
    // Not encoded by this shop; it is shown as it is.
  }
  suggestions = [];
  main.replaceChildren(...write(argument));
  document.title = `${main.querySelector("h1").textContent} · Fjell & Harbour, a demo shop`;
  countCart();
}

function moved() {
  show();
  scrollTo(0, 0);
  focusHeading();
}

const focusHeading = () => main.querySelector("h1").focus({ preventScroll: true });

byId("shelves").append(...Object.entries(CATEGORIES).map(([id, name]) => link(`#/category/${id}`, name)));
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = byId("query").value.trim();
  if (query !== "") {
    location.hash = `#/search/${encodeURIComponent(query)}`;
  }
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address names the page of the shop
  main.focus();
});
addEventListener("hashchange", moved);
show();
