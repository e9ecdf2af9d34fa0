// The page of tracked time: a week of it, as a list of entries or as a sheet of sums.

import { html, useSignal } from "../vendor/preact.js";
import { entries, load } from "../store/entries-week.js";
import { query, refine } from "../store/place.js";
import { firstDay, here, zone } from "../store/session.js";
import { dateRange, duration } from "../time/format.js";
import { addDays, daysFrom, startOfWeek, today } from "../time/zone.js";
import { sideways } from "../ui/direction.js";
import { Icon } from "../ui/icons.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { AddTime } from "./add.js";
import { Entries } from "./entries.js";
import { isDay } from "./rows.js";
import { tracked } from "./times.js";
import { Sheet } from "./sheet.js";

/** The page. */
export function Time() {
  const asked = query.value.week;
  const now = startOfWeek(today(zone.value), firstDay.value);
  const first = isDay(asked) ? startOfWeek(asked, firstDay.value) : now;
  const days = daysFrom(first, 7);
  const sheet = query.value.view === "sheet";
  const adding = useSignal(false);
  const { unread } = useShown(["time_entry", "time_block", "task", "project"], () => load(days), [first, here.value], () => entries.value !== null);
  const turn = (/** @type {string} */ to) => refine({ week: to === now ? null : to });
  const tab = (/** @type {string | null} */ view, /** @type {any} */ word) => html`<button
    role="tab"
    id=${`time-${view ?? "list"}`}
    aria-selected=${sheet === (view === "sheet")}
    aria-controls="time-panel"
    tabindex=${sheet === (view === "sheet") ? 0 : -1}
    onClick=${() => refine({ view })}
  >${t(word)}</button>`;
  const onTabKey = (/** @type {KeyboardEvent} */ event) => {
    if (!sideways(event)) return;
    event.preventDefault();
    refine({ view: sheet ? null : "sheet" }); // there are only two
    document.getElementById(sheet ? "time-list" : "time-sheet")?.focus();
  };
  return html`<main class="page" id="planner" tabindex="-1" aria-label=${t("nav.time")}>
    <div class="page-bar">
      <h1>${t("nav.time")}</h1>
      <span class="week-total">${entries.value ? t("grid.tracked", { duration: duration(tracked(entries.value)) }) : ""}</span>
      <div class="joined">
        <button aria-label=${t("grid.previous")} onClick=${() => turn(addDays(first, -7))}><${Icon} name="left" /></button>
        <button title=${t("entries.thisWeek")} onClick=${() => turn(now)}>${dateRange(days[0], days[6])}</button>
        <button aria-label=${t("grid.next")} onClick=${() => turn(addDays(first, 7))}><${Icon} name="right" /></button>
      </div>
      <button class="primary" onClick=${() => (adding.value = true)}>${t("entries.add")}</button>
    </div>
    <div class="tabs" role="tablist" aria-label=${t("entries.views")} onKeyDown=${onTabKey}>${tab(null, "entries.list")}${tab("sheet", "entries.sheet")}</div>
    <div id="time-panel" class="time-panel" role="tabpanel" aria-labelledby=${sheet ? "time-sheet" : "time-list"}>
      ${unread || (sheet ? html`<${Sheet} key=${first} days=${days} />` : html`<${Entries} key=${first} days=${days} onAdd=${() => (adding.value = true)} />`)}
    </div>
    ${adding.value && html`<${AddTime} days=${days} onClose=${() => (adding.value = false)} />`}
  </main>`;
}
