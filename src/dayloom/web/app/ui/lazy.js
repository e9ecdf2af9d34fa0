// A page whose module is fetched when somebody goes there.

import { html, useEffect, useState } from "../vendor/preact.js";
import { t } from "../words/words.js";

/** @param {{load: () => Promise<any>}} props `load` answers the component */
export function Lazy({ load }) {
  const [page, setPage] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState(false);
  const fetchIt = () => {
    setFailed(false);
    load().then((found) => setPage(() => found), () => setFailed(true));
  };
  useEffect(fetchIt, [load]);
  if (page) return html`<${page} />`;
  return html`<main class="page" id="planner" tabindex="-1" aria-busy=${!failed} aria-label=${t("app.loading")}>
    ${failed && html`<p role="alert">${t("error.offline")}</p><button class="plain" onClick=${fetchIt}>${t("app.again")}</button>`}
  </main>`;
}
