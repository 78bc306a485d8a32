// The shop's only tracker. It sends what a shopper does to the collector, in Segment's format, one batch at a time. An event
// leaves the queue when the collector has answered for it; its messageId makes a repeated one a duplicate.

const COLLECTOR = "/v1/batch";
const WRITE_KEY = "demo";
export const USER_ID = new URLSearchParams(location.search).get("user") || "you";

let waiting = [];
let sending = false;

/** Tells that something happened, such as `Product Viewed`. */
export const track = (event, properties = {}) => add({ type: "track", event, properties });

/** Tells that a page was shown. */
export const page = (name, properties = {}) => add({ type: "page", name, properties });

function add(message) {
  const messageId = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const context = { page: { path: location.hash.slice(1) || "/", url: location.href }, library: { name: "shop" } };
  waiting.push({ ...message, messageId, userId: USER_ID, timestamp: new Date().toISOString(), context });
  dispatchEvent(new CustomEvent("tracked", { detail: message }));
  send();
}

async function send() {
  if (sending || waiting.length === 0) return;
  sending = true;
  const batch = waiting.slice(0, 20); // a browser keeps at most 64 KB alive
  const answer = await fetch(COLLECTOR, { method: "POST", keepalive: true, body: body(batch) }).catch(() => null);
  const isFinal = answer !== null && answer.status < 500 && ![408, 429].includes(answer.status); // a refusal would only be repeated
  if (isFinal) waiting = waiting.slice(batch.length);
  else await new Promise((later) => setTimeout(later, 1000));
  sending = false;
  send();
}

/** A text, so that a browser may send it as the page closes. */
const body = (batch) => JSON.stringify({ writeKey: WRITE_KEY, sentAt: new Date().toISOString(), batch });

addEventListener("pagehide", () => waiting.length > 0 && navigator.sendBeacon(COLLECTOR, body(waiting.slice(0, 20))));
