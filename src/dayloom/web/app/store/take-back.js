// Takes back what was done. Fetched when somebody does it first.

import { t } from "../words/words.js";
import { notes, tell, tellError } from "./notes.js";
import { done } from "./undo.js";

/** The newest change, or the one that was remembered so. @param {() => Promise<unknown>} [which] */
export async function takeBack(which = done.at(-1)?.revert) {
  const at = done.findLastIndex((one) => one.revert === which);
  if (at < 0) {
    tell(t("undo.nothing"));
    return;
  }
  const [{ revert, what, id, told }] = done.splice(at, 1);
  // What told of the newest change leads nowhere then.
  const stale = notes.value.filter((note) => at === done.length && note.id > told && note.offers.some(({ word }) => word === "note.show" || word === "undo.offer"));
  try {
    await revert();
    notes.value = notes.value.filter((note) => !stale.includes(note));
    tell(t("undo.did", { what }));
    if (id) import("../ui/focus.js").then((part) => part.lead(id), () => {});
  } catch (error) {
    tellError(error);
  }
}
