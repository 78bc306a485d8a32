// The page: which view is shown, and pausing.

import { Audiences } from "./audiences.js";
import { BandChart } from "./band-chart.js";
import { byId, say } from "./dom.js";
import { watch } from "./engine.js";
import { Strongest } from "./strongest.js";
import { UserView } from "./user-view.js";
import { count, latency, percent, rate } from "./words.js";

const USER = "#user=";
const AUDIENCES = "#audiences";
const AUDIENCE = "#audience=";

const chart = new BandChart();
const strongest = new Strongest();
const audiences = new Audiences();
const user = new UserView();
let paused = false;
let stats = null;

function drawStats() {
  if (paused || stats === null) {
    return;
  }
  say(byId("events-per-second"), rate(stats.eventsPerSecond));
  const lately = chart.sum(chart.now - 10, chart.now);
  const known = lately.low + lately.medium + lately.high > 0;
  say(byId("latency-p50"), known ? latency(stats.latencyMillis.p50) : "–");
  say(byId("latency-p99"), known ? latency(stats.latencyMillis.p99) : "–");
  const minute = chart.lastMinute();
  const all = minute.low + minute.medium + minute.high;
  say(byId("high-intents"), count(minute.high));
  say(byId("high-share"), all === 0 ? "last minute" : `last minute, ${percent(minute.high / all)} of all`);
  chart.draw();
}

function takeStats(answer) {
  stats = answer;
  byId("view-audiences").hidden = answer.audiences === 0;
  user.setAudiences(answer.audiences > 0);
  chart.add(answer);
  drawStats();
}

function takeModel(model) {
  say(byId("model"), `${model.name} ${model.version}`);
  byId("model").title = `The model, ${model.fingerprint}: ${model.horizon}`;
  user.setModel(model);
}

function route() {
  const hash = location.hash;
  const view = hash.startsWith(USER) ? "user" : hash.startsWith(AUDIENCE) ? "audience" : hash === AUDIENCES ? "audiences" : "live";
  for (const id of ["live", "audiences", "audience", "user"]) {
    byId(id).hidden = id !== view;
  }
  mark("view-live", view === "live");
  mark("view-audiences", view === "audiences" || view === "audience");
  strongest.setShown(view === "live");
  user.leave();
  audiences.leave();
  if (view === "user") {
    user.show(decoded(hash.slice(USER.length)));
  } else if (view === "audience") {
    audiences.showOne(decoded(hash.slice(AUDIENCE.length)));
  } else if (view === "audiences") {
    audiences.showAll();
  } else {
    document.title = "intentstream";
    drawStats();
  }
}

function mark(id, isCurrent) {
  if (isCurrent) {
    byId(id).setAttribute("aria-current", "page");
  } else {
    byId(id).removeAttribute("aria-current");
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function lookUp(event) {
  event.preventDefault();
  const userId = byId("user-id").value.trim();
  if (userId === "") {
    byId("user-id").focus();
    return;
  }
  const hash = USER + encodeURIComponent(userId);
  if (location.hash === hash) {
    route();
  } else {
    location.hash = hash;
  }
}

function togglePause() {
  paused = !paused;
  const button = byId("pause");
  say(button, paused ? "Resume" : "Pause");
  strongest.setPaused(paused);
  audiences.setPaused(paused);
  user.setPaused(paused);
  drawStats();
}

byId("lookup").addEventListener("submit", lookUp);
byId("pause").addEventListener("click", togglePause);
byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the hash of the address names the user that is shown
  byId("main").focus();
});
window.addEventListener("hashchange", () => {
  route();
  scrollTo(0, 0);
});
route();
watch(takeStats, takeModel);
