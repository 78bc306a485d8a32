// Watches the engine: whether it is ready, and what it does.

import { byId, say } from "./dom.js";
import { ask, Refusal, Unreachable } from "./server.js";
import * as token from "./token.js";
import { clock } from "./words.js";

const EVERY_MILLIS = 1000;
/** While nobody looks: often enough for the chart to have no holes, since the engine remembers 59 seconds. */
const HIDDEN_MILLIS = 30_000;

const WORDS = {
  CREATED: ["starting", "The engine is starting."],
  REBALANCING: ["restoring", "The engine is restoring: its partitions are being assigned, and their state is read back."],
  PENDING_SHUTDOWN: ["stopping", "The engine is stopping."],
  NOT_RUNNING: ["stopped", "The engine has stopped."],
  PENDING_ERROR: ["failed", "The engine has failed; its log says why."],
  ERROR: ["failed", "The engine has failed; its log says why."],
};

/** The engine's reason for not being ready, as a word and a sentence. */
function waiting(message) {
  const state = /\b([A-Z][A-Z_]{3,})\b/.exec(message)?.[1];
  if (state in WORDS) {
    return WORDS[state];
  }
  const sentence = `${message[0].toUpperCase()}${message.slice(1)}.`;
  return message.includes("restored") ? ["restoring", sentence] : message.includes("starting") ? ["starting", sentence] : ["not ready", sentence];
}

/**
 * @param onStats called with each answer of /stats
 * @param onModel called when the engine can say what model it runs
 */
export function watch(onStats, onModel) {
  let lastAnswer = null;
  let model = null;

  function show(state, word, notice) {
    byId("state").dataset.state = state;
    say(byId("state-word"), word);
    if (token.isWanted()) {
      if (!byId("notice").querySelector("button")) {
        byId("notice").replaceChildren(...token.reminder());
      }
    } else {
      say(byId("notice"), notice);
    }
    document.body.classList.toggle("stale", state === "unreachable");
  }

  async function readiness() {
    try {
      await ask("/health/ready");
      show("ready", "ready", "");
    } catch (failure) {
      if (failure instanceof Refusal) {
        const [word, sentence] = waiting(failure.message);
        show("waiting", word, sentence);
      } else {
        const since = lastAnswer === null ? "" : ` What you see is from ${clock(lastAnswer)}.`;
        show("unreachable", "unreachable", `The engine does not answer.${since} Trying again.`);
        model = null;
      }
    }
  }

  async function figures() {
    const stats = await ask("/stats");
    lastAnswer = stats.time;
    onStats(stats);
    if (model === null) {
      model = await ask("/model");
      onModel(model);
    }
  }

  repeat(readiness); // needs no token, so it is told even while the other waits for one
  repeat(figures);
}

async function repeat(task) {
  for (;;) {
    await task().catch(expected);
    await pause(document.hidden ? HIDDEN_MILLIS : EVERY_MILLIS);
  }
}

/** The state tells of an engine that is away or not ready; anything else is a fault of this page. */
function expected(failure) {
  if (!(failure instanceof Refusal || failure instanceof Unreachable)) {
    console.error(failure);
  }
}

/** Waits; shorter when the page comes into view. */
export function pause(millis) {
  return new Promise((done) => {
    const seen = () => {
      if (!document.hidden) {
        end();
      }
    };
    const timer = setTimeout(end, millis);
    function end() {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      done();
    }
    document.addEventListener("visibilitychange", seen);
  });
}
