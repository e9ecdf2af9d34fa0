// Signing out, which asks first where something would be lost by it.

import { drop, writes } from "../api/waiting.js";
import { notes, tellError } from "../store/notes.js";
import { open } from "../store/place.js";
import { signOut } from "../store/session.js";
import { t } from "../words/words.js";
import { confirm } from "./dialog.js";

async function out() {
  try {
    await signOut();
    open(0);
    notes.value = []; // what was told is nobody else's business
    for (const write of writes.value) await drop(write);
  } catch (error) {
    tellError(error);
  }
}

export function leave() {
  const count = writes.value.length;
  if (!count) out();
  else confirm({ title: t("unsaved.signOut"), text: t("unsaved.signOut.text", { count }), word: t("sign.out"), danger: true, act: out });
}
