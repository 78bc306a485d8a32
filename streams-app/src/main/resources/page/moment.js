// What the user view says of one moment of the journey: what moved the score, the likely categories, the session so far.

import { html } from "./dom.js";
import { about, itemIds, startsSession } from "./journey-chart.js";
import { card, facts } from "./profile.js";
import { clock, count, duration, eventName, percent, quantity, signed } from "./words.js";

const MOST_DRIVERS = 3;

/** The three cards of a moment. They are filled by {@link show}. */
export class Moment {
  /** @param gapMillis time without events after which a session ends */
  constructor(gapMillis) {
    this.gapMillis = gapMillis;
    this.drivers = html("ul", { class: "drivers" });
    this.categories = html("ul", { class: "drivers plain" });
    this.session = html("div");
    this.element = html(
      "div",
      { class: "trio" },
      card("What moved it", this.drivers, html("p", { class: "note" }, "The chance just before each event of this session, and right after it.")),
      card("Likely categories", this.categories),
      card("This session", this.session),
    );
  }

  /**
   * Shows the moment after an event.
   *
   * @param journey the answer of /users/ID/journey
   * @param i index of the event in the window
   */
  show(journey, i) {
    const { window, profile } = journey;
    const session = sessionOf(journey, i, this.gapMillis);
    this.drivers.replaceChildren(...drivers(window.slice(session.first, i + 1)));
    this.categories.replaceChildren(...categories(window[i].intent.categories));
    this.session.replaceChildren(sessionFacts(session, profile, window, i));
  }
}

/** The session of an event: its first index in the window, its number, and whether it began before the window. */
function sessionOf({ window, profile }, i, gapMillis) {
  const starts = window.map((_, k) => k).filter((k) => k === 0 || startsSession(window, k, gapMillis));
  const first = starts.filter((k) => k <= i).pop();
  const later = starts.filter((k) => k > i).length;
  return { first, number: profile.currentSession.number - later, cut: window[first].intent.before === null };
}

/** The events that changed the score most, as the engine selects them for the intent. */
function drivers(events) {
  const known = events.filter((event) => event.intent.logOddsChange !== null);
  const strongest = [...known].sort((a, b) => Math.abs(b.intent.logOddsChange) - Math.abs(a.intent.logOddsChange)).slice(0, MOST_DRIVERS);
  if (strongest.length === 0) {
    return [html("li", { class: "note" }, "The session began before the events that are kept, so what moved it is unknown.")];
  }
  const most = Math.max(Math.abs(strongest[0].intent.logOddsChange), 1e-9);
  return strongest.map((event) => {
    const { logOddsChange } = event.intent;
    const length = html("span");
    length.style.width = `${(Math.abs(logOddsChange) / most) * 100}%`;
    return html(
      "li",
      { title: `Change of the log-odds: ${signed(logOddsChange, 2)}` },
      html(
        "span",
        { class: "name" },
        html("strong", {}, eventName(event.eventType)),
        ` ${effect(event.intent)}`,
        html("small", {}, [about(event), clock(event.eventTime)].filter(Boolean).join(" · ")),
      ),
      html("span", { class: `push ${logOddsChange >= 0 ? "up" : "down"}`, "aria-hidden": "true" }, length),
    );
  });
}

/** Such as `raised the chance from 12% to 31%`. */
export function effect({ before, probability }) {
  const [from, to] = [percent(before), percent(probability)];
  if (from === to) {
    return `left the chance at ${to}`;
  }
  return `${probability > before ? "raised" : "lowered"} the chance from ${from} to ${to}`;
}

function categories(categories) {
  if (categories.length === 0) {
    return [html("li", { class: "note" }, "No category stands out.")];
  }
  const most = Math.max(...categories.map((category) => category.probability), 1e-9);
  return categories.map((category) => {
    const length = html("span");
    length.style.width = `${(category.probability / most) * 100}%`;
    return html("li", {}, html("span", { class: "name" }, category.categoryId), html("span", { class: "push up", "aria-hidden": "true" }, length), html("span", { class: "number" }, percent(category.probability)));
  });
}

/** At the latest event the profile knows all; of an earlier one the window may hold the session's last part only. */
function sessionFacts({ first, number, cut }, profile, window, i) {
  const latest = i === window.length - 1;
  const seen = window.slice(first, i + 1);
  const items = latest ? profile.currentSession.items : new Set(seen.flatMap(itemIds)).size;
  const events = latest ? profile.currentSession.events : seen.length;
  const millis = latest ? profile.currentSession.durationMillis : Date.parse(window[i].eventTime) - Date.parse(window[first].eventTime);
  const least = cut && !latest ? "at least " : "";
  return facts([
    ["Session", `${count(number)} of ${count(profile.sessions)}`],
    ["Events so far", least + count(events)],
    ["Lasting", least + duration(millis)],
    ["Items seen", (latest ? "about " : least) + count(items)],
    ["Last event", eventName(window[i].eventType)],
  ]);
}
