// The strongest intents of the last minute, one per user, from the stream of intents. Where the last minute has too few, the
// latest before it follow, so that the list stays when traffic stops.

import { badge, bar, byId, html, say } from "./dom.js";
import { Listener } from "./listener.js";
import { ago, count, eventName, percent } from "./words.js";

const ROWS = 12;
/** Most users that are kept; others cannot become the strongest before they are too old. */
const MOST_USERS = 2000;
const MINUTE = 60_000;
const REDRAW_MILLIS = 1000;
/** Intents that a new page gets of those before it. */
const LATEST = 1000;
const NOTE = "The latest intent of each user in the last minute.";
const still = matchMedia("(prefers-reduced-motion: reduce)");
const hovers = matchMedia("(hover: hover)"); // after a touch, an element stays hovered

export const userLink = (userId) => {
  try {
    return `#user=${encodeURIComponent(userId)}`;
  } catch {
    return "#"; // half of a surrogate pair cannot be encoded
  }
};

export class Strongest {
  constructor() {
    this.list = byId("strongest");
    this.rows = new Map();
    this.forget();
    this.paused = false;
    this.shown = false;
    this.listener = new Listener("intents", {
      begun: () => (this.isLive = false),
      opened: (path) => (this.list.dataset.follows = path),
      event: (name, data) => this.take(name, data),
    });
    this.listener.follow(this.path());
    byId("filter").addEventListener("submit", (event) => event.preventDefault());
    byId("filter").addEventListener("change", () => this.restart());
    setInterval(() => this.draw(), REDRAW_MILLIS);
  }

  /** Whether the list is visible: the engine allows few listeners, so an invisible list does not listen. */
  setShown(shown) {
    this.shown = shown;
    this.listener.setWanted(shown);
  }

  setPaused(paused) {
    this.paused = paused;
    this.draw();
  }

  forget() {
    this.latest = new Map();
    this.lost = 0;
    this.isLive = false;
  }

  restart() {
    this.forget();
    this.listener.follow(this.path());
    this.draw();
  }

  path() {
    const query = new URLSearchParams();
    byId("filter-band").value.split(",").filter(Boolean).forEach((band) => query.append("band", band));
    const category = byId("filter-category").value.trim();
    if (category !== "") {
      query.append("category", category);
    }
    query.append("latest", LATEST);
    return `/intents/stream?${query}`;
  }

  take(name, data) {
    if (name === "lost") {
      const { intents, reason } = JSON.parse(data);
      this.lost += reason === "slow" ? intents : 0; // others came while nobody looked
    } else if (name === "live") {
      this.isLive = true;
    } else if (name === "intent") {
      this.keep(JSON.parse(data));
    }
  }

  /** When an intent from before this page came is unknown, so the event's own time stands for it. */
  keep(intent) {
    const now = Date.now();
    const at = this.isLive ? now : Math.min(now, Date.parse(intent.eventTime));
    this.latest.delete(intent.userId);
    this.latest.set(intent.userId, { intent, at });
    if (this.latest.size > MOST_USERS) {
      this.latest.delete(this.latest.keys().next().value);
    }
  }

  /** Nothing moves under the pointer or the focus, so that a click hits its target. */
  isHeld() {
    return this.paused || (hovers.matches && this.list.matches(":hover")) || this.list.contains(document.activeElement);
  }

  draw() {
    say(byId("strongest-note"), this.note());
    if (this.isHeld() || !this.shown || document.hidden) {
      return;
    }
    this.show(this.selected(Date.now() - MINUTE));
  }

  /** The strongest since then; if they are too few, the latest before, which come after them. */
  selected(since) {
    const all = [...this.latest.values()];
    const lately = all.filter(({ at }) => at >= since).sort((a, b) => b.intent.probability - a.intent.probability).slice(0, ROWS);
    const before = all.filter(({ at }) => at < since).sort((a, b) => b.at - a.at).slice(0, ROWS - lately.length);
    return [...lately, ...before.sort((a, b) => b.intent.probability - a.intent.probability)];
  }

  note() {
    if (this.listener.trouble !== "") {
      return this.listener.trouble;
    }
    const held = this.isHeld() && !this.paused && this.rows.size > 0 ? " Paused while you point at it." : "";
    const lost = this.lost > 0 ? ` ${count(this.lost)} were too fast to be shown.` : "";
    return this.quiet() + held + lost;
  }

  /** What the list shows, and how old it is when nothing comes. */
  quiet() {
    const newest = Math.max(...[...this.latest.values()].map(({ at }) => at));
    const millis = Date.now() - newest;
    return this.latest.size > 0 && millis > MINUTE ? `Nothing new in the last minute: these are the latest, from ${ago(millis)}.` : NOTE;
  }

  show(entries) {
    const before = new Map([...this.rows.values()].map((row) => [row, row.offsetTop]));
    const rows = new Map();
    for (const { intent, at } of entries) {
      const row = this.rows.get(intent.userId) ?? html("li");
      if (row.intent !== intent) {
        row.intent = intent;
        row.replaceChildren(entry(intent));
      }
      const millis = Date.now() - at;
      row.classList.toggle("old", millis > MINUTE);
      say(row.querySelector(".age"), millis > MINUTE ? ago(millis) : "");
      rows.set(intent.userId, row);
    }
    this.rows = rows;
    const order = [...rows.values()];
    if (order.length === 0) {
      this.list.replaceChildren(html("li", { class: "empty" }, "No intents yet."));
    } else if (order.some((row, i) => this.list.children[i] !== row) || this.list.children.length !== order.length) {
      this.list.replaceChildren(...order);
      order.forEach((row) => slide(row, before.get(row)));
    }
  }
}

function slide(row, from) {
  if (still.matches) {
    return;
  }
  if (from === undefined) {
    row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 300 });
  } else if (from !== row.offsetTop) {
    row.animate([{ transform: `translateY(${from - row.offsetTop}px)` }, { transform: "none" }], { duration: 300, easing: "ease-out" });
  }
}

function entry(intent) {
  return html(
    "a",
    { href: userLink(intent.userId) },
    html("span", { class: "who" }, intent.userId),
    html("span", { class: "score" }, bar(intent.probability, intent.band.toLowerCase()), html("span", { class: "share" }, percent(intent.probability))),
    badge(intent.band),
    html("span", { class: "age" }),
    html("span", { class: "why" }, intent.degraded ? "the model could not score; this is the base rate" : why(intent)),
  );
}

/** The likeliest category and what raised the score most. */
function why(intent) {
  const driver = intent.drivers.find((candidate) => candidate.logOddsChange > 0);
  const raised = driver === undefined ? "" : `▲ ${eventName(driver.eventType)}${driver.itemId === null ? "" : ` ${driver.itemId}`}`;
  const category = intent.categories.length === 0 ? "" : intent.categories[0].categoryId;
  return [category, raised].filter(Boolean).join(" · ") || "the session as a whole";
}
