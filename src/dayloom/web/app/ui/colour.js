// Colours of projects: any #rrggbb of the API, made readable in both themes.

const NONE = "#8b847a";
/** Colours for projects that have none. */
const OWN = ["#2b6cb0", "#7a4fb3", "#b7791f", "#2f855a", "#b83280", "#4a5568"];

/** @param {string} hex */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} hex @param {number} by 0 … 1 towards black */
function darker(hex, by) {
  const part = (/** @type {number} */ at) => Math.round(parseInt(hex.slice(at, at + 2), 16) * (1 - by));
  return `#${[1, 3, 5].map((at) => part(at).toString(16).padStart(2, "0")).join("")}`;
}

/** The colour dark enough to carry white words (4.5 : 1). @param {string} hex */
export function solid(hex) {
  let found = hex;
  for (let step = 0; step < 12 && 1.05 / (luminance(found) + 0.05) < 4.5; step += 1) found = darker(found, 0.08);
  return found;
}

/** A project's colour, or one that is always the same for it. @param {{id: number, color: string | null} | null | undefined} project */
export function colourOf(project) {
  if (!project) return NONE;
  return /^#[0-9a-f]{6}$/i.test(project.color ?? "") ? /** @type {string} */ (project.color) : OWN[project.id % OWN.length];
}

/** The custom properties that blocks and dots take their colours from. @param {any} project */
export function paint(project) {
  const colour = colourOf(project);
  return { "--colour": colour, "--solid": solid(colour) };
}
