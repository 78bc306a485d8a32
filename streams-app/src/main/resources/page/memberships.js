// A user's audiences: since when, why, and when that ends if nothing happens.

import { audienceLink, cause, verb } from "./changes.js";
import { html } from "./dom.js";
import { card } from "./profile.js";
import { clockOfToday, dayAndClock, duration } from "./words.js";

/** The card of a user's memberships, an answer of /users/ID/audiences. */
export function membershipsCard({ asOf, audiences, upcoming }) {
  const now = Date.parse(asOf);
  const content = audiences.length === 0 ? html("p", { class: "note" }, "In none now.") : html("ul", { class: "memberships" }, ...audiences.map((one) => membership(one, now)));
  const next = upcoming.length === 0 ? null : html("div", {}, html("h3", {}, "If nothing happens"), html("ul", { class: "memberships" }, ...upcoming.map((one) => coming(one, now))));
  return card("Audiences", content, next);
}

function membership({ audience, since, endsAt, values }, now) {
  const why = Object.entries(values).map(([name, value]) => `${name} = ${value}`);
  const ends = endsAt === null ? "stays until something happens" : `leaves ${clockOfToday(endsAt)} UTC if nothing happens, in ${duration(Math.max(0, Date.parse(endsAt) - now))}`;
  return html(
    "li",
    {},
    html("a", { class: "tag", href: audienceLink(audience) }, html("span", { class: "name" }, audience)),
    html("small", {}, `since ${dayAndClock(since)}, ${duration(Math.max(0, now - Date.parse(since)))}; ${ends}`),
    ...why.map((text) => html("small", { class: "rule" }, text)),
  );
}

function coming({ audience, entersAt }, now) {
  return html(
    "li",
    {},
    html("a", { class: "tag soon", href: audienceLink(audience) }, html("span", { class: "name" }, audience)),
    html("small", {}, `enters ${clockOfToday(entersAt)} UTC, in ${duration(Math.max(0, Date.parse(entersAt) - now))}`),
  );
}

/** What is known of when the user entered and left: the present memberships, and changes that were followed. Oldest first. */
export function changesOf({ audiences }, followed) {
  const entered = audiences.map(({ audience, since }) => ({ audience, kind: "ENTERED", eventTime: since, cause: "OTHER", late: false }));
  const all = new Map([...entered, ...followed].map((change) => [`${change.kind} ${change.audience} ${Date.parse(change.eventTime)}`, change]));
  return [...all.values()].sort((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime));
}

/** The changes as a list of sentences. */
export const changesList = (changes) =>
  html(
    "ul",
    { class: "told-changes" },
    ...changes.map((change) => {
      const why = cause(change);
      return html(
        "li",
        {},
        html("span", { class: `way ${change.kind === "ENTERED" ? "in" : "out"}`, "aria-hidden": "true" }, change.kind === "ENTERED" ? "▲" : "▼"),
        html("span", {}, `${dayAndClock(change.eventTime)} ${verb(change.kind)} `),
        html("strong", {}, change.audience),
        why === "" ? null : html("small", {}, ` · ${why}`),
      );
    }),
  );
