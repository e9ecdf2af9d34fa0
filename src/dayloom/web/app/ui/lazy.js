// Pages, and parts of them, whose module is fetched when they are shown.

import { html, useEffect, useLayoutEffect, useState } from "../vendor/preact.js";
import { arrived } from "../store/session.js";
import { t } from "../words/words.js";

/** The component that `load` answers, once it is there. @param {() => Promise<any>} load */
function useLoaded(load) {
  const [page, setPage] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState(false);
  const fetchIt = () => {
    setFailed(false);
    load().then((found) => setPage(() => found), () => setFailed(true));
  };
  useEffect(fetchIt, [load]);
  return { page, failed, fetchIt };
}

/** A page. @param {{load: () => Promise<any>, of?: string}} props `load` answers the component; `of`: what frames it meanwhile */
export function Lazy({ load, of = "page" }) {
  const { page, failed, fetchIt } = useLoaded(load);
  const held = document.activeElement?.id === "planner"; // its frame goes
  useLayoutEffect(() => {
    if (!page || !(arrived.value || held)) return;
    arrived.value = false;
    const planner = document.getElementById("planner");
    if (!planner?.contains(document.activeElement)) planner?.focus(); // what was asked for may have it already
  }, [page]);
  if (page) return html`<${page} />`;
  return html`<main class=${of} id="planner" tabindex="-1" aria-busy=${!failed} aria-label=${t("app.loading")}>
    ${failed && html`<p role="alert">${t("error.unread")}</p><button class="plain" onClick=${fetchIt}>${t("app.again")}</button>`}
  </main>`;
}

/** A part of a page: what it is given goes on to it. @param {{load: () => Promise<any>} & Record<string, any>} props */
export function Part({ load, ...given }) {
  const { page, failed, fetchIt } = useLoaded(load);
  if (page) return html`<${page} ...${given} />`;
  return failed ? html`<button class="plain" onClick=${fetchIt}>${t("app.again")}</button>` : null;
}
