// The profile, in cards.

import { bar, html } from "./dom.js";
import { explanation, meaning } from "./tags.js";
import { count, dayAndClock, duration, eventName, money, percent, quantity } from "./words.js";

/** The cards of a profile, except {@link countsCard}. The window gives the currency of prices, if it has only one. */
export function profileCards(profile, window) {
  const currencies = new Set(window.map((event) => event.currency).filter(Boolean));
  const currency = currencies.size === 1 ? [...currencies][0] : "";
  return [
    card("Tags", tags(profile.tags)),
    card("Affinities", affinities("Categories", profile.topCategories), affinities("Brands", profile.topBrands)),
    card("Cart", cart(profile.cart)),
    card("Value", value(profile, currency)),
    card("Rhythm", rhythm(profile.rhythm)),
    card("Sessions", sessions(profile)),
  ];
}

/** Events by type, in spans of time. */
export const countsCard = (profile) => card("Events by type", counts(profile));

export function card(title, ...content) {
  return html("section", { class: "card" }, html("h2", {}, title), ...content);
}

const nothing = (text) => html("p", { class: "note" }, text);

/** Terms and their values; unknown values are left out. */
export function facts(entries) {
  const known = entries.filter(([, text]) => text !== null && text !== undefined);
  return html("dl", { class: "facts" }, ...known.map(([term, text]) => html("div", {}, html("dt", {}, term), html("dd", {}, text))));
}

function tags(tags) {
  if (tags.length === 0) {
    return nothing("None applies.");
  }
  const items = tags.map((tag) =>
    html(
      "li",
      { title: explanation(tag) },
      html("span", { class: "tag" }, html("span", { class: "name" }, tag.name), html("span", { class: "share" }, percent(tag.weight))),
      html("small", {}, meaning(tag.name)),
    ),
  );
  return html("ul", { class: "tags" }, ...items);
}

function affinities(title, values) {
  const rows = values.slice(0, 6).map((affinity) =>
    html("li", {}, html("span", { class: "name" }, affinity.id), bar(affinity.share), html("span", { class: "share" }, percent(affinity.share))),
  );
  return html("div", {}, html("h3", {}, title), rows.length === 0 ? nothing("None yet.") : html("ul", { class: "affinities" }, ...rows));
}

function cart(items) {
  if (items.length === 0) {
    return nothing("Empty.");
  }
  const rows = items.map((item) =>
    html(
      "li",
      {},
      html("span", { class: "name" }, item.itemId, item.categoryId === null ? null : html("small", {}, item.categoryId)),
      html("span", { class: "number" }, `${count(item.quantity)} ×${item.priceMinor === null ? "" : ` ${money(item.priceMinor, item.currency ?? "")}`}`),
    ),
  );
  return html("ul", { class: "cart" }, ...rows);
}

function value(profile, currency) {
  const spent = profile.monetary.map((sum) => [
    `Spent${sum.currency === "" ? "" : ` (${sum.currency})`}`,
    `${money(sum.totalMinor, sum.currency)} in ${quantity(sum.orders, "order")}, ${money(sum.averageOrderMinor, sum.currency)} each`,
  ]);
  const prices = profile.priceBand;
  return facts([
    ["Orders", count(profile.orders)],
    ["Latest purchase", profile.lastPurchaseAt === null ? "never" : dayAndClock(profile.lastPurchaseAt)],
    ...spent,
    [
      "Looks at prices",
      prices === null ? null : `${money(prices.lowMinor, currency)} to ${money(prices.highMinor, currency)}, typically ${money(prices.typicalMinor, currency)}`,
    ],
  ]);
}

function rhythm(rhythm) {
  const between = (millis) => (millis === null ? null : duration(millis));
  return html(
    "div",
    {},
    hours(rhythm.activeHours),
    facts([
      ["Between events", between(rhythm.meanEventIntervalMillis)],
      ["On a page", between(rhythm.meanDwellMillis)],
      ["Between sessions", between(rhythm.meanSessionGapMillis)],
    ]),
  );
}

/** Events by hour of day. */
function hours(numbers) {
  if (numbers.length === 0) {
    return null;
  }
  const most = Math.max(1, ...numbers);
  const busiest = numbers.indexOf(Math.max(...numbers));
  const bars = numbers.map((number, hour) => {
    const column = html("span", { title: `${hour}:00: ${quantity(number, "event")}` });
    column.style.height = `${Math.max(number === 0 ? 2 : 6, (number / most) * 100)}%`;
    if (number === 0) {
      column.className = "none";
    }
    return column;
  });
  const label = `Events by hour of day, UTC; most, ${count(numbers[busiest])}, from ${busiest}:00`;
  return html(
    "div",
    { class: "day", role: "img", "aria-label": label },
    html("div", { class: "hours" }, ...bars),
    html("div", { class: "ticks" }, ...["0", "6", "12", "18", "24 h"].map((hour) => html("span", {}, hour))),
  );
}

function sessions(profile) {
  const channels = Object.entries(profile.channels).sort((a, b) => b[1] - a[1]).map(([name, number]) => `${name} ${count(number)}`);
  return facts([
    ["Sessions", count(profile.sessions)],
    ["First seen", dayAndClock(profile.firstSeen)],
    ["Last seen", dayAndClock(profile.lastSeen)],
    ["Channels", channels.length === 0 ? null : channels.join(", ")],
  ]);
}

function counts(profile) {
  const spans = [
    ["1 h", profile.lastHourCounts],
    ["24 h", profile.last24HoursCounts],
    ["7 days", profile.last7DaysCounts],
    ["30 days", profile.last30DaysCounts],
    ["ever", profile.lifetimeCounts],
  ];
  const types = Object.keys(profile.lifetimeCounts).sort((a, b) => profile.lifetimeCounts[b] - profile.lifetimeCounts[a]);
  const row = (type) => html("tr", {}, html("th", { scope: "row" }, eventName(type)), ...spans.map(([, numbers]) => html("td", { class: "number" }, count(numbers[type] ?? 0))));
  return html(
    "div",
    { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Events by type" },
    html(
      "table",
      {},
      html("caption", { class: "hidden-text" }, "Events by type, in spans up to the user's latest event"),
      html("thead", {}, html("tr", {}, html("th", { scope: "col" }, "Up to last seen"), ...spans.map(([name]) => html("th", { scope: "col", class: "number" }, name)))),
      html("tbody", {}, ...types.map(row)),
    ),
  );
}
