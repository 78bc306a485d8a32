// The token of http.token. It is kept in this tab's session storage only.

import { byId, html, say } from "./dom.js";

const KEY = "token";
const waiting = [];
let token = read();

function read() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function headers() {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/**
 * Asks for another token after one was refused, and waits for it.
 *
 * @param refused the headers that were sent
 */
export function another(refused) {
  const sent = refused.Authorization;
  if (sent !== headers().Authorization) {
    return Promise.resolve();
  }
  open(sent === undefined ? "" : "The engine does not accept this token.");
  return new Promise((given) => waiting.push(given));
}

function open(wrong) {
  say(byId("token-wrong"), wrong);
  const dialog = byId("token-dialog");
  if (!dialog.open && waiting.length === 0) {
    dialog.showModal();
  }
}

function take(event) {
  event.preventDefault();
  const text = byId("token").value;
  if (!/^[\x21-\x7e]+$/.test(text)) {
    say(byId("token-wrong"), "A token has no spaces and only ASCII characters.");
    return;
  }
  token = text;
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // It is valid until the page is closed.
  }
  byId("token").value = "";
  byId("token-dialog").close();
  waiting.splice(0).forEach((given) => given());
}

/** Whether the page waits for a token. */
export const isWanted = () => waiting.length > 0;

/** The notice while the page waits for a token. */
export function reminder() {
  const button = html("button", { type: "button" }, "Enter the token");
  button.addEventListener("click", () => byId("token-dialog").showModal());
  return ["This engine requires a token. ", button];
}

byId("token-form").addEventListener("submit", take);
byId("token-later").addEventListener("click", () => byId("token-dialog").close());
