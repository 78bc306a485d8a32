// Polls the engine: its readiness and its statistics.

import { byId, say } from "./dom.js";
import { ask, Refusal, Unreachable } from "./server.js";
import * as token from "./token.js";
import { clockOfToday } from "./words.js";

const EVERY_MILLIS = 1000;
/** Interval in the background: short enough that the chart has no gaps, because the engine keeps 59 seconds. */
const HIDDEN_MILLIS = 30_000;
/** A machine that is gone may not even refuse: the page says so after this time. */
const READY_MILLIS = 5_000;

const WORDS = {
  CREATED: ["starting", "The engine is starting."],
  REBALANCING: ["restoring", "The engine is restoring: its partitions are being assigned, and their state is restored."],
  PENDING_SHUTDOWN: ["stopping", "The engine is stopping."],
  NOT_RUNNING: ["stopped", "The engine has stopped."],
  PENDING_ERROR: ["failed", "The engine has failed; its log says why."],
  ERROR: ["failed", "The engine has failed; its log says why."],
};

/** Why the engine is not ready, as a word and as a sentence. */
function waiting(message) {
  const state = /\b([A-Z][A-Z_]{3,})\b/.exec(message)?.[1];
  if (state in WORDS) {
    return WORDS[state];
  }
  const sentence = `${message[0].toUpperCase()}${message.slice(1)}.`;
  return message.includes("restored") ? ["restoring", sentence] : message.includes("starting") ? ["starting", sentence] : ["not ready", sentence];
}

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*Z/;

/** Since when the engine can't reach Kafka, if that is why it is not ready: as the answer says, otherwise as seen here. */
function withoutKafka({ body, message }, before) {
  if (!/\b(Kafka|broker)\b/i.test(message) || /engine is [A-Z]/.test(message)) {
    return null;
  }
  return TIME.exec(JSON.stringify(body))?.[0] ?? before ?? new Date().toISOString();
}

/**
 * @param onStats called with each answer of /stats
 * @param onModel called when the engine has answered with its model
 */
export function watch(onStats, onModel) {
  let lastAnswer = null;
  let model = null;
  let outage = null;

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
      await ask("/health/ready", undefined, READY_MILLIS);
      outage = null;
      show("ready", "ready", "");
    } catch (failure) {
      if (failure instanceof Refusal) {
        refused(failure);
      } else {
        outage = null;
        const since = lastAnswer === null ? "" : ` What you see is as of ${clockOfToday(lastAnswer)} UTC.`;
        show("unreachable", "unreachable", `No answer from the engine.${since} Trying again.`);
        model = null;
      }
    }
  }

  function refused(failure) {
    outage = withoutKafka(failure, outage);
    if (outage === null) {
      const [word, sentence] = waiting(failure.message);
      show("waiting", word, sentence);
    } else {
      show("waiting", "no Kafka", `The engine cannot reach Kafka since ${clockOfToday(outage)} UTC: what you see is as of then.`);
    }
    document.body.classList.toggle("stale", outage !== null);
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

  repeat(readiness); // needs no token, so it continues while the other waits for one
  repeat(figures);
}

async function repeat(task) {
  for (;;) {
    await task().catch(expected);
    await pause(document.hidden ? HIDDEN_MILLIS : EVERY_MILLIS);
  }
}

/** The state covers an engine that is unreachable or not ready; any other failure is a fault of this page. */
function expected(failure) {
  if (!(failure instanceof Refusal || failure instanceof Unreachable)) {
    console.error(failure);
  }
}

/** Waits; less long when the page becomes visible. */
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
