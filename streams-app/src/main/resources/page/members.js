// The members of an audience, page by page.

import { byId, html, say } from "./dom.js";
import { ask, Refusal, Unreachable } from "./server.js";
import { userLink } from "./strongest.js";
import { dayAndClock, quantity } from "./words.js";

const PAGE = 50;
/** Requests without a new member after which the page asks whether to go on: each looks at up to 100,000 users. */
const MOST_EMPTY = 5;

export class Members {
  constructor() {
    this.asking = null;
    byId("members-more").addEventListener("click", () => this.more());
  }

  leave() {
    this.asking?.abort();
    this.asking = null;
  }

  /** Shows the first members of an audience. */
  show(name) {
    this.leave();
    this.name = name;
    this.after = "";
    this.shown = 0;
    byId("members").replaceChildren();
    this.more();
  }

  more() {
    this.leave();
    this.asking = new AbortController();
    byId("members-more").hidden = true;
    say(byId("members-note"), "Looking …");
    this.load(this.asking.signal).catch(console.error);
  }

  async load(signal) {
    try {
      for (let empty = 0; empty < MOST_EMPTY && this.after !== null; empty++) {
        const query = new URLSearchParams({ limit: PAGE, after: this.after });
        const page = await ask(`/audiences/${encodeURIComponent(this.name)}/members?${query}`, signal);
        if (signal.aborted) {
          return;
        }
        this.after = page.next;
        this.shown += page.members.length;
        byId("members").append(...page.members.map(row));
        if (page.members.length > 0) {
          break;
        }
      }
      this.tell("");
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      if (!(failure instanceof Refusal || failure instanceof Unreachable)) {
        throw failure;
      }
      this.tell(failure instanceof Refusal ? `Not available now: ${failure.message}.` : "The engine does not answer.");
    }
  }

  tell(trouble) {
    const ended = this.after === null;
    byId("members-more").hidden = ended;
    const shown = this.shown === 0 ? (ended ? "Nobody is in this audience." : "Nobody found so far.") : `${quantity(this.shown, "member")}, ordered by id${ended ? "." : "; there may be more."}`;
    say(byId("members-note"), [trouble, shown].filter(Boolean).join(" "));
  }
}

const row = (member) => html("tr", {}, html("th", { scope: "row", class: "who" }, html("a", { href: userLink(member.userId) }, member.userId)), html("td", { class: "number" }, dayAndClock(member.since)));
