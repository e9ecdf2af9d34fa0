// Lengths and clock times as people type them. Pure.

const COLON = /^(\d{1,3}):([0-5]?\d)$/;
const HOURS = /^(\d{1,3}(?:[.,]\d+)?)\s*h(?:\s*(\d{1,2})\s*(?:m|min)?)?$/i;
const MINUTES = /^(\d{1,5})\s*m(?:in)?$/i;
const NUMBER = /^\d{1,4}(?:[.,]\d+)?$/;
const CLOCK = /^(\d{1,2})(?:[:.]?([0-5]\d))?\s*([ap])?\.?(?:m\.?)?$/i;
/** A number alone up to here is hours, above it is minutes. */
const MOST_HOURS = 24;

/** As it was typed, without the marks that hold a figure together. */
const plain = (/** @type {string} */ text) => text.replace(/[\u2066-\u2069]/g, "").trim();
const number = (/** @type {string} */ text) => Number(text.replace(",", "."));

/** Seconds of "1h30", "90m" or "1.5h": what is a length wherever it stands; null for anything else. @param {string} said */
export function parseUnits(said) {
  const hours = HOURS.exec(said);
  if (hours) return Math.round(number(hours[1]) * 60 + Number(hours[2] ?? 0)) * 60;
  const minutes = MINUTES.exec(said);
  return minutes ? Number(minutes[1]) * 60 : null;
}

/** Seconds of "40 s". @param {string} text */
export const parseSeconds = (text) => {
  const found = /^(\d{1,5})\s*s(?:ec)?$/i.exec(plain(text));
  return found && Number(found[1]);
};

/** Seconds of "1:30", "1h30", "90m", "1.5h", "1.5" or "90"; 0 for nothing, null for what is no length. @param {string} text */
export function parseLength(text) {
  const said = plain(text);
  if (!said || said === "–") return 0;
  const colon = COLON.exec(said);
  if (colon) return (Number(colon[1]) * 60 + Number(colon[2])) * 60;
  const units = parseUnits(said);
  if (units !== null) return units;
  if (!NUMBER.test(said)) return null;
  return Math.round(number(said) * (number(said) <= MOST_HOURS ? 60 : 1)) * 60;
}

/** Minutes since midnight of "9", "9:30", "930", "9.30", "9:30 pm" or "0330PM"; null for what is no clock time. @param {string} text */
export function parseClock(text) {
  const clock = CLOCK.exec(plain(text));
  if (!clock) return null;
  const half = clock[3]?.toLowerCase();
  const hour = Number(clock[1]);
  if (half ? hour < 1 || hour > 12 : hour > 23) return null;
  return ((half ? hour % 12 : hour) + (half === "p" ? 12 : 0)) * 60 + Number(clock[2] ?? 0);
}

