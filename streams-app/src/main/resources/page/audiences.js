// The audiences: how large each is, which grow and which shrink, and who enters and leaves.

import { Changes, audienceLink } from "./changes.js";
import { byId, html, say } from "./dom.js";
import { pause } from "./engine.js";
import { Members } from "./members.js";
import { ask, Refusal, Unreachable } from "./server.js";
import { Sizes } from "./trend.js";
import { count, duration, percent } from "./words.js";

const EVERY_MILLIS = 5000;
const NO_LONGER = "that no longer holds";
const TREND = { width: 130, height: 34 };
const hovers = matchMedia("(hover: hover)"); // after a touch, an element stays hovered

const net = (audience) => audience.entered24h - audience.exited24h;

const ORDERS = {
  growth: (a, b) => net(b) - net(a),
  size: (a, b) => b.size - a.size,
  file: () => 0,
};

/** `+12`, `−3` or `±0`, with a true minus. */
const change = (n) => (n === 0 ? "±0" : `${n < 0 ? "−" : "+"}${count(Math.abs(n))}`);

const direction = (n) => (n > 0 ? "up" : n < 0 ? "down" : "even");

export class Audiences {
  constructor() {
    this.sizes = new Map();
    this.rows = new Map();
    this.answer = null;
    this.name = null;
    this.paused = false;
    this.asking = null;
    this.changes = new Changes(byId("changes"), byId("changes-note"), true);
    this.ofOne = new Changes(byId("audience-changes"), byId("audience-changes-note"), false);
    this.members = new Members();
    byId("audiences-filter").addEventListener("submit", (event) => event.preventDefault());
    byId("changes-filter").addEventListener("submit", (event) => event.preventDefault());
    byId("audiences-order").addEventListener("change", () => this.drawList(true));
    byId("changes-kind").addEventListener("change", () => this.followAll());
    this.followAll();
  }

  setPaused(paused) {
    this.paused = paused;
    this.changes.setPaused(paused);
    this.ofOne.setPaused(paused);
  }

  followAll() {
    const kind = byId("changes-kind").value;
    this.changes.follow(new URLSearchParams(kind === "" ? {} : { kind }));
  }

  leave() {
    this.asking?.abort();
    this.asking = null;
    this.name = null;
    this.changes.setShown(false);
    this.ofOne.setShown(false);
    this.members.leave();
  }

  /** Shows all audiences. */
  showAll() {
    this.leave();
    document.title = "Audiences · intentstream";
    this.changes.setShown(this.answer !== null);
    this.begin();
  }

  /** Shows one audience and its members; null stands for an address that cannot be decoded. */
  showOne(name) {
    this.leave();
    this.name = name ?? "";
    document.title = `${name ?? "No audience"} · intentstream`;
    say(byId("audience-title"), name ?? "No audience");
    byId("audience-title").focus({ preventScroll: true });
    byId("audience-body").hidden = true;
    this.tell("Looking …");
    this.ofOne.follow(new URLSearchParams({ audience: this.name }));
    this.begin();
  }

  begin() {
    this.asking = new AbortController();
    this.followSizes(this.asking.signal).catch(console.error);
  }

  tell(text) {
    const message = byId(this.name === null ? "audiences-message" : "audience-message");
    say(message, text);
    message.hidden = text === "";
  }

  async followSizes(signal) {
    while (!signal.aborted) {
      const again = this.paused && this.answer !== null ? EVERY_MILLIS : await this.look(signal);
      if (again === null) {
        return;
      }
      await pause(again);
    }
  }

  /** Asks once. Returns when to ask again; null means never. */
  async look(signal) {
    try {
      const answer = await ask("/audiences", signal);
      if (!signal.aborted) {
        this.take(answer);
      }
      return EVERY_MILLIS;
    } catch (failure) {
      return signal.aborted ? null : this.explain(failure);
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
    this.tell(`${failure.message[0].toUpperCase()}${failure.message.slice(1)}.`);
    return null;
  }

  take(answer) {
    const now = Date.now();
    this.answer = answer;
    for (const audience of answer.audiences) {
      if (!this.sizes.has(audience.name)) {
        this.sizes.set(audience.name, new Sizes());
      }
      this.sizes.get(audience.name).add(now, audience);
    }
    this.tell("");
    if (this.name === null) {
      byId("audiences-body").hidden = false;
      this.changes.setShown(true);
      this.drawList(false);
    } else {
      this.drawOne();
    }
  }

  /** Rows keep their places while they are pointed at. */
  drawList(asked) {
    if (this.answer === null || this.name !== null) {
      return;
    }
    const list = byId("audience-list");
    const held = !asked && ((hovers.matches && list.matches(":hover")) || list.contains(document.activeElement));
    const { audiences, backfill } = this.answer;
    for (const audience of audiences) {
      const row = this.rows.get(audience.name) ?? html("li");
      this.rows.set(audience.name, row);
      this.drawRow(row, audience);
    }
    if (!held) {
      const order = [...audiences].sort(ORDERS[byId("audiences-order").value]).map((audience) => this.rows.get(audience.name));
      if (order.some((row, i) => list.children[i] !== row) || list.children.length !== order.length) {
        list.replaceChildren(...order);
      }
    }
    say(byId("audiences-verdict"), verdict(audiences));
    say(byId("audiences-note"), note(backfill));
  }

  drawRow(row, audience) {
    const grown = net(audience);
    const focused = row.contains(document.activeElement);
    row.replaceChildren(
      html(
        "a",
        { href: audienceLink(audience.name) },
        html("span", { class: "name" }, html("strong", {}, audience.name), html("small", {}, audience.description || audience.when)),
        html("span", { class: "trend" }, this.sizes.get(audience.name).draw(TREND.width, TREND.height)),
        html("span", { class: "size" }, html("strong", {}, count(audience.size)), html("small", {}, "members")),
        html(
          "span",
          { class: `net ${direction(grown)}` },
          html("strong", {}, change(grown)),
          html("small", {}, `${count(audience.entered24h)} in · ${count(audience.exited24h)} out`),
        ),
      ),
    );
    if (focused) {
      row.firstElementChild.focus({ preventScroll: true });
    }
  }

  drawOne() {
    const audience = this.answer.audiences.find((one) => one.name === this.name);
    if (audience === undefined) {
      byId("audience-body").hidden = true;
      this.tell(`There is no audience of this name. Declared are ${this.answer.audiences.map((one) => one.name).join(", ")}.`);
      return;
    }
    const isNew = byId("audience-body").hidden;
    byId("audience-body").hidden = false;
    this.ofOne.setShown(true);
    say(byId("audience-description"), audience.description);
    byId("audience-figures").replaceChildren(
      figure("Members", count(audience.size), "now"),
      figure("Change", change(net(audience)), "last 24 h", direction(net(audience))),
      figure("Entered", count(audience.entered24h), "last 24 h"),
      figure("Left", count(audience.exited24h), "last 24 h"),
    );
    const box = byId("audience-trend");
    box.replaceChildren(this.sizes.get(audience.name).draw(Math.max(200, box.clientWidth), 90));
    byId("audience-rule").replaceChildren(
      ...[
        ["Enters when", audience.when],
        ["Leaves when", audience.until ?? NO_LONGER],
        ["Enters again", audience.reenterAfterMillis === 0 ? null : `${duration(audience.reenterAfterMillis)} after leaving, or later`],
        ["Volatility", `${percent(audience.volatility)}: who entered or left in 24 h, for each member`],
      ]
        .filter(([, text]) => text !== null)
        .map(([term, text]) => html("div", {}, html("dt", {}, term), html("dd", { class: term.endsWith("when") && text !== NO_LONGER ? "rule" : null }, text))),
    );
    if (isNew) {
      this.members.show(audience.name);
    }
  }
}

const figure = (term, text, note, kind = "") => html("div", {}, html("dt", {}, term), html("dd", { class: kind === "" ? null : `net ${kind}` }, text), html("dd", { class: "note" }, note));

/** Which audience grows most, and which shrinks most, in a sentence. */
function verdict(audiences) {
  const byGrowth = [...audiences].sort(ORDERS.growth);
  const first = byGrowth[0];
  const last = byGrowth[byGrowth.length - 1];
  const grows = net(first) > 0 ? `${first.name} grows most: ${change(net(first))} in 24 h.` : "No audience has grown in the last 24 h.";
  const shrinks = net(last) < 0 ? ` ${last.name} shrinks most: ${change(net(last))}.` : "";
  return grows + shrinks;
}

function note(backfill) {
  const line = "The line: from a day ago (dashed) to now. The number: who entered, less who left, in the last 24 hours of event time.";
  return !backfill.running
    ? line
    : `New definitions are being applied: ${percent(backfill.share)} of the users done. Sizes still change because of that. ${line}`;
}
