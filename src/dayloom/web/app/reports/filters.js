// Which period and whose time: the arrows and spans of the head, and filters as chips, several of each kind.

import { html, useEffect, useSignal } from "../vendor/preact.js";
import { go, query, refine } from "../store/place.js";
import { dateRange, monthName } from "../time/format.js";
import { paint } from "../ui/colour.js";
import { Combo } from "../ui/combo.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { KINDS, choose, chosen, clearFilters, isNarrowed, known, learn, loadNames, nameOf, offers, people, period } from "./asked.js";
import { MOST_DAYS, SPANS, daysBetween, isDay, turned } from "./range.js";

/** @param {import("./range.js").Period} shown */
function title({ kind, first, last }) {
  const year = first.slice(0, 4);
  if (kind === "month") return monthName(first);
  if (kind === "quarter") return t("report.quarterOf", { quarter: Math.ceil(Number(first.slice(5, 7)) / 3), year });
  return kind === "year" ? year : dateRange(first, last);
}

/** From a day to a day; what makes no sense is said, and nothing else happens. */
function Days() {
  const { first, last } = period.value;
  const problem = useSignal("");
  const set = (/** @type {string} */ from, /** @type {string} */ to) => {
    if (!isDay(from) || !isDay(to)) return;
    problem.value = to < from ? t("report.backwards") : daysBetween(from, to) > MOST_DAYS ? t("report.tooLong", { days: MOST_DAYS }) : "";
    if (!problem.value) refine({ from, to });
  };
  const box = (/** @type {"report.from" | "report.to"} */ label, /** @type {string} */ value, /** @type {(day: string) => void} */ act) =>
    html`<label class="field">${t(label)}<input type="date" value=${value} onChange=${(/** @type {any} */ event) => act(event.currentTarget.value)} /></label>`;
  return html`<div class="report-days">
    ${box("report.from", first, (day) => set(day, last))}${box("report.to", last, (day) => set(first, day))}
    ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
  </div>`;
}

/** Earlier and later, and how long the period is. */
export function Range() {
  const shown = period.value;
  const span = (/** @type {string} */ kind) =>
    kind === "custom"
      ? refine({ span: null, day: null, from: shown.first, to: shown.last })
      : refine({ span: kind, day: query.value.day ?? (shown.kind === "custom" ? shown.first : null), from: null, to: null });
  return html`<div class="joined">
      <button aria-label=${t("grid.previous")} onClick=${() => refine(turned(shown, -1))}><${Icon} name="left" /></button>
      <button
        class="report-title"
        title=${t("report.now")}
        onClick=${() => refine({ day: null, from: null, to: null, span: shown.kind === "custom" ? null : shown.kind })}
      >${title(shown)}</button>
      <button aria-label=${t("grid.next")} onClick=${() => refine(turned(shown, 1))}><${Icon} name="right" /></button>
    </div>
    <div class="joined report-spans" role="group" aria-label=${t("report.span")}>
      ${SPANS.map((kind) => html`<button aria-pressed=${shown.kind === kind} onClick=${() => span(kind)}>${t(`report.${kind}`)}</button>`)}
    </div>
    ${shown.kind === "custom" && html`<${Days} key=${`${shown.first} ${shown.last}`} />`}`;
}

/** Boxes to type in, and a chip for each choice. */
export function Filters() {
  useEffect(() => void loadNames(), [chosen.value]);
  const kinds = KINDS.filter((kind) => kind !== "person" || people.value.length);
  const add = (/** @type {typeof KINDS[number]} */ kind, /** @type {any} */ offer) => {
    learn(kind, offer);
    choose(kind, [...chosen.value[kind], String(offer.id)]);
  };
  return html`<div class="chips report-filters" role="group" aria-label=${t("report.filters")}>
    ${kinds.map((kind) => html`<span class="report-filter" key=${kind}>
      <${Combo}
        id=${`report-${kind}`}
        label=${t(`report.filter.${kind}`)}
        placeholder=${t(`report.by.${kind}`)}
        open
        find=${(/** @type {string} */ words) => offers(kind, words)}
        onChoose=${(/** @type {any} */ offer) => add(kind, offer)}
      />
    </span>`)}
    ${KINDS.flatMap((kind) => chosen.value[kind].map((id) => html`<button
      class="chip"
      key=${`${kind} ${id}`}
      aria-label=${t("report.unfilter", { kind: t(`report.by.${kind}`), name: nameOf(kind, id) })}
      onClick=${() => choose(kind, chosen.value[kind].filter((one) => one !== id))}
    >
      ${known.value[`${kind} ${id}`]?.color && html`<i class="dot" style=${paint(known.value[`${kind} ${id}`])}></i>`}
      <span dir="auto">${nameOf(kind, id)}</span><${Icon} name="close" size=${12} />
    </button>`))}
    ${isNarrowed.value && html`<button class="chip plain-chip" onClick=${clearFilters}>${t("report.clear")}</button>`}
  </div>`;
}

/** What is said where there is nothing, with the next thing to do. */
export function Nothing() {
  return isNarrowed.value
    ? html`<p class="empty">${t("report.emptyFiltered")} <button class="plain" onClick=${clearFilters}>${t("report.clear")}</button></p>`
    : html`<p class="empty">${t("report.empty")} <button class="plain" onClick=${() => go("week")}>${t("report.toCalendar")}</button></p>`;
}
