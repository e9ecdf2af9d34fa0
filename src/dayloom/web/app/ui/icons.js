// One set of outline icons, 16 by 16, drawn for this app.

import { html } from "../vendor/preact.js";

const PATHS = {
  today: "M8 2.200a5.800 5.800 0 1 1 0 11.600a5.800 5.800 0 0 1 0-11.600M8 5v3.200l2 1.400",
  week: "M2.500 3.500h11v9.500h-11zM2.500 6.500h11M6.200 6.500v6.500M9.800 6.500v6.500",
  tasks: "M2.500 4h11M2.500 8h11M2.500 12h7",
  inbox: "M2.500 9.500 4.500 3.500h7l2 6v3.500h-11zM2.500 9.500h3.200a2.300 2.300 0 0 0 4.600 0h3.200",
  time: "M8 4.500a4.800 4.800 0 1 1 0 9.600a4.800 4.800 0 0 1 0-9.600M8 6.800v2.500M6.300 2h3.400M8 2v2.500",
  projects: "M2.500 4.500h4l1.500 1.800h5.500v6.700h-11z",
  settings: "M2.500 5h6M11.500 5h2M2.500 11h2M7.500 11h6M10 3.500v3M6 9.500v3",
  reports: "M3 13V8M8 13V3M13 13V6",
  plus: "M8 3v10M3 8h10",
  left: "M10 3.500 5.500 8l4.500 4.500",
  right: "M6 3.500 10.500 8 6 12.500",
  up: "M3.500 10 8 5.500 12.500 10",
  down: "M3.500 6 8 10.500 12.500 6",
  check: "M3 8.500 6.500 12 13 4.500",
  search: "M7 2.800a4.200 4.200 0 1 1 0 8.400a4.200 4.200 0 0 1 0-8.400M10.200 10.200 13.500 13.500",
  undo: "M3 6.500h6.500a3.500 3.500 0 0 1 0 7H6M5.500 4 3 6.500 5.500 9",
  close: "M4 4l8 8M12 4l-8 8",
  play: "M5 3.500v9l7-4.500z",
  pen: "M10.500 3 13 5.500 5.500 13H3v-2.500z",
  more: "M4 8h.01M8 8h.01M12 8h.01",
};

/** @param {{name: keyof typeof PATHS, size?: number}} props */
export function Icon({ name, size = 16 }) {
  return html`<svg class=${name === "left" || name === "right" || name === "undo" ? "icon turns" : "icon"} width=${size} height=${size} viewBox="0 0 16 16" aria-hidden="true">
    <path d=${PATHS[name]} />
  </svg>`;
}

/** The brand: threads, woven. */
export function Brand() {
  return html`<svg class="brand-mark" viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M10 7v18M16 7v18M22 7v18M6.500 13h7M18.500 13h7M12.500 19h7" />
  </svg>`;
}
