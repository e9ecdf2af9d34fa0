// A recurrence rule as a form's answers, and back. Pure: what the form cannot say stays the rule that it was.

/** @typedef {import("../time/recurrence.js").Rule} Rule */
export const KINDS = /** @type {const} */ (["none", "daily", "weekdays", "weekly", "monthday", "nthday", "yearly"]);
/**
 * @typedef {object} Answers
 * @property {typeof KINDS[number] | "own"} kind
 * @property {number} interval
 * @property {number[]} days weekdays from 0 = Monday
 * @property {number} monthDay
 * @property {number} nth
 * @property {number} weekday
 * @property {"never" | "on" | "after"} ends
 * @property {string} until
 * @property {number} count
 */

const weekdayOf = (/** @type {string} */ day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
const WORKDAYS = "0,1,2,3,4";

/** @param {Rule} rule @param {string} start @returns {Answers["kind"]} */
function kindOf({ frequency, interval, days, monthDays, months, positions }, start) {
  const plain = !monthDays.length && !months.length && !positions.length;
  const counted = days.some(({ nth }) => nth);
  if (frequency === "DAILY" && plain && !days.length) return "daily";
  if (frequency === "WEEKLY" && plain && !counted) {
    return interval === 1 && days.map(({ day }) => day).sort().join() === WORKDAYS ? "weekdays" : "weekly";
  }
  if (frequency === "MONTHLY" && !months.length) {
    if (!days.length && !positions.length && monthDays.length < 2 && (monthDays[0] ?? 1) >= -1) return "monthday";
    if (days.length === 1 && !monthDays.length && (counted ? !positions.length : positions.length === 1)) return "nthday";
  }
  const same = monthDays.join() === String(Number(start.slice(8))) && months.join() === String(Number(start.slice(5, 7)));
  if (frequency === "YEARLY" && !days.length && !positions.length && (plain || same)) return "yearly";
  return "own";
}

/** What the form says at first. @param {Rule | null | undefined} rule undefined: none; null: one the app does not know @param {string} start @returns {Answers} */
export function answersOf(rule, start) {
  const place = Number(start.slice(8));
  return {
    kind: rule === undefined ? "none" : rule ? kindOf(rule, start) : "own",
    interval: rule?.interval ?? 1,
    days: rule?.frequency === "WEEKLY" && rule.days.length ? rule.days.map(({ day }) => day) : [weekdayOf(start)],
    monthDay: rule?.monthDays[0] ?? place,
    nth: rule?.days[0]?.nth || rule?.positions[0] || Math.min(4, Math.trunc((place - 1) / 7) + 1),
    weekday: rule?.days[0]?.day ?? weekdayOf(start),
    ends: rule?.until ? "on" : rule?.count ? "after" : "never",
    until: rule?.until ?? "",
    count: rule?.count ?? 10,
  };
}

/** The rule of the answers; null: none, or one that is not complete. @param {Answers} answers @returns {Rule | null} */
export function ruleOf({ kind, interval, days, monthDay, nth, weekday, ends, until, count }) {
  if (kind === "none" || kind === "own" || (kind === "weekly" && !days.length)) return null;
  const parts = {
    daily: { frequency: "DAILY" },
    weekdays: { frequency: "WEEKLY", interval: 1, days: [0, 1, 2, 3, 4].map((day) => ({ nth: 0, day })) },
    weekly: { frequency: "WEEKLY", days: [...days].sort().map((day) => ({ nth: 0, day })) },
    monthday: { frequency: "MONTHLY", monthDays: [monthDay] },
    nthday: { frequency: "MONTHLY", days: [{ nth, day: weekday }] },
    yearly: { frequency: "YEARLY" },
  }[kind];
  const none = { interval: Math.max(1, interval || 1), days: [], monthDays: [], months: [], positions: [], weekStart: 0 };
  return /** @type {Rule} */ ({ ...none, ...parts, until: ends === "on" && until ? until : null, count: ends === "after" ? Math.max(1, count || 1) : null });
}
