// What the engine knows of the shopper, beside the shop. It asks again right after each event, until the event has arrived.

import { badge, byId, html, say } from "/page/dom.js";
import { pause } from "/page/engine.js";
import { JourneyChart } from "/page/journey-chart.js";
import { Moment } from "/page/moment.js";
import { profileCards } from "/page/profile.js";
import { ask, Refusal, Unreachable } from "/page/server.js";
import { eventName, isoMillis, latency, percent, points } from "/page/words.js";
import { USER_ID } from "./tracker.js";

const CALM_MILLIS = 2000;
const EAGER_MILLIS = 150;
const EAGER_FOR_MILLIS = 5000;

/** When the latest event was tracked, and how many events the engine has not shown yet. */
let trackedAt = -Infinity;
let pending = 0;
let wake = () => {};

/** The parts of the panel, once there is something to show. */
let parts = null;
let journey = null;

addEventListener("tracked", () => {
  trackedAt = performance.now();
  pending++;
  wake();
});

async function watch() {
  const model = await known(() => ask("/model"));
  for (;;) {
    const latest = await known(() => ask(`/users/${encodeURIComponent(USER_ID)}/journey`));
    if (latest.profile.updateNumber !== journey?.profile.updateNumber) {
      show(latest, { ...model, gapMillis: isoMillis(model.sessionGap) });
    }
    await rest();
  }
}

/** Asks until there is an answer. A user without events is no failure: the first click is still to come. */
async function known(question) {
  for (;;) {
    try {
      return await question();
    } catch (failure) {
      if (!(failure instanceof Refusal || failure instanceof Unreachable)) {
        throw failure;
      }
      if (failure instanceof Unreachable || failure.status !== 404) {
        say(byId("panel-note"), "The engine does not answer yet. Your clicks wait for it.");
      }
      await rest();
    }
  }
}

/** Waits until it is worth asking again. */
function rest() {
  const eager = pending > 0 && performance.now() - trackedAt < EAGER_FOR_MILLIS;
  return Promise.race([pause(eager ? EAGER_MILLIS : CALM_MILLIS), new Promise((now) => (wake = now))]);
}

function show(latest, model) {
  // At the first answer, nobody knows which of the shopper's events are in it.
  const updates = journey === null ? pending : latest.profile.updateNumber - journey.profile.updateNumber;
  const wasPending = pending > 0 && journey !== null;
  pending = Math.max(0, pending - updates);
  journey = latest;
  parts ??= build(model);
  const { profile, window } = latest;
  const last = window[window.length - 1];
  const arrivedNow = wasPending && pending === 0;
  const took = arrivedNow ? `, known ${latency(performance.now() - trackedAt)} after the click` : "";
  say(byId("panel-note"), `Latest event: ${eventName(last.eventType)}${took}.`);
  parts.cards.replaceChildren(...profileCards(profile, window).slice(0, 4));
  parts.chart.update(window);
  const { probability, change, band } = last.intent;
  byId("panel-score").replaceChildren(html("strong", {}, percent(probability)), badge(band), html("span", { class: "change" }, `${points(change)} points`));
  dispatchEvent(new CustomEvent("known"));
}

function build(model) {
  const moment = new Moment(model.gapMillis);
  const chart = new JourneyChart(model, (i) => moment.show(journey, i));
  const cards = html("div", { class: "cards" });
  byId("panel-body").replaceChildren(html("section", { class: "card" }, html("h2", {}, "Your chance to buy, after each click"), chart.element), moment.element, cards);
  byId("panel-body").hidden = false;
  return { chart, cards };
}

say(byId("panel-user"), USER_ID);
byId("panel-link").href = `/#user=${encodeURIComponent(USER_ID)}`;
if (matchMedia("(max-width: 62rem)").matches) {
  byId("panel").open = false; // on a phone, the shop comes first
}
watch().catch(console.error);
