// Who one is, and where and how time is read: zone, first day of the week, clock. Each is saved as it is chosen.

import { html, useSignal } from "../vendor/preact.js";
import { patch } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { clock, firstDay, person, zone } from "../store/session.js";
import { remember } from "../store/undo.js";
import { clockTime } from "../time/format.js";
import { wall } from "../time/zone.js";
import { Combo } from "../ui/combo.js";
import { Field } from "../ui/field.js";
import { t } from "../words/words.js";
import { Choice } from "./fields.js";
import { Language } from "./language.js";
import { Password } from "./password.js";
import { save } from "./save.js";

const MOST = 50;
const plain = (/** @type {string} */ name) => name.replaceAll("_", " ").toLowerCase();

/** Whether one is called so now. @param {string} name */
async function call(name) {
  const before = person.value.name;
  const be = async (/** @type {string} */ now) => {
    await patch("/users/me/settings", { name: now });
    person.value = { ...person.value, name: now };
  };
  try {
    await be(name);
  } catch (error) {
    tellError(error);
    return false;
  }
  remember(() => be(before), t("did.changed", { name: t("settings.name") }));
  return true;
}

/** Zones whose name has these words. @param {string} words */
function zones(words) {
  const wanted = plain(words);
  const all = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
  return all.filter((name) => plain(name).includes(wanted)).slice(0, MOST).map((name) => ({ id: name, name }));
}

function Zone() {
  const turn = useSignal(0);
  const problem = useSignal("");
  const told = useSignal("");
  const choose = async (/** @type {{name: string}} */ offer) => {
    problem.value = "";
    told.value = "";
    turn.value += 1; // a new box, with the zone that holds now
    requestAnimationFrame(() => document.getElementById("settings-zone")?.focus());
    if (await save({ timezone: offer.name }, t("settings.zone"))) told.value = t("settings.zone.saved", { time: clockTime(wall(Date.now(), zone.value).minutes) });
  };
  const leave = (/** @type {string} */ words) => {
    const found = zones(words);
    const meant = found.find(({ name }) => plain(name) === plain(words));
    problem.value = words && !meant ? t(found.length ? "settings.zone.choose" : "settings.zone.unknown", { text: words }) : "";
    if (meant && meant.name !== zone.value) choose(meant);
  };
  return html`<div class="field">
    <span>${t("settings.zone")}</span>
    <${Combo} key=${`${zone.value} ${turn.value}`} id="settings-zone" label=${t("settings.zone")} value=${zone.value} find=${zones} onChoose=${choose} onLeave=${leave} problem=${problem.value} />
    <small role="status">${told.value}</small>
    <small>${t("settings.zone.hint")}</small>
  </div>`;
}

/** The tab. */
export function Profile() {
  return html`<section class="box">
      <h2>${t("settings.you")}</h2>
      <dl class="facts">
        <div><dt>${t("settings.name")}</dt><dd><${Field} kind="own-name" label=${t("settings.name")} value=${person.value.name} parse=${(/** @type {string} */ text) => text.trim() || null} save=${call} /></dd></div>
        <div><dt>${t("sign.email")}</dt><dd dir="auto">${person.value.email}</dd></div>
      </dl>
    </section>
    <section class="box">
      <h2>${t("settings.time")}</h2>
      <div class="fields-2">
        <${Zone} />
        <${Language} />
        <${Choice}
          label=${t("settings.firstDay")}
          value=${String(firstDay.value)}
          choices=${[["1", t("settings.monday")], ["0", t("settings.sunday")]]}
          onChoose=${(/** @type {string} */ day) => save({ start_week_on: Number(day) }, t("settings.firstDay"))}
        />
        <${Choice}
          label=${t("settings.clock")}
          value=${`${clock.value}h`}
          choices=${[["24h", t("settings.clock.24")], ["12h", t("settings.clock.12")]]}
          onChoose=${(/** @type {string} */ kind) => save({ time_format: kind }, t("settings.clock"))}
        />
      </div>
    </section>
    <${Password} />`;
}
