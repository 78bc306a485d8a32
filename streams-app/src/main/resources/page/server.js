// Requests to the engine.

import * as token from "./token.js";

const ANSWER_MILLIS = 10_000;
/** The server sends something every 10 seconds; a stream that is silent for longer is dead. */
const SILENCE_MILLIS = 25_000;

/** The engine refused the request. */
export class Refusal extends Error {
  constructor(status, body, retrySeconds) {
    super(typeof body.message === "string" ? body.message : `the answer was ${status}`);
    this.status = status;
    this.body = body;
    this.retrySeconds = retrySeconds;
  }
}

/** There was no answer. */
export class Unreachable extends Error {}

/** Ends a request when its signal is aborted, or when nothing was received for too long. */
class Patience {
  constructor(signal, millis) {
    this.outer = signal;
    this.millis = millis;
    this.late = new AbortController();
    this.signal = AbortSignal.any([signal, this.late.signal]);
  }

  renew() {
    this.end();
    this.timer = setTimeout(() => this.late.abort(), this.millis);
  }

  end() {
    clearTimeout(this.timer);
  }

  /** The meaning of a failed request: an abort stays an abort, and anything else means that there was no answer. */
  meaning(failure) {
    return this.outer.aborted || failure instanceof Refusal ? failure : new Unreachable();
  }
}

async function request(path, patience, others = {}) {
  for (;;) {
    const headers = { ...token.headers(), ...others };
    patience.renew();
    const answer = await fetch(path, { headers, signal: patience.signal, cache: "no-store" });
    if (answer.ok) {
      return answer;
    }
    if (answer.status !== 401) {
      throw await refusal(answer);
    }
    patience.end();
    await token.another({ Authorization: headers.Authorization });
  }
}

async function refusal(answer) {
  const body = await answer.json().catch(() => ({}));
  return new Refusal(answer.status, body, Number(answer.headers.get("Retry-After")) || 0);
}

/**
 * The JSON at a path.
 *
 * @throws {Refusal} or {Unreachable}
 */
export async function ask(path, signal = new AbortController().signal, millis = ANSWER_MILLIS) {
  const patience = new Patience(signal, millis);
  try {
    return await (await request(path, patience)).json();
  } catch (failure) {
    throw patience.meaning(failure);
  } finally {
    patience.end();
  }
}

/**
 * Reads server-sent events until they end or the signal is aborted. EventSource cannot send a token, so it is not used.
 *
 * @param lastId id of the last event that was seen; empty at first
 * @param opened called when the stream is open
 * @param events called with the name, the data and the id of each
 * @throws {Refusal} or {Unreachable}
 */
export async function follow(path, signal, lastId, opened, events) {
  const patience = new Patience(signal, SILENCE_MILLIS);
  try {
    const answer = await request(path, patience, lastId === "" ? {} : { "Last-Event-ID": lastId });
    opened();
    const parser = new EventParser(events);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      patience.renew();
      parser.take(part.value);
    }
  } catch (failure) {
    throw patience.meaning(failure);
  } finally {
    patience.end();
  }
}

/**
 * The part of the format that the engine writes: `id:`, `event:` and one `data:` line, then an empty line. An id
 * without data comes with a heartbeat.
 */
class EventParser {
  constructor(events) {
    this.events = events;
    this.rest = "";
    this.name = "message";
    this.data = null;
    this.id = "";
  }

  take(text) {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop();
    lines.forEach((line) => this.line(line));
  }

  line(line) {
    if (line === "") {
      this.events(this.data === null ? "" : this.name, this.data, this.id);
      this.name = "message";
      this.data = null;
    } else if (line.startsWith("id: ")) {
      this.id = line.slice(4);
    } else if (line.startsWith("event: ")) {
      this.name = line.slice(7);
    } else if (line.startsWith("data: ")) {
      this.data = line.slice(6);
    }
  }
}
