// The app put together: the door, or the workbench behind it.

import { html, render, useLayoutEffect, useRef } from "./vendor/preact.js";
import { Grid } from "./planner/grid.js";
import { TaskPanel } from "./planner/list.js";
import "./store/live.js";
import "./store/reconnect.js";
import { PLACES, go, place } from "./store/place.js";
import { theme } from "./store/preferences.js";
import { ended, person, presence, resume, zone } from "./store/session.js";
import * as tasks from "./store/tasks.js";
import { Details } from "./tasks/details.js";
import { TimerBar } from "./timer/bar.js";
import { Questions } from "./timer/questions.js";
import { paint } from "./ui/colour.js";
import { Confirm } from "./ui/dialog.js";
import { keepFiles } from "./ui/files.js";
import { Brand, Icon } from "./ui/icons.js";
import { KeyHelp } from "./ui/keys.js";
import { Lazy, Part } from "./ui/lazy.js";
import { leave } from "./ui/leave.js";
import { Menu, openMenu } from "./ui/menu.js";
import { Notes } from "./ui/notes.js";
import { Offline } from "./ui/offline.js";
import { Palette, openPalette, showKeys } from "./ui/palette.js";
import { dressed } from "./ui/styles.js";
import { spoken, t } from "./words/words.js";

const initials = (/** @type {string} */ name) =>
  name.split(/\s+/).slice(0, 2).map((word) => word[0]?.toUpperCase() ?? "").join("");

function PersonButton() {
  const open = (/** @type {MouseEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    openMenu(box.right - 200, box.bottom + 6, [
      { label: t("person.who", { name: person.value.name, email: person.value.email }), act: () => {}, off: true },
      { label: t("person.zone", { zone: zone.value }), act: () => {}, off: true },
      { label: t("theme.auto"), act: () => (theme.value = "auto") },
      { label: t("theme.light"), act: () => (theme.value = "light") },
      { label: t("theme.dark"), act: () => (theme.value = "dark") },
      { label: t("nav.settings"), act: () => go("settings") },
      { label: t("keys.title"), act: showKeys, key: "?" },
      { label: t("sign.out"), act: leave },
    ]);
  };
  return html`<button class="person" aria-label=${t("person.menu")} title=${person.value.name} onClick=${open}>
    ${initials(person.value.name)}
  </button>`;
}

/** The places whose module and style sheets are fetched when somebody goes there. @type {Partial<Record<import("./store/place.js").Place, () => Promise<any>>>} */
const PAGES = {
  tasks: () => dressed(import("./tasks/page.js"), "tasks", "board").then((page) => page.Tasks),
  inbox: () => dressed(import("./inbox/inbox.js"), "inbox").then((page) => page.Inbox),
  time: () => dressed(import("./timesheet/page.js"), "timesheet").then((page) => page.Time),
  reports: () => dressed(import("./reports/report.js"), "report").then((page) => page.Report),
  settings: () => dressed(import("./settings/page.js"), "settings").then((page) => page.Settings),
  nothing: () => import("./session/nothing.js").then((page) => page.Nothing),
  projects: () => dressed(import("./manage/manage.js"), "manage", "settings").then((page) => page.Manage),
};

function Navigation() {
  return html`<nav class="places" aria-label=${t("nav.label")}>
    ${PLACES.filter((name) => name === "today" || name === "week" || PAGES[name]).map(
      (name) => html`<button aria-current=${place.value === name ? "page" : undefined} aria-label=${t(`nav.${name}`)} onClick=${() => go(name)}>
        <${Icon} name=${name} /><span>${t(`nav.${name}`)}</span>
      </button>`,
    )}
    ${tasks.projects.value.length > 0 && html`<h2>${t("nav.projects")}</h2>`}
    ${tasks.projects.value.map(
      (project) => html`<button
        class="project"
        aria-pressed=${tasks.project.value === project.id}
        onClick=${() => (tasks.project.value = tasks.project.value === project.id ? null : project.id)}
      >
        <i class="dot" style=${paint(project)}></i><span dir="auto">${project.name}</span>
      </button>`,
    )}
  </nav>`;
}

function Here() {
  const page = PAGES[place.value];
  const before = useRef(page);
  useLayoutEffect(() => {
    // What had the focus went with the page before.
    if (page !== before.current && document.activeElement === document.body) document.getElementById("planner")?.focus({ preventScroll: true });
    before.current = page;
  }, [page]);
  return page ? html`<${Lazy} key=${place.value} load=${page} />` : html`<${TaskPanel} /><${Grid} />`;
}

function Workbench() {
  return html`<a class="skip" href="#planner">${t("app.skip")}</a>
    <${Offline} />
    <header class="top">
      <span class="brand"><${Brand} /> ${t("app.name")}</span>
      <${TimerBar} />
      <button class="search" aria-label=${t("palette.label")} onClick=${openPalette}>
        <${Icon} name="search" /><span dir="auto">${t("palette.open")}</span><kbd dir="ltr">${t("key.ctrl")} K</kbd>
      </button>
      <button class="help" aria-label=${t("keys.title")} title=${`${t("keys.title")} (?)`} onClick=${showKeys}>?</button>
      <${PersonButton} />
    </header>
    <div class="bench">
      <${Navigation} />
      <${Here} />
      <${Details} />
    </div>`;
}

function Away() {
  return html`<main class="door">
    <div class="card">
      <h1><${Brand} /> ${t("app.name")}</h1>
      <p role="alert">${t("error.unread")}</p>
      <button class="primary" onClick=${resume}>${t("app.again")}</button>
    </div>
  </main>`;
}

const door = () => import("./session/sign-in.js").then((page) => page.Door);
const invitation = () => import("./session/invitation.js").then((page) => page.Invitation);
const nowhere = () => import("./session/nowhere.js").then((page) => page.Nowhere);

function App() {
  const interrupted = presence.value === "out" && ended.value;
  const before = {
    unknown: null,
    in: null,
    out: html`<${Lazy} key="out" load=${door} of="door" />`,
    away: html`<${Away} />`,
    nowhere: html`<${Lazy} key="nowhere" load=${nowhere} of="door" />`,
  }[presence.value];
  const bench = interrupted || presence.value === "in" ? html`<${Workbench} />` : before;
  const shown = place.value === "invitation" ? html`<${Lazy} key="invitation" load=${invitation} of="door" />` : bench;
  return html`${shown}${interrupted && html`<${Part} load=${door} />`}<${Menu} /><${Palette} /><${Confirm} /><${Questions} /><${KeyHelp} /><${Notes} />`;
}

spoken.then(() => render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById("app"))));
resume();
keepFiles();
// What helps a pointer and a focus comes with the first of them; one does without.
addEventListener("pointerover", () => import("./ui/whole.js").catch(() => {}), { once: true });
addEventListener("focusin", () => import("./ui/focus.js").catch(() => {}), { once: true });
