// What somebody is, as one word: by leading the organization, else by their role in the workspace.

import { t } from "../words/words.js";

/** @typedef {"owner" | "organizationAdmin" | "admin" | "manager" | "user"} Role */

/** The roles of a workspace as the API numbers them. */
const NUMBERS = /** @type {const} */ ({ admin: 15, manager: 16, user: 17 });
/** Of the organization, as the API calls them. */
const LEADING = /** @type {const} */ ({ owner: "owner", organizationAdmin: "admin" });
const ROLES = /** @type {Role[]} */ ([...Object.keys(LEADING), ...Object.keys(NUMBERS)]);

/** Null for who is in the organization and not in this workspace. @param {any} one @param {number} workspace @returns {Role | null} */
export function roleOf(one, workspace) {
  if (one.owner) return "owner";
  if (one.admin) return "organizationAdmin";
  return roleNumbered(one.workspaces.find((/** @type {any} */ place) => place.id === workspace)?.focus_role_id);
}

/** @param {number | undefined} number @returns {Role | null} */
const roleNumbered = (number) => /** @type {any} */ (Object.entries(NUMBERS).find(([, of]) => of === number)?.[0] ?? null);

/** An open invitation's. @param {any} invitation @returns {Role | null} */
export function invitedRole(invitation) {
  if (invitation.role === "owner") return "owner";
  return invitation.role === "admin" ? "organizationAdmin" : roleNumbered(invitation.workspaces[0]?.focus_role_id);
}

/** The body that makes somebody this. @param {Role} role @param {number} workspace */
export function bodyOf(role, workspace) {
  if (role in LEADING) return { role: LEADING[/** @type {"owner"} */ (role)] };
  return { role: "member", workspaces: [{ workspace_id: workspace, focus_role_id: NUMBERS[/** @type {"user"} */ (role)] }] };
}

/** What this person may make of others: owners are made by owners alone. @param {any} me */
export const given = (me) => ROLES.filter((role) => me.owner || role !== "owner");

export const nameOf = (/** @type {Role | null} */ role) => (role ? t(/** @type {any} */ (`manage.role.${role}`)) : "–");
