// In the corner above the hours: whose clock they are, where the device's says another time.

import { html } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import { now } from "../store/shown.js";
import { duration } from "../time/format.js";
import { MINUTE, offset } from "../time/zone.js";
import { t } from "../words/words.js";

/** "Berlin", and by how much its clocks are ahead of the device's. */
export function Elsewhere() {
  const ahead = (offset(now.value, zone.value) + new Date(now.value).getTimezoneOffset() * MINUTE) / 1000;
  if (!ahead) return null;
  const city = zone.value.split("/").at(-1)?.replaceAll("_", " ");
  const apart = t(ahead > 0 ? "grid.ahead" : "grid.behind", { duration: duration(Math.abs(ahead)) });
  return html`<small class="elsewhere" title=${`${city}: ${apart}`}>${city}<span class="unseen">: ${apart}</span></small>`;
}
