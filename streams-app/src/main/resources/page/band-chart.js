// Intents by band over the last minutes, as stacked bars of three seconds each and as a table.

import { byId, html, onWidth, say, svg } from "./dom.js";
import { clock, count } from "./words.js";

const BANDS = ["low", "medium", "high"];
const BAR_SECONDS = 3;
const BARS = 60;
const SPAN = BAR_SECONDS * BARS;
const ROW_SECONDS = 15;
const EDGE = { top: 12, right: 4, bottom: 24, left: 48 };

/** Counts by epoch second. The engine keeps them for a minute, the page for three. */
export class BandChart {
  constructor() {
    this.seconds = new Map();
    this.now = 0;
    this.width = 0;
    onWidth(byId("bands"), (width) => {
      this.width = width;
      this.build();
      this.draw();
    });
    byId("bands-details").addEventListener("toggle", () => this.drawTable());
  }

  /** Keeps the counts of an answer of /stats. */
  add(stats) {
    for (const second of stats.seconds) {
      this.seconds.set(Date.parse(second.time) / 1000, second);
    }
    this.now = Math.floor(Date.parse(stats.time) / 1000);
    for (const second of this.seconds.keys()) {
      if (second < this.now - SPAN - ROW_SECONDS) {
        this.seconds.delete(second);
      }
    }
  }

  /** Sums of the bands from one second to before another; `seconds` is the number of known seconds. */
  sum(from, until) {
    const sum = { low: 0, medium: 0, high: 0, seconds: 0 };
    for (let second = from; second < until; second++) {
      const counted = this.seconds.get(second);
      if (counted !== undefined) {
        BANDS.forEach((band) => (sum[band] += counted[band]));
        sum.seconds++;
      }
    }
    return sum;
  }

  /** The last full minute. */
  lastMinute() {
    return this.sum(this.now - 60, this.now);
  }

  build() {
    const height = byId("bands").clientHeight;
    const inner = { width: this.width - EDGE.left - EDGE.right, height: height - EDGE.top - EDGE.bottom };
    const step = inner.width / BARS;
    this.inner = inner;
    this.lines = [0, 1, 2].map((i) => {
      const y = EDGE.top + inner.height * (1 - i / 2);
      const label = svg("text", { x: EDGE.left - 8, y: y + 4, "text-anchor": "end" });
      return { label, line: svg("line", { x1: EDGE.left, x2: this.width - EDGE.right, y1: y, y2: y, class: "grid" }) };
    });
    this.bars = Array.from({ length: BARS }, (_, i) =>
      BANDS.map((band) =>
        svg("rect", { class: band, x: (EDGE.left + i * step).toFixed(2), width: Math.max(1, step - 1.2).toFixed(2), y: 0, height: 0 }),
      ),
    );
    const minutes = ["−3 min", "−2 min", "−1 min", "now"].map((text, i) =>
      svg("text", { x: EDGE.left + (inner.width * i) / 3, y: height - 6, "text-anchor": ["start", "middle", "middle", "end"][i] }, text),
    );
    this.picture = svg(
      "svg",
      { width: this.width, height, role: "img", "aria-label": "Intents by band" },
      ...this.lines.flatMap(({ line, label }) => [line, label]),
      ...this.bars.flat(),
      ...minutes,
    );
    byId("bands").replaceChildren(this.picture);
  }

  draw() {
    if (this.width === 0 || this.now === 0) {
      return;
    }
    const end = Math.floor(this.now / BAR_SECONDS) * BAR_SECONDS;
    const sums = this.bars.map((_, i) => this.sum(end - SPAN + i * BAR_SECONDS, end - SPAN + (i + 1) * BAR_SECONDS));
    const perSecond = sums.map((sum) => BANDS.map((band) => (sum.seconds === 0 ? 0 : sum[band] / sum.seconds)));
    const most = roundUp(Math.max(...perSecond.map((values) => values[0] + values[1] + values[2])));
    this.lines.forEach(({ label }, i) => say(label, count((most * i) / 2)));
    perSecond.forEach((values, i) => this.stack(this.bars[i], values, most));
    const known = this.sum(this.now - SPAN, this.now);
    this.picture.setAttribute(
      "aria-label",
      `Intents by band over the last 3 minutes: ${count(known.low)} LOW, ${count(known.medium)} MEDIUM, ${count(known.high)} HIGH.`,
    );
    this.drawTable();
  }

  /** HIGH is at the bottom, where changes are easiest to see. */
  stack(rects, values, most) {
    let y = EDGE.top + this.inner.height;
    for (let band = BANDS.length - 1; band >= 0; band--) {
      const height = (values[band] / most) * this.inner.height;
      y -= height;
      rects[band].setAttribute("y", y.toFixed(2));
      rects[band].setAttribute("height", Math.max(0, height - (height > 3 ? 0.8 : 0)).toFixed(2));
    }
  }

  drawTable() {
    if (!byId("bands-details").open || this.now === 0) {
      return;
    }
    const end = Math.floor(this.now / ROW_SECONDS) * ROW_SECONDS;
    const rows = [];
    for (let from = end - ROW_SECONDS; from >= end - SPAN; from -= ROW_SECONDS) {
      const sum = this.sum(from, from + ROW_SECONDS);
      if (sum.seconds > 0) {
        const cells = BANDS.map((band) => html("td", {}, count(sum[band])));
        rows.push(html("tr", {}, html("th", { scope: "row" }, clock(from * 1000)), ...cells));
      }
    }
    byId("bands-table").replaceChildren(...rows);
  }
}

/** The next of 2, 4, 10, 20, 40 …, so that half of it is a round number too. */
function roundUp(value) {
  let step = 2;
  for (let i = 0; step < value; i++) {
    step *= [2, 2.5, 2][i % 3];
  }
  return step;
}
