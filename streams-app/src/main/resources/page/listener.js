// Follows a stream of the engine while it is wanted and the page is seen, and comes back after a failure.

import { pause } from "./engine.js";
import { follow, Refusal, Unreachable } from "./server.js";

const LONGEST_WAIT = 8000;

export class Listener {
  /**
   * @param things what comes, for messages, such as `intents`
   * @param handlers `event` is called with the name and the data of each event, `opened` with the path when the stream is
   *   open, and `begun` when it is asked for
   */
  constructor(things, handlers) {
    this.things = things;
    this.handlers = handlers;
    this.wanted = false;
    this.path = "";
    this.lastId = "";
    this.trouble = "";
    this.running = null;
    document.addEventListener("visibilitychange", () => this.check());
  }

  /** Whether the events are wanted: the engine allows few listeners, so what nobody sees does not listen. */
  setWanted(wanted) {
    this.wanted = wanted;
    this.check();
  }

  /** Follows another stream from its beginning. */
  follow(path) {
    this.stop();
    this.path = path;
    this.lastId = "";
    this.trouble = "";
    this.check();
  }

  stop() {
    this.running?.abort();
    this.running = null;
  }

  check() {
    const wanted = this.wanted && this.path !== "" && !document.hidden;
    if (wanted && this.running === null) {
      this.running = new AbortController();
      this.listen(this.path, this.running.signal).catch(console.error);
    } else if (!wanted) {
      this.stop();
    }
  }

  async listen(path, signal) {
    let wait = 1000;
    while (!signal.aborted) {
      try {
        const opened = () => {
          this.trouble = "";
          this.handlers.opened?.(path);
          wait = 1000;
        };
        this.handlers.begun?.();
        await follow(path, signal, this.lastId, opened, (name, data, id) => {
          if (!signal.aborted) {
            this.lastId = id || this.lastId;
            this.handlers.event(name, data);
          }
        });
      } catch (failure) {
        if (signal.aborted) {
          return;
        }
        if (!(failure instanceof Refusal || failure instanceof Unreachable)) {
          throw failure;
        }
        const why = failure instanceof Refusal ? failure.message : "the engine does not answer";
        this.trouble = `No new ${this.things}: ${why}. Trying again.`;
      }
      await pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }
}
