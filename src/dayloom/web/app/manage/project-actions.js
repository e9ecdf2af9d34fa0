// What the menu of a project does, and how each of it is taken back.

import { patch, post, remove } from "../api/client.js";
import { tell } from "../store/notes.js";
import { here } from "../store/session.js";
import { project as filter } from "../store/tasks.js";
import { confirm } from "../ui/dialog.js";
import { t } from "../words/words.js";
import { attempt } from "./doing.js";

const at = (/** @type {any} */ project) => `${here.value}/projects/${project.id}`;

/** What is done with a project, by name. @type {Record<string, (project: any) => Promise<any>>} */
const VERBS = {
  complete: (project) => post(`${at(project)}/complete`),
  uncomplete: (project) => post(`${at(project)}/uncomplete`),
  archive: (project) => patch(`${at(project)}/archive`),
  unarchive: (project) => patch(`${at(project)}/unarchive`),
  delete: (project) => remove(at(project)),
  restore: (project) => patch(`${at(project)}/restore`),
  pin: (project) => post(`${at(project)}/pinned`),
  unpin: (project) => remove(`${at(project)}/pinned`),
};
/** @type {Record<string, string>} */
const BACK = { complete: "uncomplete", uncomplete: "complete", archive: "unarchive", unarchive: "archive", delete: "restore", pin: "unpin", unpin: "pin" };

/** @type {Record<string, import("../words/words.js").Word>} */
const DID = { archive: "did.archived", delete: "did.deleted", complete: "did.done", uncomplete: "did.open" };

/** Does one of the verbs, as the way back from something. @param {any} project @param {string} verb */
export const undone = (project, verb) => VERBS[verb](project);

async function act(/** @type {any} */ project, /** @type {string} */ verb) {
  const done = await attempt(() => VERBS[verb](project), [() => VERBS[BACK[verb]](project), t(DID[verb] ?? "did.changed", { name: project.name })]);
  if (!done) return;
  if ((verb === "delete" || verb === "archive") && filter.value === project.id) filter.value = null;
  tell(t(/** @type {any} */ (`manage.did.${verb}`), { name: project.name }));
}

async function duplicate(/** @type {any} */ project) {
  /** @type {any} */
  let made;
  if (await attempt(async () => (made = await post(`${at(project)}/duplicate`, {})), [() => VERBS.delete(made), t("did.added", { name: project.name })])) {
    tell(t("manage.did.duplicate", { name: made.name }));
  }
}

/**
 * The lines of its menu. @param {any} project @param {boolean} mine whether the person may change it
 * @param {(what: string, project: any) => void} onOpen
 */
export function actionsOf(project, mine, onOpen) {
  const verb = (/** @type {string} */ name) => ({ label: t(/** @type {any} */ (`manage.${name}`)), act: () => act(project, name), off: !mine });
  const ask = () =>
    confirm({
      title: t("manage.deleteTitle", { name: project.name }),
      text: t("manage.deleteProject", { count: project.total_tasks }),
      word: t("manage.delete"),
      danger: true,
      act: () => act(project, "delete"),
    });
  return [
    { label: t("manage.edit"), act: () => onOpen("edit", project), off: !mine },
    { label: t("manage.members"), act: () => onOpen("members", project) },
    verb(project.completed_at ? "uncomplete" : "complete"),
    verb(project.pinned ? "unpin" : "pin"),
    verb(project.archived_at ? "unarchive" : "archive"),
    { label: t("manage.duplicate"), act: () => duplicate(project) },
    { label: t("manage.delete"), act: ask, off: !mine },
  ];
}
