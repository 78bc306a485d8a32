// Shows the description of the API, /openapi.json, for people. It knows the part of OpenAPI that the description uses.

import { byId, html, say } from "./dom.js";

let components = {};

/** Follows a reference; gives the name of what it refers to, too. */
function resolved(node) {
  if (node.$ref === undefined) {
    return { node, name: null };
  }
  const [kind, name] = node.$ref.split("/").slice(-2);
  return { node: components[kind][name], name };
}

const anchor = (operation) => `operation-${operation.operationId}`;

/** Texts with `code` between backquotes. */
const prose = (text) => text.split("`").map((part, i) => (i % 2 === 1 ? html("code", {}, part) : part));

const paragraph = (text) => (text === undefined ? null : html("p", {}, ...prose(text)));

/** Such as `array of string`, or the name of a schema. */
function typeOf(schema) {
  const { node, name } = resolved(schema);
  if (name !== null) {
    return name;
  }
  if (node.oneOf !== undefined) {
    return node.oneOf.map(typeOf).join(" or ");
  }
  const types = [node.type].flat().map((type) => (type === "array" ? `array of ${typeOf(node.items)}` : (node.format ?? type)));
  const words = node.enum === undefined ? "" : `: ${node.enum.join(", ")}`;
  const range = node.minimum === undefined ? "" : `, ${node.minimum} to ${node.maximum}`;
  return types.join(" or ") + words + range;
}

/** The schemas within a schema that have fields of their own. */
function inner(schema) {
  const { node } = resolved(schema);
  const parts = [...(node.oneOf ?? []), node.items, node.contentSchema].filter((part) => part !== undefined);
  return node.properties === undefined ? parts.flatMap(inner) : [node];
}

/** The fields of objects, down to the last. */
function fields(schema) {
  return inner(schema).map((node) =>
    html(
      "ul",
      { class: "fields" },
      ...Object.entries(node.properties).map(([name, property]) =>
        html("li", {}, html("code", {}, name), " ", html("span", { class: "type" }, typeOf(property)), ...description(property), ...fields(property)),
      ),
    ),
  );
}

function description(schema) {
  const { node } = resolved(schema);
  return node.description === undefined ? [] : [" ", ...prose(node.description)];
}

function parameters(operation) {
  const all = (operation.parameters ?? []).map((parameter) => resolved(parameter).node);
  if (all.length === 0) {
    return [];
  }
  const item = (parameter) =>
    html(
      "li",
      {},
      html("code", {}, parameter.name),
      " ",
      html("span", { class: "type" }, `${parameter.in}, ${typeOf(parameter.schema)}${parameter.required ? ", required" : ""}`),
      " ",
      ...prose(parameter.description),
      ...(parameter.example === undefined ? [] : [" Such as ", html("code", {}, [parameter.example].flat().join(", ")), "."]),
    );
  return [html("h3", {}, "Parameters"), html("ul", { class: "fields" }, ...all.map(item))];
}

function answers(operation) {
  const { 200: success, ...others } = operation.responses;
  const statuses = Object.keys(others);
  return [
    html("h3", {}, "Answer"),
    html("ul", { class: "fields answers" }, answer("200", success)),
    html("details", {}, html("summary", {}, `Refusals: ${statuses.join(", ")}`), html("ul", { class: "fields answers" }, ...statuses.map((status) => answer(status, others[status])))),
  ];
}

function answer(status, described) {
  const { node } = resolved(described);
  const [type, content] = Object.entries(node.content ?? {})[0] ?? [null, {}];
  const example = content.example === undefined ? null : typeof content.example === "string" ? content.example : JSON.stringify(content.example);
  const hasFields = status === "200" && content.schema !== undefined && inner(content.schema).length > 0;
  return html(
    "li",
    {},
    html("strong", {}, status),
    " ",
    ...prose(node.description),
    type === null ? null : html("span", { class: "type" }, ` ${type}`),
    example === null ? null : html("pre", {}, example),
    hasFields ? html("details", {}, html("summary", {}, "Fields"), ...fields(content.schema)) : null,
  );
}

const filled = (path, operation) =>
  (operation.parameters ?? []).map((parameter) => resolved(parameter).node).reduce((text, parameter) => (parameter.in === "path" ? text.replace(`{${parameter.name}}`, parameter.example) : text), path);

function curl(method, path, operation) {
  const verb = method === "delete" ? "-X DELETE " : path.endsWith("/stream") ? "-N " : "";
  return `curl ${verb}${location.origin}${filled(path, operation)}`;
}

function section(path, method, operation) {
  const token = operation.security.length > 0 ? "If the engine has a token, add -H 'Authorization: Bearer TOKEN'." : "Needs no token.";
  return html(
    "section",
    { id: anchor(operation) },
    html("h2", { class: "call" }, html("span", { class: `method ${method}` }, method.toUpperCase()), path),
    html("p", {}, html("strong", {}, `${operation.summary}.`)),
    paragraph(operation.description),
    html("pre", {}, curl(method, path, operation)),
    html("p", { class: "note" }, token),
    ...parameters(operation),
    ...answers(operation),
  );
}

function show(api) {
  components = api.components;
  const operations = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  const contents = api.tags.flatMap((tag) => [
    html("h2", {}, tag.description),
    ...operations
      .filter(({ operation }) => operation.tags.includes(tag.name))
      .map(({ path, method, operation }) => html("a", { href: `#${anchor(operation)}` }, `${method === "get" ? "" : `${method.toUpperCase()} `}${path}`)),
  ]);
  byId("contents").replaceChildren(...contents);
  const sections = api.tags.flatMap((tag) => operations.filter(({ operation }) => operation.tags.includes(tag.name)).map(({ path, method, operation }) => section(path, method, operation)));
  byId("description").replaceChildren(html("div", {}, html("h1", {}, `${api.info.title} HTTP API`), paragraph(api.info.description)), ...sections);
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

fetch("/openapi.json")
  .then((answer) => answer.json())
  .then(show)
  .catch(() => {
    byId("api-message").hidden = false;
    say(byId("api-message"), "The engine does not answer. Load the page again when it runs.");
  });
