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

/** The dialog; made when it is first needed, so that every page may ask for the token. */
function dialog() {
  return byId("token-dialog") ?? build();
}

function build() {
  const later = html("button", { type: "button", id: "token-later" }, "Later");
  const form = html(
    "form",
    {},
    html("h2", { id: "token-title" }, "This engine requires a token"),
    html("p", {}, "It is the value of ", html("code", {}, "http.token"), ". It is kept in this tab only."),
    html("label", { for: "token" }, "Token"),
    html("input", { id: "token", type: "password", autocomplete: "off", required: true }),
    html("p", { class: "wrong", id: "token-wrong", role: "alert" }),
    html("div", { class: "actions" }, later, html("button", { type: "submit", class: "main" }, "Continue")),
  );
  const built = html("dialog", { id: "token-dialog", "aria-labelledby": "token-title" }, form);
  form.addEventListener("submit", take);
  later.addEventListener("click", () => built.close());
  document.body.append(built);
  return built;
}

function open(wrong) {
  const asking = dialog();
  say(byId("token-wrong"), wrong);
  if (!asking.open && waiting.length === 0) {
    asking.showModal();
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
  dialog().close();
  waiting.splice(0).forEach((given) => given());
}

/** Whether the page waits for a token. */
export const isWanted = () => waiting.length > 0;

/** The notice while the page waits for a token. */
export function reminder() {
  const button = html("button", { type: "button" }, "Enter the token");
  button.addEventListener("click", () => dialog().showModal());
  return ["This engine requires a token. ", button];
}
