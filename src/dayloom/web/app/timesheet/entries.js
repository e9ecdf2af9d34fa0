// The week's entries by day, newest first, and which of them are selected.

import { html, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { now } from "../store/shown.js";
import { entries } from "../store/entries-week.js";
import { query, refine } from "../store/place.js";
import { zone } from "../store/session.js";
import { duration, fullDate } from "../time/format.js";
import { today } from "../time/zone.js";
import { t } from "../words/words.js";
import { Bulk } from "./bulk.js";
import { Line } from "./line.js";
import { tracked } from "./times.js";

/** @typedef {import("../store/entries-week.js").Entry} Entry */

/** The newest first, those without a clock last. @param {Entry[]} of */
const newestFirst = (of) => [...of].sort((a, b) => (b.start ?? 0) - (a.start ?? 0) || b.id - a.id);

/** @param {{days: string[], onAdd: () => void}} props */
export function Entries({ days, onAdd }) {
  const selected = useSignal(/** @type {Set<number>} */ (new Set()));
  const last = useRef(0);
  const all = entries.value;
  const asked = query.value.entry;
  useLayoutEffect(() => {
    const line = asked && /^\d+$/.test(asked) && document.querySelector(`[data-entry="${asked}"]`);
    if (!line) return;
    line.scrollIntoView({ block: "center" });
    /** @type {HTMLElement | null} */ (line.querySelector(".entry-field"))?.focus();
    refine({ entry: null });
  }, [asked, all]);
  if (!all) return html`<section class="box" aria-busy="true"></section>`;
  if (!all.length) {
    return html`<section class="box empty">
      <p>${t("entries.empty")}</p>
      <p><button class="plain" onClick=${onAdd}>${t("entries.add")}</button></p>
    </section>`;
  }
  now.value; // what runs grows
  const byDay = [...days].reverse().map((day) => ({ day, of: newestFirst(all.filter((one) => one.day === day)) }));
  const shown = byDay.flatMap(({ of }) => of);
  const chosen = shown.filter((one) => selected.value.has(one.id));
  const select = (/** @type {Entry} */ entry, /** @type {boolean} */ range) => {
    const on = !selected.value.has(entry.id);
    const at = shown.indexOf(entry);
    const from = shown.findIndex((one) => one.id === last.current);
    const touched = range && from >= 0 ? shown.slice(Math.min(from, at), Math.max(from, at) + 1) : [entry];
    const after = new Set(selected.value);
    for (const one of touched) on ? after.add(one.id) : after.delete(one.id);
    last.current = entry.id;
    selected.value = after;
  };
  const selectDay = (/** @type {Entry[]} */ of, /** @type {boolean} */ on) => {
    const after = new Set(selected.value);
    for (const one of of) on ? after.add(one.id) : after.delete(one.id);
    selected.value = after;
  };
  return html`${byDay.filter(({ of }) => of.length).map(
      ({ day, of }) => html`<section class="box entry-day" key=${day} data-day=${day} aria-label=${fullDate(day)}>
        <header>
          <label class="entry-check"><input
            type="checkbox"
            aria-label=${t("entries.selectDay", { day: fullDate(day) })}
            checked=${of.every((one) => selected.value.has(one.id))}
            onChange=${(/** @type {any} */ event) => selectDay(of, event.currentTarget.checked)}
          /></label>
          <h2>${fullDate(day)}${day === today(zone.value) ? html` <small>${t("grid.today")}</small>` : ""}</h2>
          <b>${duration(tracked(of))}</b>
        </header>
        <ul>${of.map((entry) => html`<${Line} key=${entry.id} entry=${entry} selected=${selected.value.has(entry.id)} onSelect=${(/** @type {boolean} */ range) => select(entry, range)} />`)}</ul>
      </section>`,
    )}
    ${chosen.length > 0 && html`<${Bulk} of=${chosen} onDone=${() => (selected.value = new Set())} />`}`;
}
