// Who one is, and where and how time is read: zone, first day of the week, clock. Each is saved as it is chosen.

import { html, useSignal } from "../vendor/preact.js";
import { clock, firstDay, person, zone } from "../store/session.js";
import { Combo } from "../ui/combo.js";
import { t } from "../words/words.js";
import { Choice } from "./fields.js";
import { Password } from "./password.js";
import { save } from "./save.js";

const MOST = 50;
const plain = (/** @type {string} */ name) => name.replaceAll("_", " ").toLowerCase();

/** Zones whose name has these words. @param {string} words */
function zones(words) {
  const wanted = plain(words);
  const all = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
  return all.filter((name) => plain(name).includes(wanted)).slice(0, MOST).map((name) => ({ id: name, name }));
}

function Zone() {
  const turn = useSignal(0);
  const choose = (/** @type {import("../ui/combo.js").Offer} */ offer) => {
    save({ timezone: offer.name });
    turn.value += 1; // a new box, with the zone that holds now
    requestAnimationFrame(() => document.getElementById("settings-zone")?.focus());
  };
  return html`<div class="field">
    <span>${t("settings.zone")}</span>
    <${Combo} key=${`${zone.value} ${turn.value}`} id="settings-zone" label=${t("settings.zone")} value=${zone.value} find=${zones} onChoose=${choose} />
    <small>${t("settings.zone.hint")}</small>
  </div>`;
}

/** The tab. */
export function Profile() {
  return html`<section class="box">
      <h2>${t("settings.you")}</h2>
      <dl class="facts">
        <div><dt>${t("settings.name")}</dt><dd dir="auto">${person.value.name}</dd></div>
        <div><dt>${t("sign.email")}</dt><dd dir="auto">${person.value.email}</dd></div>
      </dl>
    </section>
    <section class="box">
      <h2>${t("settings.time")}</h2>
      <div class="fields-2">
        <${Zone} />
        <${Choice}
          label=${t("settings.firstDay")}
          value=${String(firstDay.value)}
          choices=${[["1", t("settings.monday")], ["0", t("settings.sunday")]]}
          onChoose=${(/** @type {string} */ day) => save({ start_week_on: Number(day) })}
        />
        <${Choice}
          label=${t("settings.clock")}
          value=${`${clock.value}h`}
          choices=${[["24h", t("settings.clock.24")], ["12h", t("settings.clock.12")]]}
          onChoose=${(/** @type {string} */ kind) => save({ time_format: kind })}
        />
      </div>
    </section>
    <${Password} />`;
}
