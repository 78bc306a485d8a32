// One user: the journey with its intents, what changed them, and the profile.

import { badge, byId, html, say } from "./dom.js";
import { pause } from "./engine.js";
import { Listener } from "./listener.js";
import { changesList, changesOf, membershipsCard } from "./memberships.js";
import { JourneyChart, journeyTable } from "./journey-chart.js";
import { Moment } from "./moment.js";
import { MOST_PRODUCTS, NextForUser } from "./next-for-user.js";
import { card, countsCard, profileCards } from "./profile.js";
import { ask, Refusal, Unreachable } from "./server.js";
import { dayAndClock, eventName, isoMillis, percent, points, quantity } from "./words.js";

const EVERY_MILLIS = 2000;
/** Time alone changes memberships, too. */
const AUDIENCES_MILLIS = 10_000;
/** Changes of a user that are kept. */
const MOST_CHANGES = 100;

export class UserView {
  constructor() {
    this.model = null;
    this.paused = false;
    this.asking = null;
    this.audiences = false;
    this.changed = new Listener("changes", { event: (name, data) => this.takeChange(name, data) });
    this.leave();
  }

  setModel(model) {
    this.model = { ...model, gapMillis: isoMillis(model.sessionGap) };
    this.wake?.();
  }

  setPaused(paused) {
    this.paused = paused;
  }

  /** Whether audiences are declared. */
  setAudiences(declared) {
    this.audiences = declared;
    this.changed.setWanted(declared && this.userId !== null && this.asking !== null);
  }

  leave() {
    this.asking?.abort();
    this.asking = null;
    this.userId = null;
    this.changed.setWanted(false);
    this.changed.stop();
  }

  /** Shows a user and follows the user's events; null stands for an address that cannot be decoded. */
  show(userId) {
    this.leave();
    this.drawn = null;
    this.memberships = null;
    this.askedAt = 0;
    this.recommendedFor = null;
    this.changes = [];
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
      this.changed.follow(`/audiences/stream?${new URLSearchParams({ user: userId, latest: MOST_CHANGES })}`);
      this.changed.setWanted(this.audiences);
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
      await this.lookAtRecommendations(userId, signal, journey.profile.updateNumber);
      await this.lookAtAudiences(userId, signal, journey.profile.updateNumber);
      return EVERY_MILLIS;
    } catch (failure) {
      return signal.aborted ? null : this.explain(failure);
    }
  }

  /**
   * Asks what would have been recommended, when there is something new and the engine recommends. When the engine refuses, only
   * the strip is hidden, and the next look asks again.
   */
  async lookAtRecommendations(userId, signal, updateNumber) {
    if (!this.model.items || this.recommendedFor === updateNumber) {
      return;
    }
    try {
      const hindsight = await ask(`/users/${encodeURIComponent(userId)}/recommendations/journey?limit=${MOST_PRODUCTS}`, signal);
      if (!signal.aborted) {
        this.recommendedFor = hindsight.updateNumber;
        this.next.take(hindsight);
        this.next.show(this.drawn, this.shown);
      }
    } catch (failure) {
      if (!(failure instanceof Refusal)) {
        throw failure;
      }
      if (!signal.aborted) {
        this.next.hide();
      }
    }
  }

  /** Asks for the user's audiences when something may have changed them. */
  async lookAtAudiences(userId, signal, updateNumber) {
    const now = Date.now();
    if (!this.audiences || (this.askedFor === updateNumber && now - this.askedAt < AUDIENCES_MILLIS)) {
      return;
    }
    const memberships = await ask(`/users/${encodeURIComponent(userId)}/audiences`, signal);
    if (!signal.aborted) {
      this.memberships = memberships;
      this.askedFor = updateNumber;
      this.askedAt = now;
      this.drawAudiences();
    }
  }

  takeChange(name, data) {
    if (name === "audience") {
      this.changes = [...this.changes, JSON.parse(data)].slice(-MOST_CHANGES);
      this.askedAt = 0;
    }
  }

  drawAudiences() {
    if (this.memberships === null || this.drawn === null) {
      return;
    }
    const changes = changesOf(this.memberships, this.changes);
    this.chart.setChanges(changes);
    this.legend.replaceChildren(marksLegend(true));
    this.told.hidden = changes.length === 0;
    this.toldList.replaceChildren(changesList(changes));
    say(this.toldSummary, quantity(changes.length, "audience change"));
    this.belongs.replaceChildren(membershipsCard(this.memberships));
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
    this.journey = journey;
    const { profile, window } = journey;
    say(this.summary, `${quantity(window.length, "event")} as a table`);
    this.table.replaceChildren(journeyTable(window));
    this.cards.replaceChildren(...profileCards(profile, window));
    this.counts.replaceChildren(countsCard(profile));
    this.chart.update(window);
    this.drawAudiences();
  }

  /** Shows the moment after one event everywhere; the profile alone is always the latest. */
  showMoment(i) {
    const { intent, window } = this.journey;
    const { probability, change, band, degraded } = window[i].intent;
    const latest = i === window.length - 1;
    this.score.replaceChildren(html("span", { class: "big" }, percent(probability)), badge(band), html("span", { class: "change" }, `${points(change)} points`));
    this.back.hidden = latest;
    const scored = intent.modelName === "" ? `scored by another model, ${intent.modelFingerprint}` : `${intent.modelName} ${intent.modelVersion}`;
    const which = latest ? "now, after" : `at event ${i + 1} of ${window.length},`;
    say(this.subtitle, `${intent.horizon} · ${which} ${eventName(window[i].eventType)}, ${dayAndClock(window[i].eventTime)} · ${scored}${degraded ? " · degraded: this is the base rate" : ""}`);
    this.shown = i;
    this.next.show(this.journey.profile.updateNumber, i);
    this.moment.show(this.journey, i);
    this.profileNote.hidden = latest;
    this.table.querySelectorAll("tbody tr").forEach((row, k) => mark(row, k === i));
    byId("user-body").classList.toggle("earlier", !latest);
  }

  build() {
    this.score = html("p", { class: "user-score" });
    this.back = html("button", { type: "button", class: "to-latest" }, "Back to now");
    this.back.addEventListener("click", () => {
      this.chart.selectLatest();
      this.chart.slider.focus(); // the button is about to vanish
    });
    this.subtitle = html("p", { class: "note" });
    this.chart = new JourneyChart(this.model, (i) => this.showMoment(i));
    this.summary = html("summary");
    this.legend = html("div", {}, marksLegend(false));
    this.table = html("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Events of the journey" });
    this.next = new NextForUser();
    this.moment = new Moment(this.model.gapMillis);
    this.profileNote = html("p", { class: "note" }, "What follows is the profile as it is now, whichever event is selected above.");
    this.cards = html("div", { class: "cards" });
    this.counts = html("div");
    this.belongs = html("div");
    this.toldSummary = html("summary");
    this.toldList = html("div");
    this.told = html("details", { hidden: true }, this.toldSummary, this.toldList);
    byId("user-body").replaceChildren(
      html("div", { class: "headline" }, this.score, this.back),
      this.subtitle,
      card("Journey", this.legend, this.chart.element, html("details", {}, this.summary, this.table), this.told),
      this.next.element,
      this.moment.element,
      this.profileNote,
      this.belongs,
      this.cards,
      this.counts,
    );
    byId("user-body").hidden = false;
  }
}

/** Marks the row of the event that is shown, and scrolls only the table to it. */
function mark(row, isShown) {
  row.classList.toggle("shown", isShown);
  if (isShown) {
    row.setAttribute("aria-current", "true");
    const box = row.closest(".scrolls");
    if (row.offsetTop < box.scrollTop + 32 || row.offsetTop + row.offsetHeight > box.scrollTop + box.clientHeight) {
      box.scrollTop = row.offsetTop - box.clientHeight / 2;
    }
  } else {
    row.removeAttribute("aria-current");
  }
}

const marksLegend = (audiences) =>
  html("ul", { class: "legend marks", "aria-hidden": "true" }, html("li", { class: "dot" }, "event"), html("li", { class: "square" }, "cart, checkout"), html("li", { class: "diamond" }, "purchase"), ...(audiences ? [html("li", { class: "entered" }, "entered an audience"), html("li", { class: "left" }, "left one")] : []));
