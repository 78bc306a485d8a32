// A small line of an audience's size: dashed from a day ago to when the page was opened, then as the page has seen it.

import { svg } from "./dom.js";
import { count } from "./words.js";

/** Sizes that are kept; older ones are thinned out. */
const MOST = 240;
/** The part of the width that stands for the day before the page was opened. */
const DAY = 0.3;
const EDGE = 4;
/** Smaller changes of the size stay small in the line. */
const LEAST_SPAN = 0.1;

export class Sizes {
  constructor() {
    this.points = [];
    this.dayAgo = 0;
  }

  /** Keeps an answer of /audiences about the audience. */
  add(now, audience) {
    if (this.points.length === 0) {
      this.dayAgo = Math.max(0, audience.size - audience.entered24h + audience.exited24h);
    }
    this.points.push({ at: now, size: audience.size });
    if (this.points.length > MOST) {
      this.points = this.points.filter((_, i) => i % 2 === 0 || i === this.points.length - 1);
    }
  }

  /** The line, as an SVG of this size. */
  draw(width, height) {
    const first = this.points[0];
    const last = this.points[this.points.length - 1];
    const sizes = [this.dayAgo, ...this.points.map((point) => point.size)];
    const most = Math.max(...sizes);
    const least = Math.min(...sizes, most * (1 - LEAST_SPAN));
    const middle = EDGE + (width - 2 * EDGE) * DAY;
    const span = Math.max(1, last.at - first.at);
    const x = (point) => (last.at === first.at ? middle : middle + (width - EDGE - middle) * ((point.at - first.at) / span));
    const y = (size) => (most === least ? height / 2 : EDGE + (height - 2 * EDGE) * (1 - (size - least) / (most - least)));
    const along = this.points.map((point) => `${x(point).toFixed(1)},${y(point.size).toFixed(1)}`).join("L");
    return svg(
      "svg",
      { width, height, role: "img", "aria-label": `${count(this.dayAgo)} members a day ago, ${count(last.size)} now` },
      svg("path", { class: "before", d: `M${EDGE},${y(this.dayAgo).toFixed(1)}L${middle},${y(first.size).toFixed(1)}` }),
      svg("path", { class: "curve", d: `M${along}` }),
      svg("circle", { class: "point high", cx: x(last), cy: y(last.size), r: 3 }),
    );
  }
}
