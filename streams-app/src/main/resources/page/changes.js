// A ticker of who enters and leaves audiences, the latest first.

import { html, say } from "./dom.js";
import { Listener } from "./listener.js";
import { clock, count, dayAndClock } from "./words.js";
import { userLink } from "./strongest.js";

const ROWS = 14;
const REDRAW_MILLIS = 1000;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const hovers = matchMedia("(hover: hover)"); // after a touch, an element stays hovered

const CAUSES = {
  EVENT: "",
  TIME: "as time passed",
  DEFINITION: "the definition is new",
  ERASED: "the user was erased",
  EXPIRED: "silent for too long",
  OTHER: "",
};

export const audienceLink = (name) => `#audience=${encodeURIComponent(name)}`;

/** `entered` or `left`. */
export const verb = (kind) => (kind === "ENTERED" ? "entered" : "left");

/** Such as `as time passed`; empty for an event. */
export const cause = (change) => [CAUSES[change.cause] ?? "", change.late ? "corrected by a late event" : ""].filter(Boolean).join(", ");

export class Changes {
  /**
   * @param list the element of the rows
   * @param note the element that says what is shown
   * @param named whether the rows name the audience
   */
  constructor(list, note, named) {
    this.list = list;
    this.note = note;
    this.named = named;
    this.latest = [];
    this.lost = 0;
    this.paused = false;
    this.shown = false;
    this.listener = new Listener("changes", { event: (name, data) => this.take(name, data), opened: (path) => (list.dataset.follows = path) });
    setInterval(() => this.draw(), REDRAW_MILLIS);
  }

  /** Follows the changes that the query selects. */
  follow(query) {
    this.latest = [];
    this.lost = 0;
    query.append("latest", ROWS);
    this.listener.follow(`/audiences/stream?${query}`);
    this.list.replaceChildren(html("li", { class: "empty" }, "Nobody has entered or left since this page was opened."));
  }

  setShown(shown) {
    this.shown = shown;
    this.listener.setWanted(shown);
  }

  setPaused(paused) {
    this.paused = paused;
    this.draw();
  }

  take(name, data) {
    if (name === "lost") {
      const { changes, reason } = JSON.parse(data);
      this.lost += reason === "slow" ? changes : 0;
    } else if (name === "audience") {
      this.latest = [{ change: JSON.parse(data), row: null }, ...this.latest].slice(0, ROWS);
    }
  }

  /** Nothing moves under the pointer or the focus, so that a click hits its target. */
  isHeld() {
    return this.paused || (hovers.matches && this.list.matches(":hover")) || this.list.contains(document.activeElement);
  }

  draw() {
    if (!this.shown || document.hidden) {
      return;
    }
    const lost = this.lost > 0 ? ` ${count(this.lost)} were too fast to be shown.` : "";
    const held = this.isHeld() && !this.paused && this.latest.length > 0 ? " Paused while you point at it." : "";
    say(this.note, this.listener.trouble || `The latest changes, with the time at which they became true.${held}${lost}`);
    if (this.isHeld() || this.latest.length === 0) {
      return;
    }
    const fresh = this.latest.filter((entry) => entry.row === null);
    fresh.forEach((entry) => (entry.row = row(entry.change, this.named)));
    const rows = this.latest.map((entry) => entry.row);
    if (rows.some((element, i) => this.list.children[i] !== element)) {
      this.list.replaceChildren(...rows);
      if (!still.matches && fresh.length < ROWS) {
        fresh.forEach((entry) => entry.row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 300 }));
      }
    }
  }
}

function row(change, named) {
  const entered = change.kind === "ENTERED";
  const why = cause(change);
  const values = Object.entries(change.values).map(([name, value]) => `${name} = ${value}`).join(", ");
  return html(
    "li",
    { title: values === "" ? null : values },
    html("span", { class: `way ${entered ? "in" : "out"}`, "aria-hidden": "true" }, entered ? "▲" : "▼"),
    html("a", { class: "who", href: userLink(change.userId) }, change.userId),
    html("span", { class: "did" }, verb(change.kind), ...(named ? [" ", html("a", { href: audienceLink(change.audience) }, change.audience)] : []), why === "" ? null : html("small", {}, ` · ${why}`)),
    html("time", { class: "age", datetime: change.eventTime, title: dayAndClock(change.eventTime) }, clock(change.eventTime)),
  );
}

