// The picture to be read: dropped, pasted or chosen, and shown small.

import { html, useEffect, useState } from "../vendor/preact.js";
import { t } from "../words/words.js";
import { picture, problem } from "./draft.js";

const KINDS = ["image/png", "image/jpeg", "image/webp"];
const LARGEST = 10 * 1024 * 1024;

/** Takes a picture to be read, unless the server would refuse it. @param {File} file */
export function takePicture(file) {
  picture.value = null;
  problem.value = !KINDS.includes(file.type) ? t("inbox.notPicture") : file.size > LARGEST ? t("inbox.tooLarge") : "";
  if (problem.value) return false;
  picture.value = file;
  return true;
}

/** @param {{file: File}} props */
function Small({ file }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address ? html`<img src=${address} alt=${file.name} />` : null;
}

/** The place to drop one. @param {{take: (file: File) => void}} props */
export function Picture({ take }) {
  const onChange = (/** @type {any} */ event) => {
    const [file] = event.currentTarget.files;
    event.currentTarget.value = ""; // so that the same one can be chosen again
    if (file) take(file);
  };
  return html`<div class="drop">
    ${picture.value && html`<${Small} file=${picture.value} />`}
    <p>${t("inbox.picture.hint")}</p>
    <label class="plain choose">${t("inbox.choose")}<input class="unseen" type="file" accept=${KINDS.join()} onChange=${onChange} /></label>
  </div>`;
}
