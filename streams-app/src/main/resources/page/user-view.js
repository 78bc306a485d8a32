// One user: the journey with its intents, what changed them, and the profile.

import { badge, byId, html, say } from "./dom.js";
import { pause } from "./engine.js";
import { about, JourneyChart, journeyTable } from "./journey-chart.js";
import { card, countsCard, profileCards } from "./profile.js";
import { ask, Refusal, Unreachable } from "./server.js";
import { dayAndClock, eventName, isoMillis, percent, points, quantity, signed } from "./words.js";

const EVERY_MILLIS = 2000;

export class UserView {
  constructor() {
    this.model = null;
    this.paused = false;
    this.asking = null;
    this.leave();
  }

  setModel(model) {
    this.model = { ...model, gapMillis: isoMillis(model.sessionGap) };
    this.wake?.();
  }

  setPaused(paused) {
    this.paused = paused;
  }

  leave() {
    this.asking?.abort();
    this.asking = null;
    this.userId = null;
  }

  /** Shows a user and follows the user's events; null stands for an address that cannot be decoded. */
  show(userId) {
    this.leave();
    this.drawn = null;
    this.userId = userId;
    byId("user-body").hidden = true;
    byId("user-body").replaceChildren();
    say(byId("user-title"), userId ?? "No user");
    document.title = `${userId ?? "No user"} · intentstream`;
    byId("user-title").focus({ preventScroll: true });
    if (userId === null) {
      this.tell("This address names no user: the text after #user= is not percent-encoded UTF-8.");
    } else if (userId === "." || userId === "..") {
      this.tell("Browsers cannot request a user of this id. Use another client, with the path /users/%2E/journey.");
    } else {
      this.tell("Looking …");
      this.asking = new AbortController();
      this.followUser(userId, this.asking.signal).catch(console.error);
    }
  }

  tell(text) {
    const message = byId("user-message");
    say(message, text);
    message.hidden = text === "";
  }

  async followUser(userId, signal) {
    while (!signal.aborted) {
      const again = this.paused && this.drawn !== null ? EVERY_MILLIS : await this.look(userId, signal);
      if (again === null) {
        return;
      }
      await pause(again);
    }
  }

  /** Asks once. Returns when to ask again; null means never. */
  async look(userId, signal) {
    try {
      const journey = await ask(`/users/${encodeURIComponent(userId)}/journey`, signal);
      await this.modelKnown(signal);
      if (!signal.aborted) {
        this.draw(journey);
      }
      return EVERY_MILLIS;
    } catch (failure) {
      return signal.aborted ? null : this.explain(failure);
    }
  }

  /** The chart needs the model's thresholds. */
  async modelKnown(signal) {
    while (this.model === null && !signal.aborted) {
      await new Promise((wake) => {
        this.wake = wake;
        signal.addEventListener("abort", wake, { once: true });
      });
    }
  }

  explain(failure) {
    if (failure instanceof Unreachable) {
      this.tell("The engine does not answer. Trying again.");
      return EVERY_MILLIS;
    }
    if (!(failure instanceof Refusal)) {
      throw failure;
    }
    if (failure.status === 503) {
      this.tell(`Not available now: ${failure.message}. Trying again.`);
      return Math.max(1000, failure.retrySeconds * 1000);
    }
    if (failure.status === 404) {
      byId("user-body").hidden = true;
      this.drawn = null;
      this.tell("No events of this user are known. Ids are case-sensitive. When the user's first event comes, this page shows it.");
      return 2 * EVERY_MILLIS;
    }
    this.tell(failure.status === 400 ? `No user can have this id: ${failure.message}.` : `The engine refused: ${failure.message}.`);
    return null;
  }

  draw(journey) {
    this.tell("");
    if (this.drawn === journey.profile.updateNumber) {
      return;
    }
    if (this.drawn === null) {
      this.build();
    }
    this.drawn = journey.profile.updateNumber;
    const { profile, intent, window } = journey;
    this.score.replaceChildren(
      html("span", { class: "big" }, percent(intent.probability)),
      badge(intent.band),
      html("span", { class: "change" }, `${points(intent.change)} points`),
    );
    const scored = intent.modelName === "" ? `scored by another model, ${intent.modelFingerprint}` : `${intent.modelName} ${intent.modelVersion}`;
    say(this.subtitle, `${intent.horizon} · after ${eventName(window[window.length - 1].eventType)}, ${dayAndClock(intent.eventTime)} · ${scored}${intent.degraded ? " · degraded: this is the base rate" : ""}`);
    this.chart.update(window);
    say(this.summary, `${quantity(window.length, "event")} as a table`);
    this.table.replaceChildren(journeyTable(window));
    this.drivers.replaceChildren(...drivers(intent.drivers));
    this.categories.replaceChildren(...categories(intent.categories));
    this.cards.replaceChildren(...profileCards(profile, window));
    this.counts.replaceChildren(countsCard(profile));
  }

  build() {
    this.score = html("p", { class: "user-score" });
    this.subtitle = html("p", { class: "note" });
    this.chart = new JourneyChart(this.model);
    this.summary = html("summary");
    this.table = html("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Events of the journey" });
    this.drivers = html("ul", { class: "drivers" });
    this.categories = html("ul", { class: "drivers plain" });
    this.cards = html("div", { class: "cards" });
    this.counts = html("div");
    byId("user-body").replaceChildren(
      this.score,
      this.subtitle,
      card("Journey", marksLegend(), this.chart.element, html("details", {}, this.summary, this.table)),
      html("div", { class: "pair" }, card("What changed it", this.drivers), card("Likely categories", this.categories)),
      this.cards,
      this.counts,
    );
    byId("user-body").hidden = false;
  }
}

const marksLegend = () =>
  html("ul", { class: "legend marks", "aria-hidden": "true" }, html("li", { class: "dot" }, "event"), html("li", { class: "square" }, "cart, checkout"), html("li", { class: "diamond" }, "purchase"));

/** The events of the session that changed the score most; lengths compare log-odds. */
function drivers(drivers) {
  if (drivers.length === 0) {
    return [html("li", { class: "note" }, "No event stands out.")];
  }
  const most = Math.max(...drivers.map((driver) => Math.abs(driver.logOddsChange)));
  return drivers.map((driver) => {
    const raised = driver.logOddsChange >= 0;
    const length = html("span");
    length.style.width = `${(Math.abs(driver.logOddsChange) / most) * 100}%`;
    return html(
      "li",
      {},
      html("span", { class: "name" }, html("strong", {}, eventName(driver.eventType)), html("small", {}, [about(driver), dayAndClock(driver.eventTime)].filter(Boolean).join(" · "))),
      html("span", { class: `push ${raised ? "up" : "down"}`, "aria-hidden": "true" }, length),
      html("span", { class: "number", title: "change of the log-odds" }, html("span", { class: "hidden-text" }, raised ? "raised it by " : "lowered it by "), signed(driver.logOddsChange, 2)),
    );
  });
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
