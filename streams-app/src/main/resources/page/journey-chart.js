// The intent after each event of the window. Events are side by side in time order; a new session starts after a dashed
// line, which says how long the user was away. A slider below selects an event by keyboard, pointer and touch; a mouse over
// the chart shows an event for as long as it is there, and a click selects it.

import { badge, html, onWidth, say, svg } from "./dom.js";
import { clock, day, dayAndClock, duration, eventName, money, percent, points, quantity } from "./words.js";

const HEIGHT = 260;
const EDGE = { top: 16, right: 68, bottom: 28, left: 44 };
const BUYING = new Set(["ADD_TO_CART", "BEGIN_CHECKOUT", "ADD_SHIPPING_INFO", "ADD_PAYMENT_INFO"]);

export class JourneyChart {
  /** @param onChoose called with the index of the event that is shown */
  constructor(model, onChoose) {
    this.model = model;
    this.onChoose = onChoose;
    this.window = [];
    this.changes = [];
    this.selected = -1;
    this.picture = html("div", { class: "chart journey" });
    this.slider = html("input", { type: "range", min: 0, step: 1, "aria-label": "Event of the journey" });
    this.told = html("p", { class: "told" });
    this.element = html("div", {}, this.picture, this.slider, this.told);
    this.slider.addEventListener("input", () => this.select(Number(this.slider.value)));
    this.picture.addEventListener("pointermove", (event) => (event.pointerType === "mouse" ? this.choose(this.at(event)) : this.select(this.at(event))));
    this.picture.addEventListener("pointerdown", (event) => this.select(this.at(event)));
    this.picture.addEventListener("pointerleave", () => this.choose(this.selected));
    onWidth(this.picture, (width) => {
      this.width = width;
      this.draw();
    });
  }

  /** Shows another window. If the latest event was selected, the new latest event is selected. */
  update(window) {
    const followed = this.selected < 0 || this.selected === this.window.length - 1;
    this.window = window;
    this.slider.max = window.length - 1;
    this.selected = followed ? window.length - 1 : Math.min(this.selected, window.length - 1);
    this.draw();
  }

  /** Shows when the user entered and left audiences. */
  setChanges(changes) {
    this.changes = changes;
    this.draw();
  }

  /** Selects the latest event, which is followed by those to come. */
  selectLatest() {
    this.select(this.window.length - 1);
  }

  select(i) {
    this.selected = i;
    this.choose(i);
  }

  draw() {
    if (!this.width || this.window.length === 0) {
      return;
    }
    this.scale();
    this.ring = svg("circle", { class: "ring", r: 8 });
    this.cursor = svg("line", { class: "cursor", y1: EDGE.top, y2: HEIGHT - EDGE.bottom });
    const last = this.window[this.window.length - 1];
    const label = `Intent after each of ${quantity(this.window.length, "event")}, at last ${percent(last.intent.probability)}. The table below has them all.`;
    this.picture.replaceChildren(
      svg(
        "svg",
        { width: this.width, height: HEIGHT, role: "img", "aria-label": label },
        ...this.bands(),
        ...this.axis(),
        this.cursor,
        ...this.sessions().flatMap((session) => this.curve(session)),
        ...this.times(),
        ...this.changeMarks(),
        ...this.window.map((event, i) => this.mark(event, i)),
        this.ring,
      ),
    );
    this.choose(this.selected);
  }

  scale() {
    const { medium, high } = this.model.thresholds;
    const most = Math.max(high * 1.15, ...this.window.map((event) => event.intent.probability * 1.08));
    this.most = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8].find((top) => top >= most) ?? 1;
    this.thresholds = { medium, high };
    const inner = this.width - EDGE.left - EDGE.right;
    this.x = (i) => EDGE.left + (this.window.length === 1 ? inner / 2 : (inner * i) / (this.window.length - 1));
    this.y = (probability) => EDGE.top + (HEIGHT - EDGE.top - EDGE.bottom) * (1 - Math.min(1, probability / this.most));
  }

  /** The model's thresholds, and the names of the bands between them. */
  bands() {
    const { medium, high } = this.thresholds;
    const right = this.width - EDGE.right;
    const mediumName = (this.y(medium) + this.y(high)) / 2 + 4;
    const highName = Math.min(this.y(high) - 5, mediumName - 13);
    return [
      ...[medium, high].map((from) => svg("line", { class: "threshold", x1: EDGE.left, x2: right, y1: this.y(from), y2: this.y(from) })),
      ...[["MEDIUM", mediumName], ["HIGH", highName]].map(([name, y]) => svg("text", { class: "band-name", x: right + 12, y }, name)),
    ];
  }

  axis() {
    return [0, 0.5, 1].map((part) =>
      svg(
        "g",
        {},
        svg("line", { class: "grid", x1: EDGE.left, x2: this.width - EDGE.right, y1: this.y(part * this.most), y2: this.y(part * this.most) }),
        svg("text", { x: EDGE.left - 8, y: this.y(part * this.most) + 4, "text-anchor": "end" }, part === 0 ? "0" : percent(part * this.most)),
      ),
    );
  }

  /** Sessions, as the first and the last index of their events. */
  sessions() {
    const sessions = [];
    this.window.forEach((_, i) => {
      if (i === 0 || startsSession(this.window, i, this.model.gapMillis)) {
        sessions.push([i, i]);
      } else {
        sessions[sessions.length - 1][1] = i;
      }
    });
    return sessions;
  }

  curve([first, last]) {
    const at = (i) => `${this.x(i).toFixed(1)},${this.y(this.window[i].intent.probability).toFixed(1)}`;
    const along = Array.from({ length: last - first + 1 }, (_, k) => at(first + k)).join("L");
    const floor = this.y(0);
    return [
      svg("path", { class: "area", d: `M${this.x(first).toFixed(1)},${floor}L${along}L${this.x(last).toFixed(1)},${floor}Z` }),
      svg("path", { class: "curve", d: `M${along}` }),
    ];
  }

  /** The start times of sessions, where there is room for them. */
  times() {
    const shown = [];
    let free = -Infinity;
    const y = HEIGHT - 8;
    for (const [first] of this.sessions()) {
      const x = first === 0 ? EDGE.left : (this.x(first - 1) + this.x(first)) / 2;
      if (first > 0) {
        shown.push(svg("line", { class: "session", x1: x, x2: x, y1: EDGE.top, y2: HEIGHT - EDGE.bottom + 4 }));
      }
      const away = first === 0 ? 0 : Date.parse(this.window[first].eventTime) - Date.parse(this.window[first - 1].eventTime);
      const text = first === 0 ? `${day(this.window[0].eventTime)} ${clock(this.window[0].eventTime)}` : `+${duration(away)}`;
      const room = text.length * 6.6 + 10;
      if (x >= free && x + room < this.width - EDGE.right - 24) {
        shown.push(svg("text", { x: x + (first === 0 ? 0 : 3), y }, text));
        free = x + room;
      }
    }
    const end = clock(this.window[this.window.length - 1].eventTime);
    if (free + end.length * 6.6 < this.width - EDGE.right) {
      shown.push(svg("text", { x: this.width - EDGE.right, y, "text-anchor": "end" }, end));
    }
    return shown;
  }

  /** Dots for events, squares for cart and checkout, diamonds for purchases. */
  mark(event, i) {
    const dense = this.window.length > 100;
    const radius = dense ? 2 : this.window.length > 40 ? 3 : 4;
    const x = this.x(i);
    const y = this.y(event.intent.probability);
    const attributes = { class: `point ${event.intent.band.toLowerCase()}` };
    if (event.eventType === "PURCHASE") {
      const r = radius + 4;
      return svg("path", { ...attributes, d: `M${x},${y - r}l${r},${r}l${-r},${r}l${-r},${-r}Z` });
    }
    if (BUYING.has(event.eventType)) {
      const r = radius + 0.5;
      return svg("path", { ...attributes, d: `M${x - r},${y - r}h${2 * r}v${2 * r}h${-2 * r}Z` });
    }
    return svg("circle", { ...attributes, cx: x, cy: y, r: radius });
  }

  /** Triangles above the chart: up for entering an audience, down for leaving. Those before the window are left out. */
  changeMarks() {
    return this.changes.flatMap((change) => {
      const x = this.xOfTime(Date.parse(change.eventTime));
      if (x === null) {
        return [];
      }
      const entered = change.kind === "ENTERED";
      const shape = entered ? `M${x},2l5,9h-10Z` : `M${x},11l5,-9h-10Z`;
      const text = `${entered ? "entered" : "left"} ${change.audience}, ${dayAndClock(change.eventTime)}`;
      return [svg("path", { class: `audience-mark ${entered ? "in" : "out"}`, d: shape }, svg("title", {}, text)), svg("line", { class: "audience-line", x1: x, x2: x, y1: 12, y2: HEIGHT - EDGE.bottom })];
    });
  }

  /** Between the events before and after; null before the window. */
  xOfTime(time) {
    const next = this.window.findIndex((event) => Date.parse(event.eventTime) >= time);
    if (next < 0) {
      return this.x(this.window.length - 1) + 9;
    }
    const after = Date.parse(this.window[next].eventTime);
    if (after === time) {
      return this.x(next);
    }
    if (next === 0) {
      return null;
    }
    const before = Date.parse(this.window[next - 1].eventTime);
    return this.x(next - 1) + (this.x(next) - this.x(next - 1)) * ((time - before) / (after - before));
  }

  /** The event under a pointer. */
  at(event) {
    const inner = this.width - EDGE.left - EDGE.right;
    const part = (event.clientX - this.picture.getBoundingClientRect().left - EDGE.left) / inner;
    const i = Math.round(part * (this.window.length - 1));
    return Math.max(0, Math.min(this.window.length - 1, i));
  }

  /** Shows an event. */
  choose(i) {
    const event = this.window[i];
    const x = this.x(i);
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    this.ring.setAttribute("cx", x);
    this.ring.setAttribute("cy", this.y(event.intent.probability));
    this.slider.value = i;
    this.slider.setAttribute("aria-valuetext", this.sentence(event, i));
    this.told.replaceChildren(
      html("span", { class: "nth" }, `${i + 1} of ${this.window.length}`),
      html("time", { datetime: event.eventTime }, dayAndClock(event.eventTime)),
      html("strong", {}, eventName(event.eventType)),
      html("span", { class: "about" }, about(event)),
      html("span", {}, `${percent(event.intent.probability)} (${points(event.intent.change)} points)`),
      badge(event.intent.band),
    );
    this.onChoose(i);
  }

  sentence(event, i) {
    const name = `event ${i + 1} of ${this.window.length}, ${eventName(event.eventType)}`;
    return `${name}, ${dayAndClock(event.eventTime)}, intent ${percent(event.intent.probability)}, ${event.intent.band}`;
  }
}

/** Whether a session begins with an event other than the first. */
export const startsSession = (window, i, gapMillis) => Date.parse(window[i].eventTime) - Date.parse(window[i - 1].eventTime) > gapMillis;

/** An event's item, category, brand and price; of several products, their number, value and ids. */
export function about(event) {
  if (event.items !== undefined) {
    return aboutBasket(event);
  }
  const price = event.priceMinor === undefined ? null : money(event.priceMinor, event.currency ?? "");
  const many = event.quantity > 1 ? `× ${event.quantity}` : null;
  return [event.itemId, event.categoryId, event.brand, price, many].filter((part) => part !== null && part !== undefined).join(" · ");
}

/** Ids of an event's products that are shown. */
const MOST_IDS = 5;

function aboutBasket(event) {
  const value = event.valueMinor === undefined ? null : money(event.valueMinor, event.currency ?? "");
  const ids = itemIds(event);
  const first = ids.slice(0, MOST_IDS).join(", ") + (ids.length > MOST_IDS ? ", …" : "");
  return [quantity(event.items.length, "product"), value, first].filter((part) => part !== null && part !== "").join(" · ");
}

/** The ids of an event's products. */
export const itemIds = (event) => (event.items ?? [event]).map((item) => item.itemId).filter((id) => id !== null);

/** The window as a table. */
export function journeyTable(window) {
  const rows = window.map((event) =>
    html(
      "tr",
      {},
      html("th", { scope: "row" }, dayAndClock(event.eventTime)),
      html("td", {}, eventName(event.eventType)),
      html("td", { class: "about" }, about(event)),
      html("td", { class: "number" }, percent(event.intent.probability)),
      html("td", { class: "number" }, points(event.intent.change)),
      html("td", {}, badge(event.intent.band), event.intent.degraded ? " degraded" : null),
    ),
  );
  const heads = ["Time (UTC)", "Event", "About", "Intent", "Points", "Band"].map((text) => html("th", { scope: "col" }, text));
  return html(
    "table",
    {},
    html("caption", { class: "hidden-text" }, "Events of the window, oldest first"),
    html("thead", {}, html("tr", {}, ...heads)),
    html("tbody", {}, ...rows),
  );
}
