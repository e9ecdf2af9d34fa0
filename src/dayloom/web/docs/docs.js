// The documentation page: reads openapi.json beside it and shows it. It asks nobody else.

const METHODS = ["get", "post", "put", "patch", "delete"];
const PREFIX = "/organizations/{organization_id}/workspaces/{workspace_id}";
const here = new URL("openapi.json", document.baseURI);
const known = { key: "", organization_id: "", workspace_id: "" };
let doc;

/** An element: el("p", {class: "quiet"}, "text", child). Text is always text, never markup. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat(9).filter((child) => child != null && child !== ""));
  return made;
}

/** Paragraphs with `code` and **bold**. */
function prose(text) {
  return (text || "").trim().split(/\n\s*\n/).filter(Boolean).map((part) => {
    const pieces = part.replace(/\n/g, " ").split(/(`[^`]+`|\*\*[^*]+\*\*)/);
    return el("p", {}, pieces.map((piece) => {
      if (piece.startsWith("`")) return el("code", {}, piece.slice(1, -1));
      if (piece.startsWith("**")) return el("b", {}, piece.slice(2, -2));
      return piece;
    }));
  });
}

/** A details element that makes its inside when it is opened first. */
function later(attributes, summary, inside) {
  const made = el("details", attributes, summary);
  made.addEventListener("toggle", () => made.children.length > 1 || made.append(...[inside()].flat()));
  return made;
}

// --- schemas ---------------------------------------------------------------------------------------

const nameOf = (schema) => schema?.$ref?.split("/").pop();
const look = (schema) => (schema?.$ref ? schema.$ref.slice(2).split("/").reduce((at, part) => at[part], doc) : schema || {});
const isNull = (schema) => schema.type === "null";

function limits(schema) {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const of = (low, high, unit) => {
    if (high === Number.MAX_SAFE_INTEGER) high = undefined;
    if (low == null && high == null) return "";
    if (high == null) return low > 0 ? `from ${low}${unit}` : "";
    return `${low == null ? "at most" : `${low} to`} ${high.toLocaleString("en")}${unit}`;
  };
  return [of(minimum, maximum, ""), of(minLength, maxLength, " characters"), of(minItems, maxItems, " items")].filter(Boolean).join(", ");
}

/** A type in a few words. */
function words(schema) {
  if (nameOf(schema) === "Flag") return "true or false";
  if (nameOf(schema)) return nameOf(schema);
  if (schema.allOf) return words(schema.allOf[0]);
  if (schema.anyOf && !schema.type) {
    const told = schema.anyOf.filter((one) => nameOf(one) !== "CommaList").map((one) => (isNull(one) ? "null" : words(one)));
    return [...new Set(told)].join(" or ");
  }
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" · ");
  if (schema.type === "array") return ["list of", words(schema.items || {}), limits(schema) && `(${limits(schema)})`].filter(Boolean).join(" ");
  if (schema.type === "object") return "object";
  const format = schema.format || (schema.anyOf && "day or instant") || "";
  const plain = { "date-time": "instant", date: "day", binary: "file" }[format] || format || schema.type || "anything";
  return [plain, limits(schema) && `(${limits(schema)})`].filter(Boolean).join(" ");
}

/** The objects inside a schema whose fields are worth opening. */
function parts(schema) {
  const found = look(schema);
  if (found.properties) return [[nameOf(schema) || "fields", found]];
  const inner = [...(found.anyOf || []), ...(found.allOf || []), ...(found.items ? [found.items] : [])];
  return inner.flatMap(parts);
}

function row(name, schema, { required, said, off } = {}) {
  const text = said ?? schema.description ?? "";
  return el("div", { class: off ? "row off" : "row" },
    el("div", { class: "name" }, name, required ? el("small", {}, " required") : null),
    el("div", {}, el("div", { class: "type" }, off ? "" : words(schema)), el("div", { class: "said" }, prose(text))),
    parts(schema).map(([title, inside]) => later({ class: "nest" }, el("summary", {}, `Fields of ${title}`), () => rows(inside))),
  );
}

function rows(schema) {
  const needed = new Set(schema.required || []);
  return el("div", { class: "rows" }, Object.entries(schema.properties || {}).map(([name, one]) =>
    row(name, one, { required: needed.has(name), off: one["x-not-served"] })));
}

function fields(schema) {
  const found = parts(schema);
  const seen = new Set();
  return found.filter(([title]) => title === "fields" || !seen.has(title) && seen.add(title)).map(([title, inside]) =>
    [title !== "fields" ? el("p", { class: "quiet" }, el("code", {}, title), " ", inside.description || "") : null, rows(inside)]);
}

const pretty = (value) => JSON.stringify(value, null, 2);

// --- one operation -----------------------------------------------------------------------------------

const short = (path) => (path.startsWith(`${PREFIX}/`) ? [el("span", { title: PREFIX }, "…"), el("b", {}, path.slice(PREFIX.length))] : el("b", {}, path));

function parameters(operation) {
  const titles = { path: "In the path", query: "In the query", header: "Headers" };
  return Object.entries(titles).map(([place, title]) => {
    const found = operation.parameters.filter((one) => one.in === place);
    return found.length ? [el("h3", {}, title), el("div", { class: "rows" }, found.map((one) =>
      row(one.name, one.schema, { required: one.required, said: one.description, off: one["x-not-served"] })))] : null;
  });
}

function content(told) {
  return Object.entries(told.content || {}).map(([media, { schema, example }]) => [
    media === "application/json" ? null : el("p", { class: "quiet" }, "As ", el("code", {}, media)),
    media === "application/x-ndjson" ? null : fields(schema),
    example === undefined ? null : el("pre", { tabindex: 0 }, pretty(example)),
  ]);
}

function answers(operation) {
  return Object.entries(operation.responses).map(([status, one]) => {
    const told = look(one);
    const summary = el("summary", {}, el("span", { class: status < 400 ? "status" : "status bad" }, status), el("span", { class: "quiet" }, told.description));
    return later({ class: "answer" }, summary, () => [
      el("p", { class: "quiet" }, "Headers: ", Object.keys(told.headers || {}).flatMap((name, at) => [at ? ", " : "", el("code", {}, name)])),
      content(told),
    ]);
  });
}

function operationCard(path, method, operation) {
  const head = el("summary", {},
    el("span", { class: `method ${method.toUpperCase()}` }, method.toUpperCase()),
    el("span", { class: "title" }, operation.summary),
    operation["x-not-served"] ? el("span", { class: "mark" }, "not served yet") : null,
    el("span", { class: "path" }, short(path)));
  const inside = () => el("div", { class: "inside" },
    prose(operation.description), el("p", { class: "path" }, doc.servers[0].url, path),
    parameters(operation),
    operation.requestBody ? [el("h3", {}, "Body"), el("div", { class: "quiet" }, prose(operation.requestBody.description)), content(operation.requestBody)] : null,
    el("h3", {}, "Answers"), answers(operation),
    later({ class: "try" }, el("summary", {}, "Try it"), () => tryIt(path, method, operation)));
  const card = later({ class: "op", id: operation.operationId }, head, inside);
  card.dataset.words = `${method} ${path} ${operation.summary} ${operation.tags}`.toLowerCase();
  return card;
}

// --- trying it -----------------------------------------------------------------------------------------

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function request(path, method, inputs, body) {
  let filled = path;
  const query = new URLSearchParams();
  for (const { one, input } of inputs) {
    const value = input.value.trim();
    if (one.in === "path") filled = filled.replace(`{${one.name}}`, value ? encodeURIComponent(value) : `{${one.name}}`);
    else if (value) query.append(one.name, value);
  }
  const url = new URL(`.${filled}`, here);
  url.search = query;
  const headers = {};
  if (known.key) headers.Authorization = `Bearer ${known.key}`;
  if (body?.value.trim()) headers["Content-Type"] = "application/json";
  return { url, method: method.toUpperCase(), headers, body: body?.value.trim() || undefined };
}

function curl({ url, method, headers, body }) {
  const hidden = { ...headers, Authorization: "Bearer $DAYLOOM_KEY" };
  const told = Object.entries(hidden).map(([name, value]) => `-H "${name}: ${value}"`);
  const line = ["curl", method === "GET" ? "" : `-X ${method}`, ...told, quoted(url.href.replace(/%7B/g, "{").replace(/%7D/g, "}")), body ? `-d ${quoted(body)}` : ""];
  return line.filter(Boolean).join(" ");
}

function tryIt(path, method, operation) {
  const inputs = operation.parameters.filter((one) => one.in !== "header" && !one["x-not-served"]).map((one) => {
    const input = el("input", { value: known[one.name] || "", autocomplete: "off", placeholder: one.required ? "required" : "" });
    return { one, input, label: el("label", {}, one.name, input) };
  });
  const example = operation.requestBody?.content?.["application/json"]?.example;
  const body = example === undefined ? null : el("textarea", { spellcheck: "false" });
  if (body) body.value = pretty(example);
  const line = el("pre", { class: "curl", tabindex: 0 });
  const shown = el("div", { "aria-live": "polite" });
  const update = () => { line.textContent = curl(request(path, method, inputs, body)); };
  const send = async () => {
    const { url, ...options } = request(path, method, inputs, body);
    const missing = inputs.filter(({ one, input }) => one.required && !input.value.trim()).map(({ one }) => one.name);
    if (missing.length) return void shown.replaceChildren(el("p", { class: "quiet" }, `Still needed: ${missing.join(", ")}.`));
    const began = performance.now();
    try {
      const answer = await fetch(url, { ...options, credentials: "omit" });
      const text = await answer.text();
      let told = text;
      try { told = pretty(JSON.parse(text)); } catch { /* not JSON: shown as it is */ }
      const took = Math.round(performance.now() - began);
      shown.replaceChildren(el("p", {}, el("span", { class: answer.ok ? "status" : "status bad" }, String(answer.status)), ` in ${took} ms`),
        told ? el("pre", { tabindex: 0 }, told) : el("p", { class: "quiet" }, "The body is empty."));
    } catch (error) {
      shown.replaceChildren(el("p", { class: "quiet" }, `No answer: ${error.message}`));
    }
  };
  const box = el("div", {}, el("div", { class: "fields" }, inputs.map(({ label }) => label)),
    body ? el("label", {}, "Body", body) : null, line,
    el("div", { class: "send" }, el("button", { class: "main", type: "button", onclick: send }, "Send"),
      el("button", { type: "button", onclick: () => navigator.clipboard?.writeText(line.textContent) }, "Copy the curl line"),
      method === "get" ? null : el("span", { class: "quiet" }, "This changes real data.")), shown);
  box.addEventListener("input", update);
  document.addEventListener("known", () => {
    for (const { one, input } of inputs) if (!input.value && known[one.name]) input.value = known[one.name];
    update();
  });
  update();
  return box;
}

function keyCard() {
  const input = (name, placeholder, type = "text") => el("input", {
    type, placeholder, autocomplete: "off", spellcheck: "false", id: name,
    oninput: (event) => { known[name] = event.target.value.trim(); document.dispatchEvent(new Event("known")); },
  });
  const key = input("key", "toggl_sk_…", "password"), organization = input("organization_id", "id"), workspace = input("workspace_id", "id");
  key.addEventListener("change", async () => {
    const answer = await fetch(new URL("./users/me/settings", here), { headers: { Authorization: `Bearer ${known.key}` }, credentials: "omit" });
    if (!answer.ok) return;
    const mine = await answer.json();
    organization.value = known.organization_id = String(mine.organization_id ?? "");
    workspace.value = known.workspace_id = String(mine.current_workspace_id ?? "");
    document.dispatchEvent(new Event("known"));
  });
  return el("div", { class: "card key" }, el("label", {}, "API key, to try things", key), el("label", {}, "Organization", organization),
    el("label", {}, "Workspace", workspace), el("p", { class: "quiet" }, "The key stays in this page and is gone when you leave it."));
}

// --- the page --------------------------------------------------------------------------------------------

function byTag() {
  const groups = new Map(doc.tags.map((tag) => [tag.name, { ...tag, operations: [] }]));
  for (const [path, methods] of Object.entries(doc.paths))
    for (const method of METHODS.filter((one) => methods[one])) {
      const operation = methods[method];
      const name = operation.tags[0];
      if (!groups.has(name)) groups.set(name, { name, description: "", operations: [] });
      groups.get(name).operations.push([path, method, operation]);
    }
  const depth = ([path]) => path.split("/").length;
  for (const group of groups.values()) group.operations.sort((one, other) => depth(one) - depth(other));
  return [...groups.values()].filter((group) => group.operations.length);
}

function show() {
  const groups = byTag();
  const wide = matchMedia("(min-width: 821px)").matches;
  const count = groups.reduce((sum, group) => sum + group.operations.length, 0);
  document.getElementById("nav").append(...groups.map((group) => el("details", { open: wide },
    el("summary", {}, group.name, el("span", {}, String(group.operations.length))),
    group.operations.map(([, method, operation]) => el("a", { href: `#${operation.operationId}`, "data-op": operation.operationId },
      el("span", { class: `method ${method.toUpperCase()}` }, method.toUpperCase().slice(0, 6)), operation.summary)))));
  document.getElementById("main").append(
    el("h1", {}, doc.info.title, " API"),
    el("p", { class: "quiet" }, `${doc.info.summary} Version ${doc.info.version}, ${count} operations. `, el("a", { href: here.href }, "openapi.json")),
    el("div", { class: "about" }, prose(doc.info.description)), keyCard(),
    ...groups.map((group) => el("section", {}, el("h2", {}, group.name), el("p", { class: "quiet" }, group.description),
      group.operations.map((one) => operationCard(...one)))));
}

function find() {
  const asked = document.getElementById("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const card of document.querySelectorAll(".op")) {
    card.hidden = !asked.every((word) => card.dataset.words.includes(word));
    document.querySelector(`nav [data-op="${card.id}"]`).hidden = card.hidden;
  }
  for (const group of document.querySelectorAll("section, nav details"))
    group.hidden = !group.querySelector(".op:not([hidden]), a:not([hidden])");
}

function follow() {
  const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const link of document.querySelectorAll("nav [aria-current]")) link.removeAttribute("aria-current");
  if (!card?.classList.contains("op")) return;
  document.querySelector(`nav [data-op="${card.id}"]`)?.setAttribute("aria-current", "true");
  card.open = true;
  card.scrollIntoView();
}

function theme() {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)");
  const set = (name) => { root.dataset.theme = name; };
  set(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => set(dark.matches ? "dark" : "light"));
  document.getElementById("theme").addEventListener("click", () => set(root.dataset.theme === "dark" ? "light" : "dark"));
}

theme();
doc = await (await fetch(here, { credentials: "omit" })).json();
show();
follow();
addEventListener("hashchange", follow);
document.getElementById("search").addEventListener("input", find);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea")) return;
  event.preventDefault();
  document.getElementById("search").focus();
});
