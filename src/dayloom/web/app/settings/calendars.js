// Calendars elsewhere that are shown and planned here, the rules for their titles, and one's own plan as a calendar.

import { html, useSignal } from "../vendor/preact.js";
import { call, get } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { here, settings, zone } from "../store/session.js";
import { addDays, instant, rfc3339, today } from "../time/zone.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { Calendar } from "./calendar.js";
import { ConnectAccount, ConnectFile, ConnectAddress } from "./connect.js";
import { Disconnect } from "./disconnect.js";
import { Feed } from "./feed.js";
import { Rules } from "./rules.js";
import { save } from "./save.js";

/** The days that are synced at once; the rest follows in the background. */
const BEHIND = 30;
const AHEAD = 90;

function syncNow() {
  const day = today(zone.value);
  const query = {
    date_from: rfc3339(instant(addDays(day, -BEHIND), 0, zone.value)),
    date_to: rfc3339(instant(addDays(day, AHEAD), 0, zone.value)),
    timezone: zone.value,
  };
  return call("PUT", `${here.value}/tasks/calendar`, { query });
}

/** What an account or a file is, in a word. */
function kindOf(/** @type {any} */ connection) {
  if (connection.provider === "caldav") return t("settings.calendar.caldav", { email: connection.email || connection.name });
  return connection.calendars[0]?.external_id === "file" ? t("settings.calendar.file") : t("settings.calendar.ics");
}

/** @param {{connection: any, onRemove: () => void, again: () => unknown}} props */
function Connection({ connection, onRemove, again }) {
  return html`<section class="connection" aria-label=${connection.name}>
    <header>
      <h3 dir="auto">${connection.name}</h3><span class="chip">${kindOf(connection)}</span>
      <button class="plain" aria-label=${t("settings.calendar.remove.title", { name: connection.name })} onClick=${onRemove}>${t("settings.calendar.remove")}</button>
    </header>
    ${connection.calendars.map((/** @type {any} */ one) => html`<${Calendar} key=${one.calendar_id} calendar=${one} alone=${connection.calendars.length === 1} again=${again} />`)}
  </section>`;
}

/** A block without an event gets one in the first calendar that can be written: that one is named. @param {{connections: any[]}} props */
function Outbound({ connections }) {
  const [first] = connections.flatMap((one) => one.calendars).filter((one) => one.writable).sort((one, other) => one.calendar_id - other.calendar_id);
  if (!first) return null;
  const onChange = (/** @type {any} */ event) => save({ sync_external_calendar: event.currentTarget.checked ? "always" : "never" }, t("settings.calendars"));
  return html`<label class="check" dir="auto">
    <input type="checkbox" checked=${settings.value.sync_external_calendar === "always"} onChange=${onChange} />${t("settings.calendars.outbound", { name: first.name })}
  </label>`;
}

const DIALOGS = { address: ConnectAddress, file: ConnectFile, account: ConnectAccount };

function Connections() {
  const asked = useSignal(/** @type {keyof typeof DIALOGS | null} */ (null));
  const leaving = useSignal(/** @type {any} */ (null));
  const busy = useSignal(false);
  const { found, again, unread, busy: reading } = useShown(["calendar", "calendar_integration"], () => get(`${here.value}/integrations/calendar`), [here.value]);
  const sync = async () => {
    busy.value = true;
    try {
      await syncNow();
      await again();
    } catch (error) {
      tellError(error);
    }
    busy.value = false;
  };
  const connected = async () => {
    asked.value = null;
    await again();
    await sync();
  };
  const Asked = asked.value && DIALOGS[asked.value];
  return html`<section class="box" aria-busy=${reading}>
    ${unread}
    <div class="box-bar">
      <h2>${t("settings.calendars")}</h2>
      ${found.value?.length > 0 && html`<button class="plain" disabled=${busy.value} onClick=${sync}>${busy.value ? t("settings.calendar.syncing") : t("settings.calendar.sync")}</button>`}
    </div>
    ${found.value?.length === 0 && html`<p class="empty">${t("settings.calendars.empty")}</p>`}
    ${found.value?.map((/** @type {any} */ one) => html`<${Connection} key=${one.calendar_integration_id} connection=${one} again=${again} onRemove=${() => (leaving.value = one)} />`)}
    <${Outbound} connections=${found.value ?? []} />
    <div class="chips">
      ${/** @type {(keyof typeof DIALOGS)[]} */ (["address", "file", "account"]).map(
        (name) => html`<button key=${name} class="plain" onClick=${() => (asked.value = name)}>${t(/** @type {any} */ (`settings.calendar.add.${name}`))}</button>`,
      )}
    </div>
    ${Asked && html`<${Asked} onClose=${() => (asked.value = null)} onDone=${connected} />`}
    ${leaving.value && html`<${Disconnect} connection=${leaving.value} onClose=${() => (leaving.value = null)} onDone=${again} />`}
  </section>`;
}

/** The tab. */
export function Calendars() {
  return html`<${Connections} /><${Rules} /><${Feed} />`;
}
